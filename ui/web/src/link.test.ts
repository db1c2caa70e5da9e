import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocketServer, WebSocket } from "ws";
import { Pace } from "./calls";
import type { CastTouched } from "./contract";
import { Link } from "./link";
import { Refused, Unreachable } from "./room";

interface Asked {
  id?: number;
  method: string;
  params: object;
}

const heard: Asked[] = [];
let server: WebSocketServer;
let link: Link;

/** A room that answers what `answers` says, by the verb; to others it keeps silent. */
async function room(answers: Record<string, object>): Promise<void> {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (client) => {
    client.send(JSON.stringify({ method: "state", params: { state: { cast: { casts: [] } } } }));
    client.on("message", (data) => {
      const asked = JSON.parse(String(data)) as Asked;
      heard.push(asked);
      const answer = answers[asked.method];
      if (answer) client.send(JSON.stringify({ jsonrpc: "2.0", id: asked.id, ...answer }));
    });
  });
  await new Promise((resolve) => server.once("listening", resolve));
  link = new Link("token", `ws://127.0.0.1:${(server.address() as { port: number }).port}`);
  await new Promise<void>((resolve) => link.listen({ onConnected: (isConnected) => isConnected && resolve() }));
}

beforeEach(() => {
  heard.length = 0;
  vi.stubGlobal("WebSocket", WebSocket);
});
afterEach(() => {
  link.close();
  server.close(() => undefined);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("calls have answers, refusals have codes", async () => {
  await room({ "cast.enter_queue": { result: { id: "t" } }, "cast.leave_queue": { error: { code: -32003, data: { code: "cast.queue_full", limit: 12 } } } });
  expect(await link.call("cast.enter_queue", { name: "Bo" })).toEqual({ id: "t" });
  expect(heard[0]).toMatchObject({ method: "cast.enter_queue", params: { name: "Bo" } });
  const refusal = await link.call("cast.leave_queue").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect((refusal as Refused).code).toBe("cast.queue_full");
  expect((refusal as Refused).number("limit")).toBe(12);
});

test("silence ends a call, and so does a connection that breaks", async () => {
  await room({});
  const broken = link.call("cast.set_paused").catch((error: unknown) => error);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  for (const client of server.clients) client.terminate();
  expect(await broken).toBeInstanceOf(Unreachable);
  expect(await link.call("cast.set_paused").catch((error: unknown) => error)).toBeInstanceOf(Unreachable);
});

test("a call that is not answered is given up after eight seconds", async () => {
  await room({});
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const silent = link.call("cast.set_paused").catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(8001);
  expect(await silent).toBeInstanceOf(Unreachable);
});

test("events reach those who listen", async () => {
  await room({});
  const touched: CastTouched[] = [];
  link.listen({ onCastTouched: (one) => touched.push(one) });
  for (const client of server.clients) client.send(JSON.stringify({ method: "cast.touched", params: { cast_id: "c", contacts: [] } }));
  await vi.waitFor(() => expect(touched).toEqual([{ cast_id: "c", contacts: [] }]));
});

test("more is said than the room takes: what is fleeting is left out, calls wait", async () => {
  await room({ "session.describe": { result: {} } });
  for (let at = 0; at < 100; at += 1) link.say("cast.point", { x: at });
  await link.call("session.describe");
  const points = heard.filter((one) => one.method === "cast.point");
  expect(points.length).toBe(30);
  expect(points.every((one) => one.id === undefined)).toBe(true);
});

test("the pace stays below 20 a second and 40 at once", () => {
  let now = 0;
  const pace = new Pace(() => now);
  let taken = 0;
  for (; now < 10_000; now += 1) if (pace.take() === 0) taken += 1;
  expect(taken).toBeLessThan(40 + 10 * 20);
  expect(taken).toBeGreaterThan(180);
});
