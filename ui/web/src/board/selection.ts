// What is selected on the page, and what is done to it.

import type { Affine, Placed } from "./element";
import { newId } from "./element";
import { combined, isEmpty, type Box } from "./geometry";
import { paintSelection } from "./overlay";
import { paint, type Look } from "./painter";
import { movedBox } from "./selecting";
import type { Stage } from "./stage";
import type { BoardView } from "./view";

const DUPLICATE_OFFSET = 24;

export class Selection {
  /** How far it was moved or scaled by a hand that has not let go yet. */
  #moved: Affine | undefined;

  constructor(
    private readonly view: BoardView,
    private readonly stage: Stage,
  ) {}

  get ids(): ReadonlySet<string> {
    return this.view.told.state.selection;
  }

  get box(): Box | undefined {
    const box = this.view.scene.boxOf(this.ids);
    return isEmpty(box) ? undefined : box;
  }

  /** Select these, and whoever is in a group with one of them. */
  choose(ids: Iterable<string>): void {
    const chosen = new Set(ids);
    const { placed } = this.view.scene;
    const groups = new Set([...chosen].map((id) => placed.get(id)?.override.group).filter(Boolean));
    if (groups.size) for (const { id, override } of placed.values()) if (groups.has(override.group)) chosen.add(id);
    if (!chosen.size && !this.ids.size) return;
    this.view.told.set({ selection: chosen });
    this.stage.soil("over");
  }

  /** Elements may be gone. */
  prune(): void {
    const left = [...this.ids].filter((id) => this.view.scene.placed.has(id));
    if (left.length < this.ids.size) this.view.told.set({ selection: new Set(left) });
  }

  move(affine: Affine): void {
    if (!this.#moved) this.view.repaint(this.view.scene.hide(this.ids));
    this.#moved = affine;
    this.stage.soil("over");
  }

  /** Let go; undefined leaves everything where it was. */
  drop(affine: Affine | undefined): void {
    this.#moved = undefined;
    const changes = this.view.scene.hide([]);
    if (affine) this.#override(({ override }) => ({ ...override, affine: combined(override.affine, affine) }));
    this.view.repaint(changes);
    this.stage.soil("over");
  }

  recolour(color: number): void {
    this.#override(({ override }) => ({ ...override, color }));
  }

  remove(): void {
    if (!this.ids.size) return;
    this.view.document.begin();
    this.view.document.remove(this.view.pageId, this.ids);
  }

  duplicate(): void {
    const copies = this.#placed().map(({ element, override }) => ({ id: newId(), element: { ...element, createdMs: Date.now() }, override }));
    if (!copies.length) return;
    const { document, pageId } = this.view;
    document.begin();
    document.put(pageId, copies.map(({ id, element }) => [id, element] as const));
    const shift: Affine = [1, 0, 0, 1, DUPLICATE_OFFSET, DUPLICATE_OFFSET];
    const overrides = copies.map(({ id, override }) => [id, { ...override, affine: combined(override.affine, shift), z: undefined, group: "" }] as const);
    document.place(pageId, overrides);
    this.choose(copies.map(({ id }) => id));
  }

  paint(pen: CanvasRenderingContext2D, look: Look): void {
    const moved = this.#moved;
    if (moved) {
      pen.save();
      pen.transform(...moved);
      for (const placed of this.#placed()) paint(pen, placed, look);
      pen.restore();
    }
    const { box } = this;
    if (!box) return;
    this.stage.toView(pen);
    paintSelection(pen, this.view.camera, moved ? movedBox(box, moved) : box);
    this.stage.toBoard(pen);
  }

  #placed(): Placed[] {
    return [...this.ids].flatMap((id) => this.view.scene.placed.get(id) ?? []);
  }

  #override(how: (placed: Placed) => Placed["override"]): void {
    const overrides = this.#placed().map((placed) => [placed.id, how(placed)] as const);
    if (!overrides.length) return;
    this.view.document.begin();
    this.view.document.place(this.view.pageId, overrides);
  }
}
