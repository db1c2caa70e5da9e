import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Hold } from "./hold";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a hand that trembles holds still, one that moves does not", () => {
  const held = vi.fn();
  const hold = new Hold(100, 100, held);
  for (let at = 1; at <= 10; at += 1) {
    vi.advanceTimersByTime(100);
    hold.feed(100 + 10 * at, 100);
  }
  expect(held).not.toHaveBeenCalled();
  for (let at = 0; at < 3; at += 1) {
    vi.advanceTimersByTime(100);
    hold.feed(200 + 2 * (at % 2), 103);
  }
  expect(held).not.toHaveBeenCalled();
  vi.advanceTimersByTime(110);
  expect(held).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5000);
  expect(held).toHaveBeenCalledOnce();
});

test("who has stopped is told nothing", () => {
  const held = vi.fn();
  const hold = new Hold(0, 0, held);
  hold.stop();
  vi.advanceTimersByTime(1000);
  expect(held).not.toHaveBeenCalled();
});

test("a browser that was kept waiting looks again before it tells", () => {
  const held = vi.fn();
  const clock = vi.spyOn(performance, "now");
  clock.mockReturnValue(0);
  new Hold(0, 0, held);
  clock.mockReturnValue(700);
  vi.advanceTimersByTime(400);
  expect(held).not.toHaveBeenCalled();
  clock.mockReturnValue(1105);
  vi.advanceTimersByTime(400);
  expect(held).toHaveBeenCalledOnce();
  clock.mockRestore();
});
