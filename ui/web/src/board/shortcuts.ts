// Keys of the board; they leave fields alone.

import type { ToolName } from "./choice";
import { newId } from "./element";
import { insertPicture } from "./inserting";
import type { Place } from "./order";
import { TURN } from "./selection";
import type { Session } from "./session";
import type { BoardView } from "./view";

const TOOLS: Record<string, ToolName> = { p: "pen", h: "highlighter", e: "eraser", v: "select", s: "shape", t: "text", n: "note", l: "laser" };
const STEP = 1.25;
const PAN_PIXELS = 80;
const SHIFT_PIXELS = 10;
const FAR_PIXELS = 50;
const PLACES: Record<string, readonly [plain: Place, main: Place]> = { "]": ["front", "forward"], "[": ["back", "backward"] };
const ARROWS: Record<string, readonly [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listenKeys(view: BoardView, session: Session): () => void {
  const down = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.altKey) return;
    const isMain = event.ctrlKey || event.metaKey;
    const act = isMain ? mainKey(event, view, session) : plainKey(event, view, session);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const up = (event: KeyboardEvent): void => {
    if (event.code === "Space") view.isSpaceHeld = false;
  };
  const paste = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!file || isTyping(event.target) || view.isViewOnly) return;
    event.preventDefault();
    void insertPicture(session, view, file);
  };
  const blur = (): void => {
    view.isSpaceHeld = false;
  };
  addEventListener("keydown", down);
  addEventListener("keyup", up);
  addEventListener("paste", paste);
  addEventListener("blur", blur);
  return () => {
    removeEventListener("keydown", down);
    removeEventListener("keyup", up);
    removeEventListener("paste", paste);
    removeEventListener("blur", blur);
  };
}

function mainKey({ key, shiftKey }: KeyboardEvent, view: BoardView, session: Session): (() => void) | undefined {
  if (view.isViewOnly) return undefined;
  switch (key.toLowerCase()) {
    case "z":
      return () => (shiftKey ? session.document.redo() : session.document.undo());
    case "y":
      return () => session.document.redo();
    case "g":
      return () => (shiftKey ? view.selection.ungroup() : view.selection.group());
    case "]":
    case "[":
      return () => view.selection.order(PLACES[key]![1]);
    case "d":
      return () => view.selection.duplicate();
    case "a":
      return () => {
        view.choice.set({ tool: "select" });
        view.selection.choose([...view.scene.placed.values()].filter(({ override }) => !override.isLocked).map(({ id }) => id));
      };
  }
  return undefined;
}

function plainKey(event: KeyboardEvent, view: BoardView, session: Session): (() => void) | undefined {
  const isLooking = view.isViewOnly;
  const act = (!isLooking && selectionKey(event, view)) || lookingKey(event, view, session);
  if (act || isLooking) return act;
  if (event.shiftKey && event.key.toLowerCase() === "e") return () => view.choice.set({ tool: "eraser", erasesParts: !view.choice.state.erasesParts });
  const tool = TOOLS[event.key.toLowerCase()];
  if (tool) return () => view.choice.set({ tool });
  if (event.key === "Insert") return () => session.addPage(newId());
  return undefined;
}

// what moves the board without a selection moves the selection
function selectionKey({ key, shiftKey }: KeyboardEvent, { selection }: BoardView): (() => void) | undefined {
  if (!selection.ids.size) return undefined;
  const arrow = ARROWS[key];
  const pixels = shiftKey ? FAR_PIXELS : SHIFT_PIXELS;
  if (arrow) return () => selection.shift(arrow[0] * pixels, arrow[1] * pixels);
  const place = PLACES[key]?.[0];
  if (place) return () => selection.order(place);
  if (key.toLowerCase() === "r") return () => selection.turn(shiftKey ? -TURN : TURN);
  if (key === "Delete" || key === "Backspace") return () => selection.remove();
  return key === "Escape" ? () => selection.choose([]) : undefined;
}

function lookingKey({ key, code, target }: KeyboardEvent, view: BoardView, session: Session): (() => void) | undefined {
  const pan = (x: number, y: number) => () => {
    view.camera.pan(x * PAN_PIXELS, y * PAN_PIXELS);
    view.looked(false);
  };
  // a focused button is pressed by the space bar
  if (code === "Space" && !(target instanceof HTMLButtonElement)) {
    return () => {
      view.isSpaceHeld = true;
    };
  }
  const turn = (step: number) => () => {
    const { pages } = session.told.state;
    const next = pages[pages.findIndex(({ id }) => id === view.pageId) + step];
    if (next) session.goTo(next.id);
  };
  const keys: Record<string, () => void> = {
    "+": () => view.zoomBy(STEP), "=": () => view.zoomBy(STEP), "-": () => view.zoomBy(1 / STEP), "0": () => view.fit(),
    ArrowLeft: pan(1, 0), ArrowRight: pan(-1, 0), ArrowUp: pan(0, 1), ArrowDown: pan(0, -1), PageUp: turn(-1), PageDown: turn(1),
  };
  return keys[key];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
