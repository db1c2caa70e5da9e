// Pointers sorted out: which draws, which pans, which is a palm.

import type { Camera } from "./camera";
import type { Point } from "./geometry";

export interface Sample {
  x: number;
  y: number;
  tMs: number;
  pressure: number;
}

/** What one pointer does with the tool in hand, from down to up. */
export interface Contact {
  move(samples: readonly Sample[], ahead: Sample | undefined, isEven: boolean): void;
  finish(): void;
  /** It was no stroke: nothing of it stays. */
  cancel(): void;
}

export interface Grip {
  at: Sample;
  hasPressure: boolean;
  isEraser: boolean;
  /** Shift was held. */
  isEven: boolean;
  isTouch: boolean;
  /** It left a field: what was typed there is finished by it. */
  hasLeft: boolean;
}

export interface Host {
  camera: Camera;
  /** Take the tool in hand; undefined where a pointer may only look around. */
  begin(grip: Grip): Contact | undefined;
  hover(at: Point | undefined): void;
  looked(isZooming: boolean): void;
  /** A double click or tap. */
  twice(at: Point): void;
}

const PINCH_MS = 350;
const PINCH_PIXELS = 24;
const PALM_PIXELS = 90;
const LINE_PIXELS = 40;
const WHEEL_RATE = 0.0022;
const PINCH_WHEEL_RATE = 0.01;
const ERASER_BUTTON = 32;

interface Drawing {
  pointer: number;
  isPen: boolean;
  contact: Contact;
  startedAt: number;
  from: Point;
  travelled: number;
}

