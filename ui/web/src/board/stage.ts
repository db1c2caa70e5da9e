// The canvases under the pointer: the dry board, wet ink, and what lies over both. Only what changed is painted.

import type { Camera } from "./camera";

export type Layer = "dry" | "wet" | "over";
type Pen = CanvasRenderingContext2D;

const MOST_RATIO = 3;
const LAYERS: Layer[] = ["dry", "wet", "over"];

export class Stage {
  readonly pens: Record<Layer, Pen>;
  ratio = 1;
  #dirty = new Set<Layer>(LAYERS);
  #request = 0;
  #observer: ResizeObserver;

  constructor(
    private readonly root: HTMLElement,
    private readonly camera: Camera,
    /** Paints a layer; true where it wants to be painted again in the next frame. */
    private readonly paint: (layer: Layer, pen: Pen, now: number) => boolean,
  ) {
    this.pens = { dry: this.#add({ alpha: false }), wet: this.#add({ desynchronized: true }), over: this.#add({}) };
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(root);
    this.#resize();
  }

  close(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#request);
    for (const layer of LAYERS) this.pens[layer].canvas.remove();
  }

  soil(...layers: Layer[]): void {
    for (const layer of layers) this.#dirty.add(layer);
    if (!this.#request) this.#request = requestAnimationFrame(this.#frame);
  }

  /** Paint a layer at once, without waiting for the frame. */
  now(layer: Layer): void {
    this.#dirty.delete(layer);
    if (this.paint(layer, this.pens[layer], performance.now())) this.soil(layer);
  }

  /** Aim a pen at board units. */
  toBoard(pen: Pen): void {
    const scale = this.camera.scale * this.ratio;
    pen.setTransform(scale, 0, 0, scale, -Math.round(this.camera.x * scale), -Math.round(this.camera.y * scale));
  }

  /** Aim a pen at CSS pixels of the view. */
  toView(pen: Pen): void {
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  clear(pen: Pen): void {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  }

  #frame = (now: number): void => {
    this.#request = 0;
    const dirty = LAYERS.filter((layer) => this.#dirty.has(layer));
    this.#dirty.clear();
    for (const layer of dirty) if (this.paint(layer, this.pens[layer], now)) this.soil(layer);
  };

  #add(options: CanvasRenderingContext2DSettings): Pen {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    this.root.append(canvas);
    const pen = canvas.getContext("2d", options);
    if (!pen) throw new Error("this browser has no canvas");
    return pen;
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.root;
    if (!clientWidth || !clientHeight) return;
    this.ratio = Math.min(devicePixelRatio || 1, MOST_RATIO);
    for (const layer of LAYERS) {
      const { canvas } = this.pens[layer];
      canvas.width = Math.round(clientWidth * this.ratio);
      canvas.height = Math.round(clientHeight * this.ratio);
    }
    this.camera.resize(clientWidth, clientHeight);
    this.soil(...LAYERS);
  }
}
