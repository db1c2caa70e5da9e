import { expect, test } from "vitest";
import * as Y from "yjs";
import { BoardDocument, FIRST_PAGE } from "./document";
import { UNTOUCHED, type Stroke } from "./element";
import { Unfinished } from "./unfinished";

const made = { kind: "stroke", factors: undefined, color: 255, width: 4, tool: "pen", author: 7, createdMs: 5, durationMs: 1 } as const;
const part: Stroke = { ...made, points: new Float32Array([0, 0, 1, 1]) };
const whole: Stroke = { ...made, points: new Float32Array([0, 0, 1, 1, 2, 2, 3, 3]) };

function merge(one: BoardDocument, two: BoardDocument): void {
  two.apply(Y.encodeStateAsUpdate(one.doc), "link");
  one.apply(Y.encodeStateAsUpdate(two.doc), "link");
}

function pointsIn(document: BoardDocument, id: string): number | undefined {
  const element = document.placed(FIRST_PAGE, id)?.element;
  return element?.kind === "stroke" ? element.points.length / 2 : undefined;
}

test.each([[1, 2], [2, 1]])("the whole stroke is kept, whichever of the clients %i and %i wins by chance", (first, second) => {
  const guest = new BoardDocument({ id: 1, name: "Anna", color: 255 });
  const room = new BoardDocument({ id: 2, name: "Room", color: 255 });
  [guest.doc.clientID, room.doc.clientID] = [first, second];
  const unfinished = new Unfinished();
  room.put(FIRST_PAGE, [["s", part]]);
  guest.put(FIRST_PAGE, [["s", whole]]);
  unfinished.note({ pageId: FIRST_PAGE, id: "s", stroke: whole, precision: 4 });
  merge(guest, room);
  unfinished.settle(guest);
  merge(guest, room);
  expect([pointsIn(guest, "s"), pointsIn(room, "s")]).toEqual([4, 4]);
});

test.each([[1, 2], [2, 1]])("a figure stands alone, whatever the room has of its stroke (clients %i and %i)", (first, second) => {
  const guest = new BoardDocument({ id: 1, name: "Anna", color: 255 });
  const room = new BoardDocument({ id: 2, name: "Room", color: 255 });
  [guest.doc.clientID, room.doc.clientID] = [first, second];
  const unfinished = new Unfinished();
  room.put(FIRST_PAGE, [["s", part]]);
  guest.put(FIRST_PAGE, [["s", whole]]);
  unfinished.note({ pageId: FIRST_PAGE, id: "s", stroke: whole, precision: 4 });
  guest.replace(FIRST_PAGE, ["s"], [{ id: "figure", element: whole, override: UNTOUCHED }]);
  unfinished.replaced("s", "figure");
  merge(guest, room);
  unfinished.settle(guest);
  merge(guest, room);
  for (const one of [guest, room]) expect([...one.ids(FIRST_PAGE)]).toEqual(["figure"]);
});

test("what was erased meanwhile stays erased", () => {
  const guest = new BoardDocument({ id: 1, name: "Anna", color: 255 });
  const unfinished = new Unfinished();
  guest.put(FIRST_PAGE, [["s", whole]]);
  unfinished.note({ pageId: FIRST_PAGE, id: "s", stroke: whole, precision: 4 });
  guest.remove(FIRST_PAGE, ["s"]);
  unfinished.settle(guest);
  expect(pointsIn(guest, "s")).toBeUndefined();
});
