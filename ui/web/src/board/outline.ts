// Strokes of changing width as areas, the way `appliance/ink/outline.py` makes them: the outline runs along the stroke
// and back, always a radius to its left. A gentle bend takes one point, the outside of a sharp one an arc, its inside
// goes through the pen's centre; so every piece winds the same way and filling by the non-zero rule leaves no holes.

/** What takes a path: Path2D, a canvas, or a test. */
export interface Path {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

const LEAST_RADIUS = 0.01;
const GENTLE = 0.5;

/** A line of points [x, y, radius], its neighbours apart from each other. */
export interface Line {
  x: Float64Array;
  y: Float64Array;
  radius: Float64Array;
  count: number;
}

/** A stroke's points without those that lie within `tolerance` of the one before; the last stays. */
export function lineOf(points: Float32Array, factors: Float32Array | undefined, width: number, tolerance: number): Line {
  const most = points.length / 2;
  const line = { x: new Float64Array(most), y: new Float64Array(most), radius: new Float64Array(most), count: 0 };
  for (let at = 0; at < most; at += 1) {
    const [x, y] = [points[2 * at]!, points[2 * at + 1]!];
    const radius = Math.max((width / 2) * (factors?.[at] ?? 1), LEAST_RADIUS);
    const last = line.count - 1;
    const isNear = last >= 0 && Math.hypot(x - line.x[last]!, y - line.y[last]!) <= tolerance;
    if (isNear && at < most - 1) {
      line.radius[last] = Math.max(line.radius[last]!, radius);
      continue;
    }
    // the last sample takes the place of a near neighbour, so that the line ends where the pen did
    const slot = isNear && last > 0 ? last : line.count;
    line.x[slot] = x;
    line.y[slot] = y;
    line.radius[slot] = radius;
    line.count = slot + 1;
  }
  return line;
}

/** Draw the outline of a line; `tolerance` is how far it may miss the true one. */
export function outline(path: Path, line: Line, tolerance: number): void {
  const { x, y, radius, count } = line;
  if (!count) return;
  const last = Math.max(count, 2) - 1;
  const tour = 2 * last;
  const indexAt = (step: number): number => Math.min(last - Math.abs(((step + tour) % tour) - last), count - 1);
  let isFirst = true;
  const emit = (px: number, py: number): void => {
    if (isFirst) path.moveTo(px, py);
    else path.lineTo(px, py);
    isFirst = false;
  };
  for (let step = 0; step < tour; step += 1) {
    const at = indexAt(step);
    const [ux, uy] = unit(line, indexAt(step - 1), at);
    const [vx, vy] = unit(line, at, indexAt(step + 1));
    const isEnd = step === 0 || step === last;
    const turn = isEnd ? Math.PI : Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
    corner(emit, x[at]!, y[at]!, radius[at]!, uy, -ux, turn, tolerance);
  }
  path.closePath();
}

type Emit = (x: number, y: number) => void;

// the outline's points around one of the line's, reached with the normal (nx, ny) and left with it turned by `turn`
function corner(emit: Emit, x: number, y: number, radius: number, nx: number, ny: number, turn: number, tolerance: number): void {
  const tangent = Math.tan(turn / 2);
  if (Math.abs(turn) < GENTLE * 2 && radius * tangent * tangent < 2 * tolerance) {
    const reach = radius / Math.cos(turn / 2);
    return emitTurned(emit, x, y, nx, ny, turn / 2, reach);
  }
  if (turn < 0) {
    emitTurned(emit, x, y, nx, ny, 0, radius);
    emit(x, y);
    return emitTurned(emit, x, y, nx, ny, turn, radius);
  }
  const chord = 2 * Math.acos(1 - Math.min(tolerance / radius, 0.29));
  const steps = Math.max(Math.ceil(turn / chord), 1);
  for (let at = 0; at <= steps; at += 1) emitTurned(emit, x, y, nx, ny, (turn * at) / steps, radius);
}

function emitTurned(emit: Emit, x: number, y: number, nx: number, ny: number, angle: number, reach: number): void {
  const [cosine, sine] = [Math.cos(angle) * reach, Math.sin(angle) * reach];
  emit(x + nx * cosine - ny * sine, y + nx * sine + ny * cosine);
}

function unit({ x, y }: Line, from: number, to: number): readonly [number, number] {
  const [dx, dy] = [x[to]! - x[from]!, y[to]! - y[from]!];
  const length = Math.sqrt(dx * dx + dy * dy);
  return length ? [dx / length, dy / length] : [1, 0];
}
