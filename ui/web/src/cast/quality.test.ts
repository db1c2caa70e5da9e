import { expect, test } from "vitest";
import { judge, sampleOf, type Sample } from "./quality";

const before: Sample = {
  atMs: 1000, bytes: 0, width: 1920, height: 1080, framesPerS: 30, sourceWidth: 1920, sourceFramesPerS: 30, limit: "none", lossFraction: 0, roundTripMs: 5,
};
const after = (change: Partial<Sample>): Sample => ({ ...before, atMs: 3000, bytes: 1_000_000, ...change });

test("figures are of the time between two looks", () => {
  expect(judge(before, after({}), "text")).toEqual({ width: 1920, height: 1080, framesPerS: 30, kbps: 4000, grade: "good", limit: "" });
});

test.each([
  ["a still slide", { framesPerS: 0, sourceFramesPerS: 0, bytes: 100, limit: "bandwidth" }, "text", "good", ""],
  ["fewer pictures of text", { framesPerS: 12, limit: "bandwidth" }, "text", "good", ""],
  ["jerky motion", { framesPerS: 12, limit: "cpu" }, "motion", "fair", "processor"],
  ["very jerky motion", { framesPerS: 5, limit: "cpu" }, "motion", "poor", "processor"],
  ["a smaller picture", { width: 1280, limit: "bandwidth" }, "motion", "fair", "network"],
  ["a tiny picture", { width: 640, limit: "bandwidth" }, "text", "poor", "network"],
  ["loss", { lossFraction: 0.05 }, "text", "fair", "network"],
  ["a long way", { roundTripMs: 700 }, "text", "poor", "network"],
] as const)("%s", (_, change, content, grade, limit) => {
  expect(judge(before, after(change), content)).toMatchObject({ grade, limit });
});

test("a browser's report is read, also one that lacks much", () => {
  const report = [
    { type: "outbound-rtp", kind: "audio", bytesSent: 7 },
    { type: "outbound-rtp", kind: "video", timestamp: 5, bytesSent: 9, frameWidth: 640, frameHeight: 360, qualityLimitationReason: "cpu" },
    { type: "media-source", kind: "video", width: 1280, framesPerSecond: 30 },
    { type: "remote-inbound-rtp", kind: "video", roundTripTime: 0.02, fractionLost: 0.1 },
  ];
  expect(sampleOf(report)).toEqual({
    atMs: 5, bytes: 9, width: 640, height: 360, framesPerS: 0, sourceWidth: 1280, sourceFramesPerS: 30, limit: "cpu", lossFraction: 0.1, roundTripMs: 20,
  });
  expect(sampleOf([])).toBeUndefined();
});
