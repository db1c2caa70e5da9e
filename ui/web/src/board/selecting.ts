// Choosing elements by tap or lasso, moving and scaling them.

import type { Affine, Placed } from "./element";
import { apply, boxOf, doMeet, grown, isHit, isWithin, moved, scaled, type Box, type Point } from "./geometry";
import type { Contact, Grip, Sample } from "./gestures";
import type { BoardView } from "./view";

const TAP_PIXELS = 6;
const HIT_PIXELS = 8;
/** Half of the handle that scales, as it is hit and as it is painted. */
const HANDLE_HIT_PIXELS = 22;
export const HANDLE_PIXELS = 7;
const LEAST_FACTOR = 0.05;

/** What a pointer does with the selection tool, by where it lands. */
export function select(view: BoardView, grip: Grip): Contact {
  const at = view.camera.toBoard([grip.at.x, grip.at.y]);
  const { box, ids } = view.selection;
  if (box && isOnHandle(view, box, [grip.at.x, grip.at.y])) return new Moving(view, at, { x: box.x0, y: box.y0 });
  const hit = hitAt(view, at, HIT_PIXELS);
  if (hit && grip.isEven) {
    view.selection.choose(ids.has(hit.id) ? [...ids].filter((id) => id !== hit.id) : [...ids, hit.id]);
    return new Moving(view, at);
  }
  if (box && doMeet(box, { x0: at[0], y0: at[1], x1: at[0], y1: at[1] })) return new Moving(view, at, undefined, hit);
  if (hit) {
    view.selection.choose([hit.id]);
    return new Moving(view, at);
  }
  return new Lasso(view, at, grip.isEven ? [...ids] : []);
}

/** The topmost element at a point that is not locked. */
export function hitAt(view: BoardView, at: Point, pixels: number): Placed | undefined {
  const radius = pixels / view.camera.scale;
  const near = view.scene.query(grown({ x0: at[0], y0: at[1], x1: at[0], y1: at[1] }, radius));
  return near.reverse().find((placed) => !placed.override.isLocked && isHit(placed, at, radius));
}

function isOnHandle(view: BoardView, box: Box, [x, y]: Point): boolean {
  const [handleX, handleY] = view.camera.toView([box.x1, box.y1]);
  return Math.abs(x - handleX) <= HANDLE_HIT_PIXELS && Math.abs(y - handleY) <= HANDLE_HIT_PIXELS;
}

class Moving implements Contact {
  #affine: Affine | undefined;

  constructor(
    private readonly view: BoardView,
    private readonly from: Point,
    /** The point that stays while the others are scaled; undefined moves. */
    private readonly anchor?: { x: number; y: number },
    /** What a tap that moves nothing selects. */
    private readonly tapped?: Placed,
  ) {}

  move(samples: readonly Sample[]): void {
    const last = samples[samples.length - 1];
    if (!last) return;
    const to = this.view.camera.toBoard([last.x, last.y]);
    const [dx, dy] = [to[0] - this.from[0], to[1] - this.from[1]];
    if (!this.#affine && Math.hypot(dx, dy) * this.view.camera.scale < TAP_PIXELS) return;
    this.#affine = this.anchor ? this.#scaled(to, this.anchor) : moved(dx, dy);
    this.view.selection.move(this.#affine);
  }

  finish(): void {
    if (this.#affine) return this.view.selection.drop(this.#affine);
    if (this.tapped) this.view.selection.choose([this.tapped.id]);
    else if (!this.anchor && !hitAt(this.view, this.from, HIT_PIXELS)) this.view.selection.choose([]);
  }

  cancel(): void {
    if (this.#affine) this.view.selection.drop(undefined);
  }

  #scaled([x, y]: Point, anchor: { x: number; y: number }): Affine {
    const [fromX, fromY] = this.from;
    const before = Math.hypot(fromX - anchor.x, fromY - anchor.y) || 1;
    return scaled(Math.max(Math.hypot(x - anchor.x, y - anchor.y) / before, LEAST_FACTOR), anchor.x, anchor.y);
  }
}

class Lasso implements Contact {
  readonly #points: Point[];

  constructor(
    private readonly view: BoardView,
    from: Point,
    private readonly before: readonly string[],
  ) {
    this.#points = [from];
    view.selection.choose(before);
  }

  move(samples: readonly Sample[]): void {
    for (const { x, y } of samples) this.#points.push(this.view.camera.toBoard([x, y]));
    this.view.lasso(this.#points);
  }

  finish(): void {
    this.view.lasso(undefined);
    if (this.#points.length < 3) return;
    const near = this.view.scene.query(boxOf(this.#points));
    const found = near.filter((placed) => !placed.override.isLocked && isWithin(placed, this.#points));
    this.view.selection.choose([...this.before, ...found.map((placed) => placed.id)]);
  }

  cancel(): void {
    this.view.lasso(undefined);
  }
}

/** The box of a selection while it is moved. */
export function movedBox(box: Box, affine: Affine): Box {
  return boxOf([apply(affine, [box.x0, box.y0]), apply(affine, [box.x1, box.y1])]);
}
