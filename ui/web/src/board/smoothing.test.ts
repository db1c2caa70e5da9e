import { expect, test } from "vitest";
import { Smoother } from "./smoothing";
import vectors from "./vectors.json";

test.each(vectors.smoothing)("smooths as Python does, pressure: $hasPressure", ({ hasPressure, zoom, samples, line, tail }) => {
  const smoother = new Smoother(zoom, hasPressure);
  let settled = 0;
  for (const [x, y, t, pressure] of samples as [number, number, number, number][]) {
    smoother.feed(x, y, t, pressure);
    expect(smoother.points.length).toBeGreaterThanOrEqual(settled);
    settled = smoother.points.length;
  }
  const finished = smoother.finish();
  expect(finished.length).toBe(line.length);
  finished.forEach((point, at) => point.forEach((value, axis) => expect(value).toBeCloseTo(line[at]![axis]!, 2)));
  smoother.tail().forEach((point, at) => point.forEach((value, axis) => expect(value).toBeCloseTo(tail[at]![axis]!, 4)));
  expect(finished.slice(0, settled)).toEqual(smoother.points);
});
