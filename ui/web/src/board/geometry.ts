// Transforms and boxes, in board units.

import type { Affine } from "./element";

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export type Point = readonly [number, number];

export const NOWHERE: Box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };

export function union(one: Box, two: Box): Box {
  return { x0: Math.min(one.x0, two.x0), y0: Math.min(one.y0, two.y0), x1: Math.max(one.x1, two.x1), y1: Math.max(one.y1, two.y1) };
}

export function grown(box: Box, by: number): Box {
  return { x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by };
}

export function isEmpty(box: Box): boolean {
  return !(box.x1 >= box.x0 && box.y1 >= box.y0);
}

export function doMeet(one: Box, two: Box): boolean {
  return one.x0 <= two.x1 && two.x0 <= one.x1 && one.y0 <= two.y1 && two.y0 <= one.y1;
}

export function boxOf(points: Iterable<Point>): Box {
  let { x0, y0, x1, y1 } = NOWHERE;
  for (const [x, y] of points) {
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x0, y0, x1, y1 };
}

/** The transform that does `first`, then `second`. */
export function combined(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = second;
  return [
    a * first[0] + c * first[1], b * first[0] + d * first[1], a * first[2] + c * first[3], b * first[2] + d * first[3],
    a * first[4] + c * first[5] + e, b * first[4] + d * first[5] + f,
  ];
}

export function moved(x: number, y: number): Affine {
  return [1, 0, 0, 1, x, y];
}

export function scaled(factor: number, x: number, y: number): Affine {
  return [factor, 0, 0, factor, x - factor * x, y - factor * y];
}

/** Turned about a point, clockwise on the screen. */
export function turnedAbout(radians: number, x: number, y: number): Affine {
  const [c, s] = [Math.cos(radians), Math.sin(radians)];
  return [c, s, -s, c, x - c * x + s * y, y - s * x - c * y];
}

export function apply(affine: Affine, [x, y]: Point): Point {
  return [affine[0] * x + affine[2] * y + affine[4], affine[1] * x + affine[3] * y + affine[5]];
}

/** The point that the transform brings to this one; undefined where it flattens the plane. */
export function unapply(affine: Affine, [x, y]: Point): Point | undefined {
  const [a, b, c, d, e, f] = affine;
  const area = a * d - b * c;
  if (!area) return undefined;
  return [(d * (x - e) - c * (y - f)) / area, (a * (y - f) - b * (x - e)) / area];
}

/** The mean factor by which lengths grow. */
export function scaleOf([a, b, c, d]: Affine): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}
