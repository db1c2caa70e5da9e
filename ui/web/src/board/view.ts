// The board on the screen: one page of the document, seen through a camera, with the tool in hand.

import { Camera } from "./camera";
import type { Choice } from "./choice";
import type { BoardDocument } from "./document";
import { PLAIN, newId, type Affine, type Element, type Page, type Placed, type Stroke } from "./element";
import { Erasing } from "./erasing";
import { isEmpty, combined, type Box, type Point } from "./geometry";
import { Gestures, type Contact, type Grip, type Host } from "./gestures";
import { Inking } from "./inking";
import { paintCursor, paintLaser, paintLasso, paintLine, paintSelection, paintWet, type Cursor } from "./overlay";
import { paint, type Look } from "./painter";
import { Pictures } from "./pictures";
import { Scene, type Change } from "./scene";
import { movedBox, select } from "./selecting";
import { Shaping } from "./shaping";
import { Stage, type Layer } from "./stage";
import { Tiles } from "./tiles";
import { Told } from "./told";
import { WetInk } from "./wet";
import { LASER, type Wet } from "./wire";
import { begin as beginWriting, editAt, type Editing } from "./writing";

export interface ViewState {
  pageId: string;
  selection: ReadonlySet<string>;
  editing: Editing | undefined;
  /** CSS pixels a board unit. */
  scale: number;
  /** Grows whenever elements of the page changed. */
  revision: number;
  /** The page's picture or PDF did not come. */
  lacksBackground: boolean;
}

/** What the view needs of the world around it. */
export interface Ports {
  sendWet(wet: Wet): void;
  point(at: Point | undefined): void;
  address(kind: "assets" | "pictures", name: string): string;
}

const ZOOM_SETTLES_MS = 140;
const BUDGET_MS = 8;
const DUPLICATE_OFFSET = 24;

export class BoardView implements Host {
  readonly told: Told<ViewState>;
  readonly camera = new Camera();
  readonly pictures: Pictures;
  readonly wet = new WetInk();
  scene: Scene;
  isViewOnly = false;
  #people: readonly (Omit<Cursor, "at"> & { page: string; cursor: Point | undefined })[] = [];
  readonly #stage: Stage;
  readonly #tiles: Tiles;
  readonly #gestures: Gestures;
  readonly #look: Omit<Look, "scale">;
  readonly #stop: () => void;
  readonly #inkings = new Map<string, Inking>();
  /** Lasers that are let go but still seen. */
  readonly #cameras = new Map<string, { x: number; y: number; scale: number }>();
  #drying: Inking[] = [];
  #preview: Element | undefined;
  #lasso: readonly Point[] | undefined;
  #moved: Affine | undefined;
  #zoomedAt = -Infinity;
  #isFitted = false;

