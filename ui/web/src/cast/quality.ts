// How well a cast goes out, by the browser's own statistics (W3C webrtc-stats).

import type { Content } from "./content";

export type Grade = "good" | "fair" | "poor";
export type Limit = "" | "network" | "processor";

export interface Quality {
  width: number;
  height: number;
  framesPerS: number;
  kbps: number;
  grade: Grade;
  limit: Limit;
}

/** What one look at the statistics gives. */
export interface Sample {
  atMs: number;
  bytes: number;
  width: number;
  height: number;
  framesPerS: number;
  /** What the capture gives to the encoder. */
  sourceWidth: number;
  sourceFramesPerS: number;
  limit: string;
  lossFraction: number;
  roundTripMs: number;
}

/** Read a report; undefined while nothing is sent. */
export function sampleOf(report: Iterable<Record<string, unknown>>): Sample | undefined {
  const stats = [...report];
  const find = (type: string) => stats.find((one) => one["type"] === type && (one["kind"] ?? "video") === "video");
  const [out, source, remote] = [find("outbound-rtp"), find("media-source"), find("remote-inbound-rtp")];
  if (!out) return undefined;
  const read = (from: Record<string, unknown> | undefined, name: string) => Number(from?.[name] ?? 0);
  return {
    atMs: read(out, "timestamp"),
    bytes: read(out, "bytesSent"),
    width: read(out, "frameWidth"),
    height: read(out, "frameHeight"),
    framesPerS: read(out, "framesPerSecond"),
    sourceWidth: read(source, "width"),
    sourceFramesPerS: read(source, "framesPerSecond"),
    limit: String(out["qualityLimitationReason"] ?? "none"),
    lossFraction: read(remote, "fractionLost"),
    roundTripMs: read(remote, "roundTripTime") * 1000,
  };
}

/** Judge what happened between two looks. A still slide sends next to nothing, and that is as good as can be. */
export function judge(before: Sample, now: Sample, content: Content): Quality {
  const seconds = Math.max(0.001, (now.atMs - before.atMs) / 1000);
  const kept = now.sourceFramesPerS >= 8 ? now.framesPerS / Math.min(now.sourceFramesPerS, content === "text" ? 15 : 30) : 1;
  const sharp = now.sourceWidth && now.width ? now.width / now.sourceWidth : 1;
  const isPoor = now.lossFraction > 0.1 || now.roundTripMs > 500 || kept < 0.35 || sharp < 0.45;
  const isFair = now.lossFraction > 0.03 || now.roundTripMs > 200 || kept < 0.7 || sharp < 0.8;
  const grade = isPoor ? "poor" : isFair ? "fair" : "good";
  return {
    width: now.width,
    height: now.height,
    framesPerS: Math.round(now.framesPerS),
    kbps: Math.max(0, Math.round(((now.bytes - before.bytes) * 8) / seconds / 1000)),
    grade,
    limit: grade === "good" ? "" : limitOf(now),
  };
}

function limitOf({ limit, lossFraction, roundTripMs }: Sample): Limit {
  if (limit === "cpu") return "processor";
  if (limit === "bandwidth" || lossFraction > 0.03 || roundTripMs > 200) return "network";
  return "";
}
