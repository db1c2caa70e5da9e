import { expect, test } from "vitest";
import { BoardDocument, FIRST_PAGE } from "./document";
import { PLAIN, UNTOUCHED, type Element } from "./element";
import { Scene } from "./scene";

function line(x: number, createdMs: number): Element {
  return { kind: "stroke", points: new Float32Array([x, 0, x + 50, 0]), factors: undefined, color: 255, width: 4, tool: "pen", author: 7, createdMs, durationMs: 1 };
}

function opened() {
  const document = new BoardDocument({ id: 1, name: "Anna", color: 255 });
  document.put(FIRST_PAGE, [["a", line(0, 10)], ["b", line(20, 20)], ["far", line(900, 30)]]);
  return { document, scene: new Scene(document, { id: FIRST_PAGE, index: 0, background: PLAIN }) };
}

test("elements are painted in order of time, or where they were put", () => {
  const { document, scene } = opened();
  const all = { x0: -100, y0: -100, x1: 100, y1: 100 };
  expect(scene.query(all).map(({ id }) => id)).toEqual(["a", "b"]);
  document.place(FIRST_PAGE, [["a", { ...UNTOUCHED, z: 1.8e12 }]]);
  scene.update(["a"]);
  expect(scene.query(all).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("an element over all others is only added, one under another has the place painted anew", () => {
  const { document, scene } = opened();
  document.put(FIRST_PAGE, [["top", line(10, 40)], ["under", line(10, 15)]]);
  const [top] = scene.update(["top"]);
  const [under] = scene.update(["under"]);
  expect(top?.top?.id).toBe("top");
  expect(under?.top).toBeUndefined();
});

test("what was moved leaves its old place and shows in its new one", () => {
  const { document, scene } = opened();
  document.place(FIRST_PAGE, [["a", { ...UNTOUCHED, affine: [1, 0, 0, 1, 0, 300] }]]);
  const [change] = scene.update(["a"]);
  expect(change?.box).toMatchObject({ y0: -2, y1: 302 });
  document.remove(FIRST_PAGE, ["a"]);
  expect(scene.update(["a"])[0]?.box).toMatchObject({ y0: 298, y1: 302 });
  expect(scene.update(["a"])).toEqual([]);
});

test("a draft shows pieces instead of an element until the document is looked at again", () => {
  const { scene } = opened();
  const all = { x0: -100, y0: -100, x1: 100, y1: 100 };
  scene.draft(["a"], [{ id: "piece", element: line(30, 5), override: UNTOUCHED }]);
  expect(scene.query(all).map(({ id }) => id)).toEqual(["piece", "b"]);
  scene.update(["a", "piece"]);
  expect(scene.query(all).map(({ id }) => id)).toEqual(["a", "b"]);
});

test("the extent holds all elements, and a page's own size", () => {
  const { document, scene } = opened();
  expect(scene.extent()).toEqual({ x0: -2, y0: -2, x1: 952, y1: 2 });
  const sized = new Scene(document, { id: "empty", index: 0, size: [400, 300], background: PLAIN });
  expect(sized.extent()).toEqual({ x0: 0, y0: 0, x1: 400, y1: 300 });
  expect(new Scene(document, { id: "empty", index: 0, background: PLAIN }).extent()).toBeUndefined();
});
