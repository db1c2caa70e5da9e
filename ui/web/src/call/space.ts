// How the stage is divided between what is large and the strip beside or below it.

import type { Capacity } from "./arrangement";

/** CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Space {
  isUpright: boolean;
  main: Size;
  strip: Size;
  capacity: Capacity;
}

const GAP = 8;
const SMALLEST_TILE = 150;
/** Narrower than this nobody is recognised. */
const SMALLEST_IN_STRIP = 108;

/** Divide a stage; a strip lies below an upright one and beside a wide one. */
export function room({ width, height }: Size): Space {
  const columns = Math.max(1, Math.floor(width / SMALLEST_TILE));
  const rows = Math.max(1, Math.floor(height / (SMALLEST_TILE * 0.7)));
  const isUpright = height > width;
  const gallery = Math.max(2, Math.min(columns * rows, isUpright ? 8 : 25));
  if (isUpright) {
    const mainHeight = Math.round(Math.min(height * 0.6, width * 0.95));
    const strip = { width, height: height - mainHeight - GAP };
    const across = Math.max(2, Math.floor(width / SMALLEST_IN_STRIP));
    const down = Math.max(1, Math.min(3, Math.floor(strip.height / 100)));
    return { isUpright, main: { width, height: mainHeight }, strip, capacity: { gallery, strip: across * down } };
  }
  const stripWidth = Math.round(Math.min(220, Math.max(SMALLEST_IN_STRIP, width * 0.18)));
  const down = Math.max(2, Math.floor((height + GAP) / ((stripWidth * 9) / 16 + GAP)));
  return {
    isUpright,
    main: { width: width - stripWidth - GAP, height },
    strip: { width: stripWidth, height },
    capacity: { gallery, strip: Math.min(6, down) },
  };
}
