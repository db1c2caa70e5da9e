// Ink that is not dry yet, one's own and others', as it is painted.

import type { Inking } from "./inking";
import { paintLaser, paintLine, paintWet } from "./overlay";
import type { Look } from "./painter";
import type { Stage } from "./stage";
import { WetInk } from "./wet";
import { LASER, type Wet } from "./wire";

type Pen = CanvasRenderingContext2D;

export class WetLayer {
  readonly #others = new WetInk();
  readonly #own = new Map<string, Inking>();
  #drying: Inking[] = [];

  constructor(private readonly stage: Stage) {}

  get isDrawing(): boolean {
    return this.#own.size > 0;
  }

  /** One's own stroke has grown. */
  inked(inking: Inking): void {
    this.#own.set(inking.id, inking);
    if (inking.ink === "pen") this.stage.now("wet");
    else this.stage.soil("over");
  }

  /** One's own stroke is no more. */
  drop(inking: Inking): void {
    this.#own.delete(inking.id);
    this.stage.soil("wet", "over");
  }

  /** One's own laser fades like everybody's. */
  fade(inking: Inking, pageId: string): void {
    this.#own.delete(inking.id);
    const line = inking.line();
    const at = performance.now();
    this.#others.strokes.set(inking.id, {
      pageId, state: LASER, x: line.map(([x]) => x), y: line.map(([, y]) => y), factor: line.map(([, , factor]) => factor),
      at: line.map(() => at), color: inking.like.color, width: inking.like.width, tool: "pen", author: 0, heardAt: at, endedAt: at,
    });
    this.stage.soil("over");
  }

  take(wet: Wet): void {
    try {
      this.#others.take(wet, performance.now());
    } catch {
      return; // no ink that this version can read; its element will tell
    }
    this.stage.soil("wet", "over");
  }

  /** These are elements now, painted on the dry board. */
  dry(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      const inking = this.#own.get(id);
      if (!inking) continue;
      this.#own.delete(id);
      this.#drying.push(inking);
    }
    this.#others.dry(ids);
    this.stage.soil("wet", "over");
  }

  clearOthers(): void {
    this.#others.clear();
    this.stage.soil("wet", "over");
  }

  /** Opaque ink. True where it wants the next frame too. */
  paintWet(pen: Pen, look: Look, now: number, pageId: string): boolean {
    for (const wet of this.#others.strokes.values()) if (wet.pageId === pageId && isOpaque(wet)) paintWet(pen, wet, now, look);
    for (const inking of [...this.#own.values(), ...this.#drying]) if (inking.ink === "pen") paintLine(pen, inking.line(), inking.like, look);
    // this layer may reach the screen before the others do: what has dried stays on it for one frame more
    const isDrying = this.#drying.length > 0;
    this.#drying = [];
    return isDrying;
  }

  /** Translucent and glowing ink. True while it changes by itself. */
  paintOver(pen: Pen, look: Look, now: number, pageId: string): boolean {
    this.#others.fade(now);
    for (const wet of this.#others.strokes.values()) if (wet.pageId === pageId && !isOpaque(wet)) paintWet(pen, wet, now, look);
    for (const inking of this.#own.values()) {
      if (inking.ink === "laser") paintLaser(pen, inking.line(), inking.like.color, inking.like.width, look);
      if (inking.ink === "highlighter") paintLine(pen, inking.line(), inking.like, look);
    }
    return this.#others.isFading;
  }
}

// translucent ink must never lie over its own dry self, so it is painted in step with the dry board
function isOpaque(wet: { state: number; tool: string }): boolean {
  return wet.state !== LASER && wet.tool === "pen";
}
