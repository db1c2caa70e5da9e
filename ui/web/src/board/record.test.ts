import { expect, test } from "vitest";
import { UNTOUCHED } from "./element";
import { BadRecord, fromValue, overrideFromValue, overrideToValue, pageFromValue, pageToValue, toValue } from "./record";
import vectors from "./vectors.json";

test.each(vectors.records)("Python's $k is read and written alike", (value) => {
  expect(toValue(fromValue(value))).toEqual(value);
});

test("overrides and pages are read and written alike", () => {
  for (const value of vectors.overrides) expect(overrideToValue(overrideFromValue(value))).toEqual(value);
  for (const value of vectors.pages) {
    const { id: _, ...page } = pageFromValue("p", value);
    expect(pageToValue(page)).toEqual(value);
  }
  expect(overrideFromValue(undefined)).toBe(UNTOUCHED);
});

const text = { k: "text", x: 0, y: 0, t: "a", n: 10, c: 255 };

test.each([
  [7],
  ["text"],
  [null],
  [[1, 2]],
  [{ k: "hologram" }],
  [{ ...text, x: NaN }],
  [{ ...text, x: 1e300 }],
  [{ ...text, y: "0" }],
  [{ ...text, n: undefined }],
  [{ ...text, c: -1 }],
  [{ ...text, a: "justified" }],
  [{ ...text, t: "x".repeat(20_001) }],
  [{ k: "shape", s: "line", b: 2, p: [1, 2, 3] }],
  [{ k: "shape", s: "spiral", b: 2 }],
  [{ k: "image", i: "../../etc/passwd" }],
])("%j is no element", (value) => {
  expect(() => fromValue(value)).toThrow(BadRecord);
});

test("an override of a wrong matrix is refused", () => {
  expect(() => overrideFromValue({ m: [1, 0, 0] })).toThrow(BadRecord);
  expect(() => overrideFromValue({ m: [1, 0, 0, 1, 0, "far"] })).toThrow(BadRecord);
});
