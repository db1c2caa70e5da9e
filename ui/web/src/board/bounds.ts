// The upright rectangle around what an element covers, as `appliance/ink/bounds.py` has it.

import { IDENTITY, MAX_FACTOR, type Affine, type Image, type Note, type Placed, type Stroke, type Text } from "./element";
import { contours } from "./figure";
import { apply, boxOf, isEmpty, type Box, type Point } from "./geometry";
import { textSize } from "./lettering";

/** What an element covers where it is placed. */
export function boundsOf({ element, override: { affine } }: Placed): Box {
  if (element.kind === "stroke") return strokeBounds(element, affine);
  if (element.kind === "shape") return around(contours(element).flatMap(({ points }) => points), element.width, affine);
  const box = ownBounds(element);
  return around([[box.x0, box.y0], [box.x1, box.y0], [box.x0, box.y1], [box.x1, box.y1]], 0, affine);
}

/** What words or a picture cover before they are placed. */
export function ownBounds(element: Text | Note | Image): Box {
  const { x, y } = element;
  if (element.kind === "text") {
    const { width, height } = textSize(element);
    return { x0: x, y0: y, x1: x + Math.max(width, element.w), y1: y + height };
  }
  return boxOf([[x, y], [x + element.w, y + element.h]]);
}

// around discs of a radius at some points, before they are moved: what was turned lies in no larger box than it needs
function around(points: readonly Point[], reach: number, affine: Affine): Box {
  return widened(boxOf(affine === IDENTITY ? points : points.map((point) => apply(affine, point))), reach, affine);
}

function strokeBounds({ points, factors, width }: Stroke, affine: Affine): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const own: Point = [points[at]!, points[at + 1]!];
    const [x, y] = affine === IDENTITY ? own : apply(affine, own);
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  let most = factors ? 0 : 1;
  for (const factor of factors ?? []) most = Math.max(most, factor);
  return widened({ x0, y0, x1, y1 }, (width * Math.min(most, MAX_FACTOR)) / 2, affine);
}

function widened(box: Box, reach: number, [a, b, c, d]: Affine): Box {
  if (isEmpty(box)) return box;
  const [x, y] = [reach * Math.hypot(a, c), reach * Math.hypot(b, d)];
  return { x0: box.x0 - x, y0: box.y0 - y, x1: box.x1 + x, y1: box.y1 + y };
}
