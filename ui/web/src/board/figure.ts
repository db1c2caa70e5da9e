// Figures as lines and areas, as `appliance/ink/figure.py` draws them.

import type { Figure, Shape } from "./element";

type Pair = readonly [number, number];

export interface Contour {
  points: Pair[];
  isClosed: boolean;
}

const ELLIPSE_CORNERS = 96;
const HEAD_ANGLE = (28 * Math.PI) / 180;
/** Of a star's radius: where its inner corners lie if its edges are those of a pentagram. */
const INNER_SHARE = 0.382;
const CORNERS: Record<"rectangle" | "diamond" | "triangle", Pair[]> = {
  rectangle: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [1, 1], [-1, 1]],
};
const ELLIPSE = around(ELLIPSE_CORNERS, () => 1);
const STAR = filling(around(10, (at) => (at % 2 ? INNER_SHARE : 1)));

export function contours(shape: Shape): Contour[] {
  const { figure, x, y, w, h } = shape;
  const ends: Pair[] = shape.points.length ? [...shape.points] : [[x, y], [x + w, y + h]];
  switch (figure) {
    case "line":
      return [{ points: ends, isClosed: false }];
    case "arrow":
      return [{ points: ends, isClosed: false }, { points: head(ends, shape.width), isClosed: false }];
    case "polygon":
      return shape.points.length ? [{ points: ends, isClosed: true }] : [];
    case "ellipse":
      return [inBox(shape, ELLIPSE)];
    case "star":
      return [inBox(shape, STAR)];
    default:
      return [inBox(shape, CORNERS[figure])];
  }
}

// places from -1 to 1 across the shape's box
function inBox({ x, y, w, h }: Shape, places: Pair[]): Contour {
  return { points: places.map(([px, py]): Pair => [x + ((px + 1) * w) / 2, y + ((py + 1) * h) / 2]), isClosed: true };
}

function around(corners: number, reach: (at: number) => number): Pair[] {
  return Array.from({ length: corners }, (_, at): Pair => {
    const angle = (at / corners) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(angle) * reach(at), Math.sin(angle) * reach(at)];
  });
}

// stretched so that they touch all four sides of the box
function filling(places: Pair[]): Pair[] {
  const stretch = (axis: 0 | 1): ((value: number) => number) => {
    const values = places.map((place) => place[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (value) => ((value - least) / (most - least)) * 2 - 1;
  };
  const [across, down] = [stretch(0), stretch(1)];
  return places.map(([x, y]): Pair => [across(x), down(y)]);
}

// from one barb over the tip to the other; the direction is measured over the head's length, as the last points of a hand tremble
function head(shaft: Pair[], width: number): Pair[] {
  const tip = shaft[shaft.length - 1];
  if (!tip) return [];
  const length = shaft.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - shaft[at]![0], y - shaft[at]![1]), 0);
  const reach = Math.min(10 + 4 * width, length / 2);
  const from = shaft.filter(([x, y]) => Math.hypot(x - tip[0], y - tip[1]) >= reach).at(-1) ?? shaft[0]!;
  const angle = Math.atan2(from[1] - tip[1], from[0] - tip[0]);
  const barb = (turn: number): Pair => [tip[0] + Math.cos(angle + turn) * reach, tip[1] + Math.sin(angle + turn) * reach];
  return [barb(HEAD_ANGLE), tip, barb(-HEAD_ANGLE)];
}

/** The figure between two corners of a drag; an even one is as wide as high, or at an angle of 15 degrees' steps. */
export function dragged(figure: Figure, from: Pair, to: Pair, isEven: boolean): Pick<Shape, "figure" | "x" | "y" | "w" | "h" | "points"> {
  let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const isLine = figure === "line" || figure === "arrow";
  if (isEven && isLine) {
    const angle = (Math.round(Math.atan2(dy, dx) / (Math.PI / 12)) * Math.PI) / 12;
    const length = Math.hypot(dx, dy);
    [dx, dy] = [Math.cos(angle) * length, Math.sin(angle) * length];
  } else if (isEven) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [Math.sign(dx) * side, Math.sign(dy) * side];
  }
  if (isLine) return { figure, x: 0, y: 0, w: 0, h: 0, points: [from, [from[0] + dx, from[1] + dy]] };
  return { figure, x: Math.min(from[0], from[0] + dx), y: Math.min(from[1], from[1] + dy), w: Math.abs(dx), h: Math.abs(dy), points: [] };
}
