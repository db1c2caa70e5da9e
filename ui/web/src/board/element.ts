// What lies on a board, as `appliance/ink/element.py` has it: lengths in board units, colours 0xRRGGBBAA.

export type Tool = "pen" | "highlighter";
export const FIGURES = ["line", "arrow", "rectangle", "diamond", "ellipse", "triangle", "polygon", "star"] as const;
export type Figure = (typeof FIGURES)[number];
export const ALIGNS = ["left", "centre", "right"] as const;
export type Align = (typeof ALIGNS)[number];
export const TEMPLATES = ["plain", "ruled", "grid", "dots", "staff", "kanban", "pdf", "image"] as const;
export type Template = (typeof TEMPLATES)[number];

export const MAX_FACTOR = 255 / 64;

interface Made {
  author: number;
  createdMs: number;
}

export interface Stroke extends Made {
  kind: "stroke";
  /** x and y of each point in turn. */
  points: Float32Array;
  /** The width at each point, in nominal widths. */
  factors?: Float32Array | undefined;
  color: number;
  width: number;
  tool: Tool;
  durationMs: number;
}

export interface Shape extends Made {
  kind: "shape";
  figure: Figure;
  x: number;
  y: number;
  w: number;
  h: number;
  points: readonly (readonly [number, number])[];
  color: number;
  width: number;
  fill: number;
}

export interface Text extends Made {
  kind: "text";
  x: number;
  y: number;
  /** Where lines wrap; 0 never wraps. */
  w: number;
  text: string;
  size: number;
  color: number;
  align: Align;
}

export interface Note extends Made {
  kind: "note";
  x: number;
  y: number;
  w: number;
  h: number;
  text: string;
  size: number;
  fill: number;
  color: number;
}

export interface Image extends Made {
  kind: "image";
  x: number;
  y: number;
  w: number;
  h: number;
  asset: string;
  mime: string;
}

export type Element = Stroke | Shape | Text | Note | Image;

/** [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f. */
export type Affine = readonly [number, number, number, number, number, number];
export const IDENTITY: Affine = [1, 0, 0, 1, 0, 0];

/** What was done to an element since it was made. */
export interface Override {
  affine: Affine;
  color?: number | undefined;
  z?: number | undefined;
  group: string;
  isLocked: boolean;
}

export const UNTOUCHED: Override = { affine: IDENTITY, group: "", isLocked: false };

export interface Placed {
  id: string;
  element: Element;
  override: Override;
}

export interface Background {
  template: Template;
  spacing: number;
  asset: string;
  mime: string;
  page: number;
}

export interface Page {
  id: string;
  index: number;
  size?: readonly [number, number] | undefined;
  background: Background;
}

export const PLAIN: Background = { template: "plain", spacing: 48, asset: "", mime: "", page: 0 };

/** Negative where `first` is painted before `second`. */
export function compareOrder(first: Placed, second: Placed): number {
  const z = orderOf(first) - orderOf(second);
  if (z) return z;
  return first.id < second.id ? -1 : first.id > second.id ? 1 : 0;
}

/** Where an element lies among all: the greater, the further in front. */
export function orderOf(placed: Placed): number {
  return placed.override.z ?? placed.element.createdMs;
}

/** A fresh id: 64 random bits in 11 URL-safe characters. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
