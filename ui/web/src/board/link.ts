// The connection of a board: the y-websocket protocol, so that any such server will do, and Parlor's messages where the
// room has them. It comes back by itself; changes made meanwhile are merged by state vectors.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import type * as Y from "yjs";
import { AWARENESS, PERMISSION, QUERY_AWARENESS, REVOKED, STORED, SYNC, WET, encodeAwareness, encodeWet, readWet, type Wet } from "./wire";

export interface LinkListener {
  /** `hasEverything`: connected, and all that the room had has arrived. */
  onConnected(isConnected: boolean, hasEverything: boolean): void;
  onWet(wet: Wet): void;
  /** Whether all own changes are kept by the room; undefined where it does not tell. */
  onStored(isStored: boolean | undefined): void;
  onPermission(permission: number): void;
  /** The room said why the connection ended; after `worthless` none follows. */
  onClosed(why: "worthless" | "not_open"): void;
}

/** Close codes of `appliance/server/boards.py`. */
const WORTHLESS_LINK = 4403;
const NOT_OPEN = 4404;
const TOO_MANY_TRIES = 4429;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const SILENT_MS = 6000;
const GIVE_UP_MS = 6000;
const THROTTLED_MS = 15_000;
/** A room takes messages of at most a mebibyte from guests. */
const MOST_BYTES = 900_000;

export class BoardLink {
  readonly awareness: Awareness;
  #socket: WebSocket | undefined;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval>;
  #heardAt = 0;
  #askedAt = 0;
  #isClosed = false;
  #hasEverything = false;
  /** The room asked for what it lacked: from then on every change goes out at once. */
  #hasAnswered = false;
  /** Messages with changes of this connection, and how many of them the room keeps. */
  #changes = 0;
  #stored = 0;
  /** Changes that no room has acknowledged. */
  #unsaved: Uint8Array[] = [];
  #isParlor = false;

  constructor(
    private readonly doc: Y.Doc,
    private readonly url: string,
    private readonly listener: LinkListener,
  ) {
    this.awareness = new Awareness(doc);
    doc.on("update", this.#onUpdate);
    this.awareness.on("update", this.#onAwareness);
    addEventListener("online", this.#retryNow);
    addEventListener("offline", this.#onOffline);
    addEventListener("pagehide", this.#leave);
    this.#watch = setInterval(() => this.#look(), 1000);
    this.#open();
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    removeEventListener("online", this.#retryNow);
    removeEventListener("offline", this.#onOffline);
    removeEventListener("pagehide", this.#leave);
    this.doc.off("update", this.#onUpdate);
    this.#leave();
    this.#drop();
    this.awareness.destroy();
  }

  /** Told to others at once and never kept; nothing where the room does not know of it. */
  sendWet(wet: Wet): void {
    if (this.#isParlor) this.#send(encodeWet(wet));
  }

  #open(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => this.#begin();
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.#take(new Uint8Array(event.data));
    socket.onclose = ({ code }) => this.#ended(code);
  }

  #ended(code: number): void {
    if (code === TOO_MANY_TRIES) this.#waitMs = THROTTLED_MS;
    if (code === WORTHLESS_LINK) {
      this.listener.onClosed("worthless");
      return this.close();
    }
    this.#lost();
    if (code === NOT_OPEN) this.listener.onClosed("not_open");
  }

  #begin(): void {
    this.#heardAt = performance.now();
    this.#askedAt = 0;
    this.#changes = this.#stored = 0;
    this.listener.onConnected(true, false);
    this.#ask();
    // told anew, as a newer state: the room may have taken us for gone
    const state = this.awareness.getLocalState();
    if (state) this.awareness.setLocalState(state);
  }

  #ask(): void {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, SYNC);
    sync.writeSyncStep1(out, this.doc);
    this.#send(encoding.toUint8Array(out));
  }

  #take(data: Uint8Array): void {
    this.#heardAt = performance.now();
    this.#askedAt = 0;
    const source = decoding.createDecoder(data);
    switch (decoding.readVarUint(source)) {
      case SYNC:
        return this.#sync(source);
      case AWARENESS:
        return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(source), this);
      case QUERY_AWARENESS:
        return this.#tellAwareness([...this.awareness.getStates().keys()]);
      case WET:
        return this.listener.onWet(readWet(source));
      case STORED:
        this.#isParlor = true;
        this.#stored = decoding.readVarUint(source);
        return this.#tellStored();
      case PERMISSION:
        this.#isParlor = true;
        return this.#permit(decoding.readVarUint(source));
    }
  }

  #sync(source: decoding.Decoder): void {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, SYNC);
    const step = sync.readSyncMessage(source, out, this.doc, this);
    if (step === sync.messageYjsSyncStep1) {
      const answer = encoding.toUint8Array(out);
      // what was drawn in a long time without a connection goes out as it was made, change by change
      if (answer.length > MOST_BYTES && this.#unsaved.length > 1) for (const update of this.#unsaved) this.#tellChange(update);
      else this.#sendChange(answer);
      this.#hasAnswered = true;
      this.#tellStored();
    }
    if (step === sync.messageYjsSyncStep2 && !this.#hasEverything) {
      this.#hasEverything = true;
      this.#waitMs = FIRST_WAIT_MS;
      this.listener.onConnected(true, true);
      this.#tellStored();
    }
  }

  #permit(permission: number): void {
    this.listener.onPermission(permission);
    if (permission === REVOKED) this.close();
  }

  #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.#unsaved.push(update);
    if (this.#hasAnswered && this.isConnected) this.#tellChange(update);
    this.#tellStored();
  };

  #tellChange(update: Uint8Array): void {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, SYNC);
    sync.writeUpdate(out, update);
    this.#sendChange(encoding.toUint8Array(out));
  }

  #sendChange(message: Uint8Array): void {
    this.#changes += 1;
    this.#send(message);
  }

  #tellStored(): void {
    const isSent = this.isConnected && this.#hasEverything && this.#hasAnswered;
    if (isSent && (!this.#isParlor || this.#stored >= this.#changes)) this.#unsaved = [];
    const isUnsaved = this.#unsaved.length > 0;
    this.listener.onStored(this.#isParlor || isUnsaved ? !isUnsaved : undefined);
  }

  #onAwareness = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }, origin: unknown): void => {
    if (origin !== this) this.#tellAwareness([...added, ...updated, ...removed]);
  };

  #tellAwareness(clients: number[]): void {
    this.#send(encodeAwareness(encodeAwarenessUpdate(this.awareness, clients)));
  }

  #send(data: Uint8Array): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  // a browser never tells of a connection that went silent: ask, in a way that every server answers
  #look(): void {
    if (!this.isConnected) return;
    const now = performance.now();
    if (this.#askedAt && now - this.#askedAt > GIVE_UP_MS) this.#lost();
    else if (!this.#askedAt && now - this.#heardAt > SILENT_MS) {
      this.#askedAt = now;
      this.#ask();
    }
  }

  #lost(): void {
    this.#drop();
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), this.#waitMs * (0.75 + Math.random() / 2));
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.6);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#hasEverything = this.#hasAnswered = false;
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.listener.onConnected(false, false);
    this.#tellStored();
  }

  #retryNow = (): void => {
    if (this.#socket || this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#waitMs = FIRST_WAIT_MS;
    this.#open();
  };

  #onOffline = (): void => {
    if (this.isConnected) this.#lost();
  };

  #leave = (): void => removeAwarenessStates(this.awareness, [this.doc.clientID], "leaving");
}
