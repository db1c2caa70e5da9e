// The board on the screen: one page of the document, seen through a camera, with the tool in hand.

import { Camera } from "./camera";
import type { Choice } from "./choice";
import type { BoardDocument } from "./document";
import { PLAIN, UNTOUCHED, newId, type Element, type Page, type Stroke } from "./element";
import { Erasing } from "./erasing";
import type { Point } from "./geometry";
import { Gestures, type Contact, type Grip, type Host } from "./gestures";
import { Inking } from "./inking";
import { OverLayer, type Pointer } from "./overlayer";
import type { Look } from "./painter";
import { Pictures } from "./pictures";
import { Rubbing } from "./rubbing";
import { Scene, type Change } from "./scene";
import { select } from "./selecting";
import { Selection } from "./selection";
import { Shaping } from "./shaping";
import { Stage, type Layer } from "./stage";
import { Tiles } from "./tiles";
import { Told } from "./told";
import { Unfinished } from "./unfinished";
import { WetLayer } from "./wetlayer";
import type { Wet } from "./wire";
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

type Pen = CanvasRenderingContext2D;

const ZOOM_SETTLES_MS = 140;
const BUDGET_MS = 8;

export class BoardView implements Host {
  readonly told: Told<ViewState>;
  readonly camera = new Camera();
  readonly wet: WetLayer;
  readonly over: OverLayer;
  readonly selection: Selection;
  scene: Scene;
  isViewOnly = false;
  readonly #pictures: Pictures;
  readonly #stage: Stage;
  readonly #tiles: Tiles;
  readonly #gestures: Gestures;
  readonly #look: Omit<Look, "scale">;
  readonly #stop: () => void;
  /** Where one looked on other pages. */
  readonly #places = new Map<string, { x: number; y: number; scale: number }>();
  #zoomedAt = -Infinity;
  #hasLooked = false;
  readonly #unfinished = new Unfinished();
  #wasDark: boolean;

