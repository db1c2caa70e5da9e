// Which figure the polygon or ellipse nearest to a line is like, as `appliance/ink/likeness.py` has it: regular, upright and
// level where it nearly is.

import type { Figure } from "./element";
import type { Point } from "./geometry";
import { turnsOf, type Ellipse, type Polygon } from "./loop";
import { around, cross, least, long, mean, sidesOf, span, sum, times, total, turned, way, type Line } from "./plane";

/** A figure with its points or, for one in a box, two corners of the box. */
export interface Likeness {
  figure: Figure;
  points: Line;
}

/** In diagonals of the line's box. */
const POLYGON_MISS = 0.017;
const ELLIPSE_MISS = 0.018;
const BOW = 0.045;
const SHARPNESS = 0.75;
const MOST_CORNERS = 6;
const UPRIGHT = (11 * Math.PI) / 180;
/** A box whose sides differ by less is meant to be square. */
const SQUARE = 0.06;
const INNER_STAR = (3 - Math.sqrt(5)) / 2;
const STAR_TIPS = 5;
const ELLIPSE_CORNERS = 72;

/** What an ellipse is like, if it lies near enough to a line of that diagonal. */
export function rounded({ centre, halfWidth, halfHeight, angle, squares }: Ellipse, diagonal: number): Likeness | undefined {
  if (halfHeight < 0.22 * halfWidth || squares > (ELLIPSE_MISS * diagonal) ** 2) return undefined;
  const isRound = halfHeight > (1 - 2 * SQUARE) * halfWidth;
  const [w, h] = isRound ? [(halfWidth + halfHeight) / 2, (halfWidth + halfHeight) / 2] : [halfWidth, halfHeight];
  const quarter = Math.round(angle / (Math.PI / 2));
  if (w !== h && Math.abs(angle - (quarter * Math.PI) / 2) > UPRIGHT) {
    const points = Array.from({ length: ELLIPSE_CORNERS }, (_, at) => {
      const place = (2 * Math.PI * at) / ELLIPSE_CORNERS;
      return sum(centre, turned([w * Math.cos(place), h * Math.sin(place)], angle));
    });
    return { figure: "polygon", points };
  }
  return boxed("ellipse", centre, quarter % 2 ? [h, w] : [w, h]);
}

/** What a polygon is like, if it lies near enough to a line of that diagonal and has the corners of one. */
export function angular(found: Polygon, diagonal: number): Likeness | undefined {
  if (found.squares > (POLYGON_MISS * diagonal) ** 2 || found.bow > BOW || found.sharpness < SHARPNESS) return undefined;
  const { corners } = found;
  const turns = turnsOf(corners);
  const rounds = Math.abs(total(turns)) / (2 * Math.PI);
  if (corners.length === STAR_TIPS && Math.abs(rounds - 2) < 0.1) return star(corners, INNER_STAR);
  if (Math.abs(rounds - 1) > 0.1 || doCross(corners)) return undefined;
  if (corners.length === 2 * STAR_TIPS) return outlinedStar(corners, turns);
  const isConvex = turns.every((turn) => Math.sign(turn) === Math.sign(turns[0]!));
  if (corners.length > MOST_CORNERS || !isConvex) return undefined;
  const named = corners.length === 3 ? triangle(corners) : corners.length === 4 ? (diamond(corners) ?? rectangle(corners, turns)) : undefined;
  return named ?? { figure: "polygon", points: corners };
}

function triangle(corners: Line): Likeness | undefined {
  const at = topmost(corners);
  const apex = corners[at]!;
  const [left, right] = sideways(around(corners, at - 1), around(corners, at - 2));
  const [wide, high] = way(left, right);
  const isCentred = Math.abs(apex[0] - (left[0] + right[0]) / 2) < 0.16 * wide;
  if (!isCentred || Math.abs(high) >= Math.tan(UPRIGHT) * wide) return undefined;
  return { figure: "triangle", points: [[left[0], apex[1]], [right[0], (left[1] + right[1]) / 2]] };
}

// corners at the middles of the box's edges
function diamond(corners: Line): Likeness | undefined {
  const first = topmost(corners);
  const [top, bottom] = [around(corners, first), around(corners, first + 2)];
  const [left, right] = sideways(around(corners, first + 1), around(corners, first + 3));
  const middle = mean(corners);
  const [w, h] = [right[0] - left[0], bottom[1] - top[1]];
  if (Math.min(w, h) < 0.1 * Math.max(w, h)) return undefined;
  const aside = Math.max(Math.abs(top[0] - middle[0]), Math.abs(bottom[0] - middle[0])) / w;
  const astray = Math.max(Math.abs(left[1] - middle[1]), Math.abs(right[1] - middle[1])) / h;
  return Math.max(aside, astray) > 0.13 ? undefined : boxed("diamond", middle, halved(w, h));
}

