// Elements as values of the board's document, and back, as `appliance/ink/record.py` does it.

import {
  ALIGNS, FIGURES, IDENTITY, PLAIN, TEMPLATES, UNTOUCHED,
  type Affine, type Background, type Element, type Override, type Page,
} from "./element";
import { pack, unpack } from "./packing";

export const MAX_TEXT = 20_000;
const MAX_SHAPE_POINTS = 1000;
const MAX_NUMBER = 1e9;
const MAX_TIME = 2 ** 53;
const MAX_PDF_PAGE = 100_000;
const MAX_COLOR = 0xffffffff;

type Fields = Record<string, unknown>;

/** A value that is no element of any kind this version knows. */
export class BadRecord extends Error {}

export function toValue(element: Element, precision?: number): Uint8Array | Fields {
  const made = "kind" in element && { u: element.author, d: element.createdMs };
  switch (element.kind) {
    case "stroke":
      return pack(element, precision);
    case "shape": {
      const value: Fields = { k: "shape", ...box(element), ...made, s: element.figure, c: element.color, b: element.width };
      if (element.points.length) value["p"] = element.points.flat();
      if (element.fill & 0xff) value["f"] = element.fill;
      return value;
    }
    case "text":
      return {
        k: "text", x: element.x, y: element.y, w: element.w, t: element.text, ...made,
        n: element.size, c: element.color, a: element.align,
      };
    case "note":
      return { k: "note", ...box(element), ...made, t: element.text, n: element.size, c: element.color, f: element.fill };
    case "image":
      return { k: "image", ...box(element), ...made, i: element.asset, m: element.mime };
  }
}

/** The element that a value stands for; throws BadRecord or BadStroke. */
export function fromValue(value: unknown): Element {
  if (value instanceof Uint8Array) return unpack(value);
  const fields = mapOf(value);
  const made = { author: whole(fields, "u", MAX_COLOR), createdMs: whole(fields, "d", MAX_TIME) };
  switch (fields["k"]) {
    case "text":
      return {
        kind: "text", x: number(fields, "x"), y: number(fields, "y"), w: number(fields, "w", 0), text: text(fields), size: size(fields, "n"),
        color: whole(fields, "c", MAX_COLOR), align: oneOf(fields["a"] ?? "left", ALIGNS), ...made,
      };
    case "shape": {
      const figure = oneOf(fields["s"], FIGURES);
      // a line without points goes from one corner of its box to the other, which may lie to its left or above it
      const area = figure === "line" || figure === "arrow" ? anyBox(fields) : upright(fields);
      return {
        kind: "shape", figure, points: points(fields), color: whole(fields, "c", MAX_COLOR), width: Math.abs(number(fields, "b")),
        fill: whole(fields, "f", MAX_COLOR), ...area, ...made,
      };
    }
    case "note":
      return {
        kind: "note", text: text(fields), size: size(fields, "n"), color: whole(fields, "c", MAX_COLOR), fill: whole(fields, "f", MAX_COLOR),
        ...upright(fields), ...made,
      };
    case "image":
      return { kind: "image", asset: asset(fields["i"]), mime: mime(fields), ...upright(fields), ...made };
  }
  throw new BadRecord("an element of an unknown kind");
}

export function overrideToValue(override: Override): Fields {
  const value: Fields = {};
  if (override.affine.some((one, at) => one !== IDENTITY[at])) value["m"] = [...override.affine];
  if (override.color !== undefined) value["c"] = override.color;
  if (override.z !== undefined) value["z"] = override.z;
  if (override.group) value["g"] = override.group;
  if (override.isLocked) value["l"] = true;
  return value;
}

export function overrideFromValue(value: unknown): Override {
  if (value === undefined || value === null) return UNTOUCHED;
  const fields = mapOf(value);
  const matrix = fields["m"] ?? undefined;
  if (matrix !== undefined && !(Array.isArray(matrix) && matrix.length === 6)) throw new BadRecord("an override's matrix has six numbers");
  const group = fields["g"] ?? "";
  if (typeof group !== "string") throw new BadRecord("a group is named by a text");
  return {
    // painters look whether it is this very object
    affine: matrix ? (matrix.map((one) => checked(one)) as unknown as Affine) : IDENTITY,
    color: "c" in fields ? whole(fields, "c", MAX_COLOR) : undefined,
    // orders are times unless they were changed
    z: "z" in fields ? checked(fields["z"], MAX_TIME) : undefined,
    group: group.slice(0, 32),
    isLocked: Boolean(fields["l"]),
  };
}