export class Gestures {
  isSpaceHeld = false;
  #drawing: Drawing | undefined;
  /** Fingers, or the mouse, that move the view. */
  #panning = new Map<number, Point>();
  #hasPen = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    root.addEventListener("pointerdown", this.#down);
    root.addEventListener("pointermove", this.#move);
    root.addEventListener("pointerup", this.#up);
    root.addEventListener("pointercancel", this.#cancelled);
    root.addEventListener("pointerleave", () => host.hover(undefined));
    root.addEventListener("wheel", this.#wheel, { passive: false });
    root.addEventListener("dblclick", (event) => host.twice(this.#at(event)));
    root.addEventListener("contextmenu", (event) => event.preventDefault());
    // Safari's own pinch
    root.addEventListener("gesturestart", (event) => event.preventDefault());
  }

  get isDrawing(): boolean {
    return this.#drawing !== undefined;
  }

  /** Take back what is being drawn. */
  cancel(): void {
    this.#drawing?.contact.cancel();
    this.#drawing = undefined;
  }

  #down = (event: PointerEvent): void => {
    if (event.pointerType === "mouse" && event.button > 1) return;
    if (this.#isPalm(event)) return;
    event.preventDefault();
    const hasLeft = leave();
    this.root.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    const isTouch = event.pointerType === "touch";
    if (event.pointerType === "pen") this.#penLanded();
    const isMoving = event.button === 1 || this.isSpaceHeld || (isTouch && (this.#hasPen || this.#panning.size > 0));
    if (isTouch && this.#drawing && !this.#drawing.isPen) return this.#second(event.pointerId, at);
    if (isMoving || !this.#begin(event, hasLeft)) this.#panning.set(event.pointerId, at);
  };

  #isPalm(event: PointerEvent): boolean {
    if (event.pointerType !== "touch") return false;
    return Boolean(this.#drawing?.isPen) || Math.max(event.width, event.height) > PALM_PIXELS;
  }

  #penLanded(): void {
    this.#hasPen = true;
    this.#panning.clear();
    if (this.#drawing && !this.#drawing.isPen) this.cancel();
  }

  // a second finger soon after the first means that both look around
  #second(pointer: number, at: Point): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    if (performance.now() - drawing.startedAt > PINCH_MS && drawing.travelled > PINCH_PIXELS) return;
    this.cancel();
    this.#panning.set(drawing.pointer, drawing.from);
    this.#panning.set(pointer, at);
  }

  #begin(event: PointerEvent, hasLeft: boolean): boolean {
    const at = this.#sample(event);
    const contact = this.host.begin({
      at,
      hasPressure: event.pointerType === "pen",
      isEraser: event.pointerType === "pen" && (event.buttons & ERASER_BUTTON) > 0,
      isEven: event.shiftKey,
      isTouch: event.pointerType === "touch",
      hasLeft,
    });
    if (!contact) return false;
    const from: Point = [at.x, at.y];
    this.#drawing = { pointer: event.pointerId, isPen: event.pointerType === "pen", contact, startedAt: performance.now(), from, travelled: 0 };
    return true;
  }

  #move = (event: PointerEvent): void => {
    const at = this.#at(event);
    if (event.pointerType !== "touch" || this.#drawing?.pointer === event.pointerId) this.host.hover(at);
    if (this.#drawing?.pointer === event.pointerId) return this.#draw(this.#drawing, event, at);
    const before = this.#panning.get(event.pointerId);
    if (!before) return;
    this.#look(event.pointerId, before, at);
    this.#panning.set(event.pointerId, at);
  };

  #draw(drawing: Drawing, event: PointerEvent, at: Point): void {
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const samples = (coalesced.length ? coalesced : [event]).map((one) => this.#sample(one));
    const predicted = event.getPredictedEvents?.()[0];
    drawing.travelled += Math.hypot(at[0] - drawing.from[0], at[1] - drawing.from[1]);
    drawing.from = at;
    drawing.contact.move(samples, predicted && this.#sample(predicted), event.shiftKey);
  }

  #look(pointer: number, before: Point, at: Point): void {
    const other = [...this.#panning].find(([id]) => id !== pointer)?.[1];
    const { camera } = this.host;
    if (!other) camera.pan(at[0] - before[0], at[1] - before[1]);
    else {
      const middle: Point = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
      camera.pan((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
      const far = Math.hypot(before[0] - other[0], before[1] - other[1]);
      if (far > 1) camera.zoom(Math.hypot(at[0] - other[0], at[1] - other[1]) / far, middle);
    }
    this.host.looked(other !== undefined);
  }

  #up = (event: PointerEvent): void => {
    this.#panning.delete(event.pointerId);
    if (this.#drawing?.pointer !== event.pointerId) return;
    const { contact } = this.#drawing;
    this.#drawing = undefined;
    contact.finish();
    if (event.pointerType === "touch") this.host.hover(undefined);
  };

  #cancelled = (event: PointerEvent): void => {
    this.#panning.delete(event.pointerId);
    if (this.#drawing?.pointer === event.pointerId) this.cancel();
  };

  #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS;
    const at = this.#at(event);
    // a trackpad's pinch comes as a wheel with the control key
    if (event.ctrlKey || event.metaKey) {
      const rate = Math.abs(event.deltaY) < LINE_PIXELS ? PINCH_WHEEL_RATE : WHEEL_RATE;
      this.host.camera.zoom(Math.exp(-event.deltaY * unit * rate), at);
    } else if (event.shiftKey && !event.deltaX) this.host.camera.pan(-event.deltaY * unit, 0);
    else this.host.camera.pan(-event.deltaX * unit, -event.deltaY * unit);
    this.host.looked(event.ctrlKey || event.metaKey);
  };

  #at(event: MouseEvent): Point {
    const { left, top } = this.root.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  #sample(event: PointerEvent): Sample {
    const [x, y] = this.#at(event);
    return { x, y, tMs: event.timeStamp, pressure: event.pressure };
  }
}

// take the focus from whatever has it; true where that was a field
function leave(): boolean {
  const active = document.activeElement;
  if (active instanceof HTMLElement) active.blur();
  return active instanceof HTMLTextAreaElement;
}
