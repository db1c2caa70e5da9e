// The board's Yjs document: pages, elements and what was done to them, with undo of one's own.

import * as Y from "yjs";
import { PLAIN, type Element, type Override, type Page, type Placed } from "./element";
import { fromValue, overrideFromValue, overrideToValue, pageFromValue, pageToValue, toValue } from "./record";

/** The page of a document that lists none. */
export const FIRST_PAGE = "first";
const ONE_ACTION_MS = 1e9;

export interface Author {
  id: number;
  name: string;
  /** 0xRRGGBBAA */
  color: number;
}

export interface DocumentListener {
  onElements?(pageId: string, ids: ReadonlySet<string>): void;
  onPages?(): void;
  onMeta?(): void;
  onUndo?(): void;
}

export class BoardDocument {
  readonly doc = new Y.Doc();
  /** Origin of changes made here, which undo takes back. */
  readonly own = Symbol("own");
  readonly #undo = new Y.UndoManager([], { doc: this.doc, trackedOrigins: new Set([this.own]), captureTimeout: ONE_ACTION_MS });
  readonly #listeners = new Set<DocumentListener>();
  readonly #observed = new Set<string>();
  readonly #pages = this.doc.getMap("pages");
  readonly #meta = this.doc.getMap("meta");

  constructor(public author: Author) {
    this.#pages.observe(() => this.#tell((listener) => listener.onPages?.()));
    this.#meta.observe(() => this.#tell((listener) => listener.onMeta?.()));
    for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"] as const) {
      this.#undo.on(event, () => this.#tell((listener) => listener.onUndo?.()));
    }
  }

  listen(listener: DocumentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  destroy(): void {
    this.#undo.destroy();
    this.doc.destroy();
  }

  get isDark(): boolean {
    return this.#meta.get("dark") === true;
  }

  get name(): string {
    const name = this.#meta.get("name");
    return typeof name === "string" ? name : "";
  }

  pages(): Page[] {
    const found: Page[] = [];
    for (const [id, value] of this.#pages) {
      try {
        found.push(pageFromValue(id, value));
      } catch {
        found.push({ id, index: found.length, background: PLAIN });
      }
    }
    found.sort((one, two) => one.index - two.index || (one.id < two.id ? -1 : 1));
    return found.length ? found : [{ id: FIRST_PAGE, index: 0, background: PLAIN }];
  }

  /** Ids of a page's elements, broken ones included. */
  ids(pageId: string): Iterable<string> {
    return this.#elements(pageId).keys();
  }

  /** An element; undefined where there is none or nobody can read it. */
  placed(pageId: string, id: string): Placed | undefined {
    const value = this.#elements(pageId).get(id);
    if (value === undefined) return undefined;
    try {
      return { id, element: fromValue(value), override: overrideFromValue(this.#overrides(pageId).get(id)) };
    } catch {
      return undefined;
    }
  }

  /** Take an update of Yjs that came from elsewhere. */
  apply(update: Uint8Array, origin: unknown): void {
    Y.applyUpdate(this.doc, update, origin);
  }

  /** What follows until the next call is one step of undo. */
  begin(): void {
    this.#undo.stopCapturing();
  }

  put(pageId: string, elements: Iterable<readonly [string, Element]>, precision?: number): void {
    this.#change(() => {
      for (const [id, element] of elements) this.#elements(pageId).set(id, toValue(element, precision));
    });
  }

  place(pageId: string, overrides: Iterable<readonly [string, Override]>): void {
    this.#change(() => {
      for (const [id, override] of overrides) this.#overrides(pageId).set(id, overrideToValue(override));
    });
  }

  remove(pageId: string, ids: Iterable<string>): void {
    this.#change(() => {
      for (const id of ids) {
        this.#elements(pageId).delete(id);
        this.#overrides(pageId).delete(id);
      }
    });
  }

  /** Elements instead of others, in one change. */
  replace(pageId: string, gone: Iterable<string>, instead: Iterable<Placed>, precision?: number): void {
    this.#change(() => {
      this.remove(pageId, gone);
      for (const { id, element, override } of instead) {
        this.put(pageId, [[id, element]], precision);
        if (Object.keys(overrideToValue(override)).length) this.place(pageId, [[id, override]]);
      }
    });
  }

  /** A new page behind another one, of the same template. */
  addPage(afterId: string, id: string): void {
    const pages = this.pages();
    const at = pages.findIndex((page) => page.id === afterId);
    const before = pages[at] ?? pages[pages.length - 1];
    const next = pages[pages.indexOf(before as Page) + 1];
    const index = (before?.index ?? 0) + (next && before ? (next.index - before.index) / 2 : 1);
    const { template, spacing } = before?.background ?? PLAIN;
    const background = template === "pdf" || template === "image" ? PLAIN : { ...PLAIN, template, spacing };
    this.#change(() => {
      if (!this.#pages.size && before) this.#pages.set(before.id, pageToValue(before));
      this.#pages.set(id, pageToValue({ index, background }));
    });
  }

  get canUndo(): boolean {
    return this.#undo.undoStack.length > 0;
  }

  get canRedo(): boolean {
    return this.#undo.redoStack.length > 0;
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  #change(how: () => void): void {
    this.doc.transact(() => {
      this.#sign();
      how();
    }, this.own);
  }

  // whoever changes something is among the people of the board
  #sign(): void {
    const people = this.doc.getMap("people");
    const key = this.author.id.toString(16).padStart(8, "0");
    const known = people.get(key) as { n?: unknown; c?: unknown } | undefined;
    if (known?.n !== this.author.name || known.c !== this.author.color) people.set(key, { n: this.author.name, c: this.author.color });
  }

  #elements(pageId: string): Y.Map<unknown> {
    this.#observe(pageId);
    return this.doc.getMap(`o:${pageId}`);
  }

  #overrides(pageId: string): Y.Map<unknown> {
    this.#observe(pageId);
    return this.doc.getMap(`x:${pageId}`);
  }

  #observe(pageId: string): void {
    if (this.#observed.has(pageId)) return;
    this.#observed.add(pageId);
    for (const root of ["o", "x"]) {
      const map = this.doc.getMap(`${root}:${pageId}`);
      this.#undo.addToScope(map);
      map.observe((event) => this.#tell((listener) => listener.onElements?.(pageId, event.keysChanged as Set<string>)));
    }
  }

  #tell(what: (listener: DocumentListener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}
