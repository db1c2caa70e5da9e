// From a line drawn by hand to the figure that was meant, where there is no doubt about it, as
// `appliance/ink/recognition.py` does it.

import type { Figure, Shape, Stroke } from "./element";
import type { Point } from "./geometry";
import { angular, diagonalOf, rounded, type Likeness } from "./likeness";
import { ellipse, polygons, resampled } from "./loop";
import { cross, dot, greatest, least, long, rint, steps, times, total, way, type Line } from "./plane";

/** In widths of the line; less is a dot or a tick. */
const SMALLEST = 3;
const POINTS = 128;
const LOOP_POINTS = 80;
/** A hand's wobble is slow: no more points than these tell something new. */
const INDEPENDENT_POINTS = 40;
/** Closer fits are not better ones; in diagonals of the line's box. */
const PRECISE = 0.01;
/** In lengths of the line. */
const LINE_MISS = 0.07;
const MOST_SIDES = 10;
/** The doubt about a polygon that has no name. */
const ODD = 12;
/** How much better something that is no figure may explain the line. */
const DOUBTFUL = 15;
const LEVEL = (3 * Math.PI) / 180;
/** This share of the line, at either end, may pass the place where it closes. */
const OVERSHOOT = 0.18;
/** How much of a loop may be missing. */
const GAP = 0.11;

/** A figure's place and size; who made it, in which colour and when, is not told. */
export type Recognised = Pick<Shape, "figure" | "x" | "y" | "w" | "h" | "points">;

/**
 * The figure that a line resembles, with the line's place and size; undefined for handwriting and everything else. What is
 * turned by more than a hand's carelessness comes back as a polygon, for a figure's box is upright.
 */
export function recognise(points: Float32Array, width: number): Recognised | undefined {
  const raw: Point[] = [];
  for (let at = 0; at + 1 < points.length; at += 2) raw.push([points[at]!, points[at + 1]!]);
  if (raw.length < 2 || !points.every(Number.isFinite)) return undefined;
  if (!(diagonalOf(raw) > SMALLEST * width)) return undefined;
  const line = resampled(raw, POINTS);
  const found = straight(line) ?? closed(line) ?? arrow(line);
  return found && shapeOf(found);
}

/** A stroke from end to end in one straight line, if it resembles that: a highlighter's over printed words. */
export function straightened(stroke: Stroke): Stroke | undefined {
  const found = recognise(stroke.points, stroke.width);
  return found?.figure === "line" ? { ...stroke, points: new Float32Array(found.points.flat()), factors: undefined } : undefined;
}

function straight(line: Line): Likeness | undefined {
  const [start, end] = [line[0]!, line[line.length - 1]!];
  const length = long(way(start, end));
  if (length < 0.8 * lengthOf(line)) return undefined;
  const aside = asides(line, start, end);
  const [low, high] = [Math.min(...aside), Math.max(...aside)];
  if (high - low > LINE_MISS * length * 1.4 || Math.max(high, -low) > LINE_MISS * length) return undefined;
  return { figure: "line", points: levelled(start, end) };
}

// nearly horizontal and nearly vertical lines are meant to be
function levelled([x0, y0]: Point, [x1, y1]: Point): Line {
  const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  if (dy < LEVEL * dx) return [[x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2]];
  if (dx < LEVEL * dy) return [[(x0 + x1) / 2, y0], [(x0 + x1) / 2, y1]];
  return [[x0, y0], [x1, y1]];
}

function closed(line: Line): Likeness | undefined {
  const loop = loopOf(line);
  if (!loop) return undefined;
  const span = diagonalOf(loop);
  let best: Likeness | undefined;
  let [doubtOfBest, leastDoubt] = [Infinity, Infinity];
  const weigh = (squares: number, parameters: number, found: Likeness | undefined): void => {
    let doubt = doubtOf(squares + (PRECISE * span) ** 2, parameters);
    leastDoubt = Math.min(leastDoubt, doubt);
    if (found?.figure === "polygon" && parameters > 8) doubt += ODD;
    if (found && doubt < doubtOfBest) [best, doubtOfBest] = [found, doubt];
  };
  const round = ellipse(loop);
  if (round) weigh(round.squares, 5, rounded(round, span));
  for (const polygon of polygons(loop, MOST_SIDES)) weigh(polygon.squares, 2 * polygon.corners.length, angular(polygon, span));
  return doubtOfBest < leastDoubt + DOUBTFUL ? best : undefined;
}

