// Drawing: pen, highlighter, laser.

import type { Choice } from "./choice";
import type { Stroke } from "./element";
import { newId } from "./element";
import type { Contact, Grip, Sample } from "./gestures";
import { DEFAULT_PRECISION } from "./packing";
import { Smoother, type InkPoint } from "./smoothing";
import type { BoardView } from "./view";
import { WetSender, strokeOf } from "./wet";
import { DRAWING, LASER } from "./wire";

const LASER_WIDTH = 6;
const STILL_MS = 34;
const FINEST = 10;

export type Ink = "pen" | "highlighter" | "laser";

/** One stroke from down to up. */
export class Inking implements Contact {
  readonly id = newId();
  readonly like: Omit<Stroke, "points" | "factors">;
  readonly #smoother: Smoother;
  readonly #sender: WetSender;
  readonly #precision: number;
  readonly #startedAt: number;
  #lastMs: number;
  #ahead: InkPoint | undefined;
  #isStill = false;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly view: BoardView,
    readonly ink: Ink,
    { at, hasPressure }: Grip,
  ) {
    const zoom = view.camera.scale;
    this.#precision = Math.min(FINEST, DEFAULT_PRECISION + Math.max(0, Math.ceil(Math.log2(zoom))));
    this.#startedAt = this.#lastMs = at.tMs;
    this.like = {
      kind: "stroke", ...looks(ink, view.choice.state, view.document.author.color, zoom), author: view.document.author.id,
      createdMs: Date.now(), durationMs: 0,
    };
    this.#smoother = new Smoother(zoom, hasPressure && ink === "pen");
    this.#sender = new WetSender(view.sendWet, view.pageId, this.id, this.like, ink === "laser" ? LASER : DRAWING, this.#precision);
    // a pen's last points before it rests settle too, and a tail that looks ahead is taken back
    this.#timer = setInterval(() => this.#rest(), STILL_MS);
    this.#feed(at);
    this.#told();
  }

  /** What to paint for now. */
  line(): readonly InkPoint[] {
    const tail = this.#smoother.tail(!this.#isStill && !this.#ahead).slice(1);
    return this.#ahead && !this.#isStill ? [...this.#smoother.points, ...tail, this.#ahead] : [...this.#smoother.points, ...tail];
  }

  move(samples: readonly Sample[], ahead: Sample | undefined): void {
    this.#isStill = false;
    for (const sample of samples) this.#feed(sample);
    const last = this.#smoother.tail(false).at(-1);
    this.#ahead = undefined;
    if (ahead && last) {
      const [x, y] = this.view.camera.toBoard([ahead.x, ahead.y]);
      this.#ahead = [x, y, last[2]];
    }
    this.#told();
  }

  finish(): void {
    clearInterval(this.#timer);
    const line = this.#smoother.finish();
    if (this.ink === "laser") {
      this.#sender.tell(line, Infinity);
      this.#sender.end();
      return this.view.wet.fade(this, this.#sender.pageId);
    }
    const stroke = strokeOf(line, { ...this.like, durationMs: Math.max(0, Math.round(this.#lastMs - this.#startedAt)) });
    // speed hardly shows on a highlighter, which is of one width
    if (this.ink === "highlighter") stroke.factors = undefined;
    this.view.keepStroke(this, stroke, this.#precision);
  }

  cancel(): void {
    clearInterval(this.#timer);
    this.#sender.cancel();
    this.view.wet.drop(this);
  }

  #feed({ x, y, tMs, pressure }: Sample): void {
    const [boardX, boardY] = this.view.camera.toBoard([x, y]);
    this.#lastMs = tMs;
    this.#smoother.feed(boardX, boardY, tMs, pressure);
  }

  #rest(): void {
    if (performance.now() - this.#lastMs < STILL_MS) return;
    this.#isStill = true;
    this.#told();
  }

  #told(): void {
    this.#sender.tell(this.#smoother.points, performance.now());
    this.view.wet.inked(this);
  }
}

function looks(ink: Ink, choice: Choice, own: number, zoom: number): Pick<Stroke, "color" | "width" | "tool"> {
  if (ink === "laser") return { color: own, width: LASER_WIDTH / zoom, tool: "pen" };
  if (ink === "highlighter") return { color: choice.highlight, width: choice.highlightWidth, tool: "highlighter" };
  return { color: choice.ink, width: choice.penWidth, tool: "pen" };
}