  constructor(
    root: HTMLElement,
    readonly document: BoardDocument,
    readonly choice: Told<Choice>,
    private readonly ports: Ports,
  ) {
    const page = document.pages()[0] ?? { id: "", index: 0, background: PLAIN };
    this.told = new Told<ViewState>({ pageId: page.id, selection: new Set(), editing: undefined, scale: 1, revision: 0, lacksBackground: false });
    this.scene = new Scene(document, page);
    this.pictures = new Pictures(ports.address, (asset, isThere) => this.#pictured(asset, isThere));
    const picture: Look["picture"] = (asset, mime, number) => this.pictures.get(asset, mime, number);
    this.#look = { get isDark() { return document.isDark; }, picture };
    this.#tiles = new Tiles(this.#look);
    this.#stage = new Stage(root, this.camera, this.#paint);
    this.#gestures = new Gestures(root, this);
    const stopDocument = document.listen({
      onElements: (pageId, ids) => this.#changed(pageId, ids),
      onPages: () => this.#paged(),
      onMeta: () => this.#repaint(),
    });
    const stopChoice = choice.listen((now) => now.tool !== "select" && this.select([]));
    this.#stop = () => [stopDocument, stopChoice].forEach((stop) => stop());
    this.fit();
  }

  close(): void {
    this.#gestures.cancel();
    this.#stop();
    this.#stage.close();
  }

  get pageId(): string {
    return this.scene.page.id;
  }

  set isSpaceHeld(isHeld: boolean) {
    this.#gestures.isSpaceHeld = isHeld;
  }

  readonly sendWet = (wet: Wet): void => this.ports.sendWet(wet);

  // where one looks

  goTo(pageId: string): void {
    const page = this.document.pages().find(({ id }) => id === pageId);
    if (!page || page.id === this.pageId) return;
    const { x, y, scale } = this.camera;
    this.#cameras.set(this.pageId, { x, y, scale });
    this.#gestures.cancel();
    this.#open(page);
    const before = this.#cameras.get(page.id);
    if (before) Object.assign(this.camera, before);
    else this.fit();
    this.looked(false);
  }

  fit(): void {
    this.camera.fit(this.scene.extent());
    this.looked(false);
  }

  /** The board has arrived: look at all of it, unless somebody looked around before. */
  arrive(): void {
    if (!this.#isFitted) this.fit();
    this.#isFitted = true;
    this.pictures.retry();
    this.#repaint();
  }

  zoomBy(factor: number): void {
    this.camera.zoom(factor, [this.camera.width / 2, this.camera.height / 2]);
    this.looked(true);
  }

  looked(isZooming: boolean): void {
    if (isZooming) {
      this.#zoomedAt = performance.now();
      setTimeout(() => this.#stage.soil("dry"), ZOOM_SETTLES_MS + 10);
    }
    this.told.set({ scale: this.camera.scale });
    this.#stage.soil("dry", "wet", "over");
  }

  hover(at: Point | undefined): void {
    this.ports.point(at && this.camera.toBoard(at));
  }

  showCursors(people: readonly (Omit<Cursor, "at"> & { page: string; cursor: Point | undefined })[]): void {
    this.#people = people;
    this.#stage.soil("over");
  }

  /** From now on one may only look, or draw again. */
  restrict(isViewOnly: boolean): void {
    if (isViewOnly === this.isViewOnly) return;
    this.#gestures.cancel();
    this.isViewOnly = isViewOnly;
    this.select([]);
    this.told.set({ editing: undefined });
  }

  // the tool in hand

  begin(grip: Grip): Contact | undefined {
    if (this.isViewOnly) return undefined;
    this.#isFitted = true;
    const { tool } = this.choice.state;
    if (grip.isEraser || tool === "eraser") return new Erasing(this, grip);
    switch (tool) {
      case "pen":
      case "highlighter":
      case "laser":
        return new Inking(this, tool, grip);
      case "shape":
        return new Shaping(this, grip);
      case "select":
        return select(this, grip);
      case "text":
      case "note":
        return beginWriting(this, tool, grip);
    }
  }

  inked(inking: Inking): void {
    this.#inkings.set(inking.id, inking);
    if (inking.ink === "pen") this.#stage.now("wet");
    else this.#stage.soil("over");
  }

  keepStroke(inking: Inking, stroke: Stroke, precision: number): void {
    this.document.begin();
    this.document.put(this.pageId, [[inking.id, stroke]], precision);
    this.#inkings.delete(inking.id);
  }

  dropStroke(inking: Inking): void {
    this.#inkings.delete(inking.id);
    this.#stage.soil("wet", "over");
  }

  /** One's own laser fades like everybody's. */
  endLaser(inking: Inking): void {
    this.#inkings.delete(inking.id);
    const line = inking.line();
    const at = performance.now();
    this.wet.strokes.set(inking.id, {
      pageId: this.pageId, state: LASER, x: line.map(([x]) => x), y: line.map(([, y]) => y), factor: line.map(([, , factor]) => factor),
      at: line.map(() => at), color: inking.like.color, width: inking.like.width, tool: "pen", author: 0, heardAt: at, endedAt: at,
    });
    this.#stage.soil("over");
  }

  takeWet(wet: Wet): void {
    try {
      this.wet.take(wet, performance.now());
    } catch {
      return; // no ink that this version can read; its element will tell
    }
    if (wet.pageId === this.pageId) this.#stage.soil("wet", "over");
  }

  preview(shape: { id: string; element: Element } | undefined): void {
    this.#preview = shape?.element;
    this.#stage.soil("over");
  }

  // what is selected

  select(ids: Iterable<string>): void {
    const selection = new Set(ids);
    const groups = new Set([...selection].map((id) => this.scene.placed.get(id)?.override.group).filter(Boolean));
    if (groups.size) for (const { id, override } of this.scene.placed.values()) if (groups.has(override.group)) selection.add(id);
    if (!selection.size && !this.told.state.selection.size) return;
    this.told.set({ selection });
    this.#stage.soil("over");
  }

  get selectionBox(): Box | undefined {
    const box = this.scene.boxOf(this.told.state.selection);
    return isEmpty(box) ? undefined : box;
  }

  lasso(points: readonly Point[] | undefined): void {
    this.#lasso = points;
    this.#stage.soil("over");
  }

  moveSelection(affine: Affine): void {
    if (!this.#moved) this.#take(this.scene.hide(this.told.state.selection));
    this.#moved = affine;
    this.#stage.soil("over");
  }

  dropSelection(affine: Affine | undefined): void {
    this.#moved = undefined;
    const changes = this.scene.hide([]);
    if (affine) this.#override(({ override }) => ({ ...override, affine: combined(override.affine, affine) }));
    this.#take(changes);
    this.#stage.soil("over");
  }

  recolourSelection(color: number): void {
    this.#override(({ override }) => ({ ...override, color }));
  }

  deleteSelection(): void {
    const ids = this.told.state.selection;
    if (!ids.size) return;
    this.document.begin();
    this.document.remove(this.pageId, ids);
  }

  duplicateSelection(): void {
    const copies = this.#selected().map(({ element, override }) => ({ id: newId(), element: { ...element, createdMs: Date.now() }, override }));
    if (!copies.length) return;
    this.document.begin();
    this.document.put(this.pageId, copies.map(({ id, element }) => [id, element] as const));
    const shift: Affine = [1, 0, 0, 1, DUPLICATE_OFFSET, DUPLICATE_OFFSET];
    const overrides = copies.map(({ id, override }) => [id, { ...override, affine: combined(override.affine, shift), z: undefined, group: "" }] as const);
    this.document.place(this.pageId, overrides);
    this.select(copies.map(({ id }) => id));
  }

  /** Edit the words at a point of the view, where there are some. */
  editAt(at: Point): void {
    if (!this.isViewOnly) editAt(this, at);
  }

  put(elements: readonly (readonly [string, Element])[]): void {
    this.document.begin();
    this.document.put(this.pageId, elements);
  }

  #selected(): Placed[] {
    return [...this.told.state.selection].flatMap((id) => this.scene.placed.get(id) ?? []);
  }

  #override(how: (placed: Placed) => Placed["override"]): void {
    const overrides = this.#selected().map((placed) => [placed.id, how(placed)] as const);
    if (!overrides.length) return;
    this.document.begin();
    this.document.place(this.pageId, overrides);
  }

  // what changed

  #changed(pageId: string, ids: ReadonlySet<string>): void {
    for (const id of ids) {
      const inking = this.#inkings.get(id);
      if (inking) this.#drying.push(inking);
    }
    this.wet.dry(ids);
    if (pageId !== this.pageId) return;
    this.#take(this.scene.update(ids));
    const { selection, revision } = this.told.state;
    const left = [...selection].filter((id) => this.scene.placed.has(id));
    if (left.length < selection.size) this.told.set({ selection: new Set(left) });
    this.told.set({ revision: revision + 1 });
    this.#stage.soil("wet", "over");
  }

  #paged(): void {
    const pages = this.document.pages();
    const page = pages.find(({ id }) => id === this.pageId) ?? pages[0];
    if (page) this.#open(page);
  }