function rectangle(corners: Line, turns: readonly number[]): Likeness | undefined {
  if (turns.some((turn) => Math.abs(Math.abs(turn) - Math.PI / 2) > (14 * Math.PI) / 180)) return undefined;
  // sides that differ by quarter turns agree once their angles are taken four times
  const fourfold = sidesOf(corners).map((side) => turned([long(side), 0], 4 * Math.atan2(side[1], side[0])));
  const [real, imaginary] = fourfold.reduce(sum);
  const angle = Math.atan2(imaginary, real) / 4;
  const middle = mean(corners);
  const isUpright = Math.abs(angle) < UPRIGHT;
  const places = corners.map((corner) => turned(way(middle, corner), isUpright ? 0 : -angle));
  const across = (axis: 0 | 1): number => (2 * total(places.map((place) => Math.abs(place[axis])))) / places.length;
  const [x, y] = halved(across(0), across(1));
  if (isUpright) return boxed("rectangle", middle, [x, y]);
  const places4: Line = [[-x, -y], [x, -y], [x, y], [-x, y]];
  return { figure: "polygon", points: places4.map((place) => sum(middle, turned(place, angle))) };
}

function outlinedStar(corners: Line, turns: readonly number[]): Likeness | undefined {
  if (turns.slice(1).some((turn, at) => Math.sign(turn) === Math.sign(turns[at]!))) return undefined;
  const first = turns[0]! * total(turns) > 0 ? 0 : 1;
  const tips = corners.filter((_, at) => at % 2 === first);
  const inner = corners.filter((_, at) => at % 2 !== first);
  const ratio = meanReach(inner) / meanReach(tips);
  return ratio < 0.75 ? star(tips, ratio) : undefined;
}

// five tips in any order; `inner` is how far from the middle the other corners are, in how far the tips are
function star(tips: Line, inner: number): Likeness | undefined {
  const middle = mean(tips);
  const away = tips.map((tip) => way(middle, tip));
  const reach = away.map(long);
  const ordered = away.map(([x, y]) => Math.atan2(y, x)).sort((one, two) => one - two);
  const gaps = ordered.map((angle, at) => (ordered[at + 1] ?? ordered[0]! + 2 * Math.PI) - angle);
  if (Math.min(...reach) < 0.6 * Math.max(...reach) || Math.min(...gaps) < (40 * Math.PI) / 180) return undefined;
  const up = -Math.PI / 2;
  const [real, imaginary] = away.map(([x, y]) => turned([1, 0], STAR_TIPS * (Math.atan2(y, x) - up))).reduce(sum);
  const angle = Math.atan2(imaginary, real) / STAR_TIPS;
  if (Math.abs(angle) < UPRIGHT) {
    const upright = away.map((place) => turned(place, -angle));
    const [xs, ys] = [upright.map(([x]) => x), upright.map(([, y]) => y)];
    const corners: Line = [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
    return { figure: "star", points: corners.map((corner) => sum(middle, corner)) };
  }
  const spokes = Array.from({ length: 2 * STAR_TIPS }, (_, at) => {
    const spoke = turned([total(reach) / reach.length, 0], up + angle + (Math.PI / STAR_TIPS) * at);
    return sum(middle, at % 2 ? times(spoke, inner) : spoke);
  });
  return { figure: "polygon", points: spokes };
}

// whether two sides that are no neighbours cross
function doCross(corners: Line): boolean {
  const sides = sidesOf(corners);
  const isApart = (at: number, other: number): boolean => {
    const seen = (point: Point): number => cross(sides[at]!, way(corners[at]!, point));
    return seen(corners[other]!) * seen(around(corners, other + 1)) < 0;
  };
  const count = corners.length;
  return sides.some((_, one) =>
    sides.some((_side, two) => two >= one + 2 && (two + 1) % count !== one && isApart(one, two) && isApart(two, one)),
  );
}

function boxed(figure: Figure, middle: Point, half: Point): Likeness {
  return { figure, points: [way(half, middle), sum(middle, half)] };
}

// half of a width and a height, made equal where they nearly are
function halved(w: number, h: number): Point {
  return Math.abs(w - h) < SQUARE * Math.max(w, h) ? [(w + h) / 4, (w + h) / 4] : [w / 2, h / 2];
}

function topmost(corners: Line): number {
  return least(corners.map(([, y]) => y));
}

// the left one of two points first
function sideways(one: Point, two: Point): [Point, Point] {
  return two[0] < one[0] ? [two, one] : [one, two];
}

function meanReach(corners: Line): number {
  const middle = mean(corners);
  return total(corners.map((corner) => long(way(middle, corner)))) / corners.length;
}

/** The diagonal of a line's box. */
export function diagonalOf(line: Line): number {
  return long(span(line));
}
