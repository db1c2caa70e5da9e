// Rubbing out the part of strokes that the eraser covers. It is shown while the hand moves and written once it leaves.

import { MAX_FACTOR, newId, type Placed } from "./element";
import { erase } from "./eraser";
import { between } from "./erasing";
import { NOWHERE, boxOf, grown, isEmpty, scaleOf, union, type Box, type Point } from "./geometry";
import type { Contact, Grip, Sample } from "./gestures";
import { isHit } from "./hit";
import { precisionAt } from "./packing";
import type { BoardView } from "./view";

export class Rubbing implements Contact {
  #last: Point;
  /** What the document has and the board does not show any more. */
  readonly #gone = new Set<string>();
  /** What the board shows instead. */
  readonly #pieces = new Map<string, Placed>();
  readonly #radius: number;

  constructor(
    private readonly view: BoardView,
    { at }: Grip,
  ) {
    this.#radius = view.choice.state.eraserWidth / 2 / view.camera.scale;
    this.#last = view.camera.toBoard([at.x, at.y]);
    this.#rub(this.#last);
  }

  move(samples: readonly Sample[]): void {
    for (const { x, y } of samples) this.#rub(this.view.camera.toBoard([x, y]));
  }

  finish(): void {
    this.view.over.ring(undefined);
    if (!this.#gone.size) return;
    const { document, pageId, camera } = this.view;
    document.begin();
    document.replace(pageId, this.#gone, this.#pieces.values(), precisionAt(camera.scale));
    document.begin();
  }

  cancel(): void {
    this.view.over.ring(undefined);
    this.view.repaint(this.view.scene.update([...this.#gone, ...this.#pieces.keys()]));
  }

  #rub(to: Point): void {
    const path = [this.#last, to];
    this.#last = to;
    this.view.over.ring({ at: to, radius: this.#radius });
    const { scene } = this.view;
    const swept = grown(boxOf(path), this.#radius);
    let soiled = NOWHERE;
    for (const placed of scene.query(swept)) {
      const left = placed.override.isLocked ? undefined : this.#left(placed, path);
      if (!left) continue;
      soiled = union(soiled, changedBy(placed, swept) ?? scene.boxOf([placed.id]));
      this.#take(placed.id, left);
    }
    if (!isEmpty(soiled)) this.view.repaint([{ box: soiled }]);
  }

  #take(id: string, left: readonly Placed[]): void {
    if (!this.#pieces.delete(id)) this.#gone.add(id);
    for (const piece of left) this.#pieces.set(piece.id, piece);
    this.view.scene.draft([id], left);
  }

  // what is left of an element; undefined where it was not touched
  #left(placed: Placed, path: readonly Point[]): Placed[] | undefined {
    const { element, override } = placed;
    if (element.kind === "stroke") return erase(element, override.affine, path, this.#radius)?.map((piece) => ({ id: newId(), element: piece, override }));
    // what has no parts stays when the eraser only brushes against it
    const reach = this.#radius / 4;
    const [from, to] = [path[0]!, path[path.length - 1]!];
    return [...between(from, to, reach)].some((at) => isHit(placed, at, reach)) ? [] : undefined;
  }
}

// where a stroke looks different once the eraser has swept over a box: its pieces lie as it did, but for their round ends
function changedBy({ element, override }: Placed, swept: Box): Box | undefined {
  return element.kind === "stroke" ? grown(swept, element.width * MAX_FACTOR * scaleOf(override.affine)) : undefined;
}