  #open(page: Page): void {
    this.scene = new Scene(this.document, page);
    this.#repaint();
    if (page.id !== this.told.state.pageId) this.told.set({ pageId: page.id, selection: new Set(), editing: undefined, lacksBackground: false });
    this.told.set({ revision: this.told.state.revision + 1 });
  }

  #repaint(): void {
    this.#tiles.clear();
    this.#stage.soil("dry", "wet", "over");
  }

  #pictured(asset: string, isThere: boolean): void {
    const isBackground = this.scene.page.background.asset === asset;
    if (isBackground) this.told.set({ lacksBackground: !isThere });
    if (isBackground && isThere) this.#repaint();
    else if (isThere) this.#take(this.scene.showing(asset));
  }

  #take(changes: readonly Change[]): void {
    this.#tiles.change(this.scene, changes);
    this.#stage.soil("dry");
  }

  // painting

  #paint = (layer: Layer, pen: CanvasRenderingContext2D, now: number): boolean => {
    if (layer === "dry") {
      const isZooming = now - this.#zoomedAt < ZOOM_SETTLES_MS;
      return !this.#tiles.draw(pen, this.scene, this.camera, this.#stage.ratio, isZooming, BUDGET_MS) && !isZooming;
    }
    this.#stage.clear(pen);
    this.#stage.toBoard(pen);
    const look: Look = { ...this.#look, scale: this.camera.scale * this.#stage.ratio };
    return layer === "wet" ? this.#paintWet(pen, look, now) : this.#paintOver(pen, look, now);
  };

  #paintWet(pen: CanvasRenderingContext2D, look: Look, now: number): boolean {
    for (const wet of this.wet.strokes.values()) if (wet.pageId === this.pageId && isOpaque(wet)) paintWet(pen, wet, now, look);
    for (const inking of [...this.#inkings.values(), ...this.#drying]) if (inking.ink === "pen") paintLine(pen, inking.line(), inking.like, look);
    // this layer may reach the screen before the others do: what has dried stays on it for one frame more
    const isDrying = this.#drying.length > 0;
    this.#drying = [];
    return isDrying;
  }

  #paintOver(pen: CanvasRenderingContext2D, look: Look, now: number): boolean {
    this.wet.fade(now);
    for (const wet of this.wet.strokes.values()) if (wet.pageId === this.pageId && !isOpaque(wet)) paintWet(pen, wet, now, look);
    for (const { ink, like, line } of this.#overlaid()) {
      if (ink === "laser") paintLaser(pen, line, like.color, like.width, look);
      else paintLine(pen, line, like, look);
    }
    if (this.#preview) paint(pen, { id: "", element: this.#preview, override: { affine: [1, 0, 0, 1, 0, 0], group: "", isLocked: false } }, look);
    this.#paintSelection(pen, look);
    this.#stage.toView(pen);
    if (this.#lasso) paintLasso(pen, this.camera, this.#lasso);
    for (const { name, color, page, cursor } of this.#people) if (cursor && page === this.pageId) paintCursor(pen, this.camera, { name, color, at: cursor });
    return this.wet.isFading;
  }

  #overlaid(): { ink: Inking["ink"]; like: Inking["like"]; line: ReturnType<Inking["line"]> }[] {
    return [...this.#inkings.values()].filter(({ ink }) => ink !== "pen").map((inking) => ({ ink: inking.ink, like: inking.like, line: inking.line() }));
  }

  #paintSelection(pen: CanvasRenderingContext2D, look: Look): void {
    const moved = this.#moved;
    if (moved) {
      pen.save();
      pen.transform(...moved);
      for (const placed of this.#selected()) paint(pen, placed, look);
      pen.restore();
    }
    const box = this.selectionBox;
    if (!box) return;
    this.#stage.toView(pen);
    paintSelection(pen, this.camera, moved ? movedBox(box, moved) : box);
    this.#stage.toBoard(pen);
  }
}

// translucent ink must never lie over its own dry self, so it is painted in step with the dry board
function isOpaque(wet: { state: number; tool: string }): boolean {
  return wet.state !== LASER && wet.tool === "pen";
}
