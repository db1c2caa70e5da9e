import { expect, test } from "vitest";
import type { Stroke } from "./element";
import type { InkPoint } from "./smoothing";
import { WetInk, WetSender, visible } from "./wet";
import { CANCELLED, DRAWING, ENDED, LASER, type Wet } from "./wire";

const like: Omit<Stroke, "points" | "factors"> = { kind: "stroke", color: 255, width: 4, tool: "pen", author: 7, createdMs: 5, durationMs: 0 };

function drawn(state: typeof DRAWING | typeof LASER = DRAWING) {
  const sent: Wet[] = [];
  const sender = new WetSender((wet) => sent.push(wet), "page", "s", like, state);
  const line: InkPoint[] = [];
  return {
    sent,
    sender,
    draw(count: number, now: number): void {
      for (let at = 0; at < count; at += 1) line.push([line.length * 2, 10, 1]);
      sender.tell(line, now);
    },
  };
}

test("points are sent once each, not more often than frames come, and join into the stroke", () => {
  const { sent, draw } = drawn();
  draw(3, 0);
  draw(2, 5);
  draw(2, 20);
  draw(0, 60);
  expect(sent.map(({ start }) => start)).toEqual([0, 3]);
  const ink = new WetInk();
  for (const wet of [...sent, ...sent]) ink.take(wet, 0);
  expect(ink.strokes.get("s")?.x).toEqual([0, 2, 4, 6, 8, 10, 12]);
});

test("who missed points waits for the element", () => {
  const { sent, draw } = drawn();
  for (let at = 0; at < 3; at += 1) draw(4, at * 20);
  const ink = new WetInk();
  ink.take(sent[0]!, 0);
  ink.take(sent[2]!, 0);
  expect(ink.strokes.get("s")?.x).toHaveLength(4);
  const late = new WetInk();
  late.take(sent[1]!, 0);
  expect(late.strokes.size).toBe(0);
});

test("ink ends when its element is there, when it was a palm, or when nobody speaks of it any more", () => {
  const { sent, sender, draw } = drawn();
  draw(4, 0);
  const ink = new WetInk();
  ink.take(sent[0]!, 0);
  expect(ink.dry(["other"])).toBe(false);
  expect(ink.dry(["s"])).toBe(true);
  ink.take(sent[0]!, 0);
  sender.cancel();
  expect(sent.at(-1)?.state).toBe(CANCELLED);
  ink.take(sent.at(-1)!, 0);
  expect(ink.strokes.size).toBe(0);
  ink.take(sent[0]!, 0);
  ink.fade(9000);
  expect(ink.strokes.size).toBe(1);
  ink.fade(11_000);
  expect(ink.strokes.size).toBe(0);
});

test("each point of a laser is seen for a second", () => {
  const { sent, sender, draw } = drawn(LASER);
  draw(4, 0);
  draw(4, 500);
  sender.end();
  const ink = new WetInk();
  ink.take(sent[0]!, 0);
  ink.take(sent[1]!, 500);
  expect(sent[2]?.state).toBe(ENDED);
  ink.take(sent[2]!, 500);
  const stroke = ink.strokes.get("s")!;
  expect(visible(stroke, 900).from).toBe(0);
  expect(visible(stroke, 1200).from).toBe(4);
  ink.fade(1400);
  expect(ink.isFading).toBe(true);
  ink.fade(1600);
  expect(ink.strokes.size).toBe(0);
});
