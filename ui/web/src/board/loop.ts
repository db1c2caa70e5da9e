// What a closed line resembles, as `appliance/ink/loop.py` tells it: the polygon of so many sides, or the ellipse, that lies
// nearest to it.

import type { Point } from "./geometry";
import { around, cross, dot, greatest, least, long, mean, rint, sidesOf, span, steps, sum, times, total, turn, turned, way, type Line } from "./plane";

/** Of a side. */
const FEWEST_POINTS = 4;
/** This share of a side, at either end, is the corner's, which hands make round. */
const ROUNDED = 0.15;
/** In the line's width and height together. */
const SHORTEST_SIDE = 0.02;
/** Two sides that meet at less, in radians, are one. */
const LEAST_TURN = 0.25;

export interface Polygon {
  /** In the order in which they were drawn, closed by itself. */
  corners: Line;
  /** The mean square of the line's distances from it. */
  squares: number;
  /** How much the line's sides bend: the mean rise of their middles, in sides. */
  bow: number;
  /** How much of its turns the line takes right at the corners; a curve turns all along. */
  sharpness: number;
}

/** `halfWidth` lies along `angle`, in radians. */
export interface Ellipse {
  centre: Point;
  halfWidth: number;
  halfHeight: number;
  angle: number;
  squares: number;
}

/** By how much a line turns at each corner, in radians, to the left or the right by sign. */
export function turnsOf(corners: Line): number[] {
  const sides = sidesOf(corners);
  return sides.map((side, at) => turn(around(sides, at - 1), side));
}

/** Points at equal distances along a line. */
export function resampled(line: Line, count: number): Point[] {
  const along = [0];
  for (const step of steps(line)) along.push(along[along.length - 1]! + long(step));
  const length = along[along.length - 1]!;
  let at = 0;
  return Array.from({ length: count }, (_, index): Point => {
    const place = index === count - 1 ? length : (index * length) / (count - 1);
    while (at + 1 < line.length - 1 && along[at + 1]! <= place) at += 1;
    const [from, to] = [line[at]!, line[at + 1] ?? line[at]!];
    const share = Math.min((place - along[at]!) / ((along[at + 1] ?? 0) - along[at]! || 1), 1);
    return sum(from, times(way(from, to), share));
  });
}

/** For each number of sides from 3 on the polygon nearest to a loop, unless its sides make no corners. */
export function polygons(drawn: Line, mostSides: number): Polygon[] {
  const middle = mean(drawn);
  // the furthest point is a corner, if there are any
  const first = greatest(drawn.map((point) => long(way(middle, point))));
  const loop = [...drawn.slice(first), ...drawn.slice(0, first)];
  const count = loop.length;
  const cost = costs(loop);
  const found: Polygon[] = [];
  const chosen: number[][] = [];
  let best = cost[0]!;
  for (let sides = 2; sides <= mostSides; sides += 1) {
    const before = best;
    const from = cost.map((_, end) => least(before.map((value, start) => value + cost[start]![end]!)));
    best = from.map((start, end) => before[start]! + cost[start]![end]!);
    chosen.push(from);
    if (sides < 3) continue;
    const ends = [count];
    for (const step of [...chosen].reverse()) ends.unshift(step[ends[0]!]!);
    const parts = [0, ...ends];
    const corners = cornersOf(loop, parts);
    if (corners) found.push({ corners, squares: best[count]! / count, bow: bowOf(loop, parts), sharpness: sharpnessOf(loop, parts, corners) });
  }
  return found;
}

/** The ellipse of the same area and moments; undefined for a line that encloses next to nothing or goes around twice. */
export function ellipse(loop: Line): Ellipse | undefined {
  const origin = mean(loop);
  let [area, sumX, sumY, sumXx, sumYy, sumXy] = [0, 0, 0, 0, 0, 0];
  loop.forEach((point, at) => {
    const [x, y] = way(origin, point);
    const [x1, y1] = way(origin, around(loop, at + 1));
    const crossed = x * y1 - x1 * y;
    area += crossed / 2;
    sumX += (x + x1) * crossed;
    sumY += (y + y1) * crossed;
    sumXx += (x * x + x * x1 + x1 * x1) * crossed;
    sumYy += (y * y + y * y1 + y1 * y1) * crossed;
    sumXy += (x * y1 + 2 * x * y + 2 * x1 * y1 + x1 * y) * crossed;
  });
  const [wide, high] = span(loop);
  if (Math.abs(area) < 1e-3 * (wide + high) ** 2) return undefined;
  const [x, y] = [sumX / (6 * area), sumY / (6 * area)];
  const [xx, yy, xy] = [sumXx / (12 * area) - x * x, sumYy / (12 * area) - y * y, sumXy / (24 * area) - x * y];
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  if (middle - spread <= 0) return undefined;
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [halfWidth, halfHeight] = [2 * Math.sqrt(middle + spread), 2 * Math.sqrt(middle - spread)];
  const centre = sum(origin, [x, y]);
  const upright = loop.map((point) => turned(way(centre, point), -angle));
  const rounds = total(upright.map((point, at) => turn(point, around(upright, at + 1)))) / (2 * Math.PI);
  if (Math.abs(Math.abs(rounds) - 1) > 0.1) return undefined;
  const squares = upright.map(([u, v]) => {
    const value = (u / halfWidth) ** 2 + (v / halfHeight) ** 2 - 1;
    const slope = 2 * Math.hypot(u / halfWidth ** 2, v / halfHeight ** 2);
    return (value / Math.max(slope, 1e-9)) ** 2;
  });
  return { centre, halfWidth, halfHeight, angle, squares: total(squares) / loop.length };
}

