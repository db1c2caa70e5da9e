// Shapes, drawn by dragging from corner to corner.

import { newId, type Shape } from "./element";
import { dragged } from "./figure";
import type { Contact, Grip, Sample } from "./gestures";
import type { Point } from "./geometry";
import type { BoardView } from "./view";

const LEAST_PIXELS = 4;
const FILL_OPACITY = 0x55;

export class Shaping implements Contact {
  shape: Shape;
  readonly #from: Point;

  constructor(
    private readonly view: BoardView,
    { at }: Grip,
  ) {
    this.#from = view.camera.toBoard([at.x, at.y]);
    this.shape = this.#shaped(this.#from, false);
  }

  move(samples: readonly Sample[], _ahead: Sample | undefined, isEven: boolean): void {
    const last = samples[samples.length - 1];
    if (!last) return;
    this.shape = this.#shaped(this.view.camera.toBoard([last.x, last.y]), isEven);
    this.view.over.preview(this.shape);
  }

  finish(): void {
    this.view.over.preview(undefined);
    const { w, h, points } = this.shape;
    const [start, end] = points;
    const size = start && end ? Math.hypot(end[0] - start[0], end[1] - start[1]) : Math.hypot(w, h);
    if (size * this.view.camera.scale < LEAST_PIXELS) return;
    this.view.document.begin();
    this.view.document.put(this.view.pageId, [[newId(), this.shape]]);
  }

  cancel(): void {
    this.view.over.preview(undefined);
  }

  #shaped(to: Point, isEven: boolean): Shape {
    const { figure, ink, penWidth, isFilled } = this.view.choice.state;
    const hasArea = figure !== "line" && figure !== "arrow";
    const fill = isFilled && hasArea ? ((ink & 0xffffff00) | FILL_OPACITY) >>> 0 : 0;
    const made = { author: this.view.document.author.id, createdMs: Date.now() };
    return { kind: "shape", ...dragged(figure, this.#from, to, isEven), color: ink, width: penWidth, fill, ...made };
  }
}
