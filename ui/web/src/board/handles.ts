// Where a selection is gripped, in pixels of the view: a corner scales, a knob on a stem turns.

import type { Camera } from "./camera";
import type { Box, Point } from "./geometry";

export const HANDLE_PIXELS = 7;
const HIT_PIXELS = 22;
const ROOM = 4;
const STEM = 34;
/** What lies over the board's edges: names above, tools and the selection's own bar below. */
const ABOVE = 60;
const BELOW = 200;

export type Handle = "scale" | "turn";

export interface Handles {
  frame: readonly [Point, Point, Point, Point];
  scale: Point;
  turn: Point;
  /** Where the turning knob's stem begins. */
  stem: Point;
}

export function handlesOf(camera: Camera, box: Box): Handles {
  const [left, top] = camera.toView([box.x0, box.y0]);
  const [right, bottom] = camera.toView([box.x1, box.y1]);
  const [x0, y0, x1, y1] = [left - ROOM, top - ROOM, right + ROOM, bottom + ROOM];
  const x = Math.min(Math.max((x0 + x1) / 2, HIT_PIXELS), camera.width - HIT_PIXELS);
  return { frame: [[x0, y0], [x1, y0], [x1, y1], [x0, y1]], scale: [x1, y1], ...knobOf(x, y0, y1, camera.height) };
}

export function handleAt(camera: Camera, box: Box, at: Point): Handle | undefined {
  const handles = handlesOf(camera, box);
  const isOn = (name: Handle): boolean => Math.max(Math.abs(at[0] - handles[name][0]), Math.abs(at[1] - handles[name][1])) <= HIT_PIXELS;
  return isOn("turn") ? "turn" : isOn("scale") ? "scale" : undefined;
}

// above the frame; below it where names are in the way, and within it where nothing else is in sight
function knobOf(x: number, top: number, bottom: number, height: number): Pick<Handles, "turn" | "stem"> {
  if (top - STEM >= ABOVE) return { turn: [x, top - STEM], stem: [x, top] };
  if (bottom + STEM <= height - BELOW) return { turn: [x, bottom + STEM], stem: [x, bottom] };
  const from = Math.max(top, ABOVE);
  return { turn: [x, from + STEM], stem: [x, from] };
}
