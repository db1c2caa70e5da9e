import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Contact } from "../contract";
import { clock } from "./elapsed";
import { fitted } from "./ink";
import { Pointing } from "./pointing";
import { Traces } from "./traces";

const contact = (phase: Contact["phase"], x: number, change: Partial<Contact> = {}): Contact => ({
  id: 1, phase, x, y: 0.5, pointing: false, colour: "#e5484d", ...change,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a line grows, stays, and fades within four seconds", () => {
  const traces = new Traces();
  traces.take([contact("down", 0.1), contact("move", 0.2)], 0);
  traces.take([contact("up", 0.3)], 100);
  expect(traces.lines(3000)).toEqual([{ colour: "#e5484d", points: [[0.1, 0.5], [0.2, 0.5], [0.3, 0.5]], opacity: 1 }]);
  expect(traces.lines(3600)[0]?.opacity).toBeCloseTo(0.5);
  expect(traces.lines(4100)).toEqual([]);
});

test("ends that were missed join no lines, and pointers go by themselves", () => {
  const traces = new Traces();
  traces.take([contact("down", 0.1), contact("down", 0.8), contact("move", 0.9)], 0);
  expect(traces.lines(1).map((line) => line.points.length)).toEqual([1, 2]);
  traces.take([contact("up", 0.5, { id: 9 })], 1);
  expect(traces.lines(1)).toHaveLength(2);
  traces.take([contact("move", 0.4, { id: 5, pointing: true })], 10);
  expect(traces.dots(1000)).toHaveLength(1);
  expect(traces.dots(2000)).toEqual([]);
  traces.take([contact("move", 0.4, { id: 5, pointing: true }), contact("up", 0.4, { id: 5, pointing: true })], 2100);
  expect(traces.dots(2100)).toEqual([]);
});

test("what a mad glass sends stays within bounds", () => {
  const traces = new Traces();
  for (let id = 0; id < 500; id += 1) traces.take([contact("down", 0, { id }), contact("move", 0, { id: id + 1000, pointing: true })], 0);
  for (let at = 0; at < 5000; at += 1) traces.take([contact("move", at / 5000, { id: 499 })], 0);
  expect(traces.lines(0)).toHaveLength(64);
  expect(traces.lines(0).at(-1)?.points).toHaveLength(2000);
  expect(traces.dots(0)).toHaveLength(64);
});

test("a pointer is told fifteen times a second at most, and its last place always", () => {
  const told: [number, number, boolean][] = [];
  const pointing = new Pointing((...one) => void told.push(one));
  for (let at = 0; at <= 100; at += 1) {
    pointing.move(at / 100, 2);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(100);
  expect(told.length).toBeLessThanOrEqual(17);
  expect(told.length).toBeGreaterThan(12);
  expect(told.at(-1)).toEqual([1, 1, true]);
  pointing.hide();
  pointing.hide();
  expect(told.at(-1)).toEqual([1, 1, false]);
  expect(told.filter(([, , shown]) => !shown)).toHaveLength(1);
});

test("a picture is found inside of its box", () => {
  expect(fitted(1600, 900, 800, 800)).toEqual({ left: 350, top: 0, width: 900, height: 900 });
  expect(fitted(400, 400, 1600, 800)).toEqual({ left: 0, top: 100, width: 400, height: 200 });
  expect(fitted(400, 300, 0, 0)).toEqual({ left: 0, top: 0, width: 400, height: 300 });
});

test("a clock reads as people write it", () => {
  expect([5, 65, 3723].map(clock)).toEqual(["0:05", "1:05", "1:02:03"]);
});
