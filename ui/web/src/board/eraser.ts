// The area eraser, as `appliance/ink/eraser.py` has it: takes away what its disc passes over and leaves the rest of a
// stroke in pieces.

import { IDENTITY, type Affine, type Stroke } from "./element";
import { apply, boxOf, grown, scaleOf, type Point } from "./geometry";
import { dot, cross, long, rint, way } from "./plane";

/** Where a part of a stroke begins and ends: 2.25 is a quarter of the way from point 2 to point 3. */
type Span = readonly [start: number, end: number];

/** In stroke widths. A shorter cut is none: where ink was cut before, rounding leaves it a hair too long. */
const LEAST_CUT = 0.08;
/** In stroke widths. A shorter piece between two cuts goes as well. */
const LEAST_PIECE = 0.25;
const APART = 1e-9;
/** Added to what is divided by: a segment of no length then lies wholly within or wholly without. */
const NEXT_TO_NOTHING = 1e-200;

/**
 * What remains of a stroke that `affine` places, after a disc has gone along a path. Undefined: it was not touched. An
 * empty list: nothing remains. The pieces are the stroke's own, to be placed as it was.
 */
export function erase(stroke: Stroke, affine: Affine, path: readonly Point[], radius: number): Stroke[] | undefined {
  const points = placed(stroke.points, affine);
  const width = stroke.width * scaleOf(affine);
  const reach = radius + width / 2;
  const [only] = points;
  if (only && points.length === 1) return distance(only, path) < reach ? [] : undefined;
  const spans = merged(covered(points, path, reach));
  const lengths = lengthsOf(points);
  const whole = lengths[lengths.length - 1]!;
  const cuts = spans.filter(([start, end]) => between(lengths, end) - between(lengths, start) >= Math.min(LEAST_CUT * width, whole));
  if (!cuts.length) return undefined;
  const starts = [0, ...cuts.map(([, end]) => end)];
  const ends = [...cuts.map(([start]) => start), points.length - 1];
  return starts
    .map((start, at): Span => [start, ends[at]!])
    .filter(([start, end]) => between(lengths, end) - between(lengths, start) > LEAST_PIECE * width)
    .map((span) => piece(stroke, span));
}

function covered(points: readonly Point[], path: readonly Point[], reach: number): Span[] {
  const spans: Span[] = [];
  const near = grown(boxOf(path), reach);
  for (let at = 0; at + 1 < points.length; at += 1) {
    const [start, end] = [points[at]!, points[at + 1]!];
    const isAside = Math.max(start[0], end[0]) < near.x0 || Math.min(start[0], end[0]) > near.x1;
    if (isAside || Math.max(start[1], end[1]) < near.y0 || Math.min(start[1], end[1]) > near.y1) continue;
    const along = way(start, end);
    path.forEach((centre, index) => {
      const from = way(centre, start);
      add(spans, at, inDisc(from, along, reach));
      const next = path[index + 1];
      if (next) add(spans, at, inStrip(from, along, way(centre, next), reach));
    });
  }
  return spans;
}

function add(spans: Span[], at: number, [start, end]: Span): void {
  const [first, last] = [Math.max(start, 0), Math.min(end, 1)];
  if (first < last) spans.push([at + first, at + last]);
}

// where on its way from a start, seen from a disc's centre, a segment is within the disc; where it is not, the span ends no
// later than it starts, as below
function inDisc(start: Point, along: Point, reach: number): Span {
  const squared = dot(along, along) + NEXT_TO_NOTHING;
  const towards = dot(start, along);
  const half = Math.sqrt(Math.max(towards * towards - squared * (dot(start, start) - reach * reach), 0));
  return [(-towards - half) / squared, (half - towards) / squared];
}

// where a segment is within the rectangle that a disc sweeps between two points of its path
function inStrip(start: Point, along: Point, swept: Point, reach: number): Span {
  const length = long(swept);
  const ahead: Point = [swept[0] / (length + NEXT_TO_NOTHING), swept[1] / (length + NEXT_TO_NOTHING)];
  const lengthwise = inSlab(dot(ahead, start), dot(ahead, along), 0, length);
  const crosswise = inSlab(cross(ahead, start), cross(ahead, along), -reach, reach);
  return [Math.max(lengthwise[0], crosswise[0]), Math.min(lengthwise[1], crosswise[1])];
}

function inSlab(start: number, along: number, low: number, high: number): Span {
  const [first, second] = [(low - start) / (along + NEXT_TO_NOTHING), (high - start) / (along + NEXT_TO_NOTHING)];
  return [Math.min(first, second), Math.max(first, second)];
}

// the same spans in order, those that meet joined
function merged(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((one, two) => one[0] - two[0])) {
    const last = joined[joined.length - 1];
    if (last && start <= last[1] + APART) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function piece(stroke: Stroke, [start, end]: Span): Stroke {
  const places = [start];
  for (let at = Math.floor(start) + 1; at < Math.ceil(end); at += 1) places.push(at);
  places.push(end);
  const { points } = stroke;
  const count = points.length / 2;
  const [xs, ys] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2 === 1)];
  const kept = new Float32Array(places.length * 2);
  places.forEach((place, at) => {
    kept[2 * at] = between(xs, place);
    kept[2 * at + 1] = between(ys, place);
  });
  const { factors } = stroke;
  return {
    ...stroke,
    points: kept,
    factors: factors && Float32Array.from(places, (place) => between(factors, place)),
    durationMs: rint((stroke.durationMs * (end - start)) / (count - 1)),
  };
}

// a value between two neighbours
function between(values: ArrayLike<number>, place: number): number {
  const at = Math.floor(place);
  const [before, after] = [values[at]!, values[at + 1]];
  return after === undefined ? before : (after - before) * (place - at) + before;
}

function lengthsOf(points: readonly Point[]): number[] {
  const lengths = [0];
  for (let at = 1; at < points.length; at += 1) lengths.push(lengths[at - 1]! + long(way(points[at - 1]!, points[at]!)));
  return lengths;
}

function placed(flat: Float32Array, affine: Affine): Point[] {
  const points: Point[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const point: Point = [flat[at]!, flat[at + 1]!];
    points.push(affine === IDENTITY ? point : apply(affine, point));
  }
  return points;
}

function distance(point: Point, path: readonly Point[]): number {
  let best = Infinity;
  path.forEach((start, at) => {
    const along = way(start, path[at + 1] ?? start);
    const away = way(start, point);
    const share = Math.min(Math.max(dot(away, along) / (dot(along, along) || 1), 0), 1);
    best = Math.min(best, long([away[0] - share * along[0], away[1] - share * along[1]]));
  });
  return best;
}
