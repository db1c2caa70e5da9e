// Whether a hand holds still.

const HOLD_MS = 400;
/**
 * So late a browser tells that the hand holds still when it was kept waiting itself: what the hand did meanwhile is in store
 * and comes first.
 */
const LATE_MS = 100;
const STILL_PIXELS = 6;

export class Hold {
  #at: readonly [number, number];
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    x: number,
    y: number,
    /** The hand has held still for a moment; told once for each rest. */
    private readonly held: () => void,
  ) {
    this.#at = [x, y];
    this.#begin();
  }

  feed(x: number, y: number): void {
    if (Math.abs(x - this.#at[0]) + Math.abs(y - this.#at[1]) <= STILL_PIXELS) return;
    this.#at = [x, y];
    this.#begin();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#since = performance.now();
    this.#timer = setTimeout(() => (performance.now() - this.#since > HOLD_MS + LATE_MS ? this.#begin() : this.held()), HOLD_MS);
  }
}