// Schwarz's criterion: how badly a model explains the points, and how much it needs for that
function doubtOf(squares: number, parameters: number): number {
  return INDEPENDENT_POINTS * Math.log(squares) + parameters * Math.log(INDEPENDENT_POINTS);
}

// a line that ends where it began, without what passes that place; undefined for one that stays open
function loopOf(line: Line): Line | undefined {
  const margin = rint(OVERSHOOT * line.length);
  const step = lengthOf(line) / (line.length - 1);
  const tail = line.length - margin;
  let found = { cost: Infinity, gap: Infinity, start: 0, end: 0 };
  for (let start = 0; start < margin; start += 1) {
    for (let end = 0; end < margin; end += 1) {
      const gap = long(way(line[tail + end]!, line[start]!));
      const cost = gap + 0.35 * step * (start + margin - 1 - end);
      if (cost < found.cost) found = { cost, gap, start, end };
    }
  }
  const part = line.slice(found.start, tail + found.end + 1);
  return found.gap > GAP * (step * part.length + found.gap) ? undefined : resampled(part, LOOP_POINTS);
}

// a shaft and, behind where it ends, a head to both sides of it
function arrow(line: Line): Likeness | undefined {
  const start = line[0]!;
  const reach = line.map((point) => long(way(start, point)));
  const near = reach.findIndex((one) => one > 0.94 * Math.max(...reach));
  const at = near + greatest(reach.slice(near, near + 8));
  const tip = line[at]!;
  const [shaft, head] = [line.slice(0, at + 1), line.slice(at)];
  const along = way(start, tip);
  const length = long(along);
  if (at < Math.floor(line.length / 3) || head.length < 6) return undefined;
  if (Math.max(...asides(shaft, start, tip).map(Math.abs)) > 0.08 * length) return undefined;
  const barbs = head.map((point): Point => [dot(along, way(tip, point)) / length, cross(along, way(tip, point)) / length]);
  return isHead(barbs, length) ? { figure: "arrow", points: levelled(start, tip) } : undefined;
}

// whether a line from an arrow's tip at 0 makes its head; the shaft comes from the left
function isHead(barbs: Line, length: number): boolean {
  const heights = barbs.map(([, y]) => y);
  const [left, right] = [barbs[least(heights)]!, barbs[greatest(heights)]!];
  const slants = [Math.abs(Math.atan2(-left[1], -left[0])), Math.abs(Math.atan2(right[1], -right[0]))];
  const [shorter, longer] = [Math.min(long(left), long(right)), Math.max(long(left), long(right))];
  return (
    Math.max(...barbs.map(([x]) => x)) < 0.1 * length &&
    Math.max(...barbs.map(long)) < 0.55 * length &&
    left[1] < -0.03 * length &&
    right[1] > 0.03 * length &&
    shorter > 0.35 * longer &&
    Math.min(...slants) > (9 * Math.PI) / 180 &&
    Math.max(...slants) < (75 * Math.PI) / 180 &&
    lengthOf(barbs) < 2.8 * (shorter + longer)
  );
}

function shapeOf({ figure, points }: Likeness): Recognised {
  if (isLinear(figure)) return { figure, x: 0, y: 0, w: 0, h: 0, points };
  const [[x, y], [right, bottom]] = points as [Point, Point];
  return { figure, x, y, w: right - x, h: bottom - y, points: [] };
}

function isLinear(figure: Figure): boolean {
  return figure === "line" || figure === "arrow" || figure === "polygon";
}

// how far each point lies beside the way from a start to an end
function asides(line: Line, start: Point, end: Point): number[] {
  const ahead = times(way(start, end), 1 / long(way(start, end)));
  return line.map((point) => cross(ahead, way(start, point)));
}

function lengthOf(line: Line): number {
  return total(steps(line).map(long));
}
