// The tool in hand and what it is set to; remembered for the next visit.

import { recall, remember } from "../keep";
import { CARDS, HIGHLIGHTS, INKS } from "./colour";
import { FIGURES, type Figure } from "./element";
import { Told } from "./told";

export const TOOLS = ["pen", "highlighter", "eraser", "select", "shape", "text", "note", "laser"] as const;
export type ToolName = (typeof TOOLS)[number];

export interface Choice {
  tool: ToolName;
  ink: number;
  highlight: number;
  card: number;
  /** Nominal widths in board units. */
  penWidth: number;
  highlightWidth: number;
  textSize: number;
  figure: Figure;
  isFilled: boolean;
  /** The eraser takes what it covers, not whole strokes. */
  erasesParts: boolean;
  /** In pixels of the view. */
  eraserWidth: number;
  /** Held still, a stroke becomes a figure. */
  snaps: boolean;
}

export const PEN_WIDTHS = [2.5, 5, 10, 18] as const;
export const HIGHLIGHT_WIDTHS = [18, 30, 48] as const;
export const ERASER_WIDTHS = [16, 32, 56, 96] as const;
export const TEXT_SIZES = [24, 36, 56] as const;
export const OFFERED_FIGURES = FIGURES.filter((figure) => figure !== "polygon");

const FIRST: Choice = {
  tool: "pen", ink: INKS[0], highlight: HIGHLIGHTS[0], card: CARDS[0], penWidth: 5, highlightWidth: 30, textSize: 36, figure: "rectangle",
  isFilled: false, erasesParts: false, eraserWidth: 32, snaps: true,
};

export function recallChoice(): Told<Choice> {
  const told = new Told<Choice>({ ...FIRST, ...read() });
  told.listen((choice) => remember("local", "board.choice", JSON.stringify({ ...choice, tool: "pen" })));
  return told;
}

function read(): Partial<Choice> {
  try {
    const kept: unknown = JSON.parse(recall("local", "board.choice") || "{}");
    const entries = Object.entries(kept as Partial<Choice>);
    return Object.fromEntries(entries.filter(([key, value]) => typeof value === typeof FIRST[key as keyof Choice]));
  } catch {
    return {};
  }
}
