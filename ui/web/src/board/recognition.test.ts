import { expect, test } from "vitest";
import { unpack } from "./packing";
import { recognise, straightened } from "./recognition";
import vectors from "./vectors.json";

const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

test.each(vectors.figures.map((one, at) => ({ ...one, at })))("drawing $at, $drawn, is taken for the same as in Python", ({ stroke, found }) => {
  const ink = unpack(bytes(stroke));
  const shape = recognise(ink.points, ink.width);
  expect(shape?.figure).toBe(found?.figure);
  if (!shape || !found) return;
  const near = (numbers: readonly number[], expected: readonly number[]): void => {
    expect(numbers).toHaveLength(expected.length);
    numbers.forEach((number, at) => expect(number).toBeCloseTo(expected[at]!, 2));
  };
  near([shape.x, shape.y, shape.w, shape.h], found.box);
  near(shape.points.flat(), found.points.flat());
});

test("every figure is among them, and handwriting that is none", () => {
  const found = new Set(vectors.figures.map((one) => one.found?.figure ?? "nothing"));
  expect([...found].sort()).toEqual(["arrow", "diamond", "ellipse", "line", "nothing", "polygon", "rectangle", "star", "triangle"]);
});

test.each(vectors.figures.filter(({ drawn }) => drawn === "line" || drawn === "arrow"))("a highlighter is straightened as in Python: $drawn", (vector) => {
  const ink = unpack(bytes(vector.stroke));
  const line = straightened({ ...ink, tool: "highlighter" });
  if (!vector.straightened) return expect(line).toBeUndefined();
  [...line!.points].forEach((number, at) => expect(number).toBeCloseTo(vector.straightened!.flat()[at]!, 2));
  expect(line).toMatchObject({ tool: "highlighter", factors: undefined, width: ink.width });
});

test("a very long scribble is looked at as well", () => {
  const points = Float32Array.from({ length: 200_000 }, (_, at) => (at % 2 ? 300 * Math.sin(at / 977) : 300 * Math.cos(at / 311)));
  expect(recognise(points, 3)).toBeUndefined();
});

test("dots, ticks and broken lines are nothing", () => {
  expect(recognise(new Float32Array([5, 5]), 3)).toBeUndefined();
  expect(recognise(new Float32Array([5, 5, 8, 5]), 3)).toBeUndefined();
  expect(recognise(new Float32Array([5, 5, NaN, 5]), 3)).toBeUndefined();
});
