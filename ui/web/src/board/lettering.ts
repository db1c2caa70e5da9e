// Words set into lines as `appliance/ink/lettering.py` breaks them. The glass sets them in Noto Sans; a browser that
// lacks it takes a face of its own, whose widths may break a line elsewhere.

import type { Note, Text } from "./element";

export const FONT = '"Noto Sans", "Noto Sans CJK SC", system-ui, "PingFang SC", "Microsoft YaHei", sans-serif';
/** From one base line to the next, in em. */
export const LINE_HEIGHT = 1.4;
/** From the top of a line to its base line, in em. */
export const BASELINE = 1.09;
export const NOTE_PADDING = 0.075;
const SMALLEST_SHARE = 0.2;
const SIZE_STEP = 0.93;
const RULER_SIZE = 100;
const WIDE_FROM = "\u1100";
const NOT_FIRST = new Set("，。、！？；：）》」』】〉〕”’…—·%,.!?;:)]}ーっゃゅょッャュョ々");
const NOT_LAST = new Set("（《「『【〈〔“‘([{￥$");

/** Width of a character at size 1. */
export type Ruler = (character: string) => number;

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

// measured at one size and scaled, so that lines break alike at every zoom
const measure: Ruler = (character) => {
  const known = widths.get(character);
  if (known !== undefined) return known;
  if (pen === undefined) {
    pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
    if (pen) pen.font = `${RULER_SIZE}px ${FONT}`;
  }
  const width = pen ? pen.measureText(character).width / RULER_SIZE : character >= WIDE_FROM ? 1 : 0.6;
  widths.set(character, width);
  return width;
};

/** Lines of a text no wider than `width`, 0 for any. */
export function wrap(text: string, size: number, width: number, ruler: Ruler = measure): string[] {
  const lines: string[] = [];
  for (const paragraph of text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n")) {
    if (width > 0) wrapParagraph([...paragraph], width / size, ruler, lines);
    else lines.push(paragraph);
  }
  return lines;
}

function wrapParagraph(characters: string[], width: number, ruler: Ruler, lines: string[]): void {
  let [start, at] = [0, 0];
  // where the line may end, and how wide what is up to there
  let [chance, atChance] = [0, 0];
  characters.forEach((character, index) => {
    if (index > start && mayBreak(characters[index - 1] ?? "", character)) [chance, atChance] = [index, at];
    at += ruler(character);
    if (at <= width + 1e-6 || character === " " || index <= start) return;
    if (chance <= start) [chance, atChance] = [index, at - ruler(character)];
    lines.push(characters.slice(start, chance).join(""));
    [start, at] = [chance, at - atChance];
  });
  lines.push(characters.slice(start).join(""));
}

function mayBreak(before: string, after: string): boolean {
  if (before === " ") return after !== " ";
  if (after === " " || NOT_FIRST.has(after) || NOT_LAST.has(before)) return false;
  return before >= WIDE_FROM || after >= WIDE_FROM || before === "-";
}

/** Width of a line of words at a size. */
export function widthOf(line: string, size: number, ruler: Ruler = measure): number {
  let width = 0;
  for (const character of line.replace(/ +$/, "")) width += ruler(character);
  return width * size;
}

export function textSize(text: Text): { width: number; height: number } {
  const lines = wrap(text.text, text.size, text.w);
  const longest = Math.max(...lines.map((line) => widthOf(line, text.size)));
  return { width: Math.max(text.w, longest), height: lines.length * text.size * LINE_HEIGHT };
}

/** The lines of a note at the largest size, up to its own, at which they fit its card without breaking a word. */
export function fitNote(note: Note, ruler: Ruler = measure): { lines: string[]; size: number; padding: number } {
  const padding = NOTE_PADDING * Math.min(Math.abs(note.w), Math.abs(note.h));
  const [width, height] = [Math.max(Math.abs(note.w) - 2 * padding, 1), Math.max(Math.abs(note.h) - 2 * padding, 1)];
  for (let size = note.size; ; size *= SIZE_STEP) {
    const lines = wrap(note.text, size, width, ruler);
    if (size * SIZE_STEP <= note.size * SMALLEST_SHARE || isFitting(note.text, lines, size, width, height, ruler)) return { lines, size, padding };
  }
}

function isFitting(text: string, lines: string[], size: number, width: number, height: number, ruler: Ruler): boolean {
  if (lines.length * LINE_HEIGHT * size > height) return false;
  return text.split(/\s+/).every((word) => [...word].some((one) => one >= WIDE_FROM) || widthOf(word, size, ruler) <= width);
}
