import { expect, test } from "vitest";
import { arrange, fit, layoutOf, type View } from "./arrangement";
import { conferenceOf, personOf } from "./example";
import { room } from "./space";

const VIEW: View = { layout: "gallery", pinned: "", page: 0 };
const CAPACITY = { gallery: 4, strip: 3 };
const keys = (slots: { key: string }[]) => slots.map((slot) => slot.key);

test("a gallery shows all alike, oneself last, whoever waits outside not at all", () => {
  const conference = conferenceOf("a1", "b2", "c3", personOf("d4", { phase: "lobby" }), personOf("e5", { kind: "recorder" }));
  expect(keys(arrange(conference, "a1", VIEW, CAPACITY).main)).toEqual(["b2/camera", "c3/camera", "a1/camera"]);
});

test("what a page cannot hold is on the next, and a page that is gone is the last", () => {
  const conference = conferenceOf("a1", "b2", "c3", "d4", "e5", "f6");
  expect(arrange(conference, "a1", VIEW, CAPACITY)).toMatchObject({ page: 0, pages: 2 });
  expect(keys(arrange(conference, "a1", { ...VIEW, page: 9 }, CAPACITY).main)).toEqual(["f6/camera", "a1/camera"]);
});

test("a shared screen is large for all, people beside it", () => {
  const conference = { ...conferenceOf("a1", personOf("b2", { sharing: true })), sharer: "b2" };
  const arrangement = arrange(conference, "a1", VIEW, CAPACITY);
  expect(keys(arrangement.main)).toEqual(["b2/screen"]);
  expect(keys(arrangement.strip)).toEqual(["b2/camera", "a1/camera"]);
});

test("what is shared is seen in every layout", () => {
  const conference = { ...conferenceOf("a1", personOf("b2", { sharing: true }), "c3"), sharer: "b2" };
  expect(keys(arrange({ ...conference, layout: "gallery" }, "a1", VIEW, CAPACITY).main)[0]).toBe("b2/screen");
  expect(keys(arrange({ ...conference, layout: "speaker" }, "a1", VIEW, CAPACITY).strip)[0]).toBe("b2/screen");
  expect(keys(arrange(conference, "a1", { ...VIEW, pinned: "c3" }, CAPACITY).strip)[0]).toBe("b2/screen");
});

test("who speaks is large, never oneself while there are others", () => {
  const conference = { ...conferenceOf("a1", "b2", "c3"), speaker: "a1" };
  expect(keys(arrange(conference, "a1", { ...VIEW, layout: "speaker" }, CAPACITY).main)).toEqual(["b2/camera"]);
  expect(keys(arrange(conference, "c3", { ...VIEW, layout: "speaker" }, CAPACITY).main)).toEqual(["a1/camera"]);
  expect(keys(arrange(conferenceOf("a1"), "a1", { ...VIEW, layout: "speaker" }, CAPACITY).main)).toEqual(["a1/camera"]);
});

test("a spotlight is for all; one's own pin goes before it and before what is shared", () => {
  const conference = { ...conferenceOf("a1", "b2", "c3", "d4"), spotlight: ["c3", "gone"], sharer: "b2" };
  expect(keys(arrange({ ...conference, sharer: "" }, "a1", VIEW, CAPACITY).main)).toEqual(["c3/camera"]);
  expect(keys(arrange(conference, "a1", { ...VIEW, pinned: "d4" }, CAPACITY).main)).toEqual(["d4/camera"]);
});

test("the layout for all goes before one's own, and none shares what nobody shares", () => {
  expect(layoutOf({ ...conferenceOf("a1", "b2"), layout: "speaker" }, VIEW)).toBe("speaker");
  expect(layoutOf({ ...conferenceOf("a1", "b2"), layout: "share" }, VIEW)).toBe("speaker");
});

test.each([
  [1, 1280, 720],
  [2, 1280, 640],
  [2, 390, 640],
  [9, 1280, 640],
  [5, 844, 300],
  [25, 1600, 900],
])("%i tiles lie within %i × %i", (count, width, height) => {
  const grid = fit(count, width, height, 8);
  const rows = Math.ceil(count / grid.columns);
  expect(grid.columns * grid.width + 8 * (grid.columns - 1)).toBeLessThanOrEqual(width);
  expect(rows * grid.height + 8 * (rows - 1)).toBeLessThanOrEqual(height);
  expect(grid.width / grid.height).toBeGreaterThanOrEqual(0.79);
  expect(grid.width).toBeGreaterThan(100);
});

test("two on an upright phone are one above the other, on a laptop side by side", () => {
  expect(fit(2, 390, 640, 8).columns).toBe(1);
  expect(fit(2, 1280, 640, 8).columns).toBe(2);
});

test.each([
  [390, 640],
  [844, 300],
  [1280, 640],
  [1920, 900],
])("a stage of %i × %i has place for what is large and a strip", (width, height) => {
  const { main, strip, capacity, isUpright } = room({ width, height });
  expect(isUpright ? main.height + strip.height : main.width + strip.width).toBe((isUpright ? height : width) - 8);
  expect(main.width * main.height).toBeGreaterThan(strip.width * strip.height);
  expect(capacity.gallery).toBeLessThanOrEqual(25);
  const tile = fit(capacity.strip, strip.width, strip.height, 8);
  expect(tile.width).toBeGreaterThan(80);
});
