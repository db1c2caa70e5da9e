// Ink that is being drawn: of others as it arrives, and one's own on its way out.

import type { Stroke, Tool } from "./element";
import { unpack, pack } from "./packing";
import type { InkPoint } from "./smoothing";
import { CANCELLED, DRAWING, ENDED, LASER, VANISHING, type Wet } from "./wire";

const LASER_MS = 1000;
const VANISHING_MS = 3000;
const SILENT_MS = 10_000;
const MOST_STROKES = 200;
const MOST_POINTS = 100_000;

export interface WetStroke {
  pageId: string;
  state: number;
  x: number[];
  y: number[];
  factor: number[];
  /** When each point came, for a laser's trail. */
  at: number[];
  color: number;
  width: number;
  tool: Tool;
  author: number;
  heardAt: number;
  endedAt: number | undefined;
}

/** Wet strokes by the ids that their elements will have. */
export class WetInk {
  readonly strokes = new Map<string, WetStroke>();

  take(wet: Wet, now: number): void {
    if (wet.state === CANCELLED) {
      this.strokes.delete(wet.strokeId);
      return;
    }
    const stroke = this.strokes.get(wet.strokeId);
    if (wet.state === ENDED) {
      if (stroke) stroke.endedAt = stroke.heardAt = now;
      return;
    }
    if (!wet.packed.length) return;
    if (stroke) extend(stroke, wet.start, unpack(wet.packed), now);
    else if (this.strokes.size < MOST_STROKES && wet.start === 0) this.strokes.set(wet.strokeId, begun(wet, unpack(wet.packed), now));
  }

  /** These have become elements. */
  dry(ids: Iterable<string>): boolean {
    let isAny = false;
    for (const id of ids) isAny = this.strokes.delete(id) || isAny;
    return isAny;
  }

  clear(): void {
    this.strokes.clear();
  }

  /** Forget what is over. */
  fade(now: number): void {
    for (const [id, stroke] of this.strokes) {
      const { state, endedAt, heardAt, at } = stroke;
      const isOver =
        state === LASER
          ? now - (at[at.length - 1] ?? 0) > LASER_MS
          : state === VANISHING && endedAt !== undefined
            ? now - endedAt > VANISHING_MS
            : now - heardAt > SILENT_MS;
      if (isOver) this.strokes.delete(id);
    }
  }

  /** Whether something changes by time alone. */
  get isFading(): boolean {
    for (const { state, endedAt } of this.strokes.values()) if (state === LASER || (state === VANISHING && endedAt !== undefined)) return true;
    return false;
  }
}

/** How much of a wet stroke is still seen, and from which point on. */
export function visible(stroke: WetStroke, now: number): { from: number; opacity: number } {
  if (stroke.state === LASER) {
    const from = stroke.at.findIndex((at) => now - at < LASER_MS);
    return { from: from < 0 ? stroke.at.length : from, opacity: 1 };
  }
  if (stroke.state === VANISHING && stroke.endedAt !== undefined) {
    return { from: 0, opacity: Math.max(0, Math.min(1, 1.5 - (1.5 * (now - stroke.endedAt)) / VANISHING_MS)) };
  }
  return { from: 0, opacity: 1 };
}

function begun(wet: Wet, { color, width, tool, author, ...rest }: Stroke, now: number): WetStroke {
  const empty = { x: [], y: [], factor: [], at: [] };
  const stroke = { pageId: wet.pageId, state: wet.state, ...empty, color, width, tool, author, heardAt: now, endedAt: undefined };
  extend(stroke, 0, { ...rest, color, width, tool, author }, now);
  return stroke;
}

function extend(stroke: WetStroke, start: number, { points, factors }: Stroke, now: number): void {
  stroke.heardAt = now;
  // who missed points waits for the element; what came twice is known
  if (start > stroke.x.length || stroke.x.length > MOST_POINTS) return;
  for (let at = stroke.x.length - start; at < points.length / 2; at += 1) {
    stroke.x.push(points[2 * at]!);
    stroke.y.push(points[2 * at + 1]!);
    stroke.factor.push(factors?.[at] ?? 1);
    stroke.at.push(now);
  }
}

const EVERY_MS = 14;

/** Sends what has settled of one's own stroke, some sixty times a second. */
export class WetSender {
  #sent = 0;
  #sentAt = -Infinity;

  constructor(
    private readonly send: (wet: Wet) => void,
    readonly pageId: string,
    readonly strokeId: string,
    private readonly like: Omit<Stroke, "points" | "factors">,
    private readonly state: typeof DRAWING | typeof LASER | typeof VANISHING = DRAWING,
    private readonly precision?: number,
  ) {}

  tell(points: readonly InkPoint[], now: number): void {
    if (points.length <= this.#sent || now - this.#sentAt < EVERY_MS) return;
    const packed = pack(strokeOf(points.slice(this.#sent), this.like), this.precision);
    this.#send(this.state, packed);
    this.#sent = points.length;
    this.#sentAt = now;
  }

  cancel(): void {
    this.#send(CANCELLED);
  }

  end(): void {
    this.#send(ENDED);
  }

  #send(state: number, packed: Uint8Array = new Uint8Array()): void {
    this.send({ pageId: this.pageId, strokeId: this.strokeId, start: this.#sent, state, packed });
  }
}

/** A stroke along these points. */
export function strokeOf(line: readonly InkPoint[], like: Omit<Stroke, "points" | "factors">): Stroke {
  const points = new Float32Array(line.length * 2);
  const factors = new Float32Array(line.length);
  line.forEach(([x, y, factor], at) => {
    points[2 * at] = x;
    points[2 * at + 1] = y;
    factors[at] = factor;
  });
  return { ...like, points, factors };
}
