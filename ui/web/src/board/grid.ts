// What is where: a grid of cells, each with the ids that touch it.

import { doMeet, isEmpty, type Box } from "./geometry";

const CELL = 256;
const MOST_CELLS = 256;

export class Grid {
  #cells = new Map<string, Set<string>>();
  #boxes = new Map<string, Box>();
  /** What would fill too many cells is looked at each time. */
  #large = new Set<string>();

  put(id: string, box: Box): void {
    this.remove(id);
    if (isEmpty(box)) return;
    this.#boxes.set(id, box);
    if (cellCount(box) > MOST_CELLS) this.#large.add(id);
    else for (const key of keys(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.add(id);
      else this.#cells.set(key, new Set([id]));
    }
  }

  remove(id: string): void {
    const box = this.#boxes.get(id);
    if (!box) return;
    this.#boxes.delete(id);
    if (this.#large.delete(id)) return;
    for (const key of keys(box)) {
      const cell = this.#cells.get(key);
      cell?.delete(id);
      if (cell?.size === 0) this.#cells.delete(key);
    }
  }

  boxOf(id: string): Box | undefined {
    return this.#boxes.get(id);
  }

  /** The ids whose boxes meet this one. */
  query(box: Box): Set<string> {
    const found = new Set<string>();
    const take = (id: string): void => {
      const own = this.#boxes.get(id);
      if (own && doMeet(own, box)) found.add(id);
    };
    if (cellCount(box) > this.#cells.size) for (const id of this.#boxes.keys()) take(id);
    else {
      for (const key of keys(box)) for (const id of this.#cells.get(key) ?? []) take(id);
      for (const id of this.#large) take(id);
    }
    return found;
  }

  boxes(): Iterable<Box> {
    return this.#boxes.values();
  }
}

function cellCount(box: Box): number {
  return (Math.floor(box.x1 / CELL) - Math.floor(box.x0 / CELL) + 1) * (Math.floor(box.y1 / CELL) - Math.floor(box.y0 / CELL) + 1);
}

function* keys(box: Box): Iterable<string> {
  const [right, bottom] = [Math.floor(box.x1 / CELL), Math.floor(box.y1 / CELL)];
  for (let x = Math.floor(box.x0 / CELL); x <= right; x += 1) for (let y = Math.floor(box.y0 / CELL); y <= bottom; y += 1) yield `${x},${y}`;
}
