import { expect, test } from "vitest";
import { fitNote, wrap } from "./lettering";

const ruler = (character: string): number => (character >= "\u1100" ? 1 : 0.5);

test("lines break between words, within Chinese, and where they must", () => {
  expect(wrap("one two three", 10, 40, ruler)).toEqual(["one two ", "three"]);
  expect(wrap("一二三四五", 10, 30, ruler)).toEqual(["一二三", "四五"]);
  expect(wrap("一二三，四", 10, 30, ruler)).toEqual(["一二", "三，四"]);
  expect(wrap("abcdefghij", 10, 20, ruler)).toEqual(["abcd", "efgh", "ij"]);
  expect(wrap("a\nb", 10, 0, ruler)).toEqual(["a", "b"]);
  expect(wrap("", 10, 50, ruler)).toEqual([""]);
});

test("a note's words grow smaller until they fit, and no further", () => {
  const note = { kind: "note", x: 0, y: 0, w: 200, h: 200, size: 36, fill: 0, color: 0, author: 0, createdMs: 0 } as const;
  expect(fitNote({ ...note, text: "short" }, ruler).size).toBe(36);
  const long = fitNote({ ...note, text: "many words that fill a card ".repeat(6) }, ruler);
  expect(long.size).toBeLessThan(36);
  expect(long.lines.length * long.size * 1.4).toBeLessThanOrEqual(200);
  expect(fitNote({ ...note, text: "endless ".repeat(900) }, ruler).size).toBeGreaterThan(6);
});
