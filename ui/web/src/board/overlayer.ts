// What lies over the board while a hand is at work: a shape to be, a lasso, the eraser's reach, others' pointers.

import { UNTOUCHED, type Element } from "./element";
import type { Camera } from "./camera";
import type { Point } from "./geometry";
import { paintCursor, paintLasso, paintRing, type Cursor } from "./overlay";
import { paint, type Look } from "./painter";
import type { Stage } from "./stage";

/** Where somebody else's pointer is, and on which page. */
export type Pointer = Omit<Cursor, "at"> & { page: string; cursor: Point | undefined };

export class OverLayer {
  #preview: Element | undefined;
  #lasso: readonly Point[] | undefined;
  #ring: { at: Point; radius: number } | undefined;
  #pointers: readonly Pointer[] = [];

  constructor(private readonly stage: Stage) {}

  preview(shape: Element | undefined): void {
    this.#preview = shape;
    this.stage.soil("over");
  }

  lasso(points: readonly Point[] | undefined): void {
    this.#lasso = points;
    this.stage.soil("over");
  }

  /** The eraser's reach, in board units. */
  ring(ring: { at: Point; radius: number } | undefined): void {
    this.#ring = ring;
    this.stage.soil("over");
  }

  point(pointers: readonly Pointer[]): void {
    this.#pointers = pointers;
    this.stage.soil("over");
  }

  paintPreview(pen: CanvasRenderingContext2D, look: Look): void {
    if (this.#preview) paint(pen, { id: "", element: this.#preview, override: UNTOUCHED }, look);
  }

  /** In pixels of the view. */
  paint(pen: CanvasRenderingContext2D, camera: Camera, pageId: string): void {
    if (this.#lasso) paintLasso(pen, camera, this.#lasso);
    if (this.#ring) paintRing(pen, camera.toView(this.#ring.at), this.#ring.radius * camera.scale);
    for (const { name, color, page, cursor } of this.#pointers) {
      if (cursor && page === pageId) paintCursor(pen, camera, { name, color, at: cursor });
    }
  }
}
