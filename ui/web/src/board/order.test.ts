import { expect, test } from "vitest";
import { UNTOUCHED, type Element, type Placed } from "./element";
import { turnedAbout } from "./geometry";
import { reordered, type Place } from "./order";
import vectors from "./vectors.json";

const dot: Element = { kind: "stroke", points: new Float32Array(2), color: 255, width: 1, tool: "pen", author: 0, createdMs: 0, durationMs: 0 };

test.each(vectors.orders)("$chosen of $orders to $place, as in Python", ({ orders, chosen, place, changed }) => {
  const elements: Placed[] = orders.map((z, at) => ({ id: "abcde"[at]!, element: dot, override: { ...UNTOUCHED, z } }));
  expect(Object.fromEntries(reordered(elements, new Set(chosen), place as Place))).toEqual(changed);
});

test.each(vectors.turns as [number, number, number, number[]][])("a turn by %d about %d, %d is written as in Python", (radians, x, y, affine) => {
  turnedAbout(radians, x, y).forEach((number, at) => expect(number).toBeCloseTo(affine[at]!, 9));
});
