// Strokes as bytes, the layout of `appliance/ink/packing.py` (version 1).

import { MAX_FACTOR, type Stroke } from "./element";
import { rint } from "./plane";

const VERSION = 1;
const MAX_POINTS = 100_000;
const MAX_PRECISION = 12;
const MAX_COORDINATE = 2 ** 40;
const HIGHLIGHTER = 1;
const HAS_FACTORS = 2;
const STEPS = 64;
const DEFAULT_PRECISION = 4;
const FINEST = 10;

/** Bytes that are no stroke, or a stroke that cannot be packed. */
export class BadStroke extends Error {}

/** How finely to keep what is drawn at a scale, so that nobody sees the rounding there. */
export function precisionAt(scale: number): number {
  return Math.min(FINEST, DEFAULT_PRECISION + Math.max(0, Math.ceil(Math.log2(scale))));
}

export function pack(stroke: Stroke, precision = DEFAULT_PRECISION): Uint8Array {
  const count = stroke.points.length / 2;
  if (!(count >= 1 && count <= MAX_POINTS)) throw new BadStroke(`a stroke has 1 to ${MAX_POINTS} points, not ${count}`);
  const [xs, ys] = [wholeAxis(stroke.points, 0, 2 ** precision), wholeAxis(stroke.points, 1, 2 ** precision)];
  const steps = stroke.factors?.map((factor) => rint(Math.min(Math.max(factor || 0, 0), MAX_FACTOR) * STEPS));
  const out = new Writer();
  out.byte(VERSION);
  out.byte((stroke.tool === "highlighter" ? HIGHLIGHTER : 0) | (steps ? HAS_FACTORS : 0));
  const width = Math.min(Math.max(rint(stroke.width * STEPS), 1), 2 ** 31);
  const header = [precision, stroke.color >>> 0, width, stroke.author, stroke.createdMs, stroke.durationMs, count];
  for (const number of header) out.number(number);
  const [left, right] = range(xs);
  const [top, bottom] = range(ys);
  for (const number of [left, top]) out.signed(number);
  for (const number of [right - left, bottom - top, steps ? range(steps)[1] : STEPS]) out.number(number);
  for (const whole of [xs, ys]) packAxis(out, whole);
  if (steps) packFactors(out, steps);
  return out.bytes();
}

function wholeAxis(points: Float32Array, axis: number, finest: number): Float64Array {
  const whole = new Float64Array(points.length / 2);
  for (let at = 0; at < whole.length; at += 1) {
    const value = rint((points[2 * at + axis] ?? 0) * finest);
    if (!(Math.abs(value) <= MAX_COORDINATE)) throw new BadStroke("a stroke's coordinates are not finite or too large");
    whole[at] = value;
  }
  return whole;
}

function packAxis(out: Writer, whole: Float64Array): void {
  let last = 0;
  let lastDifference = 0;
  whole.forEach((value, at) => {
    const difference = value - last;
    // the first number is the coordinate, the second its first difference, the rest second differences
    out.signed(difference - lastDifference);
    lastDifference = at === 0 ? 0 : difference;
    last = value;
  });
}

function packFactors(out: Writer, steps: Float32Array): void {
  let last = 0;
  for (const value of steps) {
    out.signed(value - last);
    last = value;
  }
}

export function unpack(data: Uint8Array): Stroke {
  if (data[0] !== VERSION) throw new BadStroke(`a stroke is of a version other than ${VERSION}`);
  const flags = data[1] ?? 0;
  const source = new Source(data, 2);
  const precision = source.number();
  const color = source.number();
  const width = source.number();
  const author = source.number();
  const createdMs = source.number();
  const durationMs = source.number();
  const count = source.number();
  const left = source.signed();
  const top = source.signed();
  const right = left + source.number();
  const bottom = top + source.number();
  const largest = source.number();
  if (count < 1 || count > MAX_POINTS) throw new BadStroke(`a stroke has 1 to ${MAX_POINTS} points`);
  if (precision > MAX_PRECISION || color > 0xffffffff || width > 0xffffffff) throw new BadStroke("a stroke's header holds impossible numbers");
  if (Math.min(left, top) < -MAX_COORDINATE || Math.max(right, bottom) > MAX_COORDINATE) throw new BadStroke("a stroke's coordinates are too large");
  const [xs, ys] = [unpackAxis(source, count), unpackAxis(source, count)];
  const steps = flags & HAS_FACTORS ? unpackFactors(source, count) : undefined;
  if (!source.isAtEnd) throw new BadStroke("a stroke has more numbers than its points need");
  const found = [...range(xs), ...range(ys), steps ? range(steps)[1] : STEPS];
  const told = [left, right, top, bottom, largest];
  if (found.some((value, at) => value !== told[at])) throw new BadStroke("a stroke's box is not that of its points");
  const points = new Float32Array(count * 2);
  for (const [axis, whole] of [xs, ys].entries()) whole.forEach((value, at) => (points[2 * at + axis] = value * 2 ** -precision));
  const factors = steps?.map((value) => value / STEPS);
  const tool = flags & HIGHLIGHTER ? "highlighter" : "pen";
  return { kind: "stroke", points, factors, color, width: width / STEPS, tool, author, createdMs, durationMs };
}

function unpackAxis(source: Source, count: number): Float64Array {
  const whole = new Float64Array(count);
  let value = 0;
  let difference = 0;
  for (let at = 0; at < count; at += 1) {
    if (at === 0) value = source.signed();
    else {
      difference += source.signed();
      value += difference;
    }
    whole[at] = value;
  }
  return whole;
}

function unpackFactors(source: Source, count: number): Float32Array {
  const steps = new Float32Array(count);
  let value = 0;
  for (let at = 0; at < count; at += 1) {
    value += source.signed();
    steps[at] = Math.min(Math.max(value, 0), MAX_FACTOR * STEPS);
  }
  return steps;
}

function range(values: Float32Array | Float64Array): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}

class Writer {
  #bytes = new Uint8Array(256);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  // numbers go beyond 32 bits, so no bit operators
  number(value: number): void {
    let left = value;
    while (left > 0x7f) {
      this.byte(0x80 | left % 128);
      left = Math.floor(left / 128);
    }
    this.byte(left);
  }

  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

class Source {
  constructor(
    private readonly data: Uint8Array,
    private at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.data.length;
  }

  number(): number {
    let value = 0;
    let place = 1;
    for (;;) {
      const byte = this.data[this.at];
      if (byte === undefined) throw new BadStroke("a stroke is cut off");
      this.at += 1;
      value += (byte & 0x7f) * place;
      if (byte < 0x80) break;
      place *= 128;
      if (place > 2 ** 49) throw new BadStroke("a stroke holds a number that is too large");
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new BadStroke("a stroke holds a number that is too large");
    return value;
  }

  signed(): number {
    const value = this.number();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
}
