import { expect, test } from "vitest";
import type { Stroke } from "./element";
import { BadStroke, pack, unpack } from "./packing";
import vectors from "./vectors.json";

type Plain = (typeof vectors.strokes)[number]["stroke"];

function strokeOf({ points, factors, tool, ...rest }: Plain): Stroke {
  return {
    kind: "stroke", ...rest, tool: tool as Stroke["tool"], points: new Float32Array(points), factors: factors ? new Float32Array(factors) : undefined,
  };
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

test.each(vectors.strokes)("a stroke of precision $precision has the same bytes as in Python", ({ stroke, precision, packed, unpacked }) => {
  expect(hex(pack(strokeOf(stroke), precision))).toBe(packed);
  expect(unpack(bytes(packed))).toEqual(strokeOf(unpacked));
});

test("bytes that are no stroke are refused, whatever was done to them", () => {
  const good = bytes(vectors.strokes[0]?.packed ?? "");
  expect(() => unpack(new Uint8Array())).toThrow(BadStroke);
  expect(() => unpack(good.slice(0, -1))).toThrow(BadStroke);
  expect(() => unpack(Uint8Array.of(...good, 0))).toThrow(BadStroke);
  expect(() => unpack(Uint8Array.of(2, ...good.slice(1)))).toThrow(BadStroke);
  for (let at = 0; at < good.length; at += 1) {
    const broken = good.slice();
    broken[at] = 0xff;
    try {
      unpack(broken);
    } catch (error) {
      expect(error).toBeInstanceOf(BadStroke);
    }
  }
});

test("a stroke is refused whose header tells another box than its points have", () => {
  const one = pack({ ...strokeOf(vectors.strokes[3]!.stroke), points: new Float32Array([3, 4, 5, 4.5]), factors: new Float32Array([1, 0.5]) }, 0);
  // behind the box lie coordinates in four bytes, factors in three
  const box = one.length - 7 - 5;
  expect([...one.slice(box, box + 5)]).toEqual([6, 8, 2, 0, 64]);
  for (let at = 0; at < 5; at += 1) {
    const broken = one.slice();
    broken[box + at] = broken[box + at]! + 1;
    expect(() => unpack(broken)).toThrow("box is not that of its points");
  }
});

test("no points, too many, and points nowhere cannot be packed", () => {
  const like = strokeOf(vectors.strokes[3]!.stroke);
  for (const points of [[], [NaN, 0], [Infinity, 1], new Array<number>(200_002).fill(0)]) {
    expect(() => pack({ ...like, points: new Float32Array(points) })).toThrow(BadStroke);
  }
});
