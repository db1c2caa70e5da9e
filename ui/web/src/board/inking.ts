// Drawing: pen, highlighter, laser.

import type { Choice } from "./choice";
import { newId, type Element, type Stroke } from "./element";
import type { Contact, Grip, Sample } from "./gestures";
import { Hold } from "./hold";
import { precisionAt } from "./packing";
import { recognise, straightened } from "./recognition";
import { Smoother, type InkPoint } from "./smoothing";
import type { BoardView } from "./view";
import { WetSender, strokeOf } from "./wet";
import { DRAWING, LASER } from "./wire";

const LASER_WIDTH = 6;
const STILL_MS = 34;
/** A line of fewer points is no figure. */
const FEWEST_POINTS = 4;

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
  #isOver = false;
  readonly #hold: Hold | undefined;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly view: BoardView,
    readonly ink: Ink,
    { at, hasPressure }: Grip,
  ) {
    const zoom = view.camera.scale;
    this.#precision = precisionAt(zoom);
    this.#startedAt = this.#lastMs = at.tMs;
    this.like = {
      kind: "stroke", ...looks(ink, view.choice.state, view.document.author.color, zoom), author: view.document.author.id,
      createdMs: Date.now(), durationMs: 0,
    };
    this.#smoother = new Smoother(zoom, hasPressure && ink === "pen");
    this.#sender = new WetSender(view.sendWet, view.pageId, this.id, this.like, ink === "laser" ? LASER : DRAWING, this.#precision);
    // a pen's last points before it rests settle too, and a tail that looks ahead is taken back
    this.#timer = setInterval(() => this.#rest(), STILL_MS);
    if (ink !== "laser" && view.choice.state.snaps) this.#hold = new Hold(at.x, at.y, () => this.#snap());
    this.#feed(at);
    this.#told();
  }

  /** What to paint for now. */
  line(): readonly InkPoint[] {
    const tail = this.#smoother.tail(!this.#isStill && !this.#ahead).slice(1);
    return this.#ahead && !this.#isStill ? [...this.#smoother.points, ...tail, this.#ahead] : [...this.#smoother.points, ...tail];
  }

  move(samples: readonly Sample[], ahead: Sample | undefined): void {
    if (this.#isOver) return;
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
    if (!this.#end()) return;
    if (this.ink !== "laser") return this.view.keepStroke(this, this.#stroke(), this.#precision);
    this.#sender.tell(this.#smoother.finish(), Infinity);
    this.#sender.end();
    this.view.wet.fade(this, this.#sender.pageId);
  }

  cancel(): void {
    if (!this.#end()) return;
    this.#sender.cancel();
    this.view.wet.drop(this);
  }

  #feed({ x, y, tMs, pressure }: Sample): void {
    const [boardX, boardY] = this.view.camera.toBoard([x, y]);
    this.#lastMs = tMs;
    this.#smoother.feed(boardX, boardY, tMs, pressure);
    this.#hold?.feed(x, y);
  }

  #stroke(): Stroke {
    const stroke = strokeOf(this.#smoother.finish(), { ...this.like, durationMs: Math.max(0, Math.round(this.#lastMs - this.#startedAt)) });
    // speed hardly shows on a highlighter, which is of one width
    return this.ink === "highlighter" ? { ...stroke, factors: undefined } : stroke;
  }

  // the hand holds still: the ink becomes the figure that it resembles
  #snap(): void {
    if (this.#smoother.points.length < FEWEST_POINTS) return;
    const stroke = this.#stroke();
    const figure = this.ink === "pen" ? figureOf(stroke) : straightened(stroke);
    if (!figure || !this.#end()) return;
    this.view.keepStroke(this, stroke, this.#precision);
    this.view.keepFigure(this, figure, this.#precision);
  }

  // false where it was over before
  #end(): boolean {
    const wasOver = this.#isOver;
    this.#isOver = true;
    this.#hold?.stop();
    clearInterval(this.#timer);
    return !wasOver;
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

function figureOf({ points, width, color, author, createdMs }: Stroke): Element | undefined {
  const found = recognise(points, width);
  return found && { kind: "shape", ...found, color, width, fill: 0, author, createdMs };
}
