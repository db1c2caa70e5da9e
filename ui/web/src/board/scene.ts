// The elements of the page that is shown, and where they are.

import { boundsOf } from "./bounds";
import type { BoardDocument } from "./document";
import { compareOrder, type Page, type Placed } from "./element";
import { NOWHERE, grown, isEmpty, union, type Box } from "./geometry";
import { Grid } from "./grid";

/** What has to be painted anew; `top` where it is only one more element above all others there. */
export interface Change {
  box: Box;
  top?: Placed | undefined;
}

/** How far a note's shadow reaches beyond its card, in shares of its larger side. */
const NOTE_SHADOW = 0.15;

export class Scene {
  readonly placed = new Map<string, Placed>();
  #grid = new Grid();
  #hidden = new Set<string>();

  constructor(
    private readonly document: BoardDocument,
    readonly page: Page,
  ) {
    for (const id of document.ids(page.id)) this.#take(id);
  }

  /** Take what changed in the document. */
  update(ids: Iterable<string>): Change[] {
    const changes: Change[] = [];
    for (const id of ids) {
      const before = this.#grid.boxOf(id);
      this.#take(id);
      const after = this.#grid.boxOf(id);
      const placed = this.placed.get(id);
      if (before) changes.push({ box: after ? union(before, after) : before });
      else if (after && placed) changes.push({ box: after, top: this.#isOnTop(placed, after) ? placed : undefined });
    }
    return changes;
  }

  /** What meets a box, in painting order. */
  query(box: Box): Placed[] {
    const found: Placed[] = [];
    for (const id of this.#grid.query(box)) {
      const placed = this.placed.get(id);
      if (placed && !this.#hidden.has(id)) found.push(placed);
    }
    return found.sort(compareOrder);
  }

  /** All that there is, in painting order. */
  everything(): Placed[] {
    return [...this.placed.values()].sort(compareOrder);
  }

  boxOf(ids: Iterable<string>): Box {
    let box = NOWHERE;
    for (const id of ids) box = union(box, this.#grid.boxOf(id) ?? NOWHERE);
    return box;
  }

  /** All that there is, a page with an end included; undefined where there is nothing. */
  extent(): Box | undefined {
    let box = this.page.size ? { x0: 0, y0: 0, x1: this.page.size[0], y1: this.page.size[1] } : NOWHERE;
    for (const own of this.#grid.boxes()) box = union(box, own);
    return isEmpty(box) ? undefined : box;
  }

  /** Leave elements out while they are moved. */
  hide(ids: Iterable<string>): Change[] {
    const before = this.#hidden;
    this.#hidden = new Set(ids);
    return [...new Set([...before, ...this.#hidden])].map((id) => ({ box: this.#grid.boxOf(id) ?? NOWHERE }));
  }

  /** Show elements instead of some that the document still has; `update` shows again what it has. */
  draft(gone: Iterable<string>, pieces: Iterable<Placed>): void {
    for (const id of gone) this.#drop(id);
    for (const piece of pieces) this.#put(piece);
  }

  /** Elements that show an asset. */
  showing(asset: string): Change[] {
    const changes: Change[] = [];
    for (const { id, element } of this.placed.values()) {
      if (element.kind === "image" && element.asset === asset) changes.push({ box: this.#grid.boxOf(id) ?? NOWHERE });
    }
    return changes;
  }

  #take(id: string): void {
    const placed = this.document.placed(this.page.id, id);
    if (placed) this.#put(placed);
    else this.#drop(id);
  }

  #drop(id: string): void {
    this.placed.delete(id);
    this.#grid.remove(id);
  }

  #put(placed: Placed): void {
    this.placed.set(placed.id, placed);
    const box = boundsOf(placed);
    const reach = placed.element.kind === "note" ? NOTE_SHADOW * Math.max(box.x1 - box.x0, box.y1 - box.y0) : 0;
    this.#grid.put(placed.id, grown(box, reach));
  }

  #isOnTop(placed: Placed, box: Box): boolean {
    for (const id of this.#grid.query(box)) {
      const other = this.placed.get(id);
      if (other && other !== placed && compareOrder(other, placed) > 0) return false;
    }
    return true;
  }
}
