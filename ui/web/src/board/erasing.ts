// Erasing whole elements under the pointer.

import { grown, type Point } from "./geometry";
import { isHit } from "./hit";
import type { Contact, Grip, Sample } from "./gestures";
import type { BoardView } from "./view";

const RADIUS_PIXELS = 11;

export class Erasing implements Contact {
  #last: Point;
  #hasErased = false;

  constructor(
    private readonly view: BoardView,
    { at }: Grip,
  ) {
    this.#last = view.camera.toBoard([at.x, at.y]);
    view.document.begin();
    this.#erase(this.#last);
  }

  move(samples: readonly Sample[]): void {
    for (const { x, y } of samples) {
      const to = this.view.camera.toBoard([x, y]);
      for (const at of between(this.#last, to, RADIUS_PIXELS / this.view.camera.scale)) this.#erase(at);
      this.#last = to;
    }
  }

  finish(): void {
    this.view.document.begin();
  }

  cancel(): void {
    if (this.#hasErased) this.view.document.undo();
  }

  #erase(at: Point): void {
    const radius = RADIUS_PIXELS / this.view.camera.scale;
    const near = this.view.scene.query(grown({ x0: at[0], y0: at[1], x1: at[0], y1: at[1] }, radius));
    const gone = near.filter((placed) => !placed.override.isLocked && isHit(placed, at, radius));
    if (!gone.length) return;
    this.#hasErased = true;
    this.view.document.remove(this.view.pageId, gone.map((placed) => placed.id));
  }
}

/** Points on the way to another, so near each other that a fast hand leaves no gaps. */
export function* between(from: Point, to: Point, step: number): Iterable<Point> {
  const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
  for (let at = step; at < far; at += step) yield [from[0] + ((to[0] - from[0]) * at) / far, from[1] + ((to[1] - from[1]) * at) / far];
  yield to;
}
