// Words on the board: where an editor opens, and what becomes of what was typed.

import { IDENTITY, newId, type Affine, type Element, type Note, type Placed, type Text } from "./element";
import { apply, scaleOf, type Point } from "./geometry";
import type { Contact, Grip } from "./gestures";
import { hitAt } from "./selecting";
import type { BoardView } from "./view";

const HIT_PIXELS = 6;
const NOTE_SIDE = 220;
const NOTE_TEXT = 36;
const NOTE_INK = 0x1a1a1aff;

/** An editor over the board. */
export interface Editing {
  /** Of the element that is edited; fresh for a new one. */
  id: string;
  isNew: boolean;
  element: Text | Note;
  affine: Affine;
}

/** A tap with the text or note tool edits the words that are there, or opens an editor for new ones. */
export function begin(view: BoardView, tool: "text" | "note", { at, hasLeft }: Grip): Contact {
  return {
    move: () => undefined,
    cancel: () => undefined,
    finish: () => {
      if (hasLeft || editAt(view, [at.x, at.y])) return;
      const [x, y] = view.camera.toBoard([at.x, at.y]);
      view.told.set({ editing: { id: newId(), isNew: true, element: fresh(view, tool, x, y), affine: IDENTITY } });
    },
  };
}

/** Edit the words at a point of the view; false where there are none. */
export function editAt(view: BoardView, at: Point): boolean {
  const hit = hitAt(view, view.camera.toBoard(at), HIT_PIXELS);
  if (!hit || !isWords(hit.element)) return false;
  view.selection.choose([]);
  view.told.set({ editing: { id: hit.id, isNew: false, element: hit.element, affine: hit.override.affine } });
  return true;
}

/** Keep what was typed; words that were emptied go. */
export function commit(view: BoardView, editing: Editing, text: string): void {
  view.told.set({ editing: undefined });
  const words = text.replace(/\s+$/, "");
  if (!words && editing.element.kind === "text") {
    if (editing.isNew) return;
    view.document.begin();
    return view.document.remove(view.pageId, [editing.id]);
  }
  if (!editing.isNew && words === editing.element.text) return;
  view.put([[editing.id, { ...editing.element, text: words }]]);
}

/** The words of a page, from top to bottom. */
export function wordsOf(placed: Iterable<Placed>): string[] {
  const found: { text: string; y: number; x: number }[] = [];
  for (const { element, override } of placed) {
    if (!isWords(element) || !element.text.trim()) continue;
    const [x, y] = apply(override.affine, [element.x, element.y]);
    found.push({ text: element.text, x, y });
  }
  return found.sort((one, two) => one.y - two.y || one.x - two.x).map(({ text }) => text);
}

/** Where the editor lies in the view, how large its letters are, and how far it is turned about its top left corner. */
export function placeOf(view: BoardView, { element, affine }: Editing): { x: number; y: number; w: number; h: number; size: number; radians: number } {
  const [x, y] = view.camera.toView(apply(affine, [element.x, element.y]));
  const scale = view.camera.scale * scaleOf(affine);
  const h = element.kind === "note" ? element.h * scale : 0;
  return { x, y, w: element.w * scale, h, size: element.size * scale, radians: Math.atan2(affine[1], affine[0]) };
}

function isWords(element: Element): element is Text | Note {
  return element.kind === "text" || element.kind === "note";
}

function fresh(view: BoardView, tool: "text" | "note", x: number, y: number): Text | Note {
  const { ink, card, textSize } = view.choice.state;
  const made = { author: view.document.author.id, createdMs: Date.now(), text: "" };
  if (tool === "text") return { kind: "text", x, y: y - textSize / 2, w: 0, size: textSize, color: ink, align: "left", ...made };
  return { kind: "note", x: x - NOTE_SIDE / 2, y: y - NOTE_SIDE / 2, w: NOTE_SIDE, h: NOTE_SIDE, size: NOTE_TEXT, fill: card, color: NOTE_INK, ...made };
}
