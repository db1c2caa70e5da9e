import { expect, test } from "vitest";
import { flowing, grade, sampleOf } from "./flow";

const at = (atMs: number, packets: number, lost = 0, currentRoundTripTime = 0.02) =>
  sampleOf(
    [
      { type: "inbound-rtp", trackIdentifier: "a", packetsReceived: packets, packetsLost: lost },
      { type: "inbound-rtp", trackIdentifier: "b", packetsReceived: 5 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime },
      { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    ],
    atMs,
  );

test("a track flows while packets come", () => {
  expect([...flowing(at(0, 10), at(500, 20))]).toEqual(["a"]);
  expect(flowing(at(0, 10), at(500, 10)).size).toBe(0);
});

test.each([
  [at(500, 110), "good"],
  [at(500, 110, 5), "fair"],
  [at(500, 110, 20), "poor"],
  [at(500, 110, 0, 0.4), "fair"],
  [at(500, 110, 0, 0.9), "poor"],
  [at(500, 10), ""],
])("%# is graded", (after, expected) => {
  expect(grade(at(0, 10), after)).toBe(expected);
});
