// Strokes that the room may not have heard the end of, as the connection broke. Having seen only their beginning it may
// have kept that as the stroke; two who write one element at the same time have one of them win by chance. Once both have
// met, the whole stroke is written again, which wins for certain.

import type { BoardDocument } from "./document";
import type { Stroke } from "./element";

interface Whole {
  pageId: string;
  id: string;
  stroke: Stroke;
  precision: number;
  /** The figure that it became. */
  figureId?: string;
}

export class Unfinished {
  #strokes: Whole[] = [];

  note(whole: Whole): void {
    this.#strokes.push(whole);
  }

  /** A stroke became a figure. */
  replaced(id: string, figureId: string): void {
    for (const whole of this.#strokes) if (whole.id === id) whole.figureId = figureId;
  }

  /** The room keeps all of them. */
  forget(): void {
    this.#strokes = [];
  }

  /** All that the room had has arrived. */
  settle(document: BoardDocument): void {
    for (const { pageId, id, stroke, precision, figureId } of this.#strokes.splice(0)) {
      const kept = document.placed(pageId, id)?.element;
      // what somebody erased meanwhile stays erased
      if (kept?.kind !== "stroke" || kept.points.length >= stroke.points.length) continue;
      if (figureId && document.placed(pageId, figureId)) document.remove(pageId, [id]);
      else document.put(pageId, [[id, stroke]], precision);
    }
  }
}
