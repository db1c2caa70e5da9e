// What is selected on the page, and what is done to it.

import { compareOrder, newId, orderOf, type Affine, type Override, type Placed } from "./element";
import { combined, isEmpty, moved, turnedAbout, type Box } from "./geometry";
import { reordered, type Place } from "./order";
import { paintSelection } from "./overlay";
import { paint, type Look } from "./painter";
import type { Stage } from "./stage";
import type { BoardView } from "./view";

/** One step of a turn, in radians. */
export const TURN = Math.PI / 12;
const DUPLICATE_OFFSET = 24;

export class Selection {
  /** How far it was moved, scaled or turned by a hand that has not let go yet. */
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

  /** Whether anything of it is fixed to its place. */
  get isLocked(): boolean {
    for (const id of this.ids) if (this.view.scene.placed.get(id)?.override.isLocked) return true;
    return false;
  }

  /** Whether it is one group. */
  get isGrouped(): boolean {
    const groups = new Set(this.#placed().map(({ override }) => override.group));
    return this.ids.size > 1 && groups.size === 1 && !groups.has("");
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

  /** Select one more, or one less; with its group. */
  toggle({ id, override: { group } }: Placed): void {
    if (!this.ids.has(id)) return this.choose([...this.ids, id]);
    const isOf = (other: Placed): boolean => other.id === id || (group !== "" && other.override.group === group);
    this.choose(this.#placed().filter((other) => !isOf(other)).map((other) => other.id));
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
    if (affine) this.#transform(affine);
    this.view.repaint(changes);
    this.stage.soil("over");
  }

  /** By pixels of the view. */
  shift(x: number, y: number): void {
    this.#transform(moved(x / this.view.camera.scale, y / this.view.camera.scale));
  }

  /** About its middle, clockwise. */
  turn(radians: number): void {
    const { box } = this;
    if (box) this.#transform(turnedAbout(radians, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2));
  }

  recolour(color: number): void {
    this.#override((override) => ({ ...override, color }));
  }

  /** Fix it to its place, or release it. */
  lock(isLocked: boolean): void {
    this.#override((override) => ({ ...override, isLocked }), true);
  }

  /** Make it one group. */
  group(): void {
    const group = newId();
    if (this.ids.size > 1) this.#override((override) => ({ ...override, group }), true);
  }

  /** Dissolve its groups. */
  ungroup(): void {
    if (this.#placed().some(({ override }) => override.group)) this.#override((override) => ({ ...override, group: "" }), true);
  }

  /** Over or under everything, or the next that it overlaps. */
  order(place: Place): void {
    const { box, view } = this;
    if (!box) return;
    const all = place === "front" || place === "back" ? view.scene.everything() : view.scene.query(box);
    const orders = reordered(all, this.ids, place);
    this.#place(all.flatMap(({ id, override }) => (orders.has(id) ? [[id, { ...override, z: orders.get(id) }] as const] : [])));
  }

  remove(): void {
    const gone = this.#placed().filter(({ override }) => !override.isLocked);
    if (!gone.length) return;
    this.view.document.begin();
    this.view.document.remove(this.view.pageId, gone.map(({ id }) => id));
  }

  duplicate(): void {
    const topmost = this.view.scene.everything().at(-1);
    const top = topmost ? orderOf(topmost) : 0;
    const groups = new Map([["", ""]]);
    const copies = this.#placed().sort(compareOrder).map(({ element, override }, at): Placed => {
      const group = groups.get(override.group) ?? newId();
      groups.set(override.group, group);
      const affine = combined(override.affine, moved(DUPLICATE_OFFSET, DUPLICATE_OFFSET));
      return { id: newId(), element: { ...element, createdMs: Date.now() }, override: { ...override, affine, group, z: top + 1 + at, isLocked: false } };
    });
    if (!copies.length) return;
    this.view.document.begin();
    this.view.document.replace(this.view.pageId, [], copies);
    this.choose(copies.map(({ id }) => id));
  }

  paint(pen: CanvasRenderingContext2D, look: Look): void {
    const by = this.#moved;
    if (by) {
      pen.save();
      pen.transform(...by);
      for (const placed of this.#placed().sort(compareOrder)) paint(pen, placed, look);
      pen.restore();
    }
    const { box } = this;
    if (!box) return;
    this.stage.toView(pen);
    paintSelection(pen, this.view.camera, box, { moved: by, isLocked: this.isLocked });
    this.stage.toBoard(pen);
  }

  #placed(): Placed[] {
    return [...this.ids].flatMap((id) => this.view.scene.placed.get(id) ?? []);
  }

  #transform(by: Affine): void {
    this.#override((override) => ({ ...override, affine: combined(override.affine, by) }));
  }

  #override(how: (override: Override) => Override, isLockedToo = false): void {
    const chosen = this.#placed().filter(({ override }) => isLockedToo || !override.isLocked);
    this.#place(chosen.map(({ id, override }) => [id, how(override)] as const));
  }

  #place(overrides: readonly (readonly [string, Override])[]): void {
    if (!overrides.length) return;
    this.view.document.begin();
    this.view.document.place(this.view.pageId, overrides);
  }
}