// squared distances of points i to j - 1 from the straight line that fits them best, for all i and j
function costs(loop: Line): number[][] {
  const middle = mean(loop);
  const sums = [[0, 0, 0, 0, 0]];
  for (const point of loop) {
    const [x, y] = way(middle, point);
    const last = sums[sums.length - 1]!;
    sums.push([x, y, x * x, y * y, x * y].map((value, at) => last[at]! + value));
  }
  return sums.map((from, start) =>
    sums.map((to, end) => {
      const count = end - start;
      if (count < FEWEST_POINTS) return Infinity;
      const [x, y, squaredX, squaredY, both] = to.map((value, at) => value - from[at]!) as [number, number, number, number, number];
      const [xx, yy, xy] = [squaredX - (x * x) / count, squaredY - (y * y) / count, both - (x * y) / count];
      return Math.max((xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy), 0);
    }),
  );
}

// a part of a loop without what is its corners'
function sideBetween(loop: Line, start: number, end: number): Line {
  const skipped = Math.max(rint(ROUNDED * (end - start)), 1);
  return loop.slice(start + skipped, end - skipped);
}

// where the straight lines through the parts of a loop meet; undefined if they do not make corners near the loop
function cornersOf(loop: Line, parts: readonly number[]): Line | undefined {
  const lines: { middle: Point; along: Point }[] = [];
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const part = sideBetween(loop, parts[at]!, parts[at + 1]!);
    if (part.length < 2) return undefined;
    lines.push(fitted(part));
  }
  const bends = lines.map(({ along }, at) => Math.abs(turn(around(lines, at - 1).along, along)));
  if (bends.some((bend) => bend < LEAST_TURN || bend > Math.PI - LEAST_TURN)) return undefined;
  const meeting = lines.map(({ middle, along }, at) => {
    const before = around(lines, at - 1);
    return sum(before.middle, times(before.along, cross(along, way(before.middle, middle)) / cross(along, before.along)));
  });
  const [wide, high] = span(loop);
  const astray = meeting.map((corner, at) => long(way(around(loop, parts[at]!), corner)));
  const sides = sidesOf(meeting).map(long);
  return Math.max(...astray) > 0.15 * (wide + high) || Math.min(...sides) < SHORTEST_SIDE * (wide + high) ? undefined : meeting;
}

// the straight line that fits some points best, in the direction in which they were drawn
function fitted(part: Line): { middle: Point; along: Point } {
  const middle = mean(part);
  const [squares, both] = part.reduce(
    ([real, imaginary], point) => {
      const [x, y] = way(middle, point);
      return [real + x * x - y * y, imaginary + 2 * x * y] as const;
    },
    [0, 0] as readonly [number, number],
  );
  const along = turned([1, 0], Math.atan2(both, squares) / 2);
  const isBackwards = dot(way(part[0]!, part[part.length - 1]!), along) < 0;
  return { middle, along: isBackwards ? times(along, -1) : along };
}

function bowOf(loop: Line, parts: readonly number[]): number {
  let [rise, length] = [0, 0];
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const part = sideBetween(loop, parts[at]!, parts[at + 1]!);
    const [first] = part;
    const chord = way(first!, part[part.length - 1]!);
    length += long(chord);
    if (long(chord)) rise += (1.5 * Math.abs(total(part.map((point) => cross(chord, way(first!, point)))) / part.length)) / long(chord);
  }
  return length ? rise / length : Infinity;
}

function sharpnessOf(loop: Line, parts: readonly number[], corners: Line): number {
  const taken = turnsOf(corners).map((bend, index) => {
    const at = parts[index]!;
    // a part of the loop begins with the point after a corner
    const before = way(around(loop, at - 5), around(loop, at - 2));
    const after = way(around(loop, at + 1), around(loop, at + 4));
    const share = (turn(before, after) * Math.sign(bend)) / Math.max(Math.abs(bend), LEAST_TURN);
    return Math.min(Math.max(share, 0), 1);
  });
  return total(taken) / taken.length;
}