export function pageToValue(page: Omit<Page, "id">): Fields {
  const value: Fields = { i: page.index, t: page.background.template, s: page.background.spacing };
  if (page.size) value["z"] = [...page.size];
  if (page.background.asset) Object.assign(value, { a: page.background.asset, m: page.background.mime, n: page.background.page });
  return value;
}

export function pageFromValue(id: string, value: unknown): Page {
  const fields = mapOf(value);
  const ends = fields["z"] ?? undefined;
  if (ends !== undefined && !(Array.isArray(ends) && ends.length === 2)) throw new BadRecord("a page's size has two numbers");
  const [width, height] = ends?.map((one) => checked(one)) ?? [];
  if ((width ?? 1) <= 0 || (height ?? 1) <= 0) throw new BadRecord("a page's width and height are above 0");
  const background: Background = {
    template: oneOf(fields["t"] ?? PLAIN.template, TEMPLATES),
    spacing: size(fields, "s", PLAIN.spacing),
    asset: "a" in fields ? asset(fields["a"]) : "",
    mime: mime(fields),
    page: whole(fields, "n", MAX_PDF_PAGE),
  };
  return { id, index: number(fields, "i", 0), size: width && height ? [width, height] : undefined, background };
}

function box(element: { x: number; y: number; w: number; h: number }): Fields {
  return { x: element.x, y: element.y, w: element.w, h: element.h };
}

function mapOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadRecord("neither a stroke's bytes nor a map");
  return value as Fields;
}

function checked(value: unknown, most = MAX_NUMBER): number {
  if (typeof value !== "number" || !(Math.abs(value) <= most)) throw new BadRecord(`no number up to ${most}`);
  return value;
}

function number(fields: Fields, name: string, otherwise?: number): number {
  return checked(fields[name] ?? otherwise);
}

function size(fields: Fields, name: string, otherwise?: number): number {
  const found = number(fields, name, otherwise);
  if (found <= 0) throw new BadRecord(`${name} is not above 0`);
  return found;
}

function whole(fields: Fields, name: string, most: number): number {
  const value = fields[name] ?? 0;
  if (typeof value !== "number" || !(value >= 0 && value <= most)) throw new BadRecord(`${name} is no whole number up to ${most}`);
  return Math.floor(value);
}

function anyBox(fields: Fields): { x: number; y: number; w: number; h: number } {
  return { x: number(fields, "x", 0), y: number(fields, "y", 0), w: number(fields, "w", 0), h: number(fields, "h", 0) };
}

// the box with its corner at the top left, whichever corner it was drawn from
function upright(fields: Fields): { x: number; y: number; w: number; h: number } {
  const { x, y, w, h } = anyBox(fields);
  return { x: Math.min(x, x + w), y: Math.min(y, y + h), w: Math.abs(w), h: Math.abs(h) };
}

function mime(fields: Fields): string {
  const value = fields["m"] ?? "";
  if (typeof value !== "string") throw new BadRecord("a MIME type is a text");
  return value.slice(0, 32);
}

function text(fields: Fields): string {
  const value = fields["t"] ?? "";
  if (typeof value !== "string" || value.length > MAX_TEXT) throw new BadRecord(`text of at most ${MAX_TEXT} characters`);
  return value;
}

function points(fields: Fields): [number, number][] {
  const flat = fields["p"] ?? [];
  if (!Array.isArray(flat) || flat.length % 2 || flat.length > 2 * MAX_SHAPE_POINTS) throw new BadRecord("points are pairs of numbers");
  const pairs: [number, number][] = [];
  for (let at = 0; at < flat.length; at += 2) pairs.push([checked(flat[at]), checked(flat[at + 1])]);
  return pairs;
}

function asset(value: unknown): string {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw new BadRecord("an asset is named by a SHA-256 in hex");
  return value;
}

function oneOf<T>(value: unknown, known: readonly T[]): T {
  if (!known.includes(value as T)) throw new BadRecord(`${String(value).slice(0, 32)} is none of ${known.join(", ")}`);
  return value as T;
}
