import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { BoardDocument, FIRST_PAGE } from "./document";
import type { Element } from "./element";
import { BoardLink, type LinkListener } from "./link";
import { DRAWING, EDIT, PERMISSION, STORED, SYNC, WET, type Wet } from "./wire";

const stroke: Element = {
  kind: "stroke", points: new Float32Array([1, 2, 3, 4]), factors: undefined, color: 255, width: 4, tool: "pen", author: 7, createdMs: 5, durationMs: 1,
};
const wet: Wet = { pageId: FIRST_PAGE, strokeId: "s", start: 0, state: DRAWING, packed: new Uint8Array([1]) };

/** A browser's socket says nothing more of a server that is not there. */
class Socket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on("error", () => undefined);
  }
}

/** A plain y-websocket server, on a port of its own; with `isParlor` it tells of permission and what is stored. */
class Server {
  readonly doc = new Y.Doc();
  readonly kinds: number[] = [];
  #server: WebSocketServer | undefined;
  #port = 0;

  constructor(private readonly isParlor = false) {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      for (const client of this.#server?.clients ?? []) if (client !== origin) client.send(told((out) => sync.writeUpdate(out, update)));
    });
  }

  async open(): Promise<string> {
    const server = new WebSocketServer({ port: this.#port, host: "127.0.0.1" });
    this.#server = server;
    server.on("connection", (client) => this.#serve(client));
    await new Promise((resolve) => server.once("listening", resolve));
    this.#port = (server.address() as { port: number }).port;
    return `ws://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    for (const client of this.#server?.clients ?? []) client.terminate();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  store(count: number): void {
    for (const client of this.#server?.clients ?? []) client.send(numbers(STORED, count));
  }

  #serve(client: WebSocket): void {
    if (this.isParlor) client.send(numbers(PERMISSION, EDIT));
    client.send(told((out) => sync.writeSyncStep1(out, this.doc)));
    client.on("message", (data: Uint8Array) => {
      const source = decoding.createDecoder(new Uint8Array(data));
      const kind = decoding.readVarUint(source);
      this.kinds.push(kind);
      if (kind !== SYNC) return;
      const answer = told((out) => sync.readSyncMessage(source, out, this.doc, client));
      if (answer.length > 1) client.send(answer);
    });
  }
}

function told(write: (out: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, SYNC);
    write(out);
  });
}

function numbers(...values: number[]): Uint8Array {
  return encoding.encode((out) => values.forEach((value) => encoding.writeVarUint(out, value)));
}

function guest(url: string) {
  const document = new BoardDocument({ id: 1, name: "Anna", color: 255 });
  const heard = { isComplete: false, isStored: undefined as boolean | undefined };
  const listener: LinkListener = {
    onConnected: (_, hasEverything) => (heard.isComplete = hasEverything),
    onStored: (isStored) => (heard.isStored = isStored),
    onWet: () => undefined,
    onPermission: () => undefined,
    onClosed: () => undefined,
  };
  const link = new BoardLink(document.doc, url, listener);
  links.push(link);
  return { document, heard, link, ids: () => [...document.ids(FIRST_PAGE)].sort() };
}

const links: BoardLink[] = [];
beforeEach(() => {
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
});
afterEach(() => {
  for (const link of links.splice(0)) link.close();
  vi.unstubAllGlobals();
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 4000, interval: 10 });

test("a plain y-websocket server is enough, and is sent nothing that it would not know", async () => {
  const server = new Server();
  const url = await server.open();
  const [anna, ben] = [guest(url), guest(url)];
  await eventually(() => expect(anna.heard.isComplete && ben.heard.isComplete).toBe(true));
  anna.document.put(FIRST_PAGE, [["a", stroke]]);
  anna.link.sendWet(wet);
  await eventually(() => expect(ben.ids()).toEqual(["a"]));
  expect(anna.heard.isStored, "such a server does not tell").toBeUndefined();
  expect(server.kinds).not.toContain(WET);
  await server.close();
});

test("what two drew without a connection is merged when it is back", async () => {
  const server = new Server();
  const url = await server.open();
  const [anna, ben] = [guest(url), guest(url)];
  await eventually(() => expect(anna.heard.isComplete && ben.heard.isComplete).toBe(true));
  await server.close();
  await eventually(() => expect(anna.heard.isComplete || ben.heard.isComplete).toBe(false));
  anna.document.put(FIRST_PAGE, [["a", stroke]]);
  ben.document.put(FIRST_PAGE, [["b", stroke]]);
  expect(anna.heard.isStored).toBe(false);
  await server.open();
  await eventually(() => expect([anna.ids(), ben.ids()]).toEqual([["a", "b"], ["a", "b"]]));
  await server.close();
});

test("what is drawn in the middle of the handshake arrives too", async () => {
  const server = new Server();
  const anna = guest(await server.open());
  let count = 0;
  const draw = setInterval(() => anna.document.put(FIRST_PAGE, [[`s${(count += 1)}`, stroke]]), 0);
  await eventually(() => expect(anna.heard.isComplete).toBe(true));
  clearInterval(draw);
  await eventually(() => expect(server.doc.getMap(`o:${FIRST_PAGE}`).size).toBe(count));
  await server.close();
});

test("changes are unsaved until the room says that it keeps them", async () => {
  const server = new Server(true);
  const anna = guest(await server.open());
  await eventually(() => expect(anna.heard).toEqual({ isComplete: true, isStored: true }));
  anna.document.put(FIRST_PAGE, [["a", stroke]]);
  anna.link.sendWet(wet);
  await eventually(() => expect(server.kinds).toContain(WET));
  expect(anna.heard.isStored).toBe(false);
  server.store(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(anna.heard.isStored, "the first was the handshake's").toBe(false);
  server.store(2);
  await eventually(() => expect(anna.heard.isStored).toBe(true));
  await server.close();
});

test("more than a room takes at once goes out change by change", async () => {
  const server = new Server();
  const url = await server.open();
  await server.close();
  const anna = guest(url);
  const large: Element = { ...stroke, points: Float32Array.from({ length: 60_000 }, (_, at) => Math.sin(at * at) * 1e6) };
  for (let at = 0; at < 8; at += 1) anna.document.put(FIRST_PAGE, [[`s${at}`, large]]);
  expect(Y.encodeStateAsUpdate(anna.document.doc).length).toBeGreaterThan(1_000_000);
  await server.open();
  await eventually(() => expect(server.doc.getMap(`o:${FIRST_PAGE}`).size).toBe(8));
  expect(server.kinds.filter((kind) => kind === SYNC).length).toBeGreaterThanOrEqual(9);
  await server.close();
});
