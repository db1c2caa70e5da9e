import { expect, test } from "vitest";
import { Camera } from "./camera";
import { handleAt, handlesOf } from "./handles";

const camera = Object.assign(new Camera(), { width: 1280, height: 800 });

test("the knob that turns stands above the selection, and where names are in the way below it or within it", () => {
  expect(handlesOf(camera, { x0: 400, y0: 300, x1: 600, y1: 400 }).turn).toEqual([500, 262]);
  expect(handlesOf(camera, { x0: 400, y0: 50, x1: 600, y1: 400 }).turn).toEqual([500, 438]);
  expect(handlesOf(camera, { x0: 400, y0: -500, x1: 600, y1: 1400 }).turn).toEqual([500, 94]);
  expect(handlesOf(camera, { x0: -900, y0: 300, x1: 10, y1: 400 }).turn).toEqual([22, 262]);
});

test("a fingertip finds the handles, and nothing where there is none", () => {
  const box = { x0: 400, y0: 300, x1: 600, y1: 400 };
  expect(handleAt(camera, box, [510, 250])).toBe("turn");
  expect(handleAt(camera, box, [620, 420])).toBe("scale");
  expect(handleAt(camera, box, [500, 350])).toBeUndefined();
});
