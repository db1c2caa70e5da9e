// The sender's pointer on its way to the glass: at most fifteen places a second, the last one always.

const EVERY_MS = 1000 / 15;

export class Pointing {
  #isShown = false;
  #saidAtMs = -Infinity;
  #next: { x: number; y: number } | undefined;
  #last = { x: 0, y: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly say: (x: number, y: number, shown: boolean) => void) {}

  /** The pointer is here now, in fractions of the picture. */
  move(x: number, y: number): void {
    this.#isShown = true;
    this.#next = { x: inside(x), y: inside(y) };
    if (this.#timer !== undefined) return;
    const waitMs = this.#saidAtMs + EVERY_MS - performance.now();
    if (waitMs <= 0) this.#send();
    else this.#timer = setTimeout(() => this.#send(), waitMs);
  }

  /** The pointer is put away. */
  hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isShown) return;
    this.#isShown = false;
    this.say(this.#last.x, this.#last.y, false);
  }

  #send(): void {
    this.#timer = undefined;
    if (!this.#next) return;
    this.#last = this.#next;
    this.#next = undefined;
    this.#saidAtMs = performance.now();
    this.say(this.#last.x, this.#last.y, true);
  }
}

function inside(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
