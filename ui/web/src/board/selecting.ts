// Choosing elements by tap or lasso, moving, scaling and turning them.

import type { Affine, Placed } from "./element";
import { boxOf, doMeet, grown, moved, scaled, turnedAbout, type Box, type Point } from "./geometry";
import type { Contact, Grip, Sample } from "./gestures";
import { handleAt, type Handle } from "./handles";
import { isHit, isWithin } from "./hit";
import { long, turn, way } from "./plane";
import { TURN } from "./selection";
import type { BoardView } from "./view";

const TAP_PIXELS = 6;
const HIT_PIXELS = 8;
const LEAST_FACTOR = 0.05;

/** What a pointer does with the selection tool, by where it lands. */
export function select(view: BoardView, grip: Grip): Contact {
  const at = view.camera.toBoard([grip.at.x, grip.at.y]);
  const { selection } = view;
  const { box, ids } = selection;
  const handle = box && !selection.isLocked && handleAt(view.camera, box, [grip.at.x, grip.at.y]);
  if (handle) return new Moving(view, at, HANDLED[handle](box));
  const hit = hitAt(view, at, HIT_PIXELS);
  if (hit && grip.isEven) {
    selection.toggle(hit);
    return new Moving(view, at);
  }
  if (box && !selection.isLocked && doMeet(box, { x0: at[0], y0: at[1], x1: at[0], y1: at[1] })) return new Moving(view, at, undefined, hit);
  if (hit) {
    selection.choose([hit.id]);
    return new Moving(view, at);
  }
  return new Lasso(view, at, grip.isEven ? [...ids] : []);
}

/** The topmost element at a point that is not locked, or with `isLocked` one that is. */
export function hitAt(view: BoardView, at: Point, pixels: number, isLocked = false): Placed | undefined {
  const radius = pixels / view.camera.scale;
  const near = view.scene.query(grown({ x0: at[0], y0: at[1], x1: at[0], y1: at[1] }, radius));
  return near.reverse().find((placed) => placed.override.isLocked === isLocked && isHit(placed, at, radius));
}

/** What became of the board under a hand that went from a point to another. */
type How = (from: Point, to: Point, isEven: boolean) => Affine;

const HANDLED: Record<Handle, (box: Box) => How> = {
  scale: (box) => (from, to) => {
    const corner: Point = [box.x0, box.y0];
    return scaled(Math.max(long(way(corner, to)) / (long(way(corner, from)) || 1), LEAST_FACTOR), ...corner);
  },
  turn: (box) => (from, to, isEven) => {
    const middle: Point = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    const by = turn(way(middle, from), way(middle, to));
    return turnedAbout(isEven ? Math.round(by / TURN) * TURN : by, ...middle);
  },
};

class Moving implements Contact {
  #affine: Affine | undefined;

  constructor(
    private readonly view: BoardView,
    private readonly from: Point,
    /** Undefined moves. */
    private readonly how?: How,
    /** What a tap that moves nothing selects. */
    private readonly tapped?: Placed,
  ) {}

  move(samples: readonly Sample[], _ahead: Sample | undefined, isEven: boolean): void {
    const last = samples[samples.length - 1];
    if (!last || this.view.selection.isLocked) return;
    const to = this.view.camera.toBoard([last.x, last.y]);
    const [dx, dy] = way(this.from, to);
    if (!this.#affine && Math.hypot(dx, dy) * this.view.camera.scale < TAP_PIXELS) return;
    this.#affine = this.how ? this.how(this.from, to, isEven) : moved(dx, dy);
    this.view.selection.move(this.#affine);
  }

  finish(): void {
    if (this.#affine) return this.view.selection.drop(this.#affine);
    if (this.tapped) this.view.selection.choose([this.tapped.id]);
    else if (!this.how && !hitAt(this.view, this.from, HIT_PIXELS)) this.view.selection.choose([]);
  }

  cancel(): void {
    if (this.#affine) this.view.selection.drop(undefined);
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
    this.view.over.lasso(this.#points);
  }

  finish(): void {
    this.view.over.lasso(undefined);
    this.view.selection.choose([...this.before, ...this.#found().map(({ id }) => id)]);
  }

  cancel(): void {
    this.view.over.lasso(undefined);
  }

  #found(): Placed[] {
    const [from] = this.#points;
    const isTap = this.#points.every((at) => long(way(from!, at)) * this.view.camera.scale < TAP_PIXELS);
    // what is locked is chosen only by a tap where nothing else is
    if (isTap) return [hitAt(this.view, from!, HIT_PIXELS, true) ?? []].flat();
    const near = this.view.scene.query(boxOf(this.#points));
    return near.filter((placed) => !placed.override.isLocked && isWithin(placed, this.#points));
  }
}
