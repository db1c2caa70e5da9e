// Lines, dots and columns under the ink.

import type { Background } from "./element";
import type { Box } from "./geometry";
import { css, rule } from "./colour";

const STAFF_LINES = 5;
const STAFF_SHARE = 0.25;
const KANBAN_COLUMN = 640;
const KANBAN_HEAD = 96;
/** Below this many pixels apart, lines would only grey the page. */
const LEAST_PIXELS = 5;

/** Draw a template within a box; the context's transform leads from board units to pixels of this scale. */
export function drawTemplate(pen: CanvasRenderingContext2D, { template, spacing }: Background, box: Box, isDark: boolean, scale: number): void {
  if (!(spacing > 0) || (template !== "kanban" && spacing * scale < LEAST_PIXELS)) return;
  pen.strokeStyle = pen.fillStyle = css(rule(isDark));
  pen.lineWidth = Math.max(1.5, 1 / scale);
  pen.beginPath();
  switch (template) {
    case "ruled":
      horizontals(pen, box, spacing);
      break;
    case "grid":
      horizontals(pen, box, spacing);
      verticals(pen, box, spacing);
      break;
    case "staff":
      staves(pen, box, spacing);
      break;
    case "kanban":
      verticals(pen, box, KANBAN_COLUMN);
      horizontal(pen, box, KANBAN_HEAD);
      break;
    case "dots":
      return dots(pen, box, spacing, scale);
    default:
      return;
  }
  pen.stroke();
}

function* steps(from: number, to: number, by: number): Iterable<number> {
  for (let at = Math.ceil(from / by); at * by <= to; at += 1) yield at * by;
}

function horizontal(pen: CanvasRenderingContext2D, box: Box, y: number): void {
  pen.moveTo(box.x0, y);
  pen.lineTo(box.x1, y);
}

function horizontals(pen: CanvasRenderingContext2D, box: Box, by: number): void {
  for (const y of steps(box.y0, box.y1, by)) horizontal(pen, box, y);
}

function verticals(pen: CanvasRenderingContext2D, box: Box, by: number): void {
  for (const x of steps(box.x0, box.x1, by)) {
    pen.moveTo(x, box.y0);
    pen.lineTo(x, box.y1);
  }
}

function staves(pen: CanvasRenderingContext2D, box: Box, spacing: number): void {
  const gap = spacing * STAFF_SHARE;
  const period = gap * (STAFF_LINES - 1) + spacing * 1.5;
  for (const top of steps(box.y0 - period, box.y1, period)) for (let at = 0; at < STAFF_LINES; at += 1) horizontal(pen, box, top + at * gap);
}

function dots(pen: CanvasRenderingContext2D, box: Box, spacing: number, scale: number): void {
  const radius = Math.max(2, 0.7 / scale);
  for (const x of steps(box.x0, box.x1, spacing)) {
    for (const y of steps(box.y0, box.y1, spacing)) {
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  pen.fill();
}
