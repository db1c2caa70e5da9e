// From raw samples to the line that is drawn, as `appliance/ink/smoothing.py` does it: what has settled never changes,
// a tail that is thrown away at the next sample bridges to the newest one and at most a frame beyond.

export type InkPoint = readonly [x: number, y: number, factor: number];

const FRAME_MS = 1000 / 60;
// the one-euro filter (Casiez, Roussel, Vogel, CHI 2012); speeds in pixels a second
const SLOW_CUTOFF_HZ = 2;
const CUTOFF_PER_SPEED = 0.1;
const SPEED_CUTOFF_HZ = 8;
const SHORTEST_STEP_S = 0.001;
const LONGEST_STEP_S = 0.1;
const SPACING = 0.6;
const FLATNESS = 0.1;
const MOST_CHORDS = 8;
const CORNER_COSINE = 0.2;
const THICKEST = 1.15;
const THINNING = 0.45;
const HALFWAY_SPEED = 600;
const LEAST_FACTOR = 0.12;
const SPEED_FACTOR_STEP = 0.03;
const PRESSURE_FACTOR_STEP = 0.2;
const SURE_SPEED = 160;
const UNSURE_SPEED = 60;
const SURE_COSINE = 0.995;
const UNSURE_COSINE = 0.93;
const SAMPLE_MS = 5; // directions are told from samples at least so far apart
const STALE_MS = 50;

/** One stroke's filter; `points` is what has settled so far and is only ever appended to. */
export class Smoother {
  readonly points: InkPoint[] = [];
  readonly #spacing: number;
  readonly #flatness: number;
  #x = 0;
  #y = 0;
  #speedX = 0;
  #speedY = 0;
  #factor = 1;
  #raw: readonly [number, number, number] = [0, 0, 0];
  #samples: (readonly [x: number, y: number, t: number])[] = [];
  /** The newest knot; it settles with the next, which tells its direction. */
  #knot: InkPoint | undefined;
  #tangent: readonly [number, number] | undefined;

  constructor(
    private readonly zoom: number,
    private readonly hasPressure: boolean,
  ) {
    this.#spacing = SPACING / zoom;
    this.#flatness = FLATNESS / zoom;
  }

