// What people at the glass draw on a picture: lines that fade, and the dots of pointers.

import type { Contact } from "../contract";

const STAYS_MS = 3000;
const FADES_MS = 1000;
const DOT_STAYS_MS = 1500;
const MAX_LINES = 64;
const MAX_POINTS = 2000;

interface Line {
  id: number;
  colour: string;
  points: [x: number, y: number][];
  isDrawn: boolean;
  atMs: number;
}

export interface Shown {
  colour: string;
  /** Fractions of the picture; one point is a tap. */
  points: readonly [x: number, y: number][];
  opacity: number;
}

export class Traces {
  #lines: Line[] = [];
  #dots = new Map<number, { x: number; y: number; colour: string; atMs: number }>();

  /** Take touches; some may have been missed on the way. */
  take(contacts: readonly Contact[], nowMs: number): void {
    for (const contact of contacts) {
      if (contact.pointing) this.#point(contact, nowMs);
      else this.#draw(contact, nowMs);
    }
    this.#lines = this.#lines.slice(-MAX_LINES);
  }

  /** The lines to be seen now, the oldest first. */
  lines(nowMs: number): Shown[] {
    this.#lines = this.#lines.filter((line) => nowMs - line.atMs < STAYS_MS + FADES_MS);
    return this.#lines.map(({ colour, points, atMs }) => ({
      colour,
      points,
      opacity: Math.min(1, 1 - (nowMs - atMs - STAYS_MS) / FADES_MS),
    }));
  }

  /** The pointers to be seen now; one whose end was missed goes by itself. */
  dots(nowMs: number): { x: number; y: number; colour: string }[] {
    for (const [id, dot] of this.#dots) if (nowMs - dot.atMs > DOT_STAYS_MS) this.#dots.delete(id);
    return [...this.#dots.values()];
  }

  #point({ id, phase, x, y, colour }: Contact, atMs: number): void {
    if (phase === "up") this.#dots.delete(id);
    else if (this.#dots.size < MAX_LINES) this.#dots.set(id, { x, y, colour, atMs });
  }

  #draw({ id, phase, x, y, colour }: Contact, atMs: number): void {
    let line = this.#lines.find((one) => one.id === id && one.isDrawn);
    if (line && phase === "down") {
      line.isDrawn = false;
      line = undefined;
    }
    if (!line) {
      if (phase === "up") return;
      line = { id, colour, points: [], isDrawn: true, atMs };
      this.#lines.push(line);
    }
    line.atMs = atMs;
    line.isDrawn = phase !== "up";
    const [lastX, lastY] = line.points.at(-1) ?? [];
    if (lastX !== x || lastY !== y) line.points.push([x, y]);
    if (line.points.length > MAX_POINTS) line.points.shift();
  }
}
