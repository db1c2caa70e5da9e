// What lies over the dry board for a moment: wet ink, lasers, the selection, others' cursors.

import type { Camera } from "./camera";
import { css } from "./colour";
import { IDENTITY, type Affine, type Stroke } from "./element";
import { apply, type Box, type Point } from "./geometry";
import { HANDLE_PIXELS, handlesOf } from "./handles";
import { paintStroke, type Look } from "./painter";
import type { InkPoint } from "./smoothing";
import { strokeOf, visible, type WetStroke } from "./wet";
import { LASER } from "./wire";

type Pen = CanvasRenderingContext2D;

const ACCENT = "#3156d3";
const LABEL_FONT = "600 12px system-ui, sans-serif";
const MOST_LABEL = 24;
const GLOW_PIXELS = 10;

/** Somebody else's pointer. */
export interface Cursor {
  name: string;
  color: number;
  at: Point;
}

export function paintLine(pen: Pen, line: readonly InkPoint[], like: Omit<Stroke, "points" | "factors">, look: Look): void {
  if (!line.length) return;
  const stroke = strokeOf(line, like);
  paintStroke(pen, like.tool === "highlighter" ? { ...stroke, factors: undefined } : stroke, like.color, look);
}

export function paintLaser(pen: Pen, line: readonly InkPoint[], color: number, width: number, look: Look): void {
  pen.save();
  pen.shadowColor = css(color);
  pen.shadowBlur = GLOW_PIXELS;
  paintLine(pen, line, { kind: "stroke", color, width, tool: "pen", author: 0, createdMs: 0, durationMs: 0 }, look);
  pen.restore();
}

/** Somebody else's wet stroke, as much of it as is still seen. */
export function paintWet(pen: Pen, wet: WetStroke, now: number, look: Look): void {
  const { from, opacity } = visible(wet, now);
  const line = wet.x.slice(from).map((x, at): InkPoint => [x, wet.y[from + at]!, wet.factor[from + at]!]);
  if (wet.state === LASER) return paintLaser(pen, line, wet.color, wet.width, look);
  pen.globalAlpha = opacity;
  paintLine(pen, line, { kind: "stroke", color: wet.color, width: wet.width, tool: wet.tool, author: 0, createdMs: 0, durationMs: 0 }, look);
  pen.globalAlpha = 1;
}

/** In view pixels: the frame around what is selected, and the handles that scale and turn it; what is locked has none. */
export function paintSelection(pen: Pen, camera: Camera, box: Box, { moved = IDENTITY, isLocked }: { moved: Affine | undefined; isLocked: boolean }): void {
  const handles = handlesOf(camera, box);
  const carried = (at: Point): Point => (moved === IDENTITY ? at : camera.toView(apply(moved, camera.toBoard(at))));
  pen.strokeStyle = ACCENT;
  pen.lineWidth = 1.5;
  pen.setLineDash(isLocked ? [6, 5] : []);
  pen.beginPath();
  for (const corner of handles.frame) pen.lineTo(...carried(corner));
  pen.closePath();
  pen.stroke();
  pen.setLineDash([]);
  if (isLocked) return;
  pen.beginPath();
  pen.moveTo(...carried(handles.stem));
  pen.lineTo(...carried(handles.turn));
  pen.stroke();
  pen.fillStyle = "#fff";
  for (const handle of [handles.scale, handles.turn]) {
    pen.beginPath();
    pen.arc(...carried(handle), HANDLE_PIXELS, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

/** In view pixels: how far the eraser reaches; seen on light and on dark. */
export function paintRing(pen: Pen, [x, y]: Point, radius: number): void {
  pen.lineWidth = 1;
  for (const [color, more] of [["#fff", 1], ["#475467", 0]] as const) {
    pen.strokeStyle = color;
    pen.beginPath();
    pen.arc(x, y, radius + more, 0, 2 * Math.PI);
    pen.stroke();
  }
}

export function paintLasso(pen: Pen, camera: Camera, points: readonly Point[]): void {
  pen.strokeStyle = ACCENT;
  pen.lineWidth = 1.5;
  pen.setLineDash([6, 5]);
  pen.beginPath();
  points.forEach((point, at) => (at ? pen.lineTo(...camera.toView(point)) : pen.moveTo(...camera.toView(point))));
  pen.stroke();
  pen.setLineDash([]);
}

export function paintCursor(pen: Pen, camera: Camera, { name, color, at }: Cursor): void {
  const [x, y] = camera.toView(at);
  pen.fillStyle = css(color);
  pen.strokeStyle = "#fff";
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 5, y + 16);
  pen.lineTo(x + 8.5, y + 9.5);
  pen.lineTo(x + 15.5, y + 7);
  pen.closePath();
  pen.stroke();
  pen.fill();
  if (!name) return;
  pen.font = LABEL_FONT;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  const label = name.length > MOST_LABEL ? `${name.slice(0, MOST_LABEL - 1)}…` : name;
  const width = pen.measureText(label).width + 14;
  pen.beginPath();
  pen.roundRect(x + 12, y + 16, width, 22, 7);
  pen.fill();
  pen.fillStyle = "#fff";
  pen.fillText(label, x + 19, y + 27.5);
}
