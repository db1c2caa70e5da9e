// Where on the board one looks.

import type { Box, Point } from "./geometry";

const LEAST_SCALE = 0.02;
const MOST_SCALE = 24;
/** What lies over the board's edges, in pixels: names above, tools below. */
const ABOVE = 64;
const BELOW = 68;
const BESIDE = 24;

const FIRST_LOOK: Box = { x0: 0, y0: 0, x1: 1920, y1: 1080 };

export class Camera {
  /** The board's point in the view's top left corner. */
  x = 0;
  y = 0;
  /** CSS pixels a board unit. */
  scale = 1;
  width = 1;
  height = 1;

  toBoard([x, y]: Point): Point {
    return [this.x + x / this.scale, this.y + y / this.scale];
  }

  toView([x, y]: Point): Point {
    return [(x - this.x) * this.scale, (y - this.y) * this.scale];
  }

  get box(): Box {
    return { x0: this.x, y0: this.y, x1: this.x + this.width / this.scale, y1: this.y + this.height / this.scale };
  }

  pan(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  /** Zoom so that what lies under a point of the view stays there. */
  zoom(factor: number, [x, y]: Point): void {
    const [boardX, boardY] = this.toBoard([x, y]);
    this.scale = Math.min(Math.max(this.scale * factor, LEAST_SCALE), MOST_SCALE);
    this.x = boardX - x / this.scale;
    this.y = boardY - y / this.scale;
  }

  /** Show all of a box; of an empty board, what a glass shows first. */
  fit(box: Box | undefined): void {
    const { x0, y0, x1, y1 } = box ?? FIRST_LOOK;
    const [above, below, beside] = [Math.min(ABOVE, this.height / 6), Math.min(BELOW, this.height / 6), Math.min(BESIDE, this.width / 12)];
    const [width, height] = [Math.max(x1 - x0, 1), Math.max(y1 - y0, 1)];
    const scale = Math.min((this.width - 2 * beside) / width, (this.height - above - below) / height, 2);
    this.scale = Math.min(Math.max(scale, LEAST_SCALE), MOST_SCALE);
    this.x = (x0 + x1) / 2 - this.width / this.scale / 2;
    this.y = (y0 + y1) / 2 - (this.height + above - below) / this.scale / 2;
  }

  /** Keep the middle where it is when the view changes its size. */
  resize(width: number, height: number): void {
    this.x += (this.width - width) / 2 / this.scale;
    this.y += (this.height - height) / 2 / this.scale;
    this.width = width;
    this.height = height;
  }
}
