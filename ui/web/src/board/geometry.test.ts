import { expect, test } from "vitest";
import { boundsOf } from "./bounds";
import { IDENTITY, UNTOUCHED, type Affine, type Element, type Placed } from "./element";
import { apply, combined, scaled, turnedAbout, unapply } from "./geometry";
import { Grid } from "./grid";
import { isHit, isWithin } from "./hit";

const made = { author: 0, createdMs: 0 };
const line: Element = {
  kind: "stroke", points: new Float32Array([0, 0, 100, 0]), factors: new Float32Array([1, 2]), color: 255, width: 4, tool: "pen", durationMs: 0, ...made,
};
const rectangle: Element = { kind: "shape", figure: "rectangle", x: 0, y: 0, w: 100, h: 50, points: [], color: 255, width: 2, fill: 0, ...made };

function placed(element: Element, affine: Affine = IDENTITY): Placed {
  return { id: "a", element, override: { ...UNTOUCHED, affine } };
}

test("transforms are done one after the other and undone", () => {
  const both = combined([1, 0, 0, 1, 10, 20], scaled(2, 0, 0));
  expect(apply(both, [1, 1])).toEqual([22, 42]);
  expect(unapply(both, [22, 42])).toEqual([1, 1]);
  expect(unapply([0, 0, 0, 0, 5, 5], [5, 5])).toBeUndefined();
});

test("bounds hold the width of the line at its widest", () => {
  expect(boundsOf(placed(line))).toEqual({ x0: -4, y0: -4, x1: 104, y1: 4 });
  expect(boundsOf(placed(line, [1, 0, 0, 1, 5, 5]))).toEqual({ x0: 1, y0: 1, x1: 109, y1: 9 });
});

test("what is turned lies in no larger box than it needs", () => {
  const slanted: Element = { ...line, points: new Float32Array([0, 0, 100, 100]), factors: undefined } as Element;
  const { x0, y0, x1, y1 } = boundsOf(placed(slanted, turnedAbout(Math.PI / 4, 0, 0)));
  expect([x0, y0, x1, y1].map((number) => Math.round(number * 10) / 10)).toEqual([-2, -2, 2, 143.4]);
});

test("a stroke is hit near its line, wherever it was moved to", () => {
  expect(isHit(placed(line), [50, 5], 4)).toBe(true);
  expect(isHit(placed(line), [50, 9], 4)).toBe(false);
  expect(isHit(placed(line, [1, 0, 0, 1, 0, 300]), [50, 303], 4)).toBe(true);
  expect(isHit(placed(line, [1, 0, 0, 1, 0, 300]), [50, 3], 4)).toBe(false);
});

test("an empty rectangle is hit at its edge, a filled one everywhere", () => {
  expect(isHit(placed(rectangle), [50, 25], 4)).toBe(false);
  expect(isHit(placed(rectangle), [2, 25], 4)).toBe(true);
  expect(isHit(placed({ ...rectangle, fill: 0xff }), [50, 25], 4)).toBe(true);
});

test("a lasso takes what lies within it for the most part", () => {
  const around: [number, number][] = [[-10, -10], [80, -10], [80, 80], [-10, 80]];
  expect(isWithin(placed({ ...rectangle, w: 70 }), around)).toBe(true);
  expect(isWithin(placed(rectangle, [1, 0, 0, 1, 300, 0]), around)).toBe(false);
});

test("the grid finds what meets a box, also what is very large", () => {
  const grid = new Grid();
  grid.put("small", { x0: 10, y0: 10, x1: 20, y1: 20 });
  grid.put("far", { x0: 5000, y0: 10, x1: 5020, y1: 20 });
  grid.put("large", { x0: -1e6, y0: -1e6, x1: 1e6, y1: 1e6 });
  expect(grid.query({ x0: 0, y0: 0, x1: 15, y1: 15 })).toEqual(new Set(["small", "large"]));
  grid.put("small", { x0: 5000, y0: 10, x1: 5001, y1: 11 });
  expect(grid.query({ x0: 0, y0: 0, x1: 15, y1: 15 })).toEqual(new Set(["large"]));
  grid.remove("large");
  expect(grid.query({ x0: -1e7, y0: -1e7, x1: 1e7, y1: 1e7 })).toEqual(new Set(["small", "far"]));
});
