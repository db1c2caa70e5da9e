// The dry board as tiles: painted once at the scale of the view, a few milliseconds a frame, and only composed while one
// pans. What changes is painted into the tiles it touches; an element above all others is only added.

import type { Camera } from "./camera";
import { css, ground, outside } from "./colour";
import type { Placed } from "./element";
import { doMeet, grown, isEmpty, type Box } from "./geometry";
import { paint, type Look } from "./painter";
import type { Change, Scene } from "./scene";
import { drawTemplate } from "./template";

const SIDE = 512;
const KEPT = 40;
const FEW = 250;
const MANY_CHANGES = 400;
const GLASS_UNITS = 1920;
const LEAST_RATIO = 0.5;
const MOST_RATIO = 2;

interface Tile {
  box: Box;
  /** What is shown; undefined until it was painted for the first time. */
  front: CanvasRenderingContext2D | undefined;
  job: Job | undefined;
  isStale: boolean;
  usedAt: number;
}

interface Job {
  pen: CanvasRenderingContext2D;
  elements: Placed[];
  at: number;
}

interface Level {
  /** Device pixels a board unit. */
  scale: number;
  tiles: Map<string, Tile>;
}

export class Tiles {
  #level: Level = { scale: 1, tiles: new Map() };
  #before: Level | undefined;
  #frame = 0;
  #spare: CanvasRenderingContext2D[] = [];

  constructor(private readonly look: Omit<Look, "scale">) {}

