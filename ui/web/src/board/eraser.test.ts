import { expect, test } from "vitest";
import { IDENTITY, type Affine, type Stroke } from "./element";
import { erase } from "./eraser";
import type { Point } from "./geometry";
import { pack, unpack } from "./packing";
import vectors from "./vectors.json";

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

test.each(vectors.erasures.map((one, at) => ({ ...one, at })))("erasure $at leaves the same pieces as in Python", (vector) => {
  const { stroke, affine, path, radius, pieces } = vector;
  const found = erase(unpack(bytes(stroke)), affine as unknown as Affine, path as unknown as Point[], radius);
  expect(found?.map((piece) => hex(pack(piece))) ?? null).toEqual(pieces);
});

test("a very long stroke is cut at once", () => {
  const points = Float32Array.from({ length: 200_000 }, (_, at) => (at % 2 ? 100 * Math.sin(at / 500) : at / 100));
  const stroke: Stroke = { kind: "stroke", points, color: 255, width: 4, tool: "pen", author: 0, createdMs: 0, durationMs: 10 };
  expect(erase(stroke, IDENTITY, [[1000, -200], [1000, 200]], 20)).toHaveLength(2);
});

test("a path in one go and in parts leaves the same ink", () => {
  const points = Float32Array.from({ length: 400 }, (_, at) => (at % 2 ? 100 + 40 * Math.sin(at / 9) : at * 2));
  const stroke: Stroke = { kind: "stroke", points, color: 255, width: 4, tool: "pen", author: 0, createdMs: 0, durationMs: 10 };
  const path: Point[] = [[100, 60], [180, 140], [500, 100]];
  const whole = erase(stroke, IDENTITY, path, 12)!;
  const parts = erase(stroke, IDENTITY, path.slice(0, 2), 12)!.flatMap((piece) => erase(piece, IDENTITY, path.slice(1), 12) ?? [piece]);
  const length = (pieces: readonly Stroke[]): number => pieces.reduce((all, { points: kept }) => all + kept.length, 0);
  expect(parts.length).toBe(whole.length);
  expect(length(parts)).toBe(length(whole));
});
