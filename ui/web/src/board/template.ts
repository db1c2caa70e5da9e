// Lines, dots and columns under the ink, as `appliance/ink/template.py` and `ground.py` print them.

import { css, dot, rule } from "./colour";
import type { Background } from "./element";
import type { Box } from "./geometry";

type Pen = CanvasRenderingContext2D;
type Size = readonly [number, number] | undefined;

const DOT_RADIUS = 1.6;
const LEAST_SPACING = 4;
/** Closer than this, in pixels, lines and dots would be a grey veil: fewer are drawn. */
const LEAST_GAP = 9;
const LEAST_DOT_GAP = 16;
const STAFF_LINES = 5;
/** A staff is one spacing high and begins every third spacing. */
const STAFF_PERIOD = 3;
const COLUMNS = 3;
const HEADER_SPACINGS = 2;
const GLASS_UNITS = 1920;

/** Draw a template within a box; the pen is aimed at board units, `scale` pixels each. */
export function drawTemplate(pen: Pen, background: Background, box: Box, size: Size, isDark: boolean, scale: number): void {
  const spacing = Math.max(background.spacing, LEAST_SPACING);
  const ruler = new Ruler(pen, scale);
  pen.fillStyle = css(rule(isDark));
  const line = coarser(spacing, LEAST_GAP / scale);
  switch (background.template) {
    case "ruled":
      return ruler.levels(multiples(box.y0, box.y1, line, size?.[1]), box.x0, box.x1);
    case "grid":
      ruler.levels(multiples(box.y0, box.y1, line, size?.[1]), box.x0, box.x1);
      return ruler.uprights(multiples(box.x0, box.x1, line, size?.[0]), box.y0, box.y1);
    case "staff":
      return ruler.levels(staves(box, spacing, LEAST_GAP / scale), box.x0, box.x1);
    case "kanban":
      return kanban(ruler, box, size, spacing);
    case "dots":
      pen.fillStyle = css(dot(isDark));
      return dots(pen, box, size, coarser(spacing, LEAST_DOT_GAP / scale), scale);
  }
}

function coarser(spacing: number, leastGap: number): number {
  let found = spacing;
  while (found < leastGap) found *= 2;
  return found;
}

// those on the edges of a page are not printed
function multiples(low: number, high: number, step: number, end: number | undefined): number[] {
  const found: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) if (end === undefined || (at * step > 0 && at * step < end)) found.push(at * step);
  return found;
}

function staves(box: Box, spacing: number, leastGap: number): number[] {
  const gap = spacing / (STAFF_LINES - 1);
  const period = spacing * STAFF_PERIOD;
  if (gap < leastGap / 4) return [];
  const found: number[] = [];
  for (let at = Math.floor(box.y0 / period) - 1; at <= Math.ceil(box.y1 / period); at += 1) {
    for (let line = 0; line < STAFF_LINES; line += 1) found.push(at * period + spacing + line * gap);
  }
  return found.filter((y) => y >= box.y0 && y <= box.y1);
}

// columns over the page, or over the glass at zoom 1, going on downwards; a line under their heads
function kanban(ruler: Ruler, box: Box, size: Size, spacing: number): void {
  const [width, height] = size ?? [GLASS_UNITS, Infinity];
  const [top, bottom] = [Math.max(box.y0, 0), Math.min(box.y1, height)];
  const [left, right] = [Math.max(box.x0, 0), Math.min(box.x1, width)];
  const columns = Array.from({ length: COLUMNS + 1 }, (_, at) => (width * at) / COLUMNS);
  if (top < bottom) ruler.uprights(columns.slice(size ? 1 : 0, size ? -1 : undefined), top, bottom);
  if (left < right) ruler.levels([spacing * HEADER_SPACINGS, ...(size ? [] : [0])], left, right);
}

function dots(pen: Pen, box: Box, size: Size, spacing: number, scale: number): void {
  const radius = Math.max(DOT_RADIUS, 1 / scale);
  pen.beginPath();
  for (const x of multiples(box.x0 - radius, box.x1 + radius, spacing, size?.[0])) {
    for (const y of multiples(box.y0 - radius, box.y1 + radius, spacing, size?.[1])) {
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  pen.fill();
}

/** Lines a board unit thick, on whole pixels, so that they are crisp and the same on every tile. */
class Ruler {
  readonly #thick: number;

  constructor(
    private readonly pen: Pen,
    private readonly scale: number,
  ) {
    this.#thick = Math.max(Math.round(scale), 1) / scale;
  }

  levels(ys: readonly number[], x0: number, x1: number): void {
    for (const y of ys) this.pen.fillRect(x0, this.#snapped(y), x1 - x0, this.#thick);
  }

  uprights(xs: readonly number[], y0: number, y1: number): void {
    for (const x of xs) this.pen.fillRect(this.#snapped(x), y0, this.#thick, y1 - y0);
  }

  #snapped(place: number): number {
    return Math.floor((place - this.#thick / 2) * this.scale + 0.5 + 1e-3) / this.scale;
  }
}
