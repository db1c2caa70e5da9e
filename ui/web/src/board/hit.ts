// What a pointer touches and what a lasso holds.

import { ownBounds } from "./bounds";
import type { Element, Placed, Shape } from "./element";
import { contours } from "./figure";
import { apply, doMeet, grown, scaleOf, unapply, type Point } from "./geometry";

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
