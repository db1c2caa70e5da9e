// Transforms, boxes and hits, in board units.

import { IDENTITY, MAX_FACTOR, type Affine, type Element, type Placed, type Shape, type Stroke } from "./element";
import { contours } from "./figure";
import { textSize } from "./lettering";

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
  let box = NOWHERE;
  for (const [x, y] of points) box = union(box, { x0: x, y0: y, x1: x, y1: y });
  return box;
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

/** What an element covers where it is placed. */
export function boundsOf(placed: Placed): Box {
  const box = ownBounds(placed.element);
  const { affine } = placed.override;
  if (affine === IDENTITY || isEmpty(box)) return box;
  return boxOf(([[box.x0, box.y0], [box.x1, box.y0], [box.x0, box.y1], [box.x1, box.y1]] as const).map((corner) => apply(affine, corner)));
}

function ownBounds(element: Element): Box {
  switch (element.kind) {
    case "stroke":
      return strokeBounds(element);
    case "shape": {
      const lines = contours(element);
      return grown(boxOf(lines.flatMap((line) => line.points)), element.width);
    }
    case "text": {
      const { width, height } = textSize(element);
      return { x0: element.x, y0: element.y, x1: element.x + Math.max(width, element.w), y1: element.y + height };
    }
    case "note":
    case "image":
      return {
        x0: Math.min(element.x, element.x + element.w), y0: Math.min(element.y, element.y + element.h),
        x1: Math.max(element.x, element.x + element.w), y1: Math.max(element.y, element.y + element.h),
      };
  }
}

function strokeBounds({ points, factors, width }: Stroke): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x, y] = [points[at]!, points[at + 1]!];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  let most = factors ? 0 : 1;
  for (const factor of factors ?? []) most = Math.max(most, factor);
  return grown({ x0, y0, x1, y1 }, (width * Math.min(most, MAX_FACTOR)) / 2);
}

/** Whether a point is within `radius` of an element. */
export function isHit(placed: Placed, at: Point, radius: number): boolean {
  const own = unapply(placed.override.affine, at);
  if (!own) return false;
  const near = radius / (scaleOf(placed.override.affine) || 1);
  const { element } = placed;
  if (element.kind === "stroke") return isNearLine(pairs(element.points), own, near + element.width / 2);
  if (element.kind === "shape") return isShapeHit(element, own, near + element.width / 2);
  return doMeet(grown(ownBounds(element), near), { x0: own[0], y0: own[1], x1: own[0], y1: own[1] });
}

function isShapeHit(shape: Shape, at: Point, near: number): boolean {
  return contours(shape).some(({ points, isClosed }) => {
    if (isNearLine(isClosed && points[0] ? [...points, points[0]] : points, at, near)) return true;
    return isClosed && (shape.fill & 0xff) > 0 && isInside(points, at);
  });
}

/** Whether most of an element lies within a lasso. */
export function isWithin(placed: Placed, lasso: readonly Point[]): boolean {
  const points = [...outlinePoints(placed.element)].map((point) => apply(placed.override.affine, point));
  const inside = points.filter((point) => isInside(lasso, point)).length;
  return points.length > 0 && inside > points.length / 2;
}

function outlinePoints(element: Element): Iterable<Point> {
  if (element.kind === "stroke") return pairs(element.points);
  if (element.kind === "shape") return contours(element).flatMap((line) => line.points);
  const { x0, y0, x1, y1 } = ownBounds(element);
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [(x0 + x1) / 2, (y0 + y1) / 2]];
}

function* pairs(points: Float32Array): Iterable<Point> {
  for (let at = 0; at + 1 < points.length; at += 2) yield [points[at]!, points[at + 1]!];
}

function isNearLine(points: Iterable<Point>, at: Point, near: number): boolean {
  let last: Point | undefined;
  for (const point of points) {
    if (toSegment(at, last ?? point, point) <= near) return true;
    last = point;
  }
  return false;
}

function toSegment([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const t = square ? Math.min(Math.max(((x - x0) * dx + (y - y0) * dy) / square, 0), 1) : 0;
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

export function isInside(polygon: readonly Point[], [x, y]: Point): boolean {
  let is = false;
  let last = polygon[polygon.length - 1];
  for (const point of polygon) {
    if (last && point[1] > y !== last[1] > y && x < ((last[0] - point[0]) * (y - point[1])) / (last[1] - point[1]) + point[0]) is = !is;
    last = point;
  }
  return is;
}
