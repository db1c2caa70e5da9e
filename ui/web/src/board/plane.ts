// Points and ways of the plane, as complex numbers are to `appliance/ink/loop.py`.

import { boxOf, type Point } from "./geometry";

export type Line = readonly Point[];

export function way([x0, y0]: Point, [x1, y1]: Point): Point {
  return [x1 - x0, y1 - y0];
}

export function sum([x0, y0]: Point, [x1, y1]: Point): Point {
  return [x0 + x1, y0 + y1];
}

export function times([x, y]: Point, factor: number): Point {
  return [x * factor, y * factor];
}

export function dot([x0, y0]: Point, [x1, y1]: Point): number {
  return x0 * x1 + y0 * y1;
}

/** Above 0 where the second way points to the right of the first on the screen. */
export function cross([x0, y0]: Point, [x1, y1]: Point): number {
  return x0 * y1 - y0 * x1;
}

export function long([x, y]: Point): number {
  return Math.hypot(x, y);
}

/** By how much one turns from the first way to the second, in radians. */
export function turn(from: Point, to: Point): number {
  return Math.atan2(cross(from, to), dot(from, to));
}

export function turned([x, y]: Point, radians: number): Point {
  const [c, s] = [Math.cos(radians), Math.sin(radians)];
  return [c * x - s * y, s * x + c * y];
}

export function mean(line: Line): Point {
  return times(line.reduce(sum, [0, 0]), 1 / line.length);
}

/** From each point to the next. */
export function steps(line: Line): Point[] {
  return line.slice(1).map((point, at) => way(line[at]!, point));
}

/** From each corner of a closed line to the next. */
export function sidesOf(corners: Line): Point[] {
  return corners.map((corner, at) => way(corner, around(corners, at + 1)));
}

/** What comes at a place of a ring, whichever way and how often one goes around it. */
export function around<T>(ring: readonly T[], at: number): T {
  return ring[((at % ring.length) + ring.length) % ring.length]!;
}

/** Width and height of what a line covers. */
export function span(line: Line): Point {
  const { x0, y0, x1, y1 } = boxOf(line);
  return [x1 - x0, y1 - y0];
}

export function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** Where the first of the least values is. */
export function least(values: readonly number[]): number {
  let found = 0;
  values.forEach((value, at) => {
    if (value < values[found]!) found = at;
  });
  return found;
}

/** Where the first of the greatest values is. */
export function greatest(values: readonly number[]): number {
  return least(values.map((value) => -value));
}

/** To the nearest whole number, halves to the even one, as Python and numpy round. */
export function rint(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