  /** Forget everything: another page, or another ground. */
  clear(): void {
    for (const tile of this.#level.tiles.values()) this.#free(tile);
    this.#level = { scale: this.#level.scale, tiles: new Map() };
    this.#dropBefore();
  }

  /** Take changes; what is shown stays until it is painted anew. */
  change(scene: Scene, changes: readonly Change[]): void {
    if (changes.length > MANY_CHANGES) {
      for (const tile of this.#level.tiles.values()) this.#restart(tile);
      return;
    }
    for (const change of changes) {
      if (isEmpty(change.box)) continue;
      for (const tile of this.#level.tiles.values()) if (doMeet(tile.box, change.box)) this.#touch(scene, tile, change);
    }
  }

  /** Compose a frame; false while something in view is not painted yet. */
  draw(pen: CanvasRenderingContext2D, scene: Scene, camera: Camera, ratio: number, isZooming: boolean, budgetMs: number): boolean {
    this.#frame += 1;
    const scale = camera.scale * ratio;
    this.#choose(scale, isZooming);
    const visible = this.#visible(camera.box);
    const deadline = performance.now() + budgetMs;
    let isComplete = true;
    for (const tile of visible) if (!this.#work(scene, tile, deadline)) isComplete = false;
    if (isComplete && this.#level.scale === scale) this.#dropBefore();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = css(scene.page.size ? outside(this.look.isDark) : ground(this.look.isDark));
    pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
    if (this.#before && !visible.every((tile) => tile.front)) compose(pen, this.#before, [...this.#before.tiles.values()], camera, scale);
    compose(pen, this.#level, visible, camera, scale);
    this.#evict(visible.length);
    return isComplete && this.#level.scale === scale;
  }

  #choose(scale: number, isZooming: boolean): void {
    const ratio = scale / this.#level.scale;
    if (ratio === 1 || (isZooming && ratio > LEAST_RATIO && ratio < MOST_RATIO)) return;
    if ([...this.#level.tiles.values()].some((tile) => tile.front)) {
      this.#dropBefore();
      this.#before = this.#level;
    }
    this.#level = { scale, tiles: new Map() };
  }

  // the tiles in view, those nearest to its middle first
  #visible(view: Box): Tile[] {
    const side = SIDE / this.#level.scale;
    const found: { tile: Tile; far: number }[] = [];
    const [middleX, middleY] = [(view.x0 + view.x1) / 2, (view.y0 + view.y1) / 2];
    for (let x = Math.floor(view.x0 / side); x * side < view.x1; x += 1) {
      for (let y = Math.floor(view.y0 / side); y * side < view.y1; y += 1) {
        const tile = this.#tile(x, y, side);
        tile.usedAt = this.#frame;
        found.push({ tile, far: Math.hypot((x + 0.5) * side - middleX, (y + 0.5) * side - middleY) });
      }
    }
    return found.sort((one, two) => one.far - two.far).map(({ tile }) => tile);
  }

  #tile(x: number, y: number, side: number): Tile {
    const key = `${x},${y}`;
    let tile = this.#level.tiles.get(key);
    if (!tile) {
      const box = { x0: x * side, y0: y * side, x1: (x + 1) * side, y1: (y + 1) * side };
      tile = { box, front: undefined, job: undefined, isStale: true, usedAt: this.#frame };
      this.#level.tiles.set(key, tile);
    }
    return tile;
  }

  /** Whether the tile is as the board is. */
  #work(scene: Scene, tile: Tile, deadline: number): boolean {
    if (!tile.isStale) return true;
    if (performance.now() > deadline) return false;
    tile.job ??= this.#begin(scene, tile);
    const { pen, elements } = tile.job;
    const look = this.#look();
    while (tile.job.at < elements.length) {
      paint(pen, elements[tile.job.at]!, look);
      tile.job.at += 1;
      if (performance.now() > deadline) return false;
    }
    if (tile.front) this.#spare.push(tile.front);
    tile.front = pen;
    tile.job = undefined;
    tile.isStale = false;
    return true;
  }

  #begin(scene: Scene, tile: Tile): Job {
    const pen = this.#spare.pop() ?? newPen();
    this.#aim(pen, tile);
    this.#ground(pen, scene, tile.box);
    return { pen, elements: scene.query(tile.box), at: 0 };
  }

  #touch(scene: Scene, tile: Tile, { box, top }: Change): void {
    const { front, job } = tile;
    if (top) {
      job?.elements.push(top);
      if (front) paint(front, top, this.#look());
      return;
    }
    if (tile.isStale || !front) return this.#restart(tile);
    const pixel = 1 / this.#level.scale;
    const area = grown(box, 2 * pixel);
    const elements = scene.query(area);
    if (elements.length > FEW) return this.#restart(tile);
    front.save();
    front.beginPath();
    const snap = (value: number, from: number, up: boolean): number => from + (up ? Math.ceil : Math.floor)((value - from) / pixel) * pixel;
    const [x0, y0] = [snap(area.x0, tile.box.x0, false), snap(area.y0, tile.box.y0, false)];
    const [x1, y1] = [snap(area.x1, tile.box.x0, true), snap(area.y1, tile.box.y0, true)];
    front.rect(x0, y0, x1 - x0, y1 - y0);
    front.clip();
    this.#ground(front, scene, tile.box);
    const look = this.#look();
    for (const placed of elements) paint(front, placed, look);
    front.restore();
  }

  // begun anew with what the scene will hold then
  #restart(tile: Tile): void {
    tile.isStale = true;
    if (tile.job) this.#spare.push(tile.job.pen);
    tile.job = undefined;
  }

  #ground(pen: CanvasRenderingContext2D, scene: Scene, box: Box): void {
    const { size, background } = scene.page;
    const { isDark } = this.look;
    const side = box.x1 - box.x0;
    pen.fillStyle = css(size ? outside(isDark) : ground(isDark));
    pen.fillRect(box.x0, box.y0, side, side);
    const sheet: Box = size ? { x0: Math.max(box.x0, 0), y0: Math.max(box.y0, 0), x1: Math.min(box.x1, size[0]), y1: Math.min(box.y1, size[1]) } : box;
    if (isEmpty(sheet)) return;
    if (size) {
      pen.fillStyle = css(ground(isDark));
      pen.fillRect(sheet.x0, sheet.y0, sheet.x1 - sheet.x0, sheet.y1 - sheet.y0);
    }
    const picture = background.asset ? this.look.picture(background.asset, background.mime, background.page) : undefined;
    if (picture) {
      const width = size?.[0] ?? GLASS_UNITS;
      pen.drawImage(picture, 0, 0, width, size?.[1] ?? (width * picture.height) / picture.width);
    }
    drawTemplate(pen, background, sheet, size, isDark, this.#level.scale);
  }

  #aim(pen: CanvasRenderingContext2D, tile: Tile): void {
    const { scale } = this.#level;
    pen.setTransform(scale, 0, 0, scale, -tile.box.x0 * scale, -tile.box.y0 * scale);
  }

  #look(): Look {
    return { ...this.look, scale: this.#level.scale };
  }

  #evict(visible: number): void {
    const most = Math.max(KEPT, 2 * visible);
    if (this.#level.tiles.size <= most) return;
    const oldest = [...this.#level.tiles].sort(([, one], [, two]) => one.usedAt - two.usedAt);
    for (const [key, tile] of oldest.slice(0, oldest.length - most)) {
      if (tile.usedAt === this.#frame) break;
      this.#level.tiles.delete(key);
      this.#free(tile);
    }
  }

  #dropBefore(): void {
    for (const tile of this.#before?.tiles.values() ?? []) this.#free(tile);
    this.#before = undefined;
  }

  #free(tile: Tile): void {
    for (const pen of [tile.front, tile.job?.pen]) if (pen && this.#spare.length < KEPT) this.#spare.push(pen);
  }
}

function compose(pen: CanvasRenderingContext2D, level: Level, tiles: readonly Tile[], camera: Camera, scale: number): void {
  const ratio = scale / level.scale;
  const [offsetX, offsetY] = [Math.round(camera.x * scale), Math.round(camera.y * scale)];
  for (const { front, box } of tiles) {
    if (!front) continue;
    const x = Math.round(box.x0 * scale) - offsetX;
    const y = Math.round(box.y0 * scale) - offsetY;
    if (ratio === 1) pen.drawImage(front.canvas, x, y);
    else pen.drawImage(front.canvas, x, y, Math.round(box.x1 * scale) - offsetX - x, Math.round(box.y1 * scale) - offsetY - y);
  }
}

function newPen(): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) throw new Error("this browser has no canvas");
  return pen;
}