  constructor(
    private readonly root: HTMLElement,
    readonly document: BoardDocument,
    readonly choice: Told<Choice>,
    private readonly ports: Ports,
  ) {
    const page = document.pages()[0] ?? { id: "", index: 0, background: PLAIN };
    this.told = new Told<ViewState>({ pageId: page.id, selection: new Set(), editing: undefined, scale: 1, revision: 0, lacksBackground: false });
    this.scene = new Scene(document, page);
    this.#wasDark = document.isDark;
    this.#pictures = new Pictures(ports.address, (asset, isThere) => this.#pictured(asset, isThere));
    const picture: Look["picture"] = (asset, mime, number) => this.#pictures.get(asset, mime, number);
    this.#look = { get isDark() { return document.isDark; }, picture };
    this.#tiles = new Tiles(this.#look);
    this.#stage = new Stage(root, this.camera, this.#paint);
    this.wet = new WetLayer(this.#stage);
    this.over = new OverLayer(this.#stage);
    this.selection = new Selection(this, this.#stage);
    this.#gestures = new Gestures(root, this);
    const stopDocument = document.listen({
      onElements: (pageId, ids) => this.#changed(pageId, ids),
      onPages: () => this.#paged(),
      onMeta: () => this.#darkened(),
    });
    const stopChoice = choice.listen((now) => now.tool !== "select" && this.selection.choose([]));
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

  /** Somebody draws or writes here: no time to turn the page. */
  get isBusy(): boolean {
    return this.wet.isDrawing || this.#gestures.isDrawing || this.told.state.editing !== undefined;
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
    this.#places.set(this.pageId, { x, y, scale });
    this.#open(page);
    const before = this.#places.get(page.id);
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
    if (!this.#hasLooked) this.fit();
    this.#hasLooked = true;
    this.#unfinished.settle(this.document);
    if (this.#pictures.retry()) this.#clear();
  }

  /** The room keeps all that was drawn. */
  stored(): void {
    this.#unfinished.forget();
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
    const { editing } = this.told.state;
    // an editor moves along with the board under it
    this.told.set({ scale: this.camera.scale, editing: editing && { ...editing } });
    this.#stage.soil("dry", "wet", "over");
  }

  hover(at: Point | undefined): void {
    this.ports.point(at && this.camera.toBoard(at));
  }

  showPointers(pointers: readonly Pointer[]): void {
    this.over.point(pointers);
  }

  /** From now on one may only look, or draw again. */
  restrict(isViewOnly: boolean): void {
    if (isViewOnly === this.isViewOnly) return;
    this.#gestures.cancel();
    this.isViewOnly = isViewOnly;
    this.root.classList.toggle("looking", isViewOnly);
    this.selection.choose([]);
    this.told.set({ editing: undefined });
  }

  // the tool in hand

  begin(grip: Grip): Contact | undefined {
    if (this.isViewOnly) return undefined;
    this.#hasLooked = true;
    const { tool, erasesParts } = this.choice.state;
    if (grip.isEraser) return new Erasing(this, grip);
    switch (tool) {
      case "eraser":
        return erasesParts ? new Rubbing(this, grip) : new Erasing(this, grip);
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

  twice(at: Point): void {
    if (this.choice.state.tool === "select" && !this.isViewOnly) editAt(this, at);
  }

  keepStroke(inking: Inking, stroke: Stroke, precision: number): void {
    this.document.begin();
    this.document.put(this.pageId, [[inking.id, stroke]], precision);
    this.#unfinished.note({ pageId: this.pageId, id: inking.id, stroke, precision });
  }

  /** A stroke that was just kept becomes a figure; undo gives the stroke back. */
  keepFigure({ id }: Inking, element: Element, precision: number): void {
    const figureId = newId();
    this.document.begin();
    this.document.replace(this.pageId, [id], [{ id: figureId, element, override: UNTOUCHED }], precision);
    this.#unfinished.replaced(id, figureId);
  }

  put(elements: readonly (readonly [string, Element])[]): void {
    this.document.begin();
    this.document.put(this.pageId, elements);
  }

  // what changed

  repaint(changes: readonly Change[]): void {
    this.#tiles.change(this.scene, changes);
    this.#stage.soil("dry");
  }

  #changed(pageId: string, ids: ReadonlySet<string>): void {
    this.wet.dry(ids);
    if (pageId !== this.pageId) return;
    this.repaint(this.scene.update(ids));
    this.selection.prune();
    this.told.set({ revision: this.told.state.revision + 1 });
    this.#stage.soil("over");
  }

  #paged(): void {
    const pages = this.document.pages();
    const page = pages.find(({ id }) => id === this.pageId) ?? pages[0];
    if (page && isOther(page, this.scene.page)) this.#open(page);
  }

  #open(page: Page): void {
    this.#gestures.cancel();
    this.scene = new Scene(this.document, page);
    this.#clear();
    if (page.id !== this.told.state.pageId) this.told.set({ pageId: page.id, selection: new Set(), editing: undefined });
    this.told.set({ revision: this.told.state.revision + 1, lacksBackground: false });
  }

  #darkened(): void {
    if (this.document.isDark !== this.#wasDark) this.#clear();
    this.#wasDark = this.document.isDark;
  }

  #pictured(asset: string, isThere: boolean): void {
    const isBackground = this.scene.page.background.asset === asset;
    if (isBackground) this.told.set({ lacksBackground: !isThere });
    if (isBackground && isThere) this.#clear();
    else if (isThere) this.repaint(this.scene.showing(asset));
  }

  #clear(): void {
    this.#tiles.clear();
    this.#stage.soil("dry", "wet", "over");
  }

  // painting

  #paint = (layer: Layer, pen: Pen, now: number): boolean => {
    if (layer === "dry") {
      const isZooming = now - this.#zoomedAt < ZOOM_SETTLES_MS;
      return !this.#tiles.draw(pen, this.scene, this.camera, this.#stage.ratio, isZooming, BUDGET_MS) && !isZooming;
    }
    this.#stage.clear(pen);
    this.#stage.toBoard(pen);
    const look: Look = { ...this.#look, scale: this.camera.scale * this.#stage.ratio };
    return layer === "wet" ? this.wet.paintWet(pen, look, now, this.pageId) : this.#paintOver(pen, look, now);
  };

  #paintOver(pen: Pen, look: Look, now: number): boolean {
    const isFading = this.wet.paintOver(pen, look, now, this.pageId);
    this.over.paintPreview(pen, look);
    this.selection.paint(pen, look);
    this.#stage.toView(pen);
    this.over.paint(pen, this.camera, this.pageId);
    return isFading;
  }
}

// whether a page looks different, apart from what lies on it
function isOther(one: Page, two: Page): boolean {
  return one.id !== two.id || JSON.stringify([one.size, one.background]) !== JSON.stringify([two.size, two.background]);
}
