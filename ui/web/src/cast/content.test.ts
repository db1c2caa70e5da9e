import { expect, test } from "vitest";
import { ranked } from "./codec";
import { ceilingBps, constraintsOf, limit } from "./content";

test("a cast sends less the more there are: 20, 12, 6 Mbit/s for one, two, four", () => {
  expect([1, 2, 3, 4, 6].map((casts) => ceilingBps("text", casts) / 1e6)).toEqual([20, 12, 8, 6, 4]);
  expect(ceilingBps("motion", 0)).toBe(20e6);
});

test("text is captured up to 4K, motion up to 1080p at 60 pictures a second", () => {
  expect(constraintsOf("text")).toMatchObject({ width: { max: 3840 }, height: { max: 2160 }, frameRate: { max: 30 } });
  expect(constraintsOf("motion")).toMatchObject({ width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 60 } });
});

test("a running session is held to its content by its parameters alone", async () => {
  const given: unknown[] = [];
  const sender = {
    getParameters: () => ({ encodings: [{ rid: "a", maxBitrate: 1 }] }),
    setParameters: (parameters: unknown) => Promise.resolve(given.push(parameters)),
  };
  await limit(sender as never, "motion", 2);
  await limit({ ...sender, setParameters: () => Promise.reject(new Error("closed")) } as never, "text", 1);
  expect(given).toEqual([
    { degradationPreference: "maintain-framerate", encodings: [{ rid: "a", maxBitrate: 12e6, maxFramerate: 60 }] },
  ]);
});

const codecs = [
  { mimeType: "video/AV1" },
  { mimeType: "video/rtx" },
  { mimeType: "video/H264", sdpFmtpLine: "packetization-mode=0;profile-level-id=42001f" },
  { mimeType: "video/H264", sdpFmtpLine: "packetization-mode=1;profile-level-id=42e01f" },
  { mimeType: "video/H264", sdpFmtpLine: "packetization-mode=1;profile-level-id=640034" },
  { mimeType: "video/VP9" },
  { mimeType: "video/VP8" },
];

test("H.264 goes first where it is encoded in hardware, its best profile before the others", () => {
  const names = ranked(codecs, true).map(({ mimeType, sdpFmtpLine }) => sdpFmtpLine?.slice(-6) ?? mimeType);
  expect(names).toEqual(["640034", "42e01f", "42001f", "video/VP8", "video/VP9", "video/AV1", "video/rtx"]);
});

test("VP8 goes first where it is not", () => {
  expect(ranked(codecs, false).map(({ mimeType }) => mimeType).slice(0, 2)).toEqual(["video/VP8", "video/H264"]);
  expect(ranked(codecs, false)).toHaveLength(codecs.length);
});