  feed(x: number, y: number, tMs: number, pressure = 0.5): void {
    const first = this.points[0];
    if (!first) return this.#begin(x, y, tMs, pressure);
    const [lastX, lastY, lastT] = this.#raw;
    const step = Math.min(Math.max((tMs - lastT) / 1000, SHORTEST_STEP_S), LONGEST_STEP_S);
    let share = step / (step + 1 / (2 * Math.PI * SPEED_CUTOFF_HZ));
    this.#speedX += share * ((x - lastX) / step - this.#speedX);
    this.#speedY += share * ((y - lastY) / step - this.#speedY);
    const speed = Math.hypot(this.#speedX, this.#speedY) * this.zoom;
    share = step / (step + 1 / (2 * Math.PI * (SLOW_CUTOFF_HZ + CUTOFF_PER_SPEED * speed)));
    this.#x += share * (x - this.#x);
    this.#y += share * (y - this.#y);
    const wanted = this.hasPressure ? 2 * pressure : THICKEST - (THINNING * speed) / (speed + HALFWAY_SPEED);
    const most = this.hasPressure ? PRESSURE_FACTOR_STEP : SPEED_FACTOR_STEP;
    const change = Math.min(Math.max(0.5 * (wanted - this.#factor), -most), most);
    this.#factor = Math.max(this.#factor + change, LEAST_FACTOR);
    this.#raw = [x, y, tMs];
    const before = this.#samples[this.#samples.length - 2];
    const isClose = before !== undefined && tMs - before[2] < SAMPLE_MS;
    this.#samples = [...(isClose ? this.#samples.slice(0, -1) : this.#samples.slice(-3)), this.#raw];
    const from = this.#knot ?? first;
    if (Math.hypot(this.#x - from[0], this.#y - from[1]) >= this.#spacing) this.#settle([this.#x, this.#y, this.#factor]);
  }

  /** What to draw for now from the last settled point on; without prediction once the hand has stopped. */
  tail(isPredicting = true): InkPoint[] {
    const last = this.points[this.points.length - 1];
    if (!last) return [];
    const [x, y] = this.#raw;
    const line: InkPoint[] = this.#knot ? [last, this.#knot] : [last];
    line.push([x, y, this.#factor]);
    const aheadMs = isPredicting ? this.#sureMs() : 0;
    const [, start, , end] = this.#samples;
    if (aheadMs > 0 && start && end) {
      const ahead = aheadMs / (end[2] - start[2]);
      line.push([x + (end[0] - start[0]) * ahead, y + (end[1] - start[1]) * ahead, this.#factor]);
    }
    return line;
  }

  /** The whole line up to the newest sample: `points`, then what was still tail. */
  finish(): InkPoint[] {
    const line = [...this.points];
    for (const point of this.tail(false).slice(1)) {
      const last = line[line.length - 1];
      if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) >= this.#spacing / 4) line.push(point);
    }
    return line;
  }

  #begin(x: number, y: number, tMs: number, pressure: number): void {
    this.#x = x;
    this.#y = y;
    this.#factor = this.hasPressure ? Math.max(2 * pressure, LEAST_FACTOR) : 1;
    this.#raw = [x, y, tMs];
    this.#samples = [this.#raw];
    this.points.push([x, y, this.#factor]);
  }

  #settle(knot: InkPoint): void {
    const middle = this.#knot;
    const start = this.points[this.points.length - 1];
    this.#knot = knot;
    if (!middle || !start) return;
    const [chordX, chordY, length] = direction(start, middle);
    const [nextX, nextY, nextLength] = direction(middle, knot);
    const before = this.#tangent ?? [chordX, chordY];
    this.#tangent = undefined;
    if (chordX * nextX + chordY * nextY > CORNER_COSINE) {
      // the nearer neighbour tells more of the direction
      const x = chordX * nextLength + nextX * length;
      const y = chordY * nextLength + nextY * length;
      this.#tangent = [x / Math.hypot(x, y), y / Math.hypot(x, y)];
    }
    const after = this.#tangent ?? [chordX, chordY];
    const turn = Math.max(Math.abs(before[0] * chordY - before[1] * chordX), Math.abs(after[0] * chordY - after[1] * chordX));
    const deviation = 0.15 * length * turn;
    if (deviation > this.#flatness) {
      const chords = Math.min(Math.ceil(Math.sqrt(deviation / this.#flatness)), MOST_CHORDS);
      this.#curve(start, middle, [before[0] * length, before[1] * length], [after[0] * length, after[1] * length], chords);
    }
    this.points.push(middle);
  }

  // points of the Hermite curve between two knots, both left out
  #curve(start: InkPoint, end: InkPoint, out: readonly [number, number], into: readonly [number, number], chords: number): void {
    for (let at = 1; at < chords; at += 1) {
      const t = at / chords;
      const rest = 1 - t;
      const share = t * t * (3 - 2 * t);
      const leaving = t * rest * rest;
      const arriving = -t * t * rest;
      this.points.push([
        start[0] + share * (end[0] - start[0]) + leaving * out[0] + arriving * into[0],
        start[1] + share * (end[1] - start[1]) + leaving * out[1] + arriving * into[1],
        start[2] + t * (end[2] - start[2]),
      ]);
    }
  }

  // how far ahead the hand is sure to go on as it does: less where it is slow, turns, slows down or stutters
  #sureMs(): number {
    const [first, second, third, fourth] = this.#samples;
    if (!first || !second || !third || !fourth) return 0;
    const now = fourth[2] - second[2];
    const before = third[2] - first[2];
    if (now <= 0 || before <= 0 || now > STALE_MS) return 0;
    const [nowX, nowY] = [(fourth[0] - second[0]) / now, (fourth[1] - second[1]) / now];
    const [beforeX, beforeY] = [(third[0] - first[0]) / before, (third[1] - first[1]) / before];
    const speed = Math.hypot(nowX, nowY);
    const speedBefore = Math.hypot(beforeX, beforeY);
    if (!speed || !speedBefore) return 0;
    const straight = (nowX * beforeX + nowY * beforeY) / (speed * speedBefore);
    const confidence =
      between(speed * 1000 * this.zoom, UNSURE_SPEED, SURE_SPEED) *
      between(straight, UNSURE_COSINE, SURE_COSINE) *
      Math.min(1, speed / speedBefore) ** 2;
    return FRAME_MS * confidence;
  }
}

function direction(from: InkPoint, to: InkPoint): [number, number, number] {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length, length];
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max((value - low) / (high - low), 0), 1);
}
