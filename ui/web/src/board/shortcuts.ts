// Keys of the board; they leave fields alone.

import type { ToolName } from "./choice";
import { newId } from "./element";
import { insertPicture } from "./inserting";
import type { Session } from "./session";
import type { BoardView } from "./view";

const TOOLS: Record<string, ToolName> = { p: "pen", h: "highlighter", e: "eraser", v: "select", s: "shape", t: "text", n: "note", l: "laser" };
const STEP = 1.25;
const PAN_PIXELS = 80;

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
    if (!file || isTyping(event.target) || session.told.state.isViewOnly) return;
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
  if (session.told.state.isViewOnly) return undefined;
  switch (key.toLowerCase()) {
    case "z":
      return () => (shiftKey ? session.document.redo() : session.document.undo());
    case "y":
      return () => session.document.redo();
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
  const look = lookingKey(event, view, session);
  if (look || session.told.state.isViewOnly) return look;
  const tool = TOOLS[event.key.toLowerCase()];
  if (tool) return () => view.choice.set({ tool });
  if (event.key === "Delete" || event.key === "Backspace") return () => view.selection.remove();
  if (event.key === "Escape") return () => view.selection.choose([]);
  if (event.key === "Insert") return () => session.addPage(newId());
  return undefined;
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
