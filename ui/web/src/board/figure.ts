// Figures as lines and areas.

import type { Figure, Shape } from "./element";

export interface Contour {
  points: (readonly [number, number])[];
  isClosed: boolean;
}

const ELLIPSE_CORNERS = 72;
const STAR_INNER = 0.382;
const HEAD_ANGLE = Math.PI / 7;

export function contours(shape: Shape): Contour[] {
  const { x, y, w, h, points } = shape;
  const [right, bottom, middleX, middleY] = [x + w, y + h, x + w / 2, y + h / 2];
  switch (shape.figure) {
    case "line":
      return [{ points: [...points], isClosed: false }];
    case "arrow":
      return [{ points: [...points], isClosed: false }, ...head(shape)];
    case "polygon":
      return [{ points: [...points], isClosed: true }];
    case "rectangle":
      return closed([[x, y], [right, y], [right, bottom], [x, bottom]]);
    case "diamond":
      return closed([[middleX, y], [right, middleY], [middleX, bottom], [x, middleY]]);
    case "triangle":
      return closed([[middleX, y], [right, bottom], [x, bottom]]);
    case "ellipse":
      return closed(around(ELLIPSE_CORNERS, () => 1, middleX, middleY, w / 2, h / 2));
    case "star":
      return closed(around(10, (at) => (at % 2 ? STAR_INNER : 1), middleX, middleY, w / 2, h / 2));
  }
}

function closed(points: [number, number][]): Contour[] {
  return [{ points, isClosed: true }];
}

function around(corners: number, reach: (at: number) => number, x: number, y: number, rx: number, ry: number): [number, number][] {
  return Array.from({ length: corners }, (_, at) => {
    const angle = (at / corners) * 2 * Math.PI - Math.PI / 2;
    return [x + Math.cos(angle) * rx * reach(at), y + Math.sin(angle) * ry * reach(at)];
  });
}

function head({ points, width }: Shape): Contour[] {
  const tip = points[points.length - 1];
  const from = points[points.length - 2];
  if (!tip || !from) return [];
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  const reach = Math.min(Math.max(width * 4, 14), Math.max(length * 0.6, width * 2));
  const angle = Math.atan2(from[1] - tip[1], from[0] - tip[0]);
  const barb = (turn: number): [number, number] => [tip[0] + Math.cos(angle + turn) * reach, tip[1] + Math.sin(angle + turn) * reach];
  return [{ points: [barb(HEAD_ANGLE), tip, barb(-HEAD_ANGLE)], isClosed: false }];
}

/** The figure between two corners of a drag. */
export function dragged(figure: Figure, from: readonly [number, number], to: readonly [number, number], isEven: boolean): Pick<Shape, "figure" | "x" | "y" | "w" | "h" | "points"> {
  let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (isEven && (figure === "line" || figure === "arrow")) {
    const angle = (Math.round(Math.atan2(dy, dx) / (Math.PI / 12)) * Math.PI) / 12;
    const length = Math.hypot(dx, dy);
    [dx, dy] = [Math.cos(angle) * length, Math.sin(angle) * length];
  } else if (isEven) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [Math.sign(dx) * side, Math.sign(dy) * side];
  }
  if (figure === "line" || figure === "arrow") {
    return { figure, x: 0, y: 0, w: 0, h: 0, points: [from, [from[0] + dx, from[1] + dy]] };
  }
  return { figure, x: Math.min(from[0], from[0] + dx), y: Math.min(from[1], from[1] + dy), w: Math.abs(dx), h: Math.abs(dy), points: [] };
}
