import { expect, test } from "vitest";
import * as Y from "yjs";
import { BoardDocument, FIRST_PAGE } from "./document";
import { UNTOUCHED, newId, type Element } from "./element";

const stroke: Element = {
  kind: "stroke", points: new Float32Array([1, 2, 3, 4]), factors: undefined, color: 255, width: 4, tool: "pen", author: 7, createdMs: 5, durationMs: 1,
};

function guest(name: string): BoardDocument {
  const document = new BoardDocument({ id: name.length, name, color: 0xd32f2fff });
  [...document.ids(FIRST_PAGE)];
  return document;
}

function merge(one: BoardDocument, two: BoardDocument): void {
  const [first, second] = [Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(two.doc)), Y.encodeStateAsUpdate(two.doc, Y.encodeStateVector(one.doc))];
  two.apply(first, "link");
  one.apply(second, "link");
}

test("undo takes back one's own actions, one at a time, and leaves others' alone", () => {
  const [anna, ben] = [guest("Anna"), guest("Ben")];
  for (const [document, id] of [[anna, "a1"], [ben, "b1"], [anna, "a2"]] as const) {
    document.begin();
    document.put(FIRST_PAGE, [[id, stroke]]);
    merge(anna, ben);
  }
  anna.undo();
  merge(anna, ben);
  expect([...ben.ids(FIRST_PAGE)].sort()).toEqual(["a1", "b1"]);
  anna.undo();
  expect(anna.canUndo).toBe(false);
  anna.redo();
  anna.redo();
  merge(anna, ben);
  expect([...ben.ids(FIRST_PAGE)].sort()).toEqual(["a1", "a2", "b1"]);
});

test("what was erased in one gesture comes back in one step", () => {
  const anna = guest("Anna");
  anna.begin();
  anna.put(FIRST_PAGE, [["a", stroke], ["b", stroke]]);
  anna.place(FIRST_PAGE, [["a", { ...UNTOUCHED, color: 1 }]]);
  anna.begin();
  anna.remove(FIRST_PAGE, ["a"]);
  anna.remove(FIRST_PAGE, ["b"]);
  expect([...anna.ids(FIRST_PAGE)]).toEqual([]);
  anna.undo();
  expect([...anna.ids(FIRST_PAGE)].sort()).toEqual(["a", "b"]);
  expect(anna.placed(FIRST_PAGE, "a")?.override.color).toBe(1);
});

test("elements are replaced in one change, which undo takes back", () => {
  const anna = guest("Anna");
  anna.begin();
  anna.put(FIRST_PAGE, [["a", stroke]]);
  anna.place(FIRST_PAGE, [["a", { ...UNTOUCHED, color: 1 }]]);
  const updates: Uint8Array[] = [];
  anna.doc.on("update", (update: Uint8Array) => updates.push(update));
  anna.begin();
  anna.replace(FIRST_PAGE, ["a"], [{ id: "b", element: stroke, override: { ...UNTOUCHED, color: 2 } }, { id: "c", element: stroke, override: UNTOUCHED }]);
  expect(updates).toHaveLength(1);
  expect([...anna.ids(FIRST_PAGE)]).toEqual(["b", "c"]);
  expect(anna.placed(FIRST_PAGE, "b")?.override.color).toBe(2);
  expect(anna.doc.getMap(`x:${FIRST_PAGE}`).has("c")).toBe(false);
  anna.undo();
  expect([...anna.ids(FIRST_PAGE)]).toEqual(["a"]);
  expect(anna.placed(FIRST_PAGE, "a")?.override.color).toBe(1);
});

test("two who drew apart have both strokes, and who moved and who recoloured both have their way", () => {
  const [anna, ben] = [guest("Anna"), guest("Ben")];
  anna.put(FIRST_PAGE, [["a", stroke]]);
  merge(anna, ben);
  anna.place(FIRST_PAGE, [["a", { ...UNTOUCHED, color: 0xff00ff }]]);
  anna.put(FIRST_PAGE, [["mine", stroke]]);
  ben.put(FIRST_PAGE, [["yours", stroke]]);
  merge(anna, ben);
  expect([...anna.ids(FIRST_PAGE)].sort()).toEqual(["a", "mine", "yours"]);
  expect(Y.encodeStateVector(anna.doc)).toEqual(Y.encodeStateVector(ben.doc));
});

test("a new page comes right behind the one it was made on", () => {
  const anna = guest("Anna");
  anna.addPage(FIRST_PAGE, "second");
  anna.addPage(FIRST_PAGE, "between");
  expect(anna.pages().map(({ id }) => id)).toEqual([FIRST_PAGE, "between", "second"]);
});

test("whoever draws is among the people, whoever looks is not", () => {
  const anna = guest("Anna");
  expect(anna.doc.getMap("people").size).toBe(0);
  anna.put(FIRST_PAGE, [["a", stroke]]);
  expect(anna.doc.getMap("people").toJSON()).toEqual({ "00000004": { n: "Anna", c: 0xd32f2fff } });
});

test("records that nobody can read are left out", () => {
  const anna = guest("Anna");
  anna.doc.getMap(`o:${FIRST_PAGE}`).set("bad", { k: "hologram" });
  anna.doc.getMap(`o:${FIRST_PAGE}`).set("worse", new Uint8Array([9, 9]));
  anna.doc.getMap("pages").set("odd", "what?");
  expect(anna.placed(FIRST_PAGE, "bad")).toBeUndefined();
  expect(anna.placed(FIRST_PAGE, "worse")).toBeUndefined();
  expect(anna.pages()).toHaveLength(1);
});

test("ids are eleven URL-safe characters", () => {
  for (let at = 0; at < 50; at += 1) expect(newId()).toMatch(/^[A-Za-z0-9_-]{11}$/);
});
