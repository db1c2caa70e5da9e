import { expect, test } from "vitest";
import type { Point } from "./geometry";
import { isInside } from "./hit";
import { lineOf, outline, type Path } from "./outline";

function outlined(points: number[], factors: number[] | undefined, width: number): Point[] {
  const found: Point[] = [];
  const path: Path = { moveTo: (x, y) => found.push([x, y]), lineTo: (x, y) => found.push([x, y]), closePath: () => undefined };
  outline(path, lineOf(new Float32Array(points), factors && new Float32Array(factors), width, 0.05), 0.05);
  return found;
}

test("a point becomes a circle", () => {
  const circle = outlined([10, 10], undefined, 8);
  for (const [x, y] of circle) expect(Math.hypot(x - 10, y - 10)).toBeCloseTo(4, 3);
  expect(circle.length).toBeGreaterThan(8);
});

test("every point of the outline is a radius from the line, and every point of the line is inside", () => {
  const points: number[] = [];
  const factors: number[] = [];
  for (let at = 0; at < 60; at += 1) {
    points.push(at * 6, 40 * Math.sin(at / 6));
    factors.push(1);
  }
  const edge = outlined(points, factors, 6);
  const nearest = ([x, y]: Point): number => Math.min(...factors.map((_, at) => Math.hypot(x - points[2 * at]!, y - points[2 * at + 1]!)));
  for (const point of edge) expect(nearest(point)).toBeLessThan(4.6);
  for (let at = 1; at < 59; at += 1) expect(isInside(edge, [points[2 * at]!, points[2 * at + 1]!])).toBe(true);
});

test("the width follows the factors", () => {
  const edge = outlined([0, 0, 50, 0, 100, 0], [0.5, 1, 2], 10);
  const highest = (from: number, to: number): number => Math.max(...edge.filter(([x]) => x > from && x < to).map(([, y]) => Math.abs(y)));
  expect(highest(-5, 1)).toBeCloseTo(2.5, 1);
  expect(highest(99, 111)).toBeCloseTo(10, 1);
});
