// One element, painted. The context's transform leads from board units to pixels.

import { IDENTITY, type Element, type Image, type Note, type Placed, type Shape, type Stroke, type Text } from "./element";
import { css, highlighted, shown } from "./colour";
import { contours } from "./figure";
import { scaleOf } from "./geometry";
import { BASELINE, FONT, LINE_HEIGHT, fitNote, widthOf, wrap } from "./lettering";
import { lineOf, outline } from "./outline";

const TOLERANCE_PIXELS = 0.12;
const NOTE_RADIUS = 0.04;
const NOTE_SHADOW = 0.06;
const MISSING = "rgb(138 144 153)";
const MISSING_FILL = "rgb(138 144 153 / 0.19)";

export interface Look {
  isDark: boolean;
  /** Pixels a board unit. */
  scale: number;
  /** The picture of an asset; undefined while it is not there. */
  picture(asset: string, mime: string, page: number): ImageBitmap | undefined;
}

type Pen = CanvasRenderingContext2D;

// long words are broken into lines once, however many tiles they lie on; an element that changed is another object
const fitted = new WeakMap<Note, ReturnType<typeof fitNote>>();
const wrapped = new WeakMap<Text, string[]>();

export function paint(pen: Pen, { element, override }: Placed, look: Look): void {
  const { affine, color } = override;
  if (affine === IDENTITY) return paintElement(pen, element, color, look);
  pen.save();
  pen.transform(...affine);
  paintElement(pen, element, color, { ...look, scale: look.scale * scaleOf(affine) });
  pen.restore();
}

function paintElement(pen: Pen, element: Element, color: number | undefined, look: Look): void {
  switch (element.kind) {
    case "stroke":
      return paintStroke(pen, element, color ?? element.color, look);
    case "shape":
      return paintShape(pen, element, color ?? element.color, look);
    case "text":
      return paintText(pen, element, color ?? element.color, look);
    case "note":
      return paintNote(pen, element, color ?? element.fill, look);
    case "image":
      return paintImage(pen, element, look);
  }
}

/** A stroke; a highlighter's is translucent as one, however often it crosses itself. */
export function paintStroke(pen: Pen, stroke: Stroke, color: number, look: Look): void {
  const { points, factors, width, tool } = stroke;
  const paintColor = css(tool === "highlighter" ? highlighted(color, look.isDark) : shown(color, look.isDark));
  const tolerance = TOLERANCE_PIXELS / look.scale;
  const isThin = width * look.scale < 1.2;
  if (factors && !isThin) {
    pen.fillStyle = paintColor;
    pen.beginPath();
    outline(pen, lineOf(points, factors, width, tolerance), tolerance);
    return pen.fill("nonzero");
  }
  pen.strokeStyle = paintColor;
  pen.lineWidth = Math.max(width, 0.6 / look.scale);
  pen.lineCap = pen.lineJoin = "round";
  pen.beginPath();
  polyline(pen, points, tolerance * (isThin ? 3 : 1));
  pen.stroke();
}

function polyline(pen: Pen, points: Float32Array, tolerance: number): void {
  let [lastX, lastY] = [points[0]!, points[1]!];
  pen.moveTo(lastX, lastY);
  if (points.length === 2) pen.lineTo(lastX, lastY);
  for (let at = 2; at + 1 < points.length; at += 2) {
    const [x, y] = [points[at]!, points[at + 1]!];
    if (at + 3 < points.length && Math.abs(x - lastX) <= tolerance && Math.abs(y - lastY) <= tolerance) continue;
    pen.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
}

function paintShape(pen: Pen, shape: Shape, color: number, look: Look): void {
  pen.lineCap = pen.lineJoin = "round";
  pen.lineWidth = Math.max(shape.width, 0.6 / look.scale);
  for (const { points, isClosed } of contours(shape)) {
    pen.beginPath();
    points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    if (isClosed) pen.closePath();
    if (isClosed && shape.fill & 0xff) {
      pen.fillStyle = css(shown(shape.fill, look.isDark));
      pen.fill();
    }
    pen.strokeStyle = css(shown(color, look.isDark));
    pen.stroke();
  }
}

function paintText(pen: Pen, text: Text, color: number, look: Look): void {
  const lines = wrapped.get(text) ?? wrap(text.text, text.size, text.w);
  wrapped.set(text, lines);
  const width = text.w || Math.max(...lines.map((line) => widthOf(line, text.size)));
  setLines(pen, lines, text.x, text.y, width, text.size, text.align, css(shown(color, look.isDark)));
}

function paintNote(pen: Pen, note: Note, fill: number, look: Look): void {
  const side = Math.min(note.w, note.h);
  pen.save();
  pen.fillStyle = css(fill);
  pen.shadowColor = "rgb(0 0 0 / 0.3)";
  pen.shadowBlur = 1.4 * side * NOTE_SHADOW * look.scale;
  pen.shadowOffsetY = (side * NOTE_SHADOW * look.scale) / 3;
  pen.beginPath();
  pen.roundRect(note.x, note.y, note.w, note.h, side * NOTE_RADIUS);
  pen.fill();
  pen.restore();
  const fit = fitted.get(note) ?? fitNote(note);
  fitted.set(note, fit);
  const { lines, size, padding } = fit;
  const height = lines.length * size * LINE_HEIGHT;
  const top = note.y + (note.h - height) / 2;
  setLines(pen, lines, note.x + padding, top, note.w - 2 * padding, size, "centre", css(note.color));
}

function setLines(pen: Pen, lines: string[], x: number, y: number, width: number, size: number, align: Text["align"], color: string): void {
  pen.fillStyle = color;
  pen.font = `${size}px ${FONT}`;
  pen.textBaseline = "alphabetic";
  pen.textAlign = align === "centre" ? "center" : align;
  const anchor = align === "left" ? x : align === "right" ? x + width : x + width / 2;
  lines.forEach((line, at) => pen.fillText(line.replace(/ +$/, ""), anchor, y + (at * LINE_HEIGHT + BASELINE) * size));
}

function paintImage(pen: Pen, image: Image, look: Look): void {
  const picture = look.picture(image.asset, image.mime, 0);
  if (picture) return pen.drawImage(picture, image.x, image.y, image.w, image.h);
  pen.fillStyle = MISSING_FILL;
  pen.strokeStyle = MISSING;
  pen.lineWidth = Math.max(2, 1 / look.scale);
  pen.beginPath();
  pen.roundRect(image.x, image.y, image.w, image.h, Math.min(image.w, image.h) * NOTE_RADIUS);
  pen.fill();
  pen.stroke();
}
