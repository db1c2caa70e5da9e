// The live connection to the room: JSON-RPC over WebSocket, which comes back by itself.

import { Calls, Pace, type Answer } from "./calls";
import type { MeetingEvent } from "./call/contract";
import type { CastEnded, CastTouched, RoomState, WatchEnded } from "./contract";
import { Refused, Unreachable } from "./room";

export interface Listener {
  /** The state changed; `isFirst` marks the first of a connection. */
  onState?(state: RoomState, isFirst: boolean): void;
  onCastEnded?(ended: CastEnded): void;
  onCastTouched?(touched: CastTouched): void;
  onWatchEnded?(ended: WatchEnded): void;
  onMeeting?(event: MeetingEvent): void;
  onConnected?(isConnected: boolean): void;
  /** The token is worth nothing (any more); the link is closed for good. */
  onRefused?(): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;
const PING_EVERY_MS = 5000;
const UNKNOWN_TOKEN = 4401;

export class Link {
  state: RoomState | undefined;
  #listeners = new Set<Listener>();
  #socket: WebSocket | undefined;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #isAnswered = true;
  #calls = new Calls();
  #pace = new Pace();

  constructor(
    private token: string,
    private readonly url = `wss://${location.host}/api/ws`,
    /** Gives another token when this one is worth nothing any more; throws Refused where there is none. */
    private readonly renew?: () => Promise<string>,
  ) {
    this.#open();
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.state) listener.onState?.(this.state, false);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#calls.lose();
  }

  /** Call a verb of the room; a refusal throws Refused, no connection or no answer Unreachable. */
  async call<T>(method: string, params: object = {}): Promise<T> {
    for (let waitMs = this.#pace.take(); waitMs > 0; waitMs = this.#pace.take()) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    if (this.#socket?.readyState !== WebSocket.OPEN) throw new Unreachable();
    const { text, answer } = this.#calls.make<T>(method, params);
    this.#socket.send(text);
    return answer;
  }

  /** Say something that wants no answer; it is left out while there is no connection or the pace is used up. */
  say(method: string, params: object): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.#pace.take() > 0) return;
    this.#socket.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  #open(): void {
    const socket = new WebSocket(this.url, ["parlor", `bearer.${this.token}`]);
    this.#socket = socket;
    let isFirst = true;
    socket.onopen = () => {
      this.#isAnswered = true;
      this.#watch(socket);
    };
    socket.onmessage = (event) => {
      this.#isAnswered = true;
      this.#take(JSON.parse(String(event.data)) as Message, isFirst);
      isFirst = false;
    };
    socket.onclose = (event) => this.#lost(event.code);
  }

  #take(message: Message, isFirst: boolean): void {
    switch (message.method) {
      case undefined:
        return this.#calls.take(message);
      case "state":
        return this.#follow((message.params as { state: Partial<RoomState> }).state, isFirst);
      case "cast.ended":
        return this.#tell((listener) => listener.onCastEnded?.(message.params as CastEnded));
      case "watch.ended":
        return this.#tell((listener) => listener.onWatchEnded?.(message.params as WatchEnded));
      case "cast.touched":
        return this.#tell((listener) => listener.onCastTouched?.(message.params as CastTouched));
    }
    if (message.method.startsWith("meeting.")) {
      const event = { name: message.method, params: message.params } as MeetingEvent;
      this.#tell((listener) => listener.onMeeting?.(event));
    }
  }

  #follow(changed: Partial<RoomState>, isFirst: boolean): void {
    this.#waitMs = FIRST_WAIT_MS;
    const state = { ...this.state, ...changed } as RoomState;
    this.state = state;
    if (isFirst) this.#tell((listener) => listener.onConnected?.(true));
    this.#tell((listener) => listener.onState?.(state, isFirst));
  }

  // a browser never tells of a connection that went silent: ask now and then
  #watch(socket: WebSocket): void {
    const timer = setInterval(() => {
      if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return clearInterval(timer);
      if (!this.#isAnswered) {
        clearInterval(timer);
        socket.onclose = null;
        socket.close();
        return this.#lost(0);
      }
      this.#isAnswered = false;
      this.call("session.describe").catch(() => undefined);
    }, PING_EVERY_MS);
  }

  #lost(code: number): void {
    this.#calls.lose();
    if (this.#isClosed) return;
    if (code === UNKNOWN_TOKEN) return void this.#refuse();
    this.#again();
  }

  async #refuse(): Promise<void> {
    try {
      if (!this.renew) throw new Refused("access.unknown_token", {});
      this.token = await this.renew();
      if (!this.#isClosed) this.#open();
    } catch (error) {
      if (this.#isClosed) return;
      if (!(error instanceof Refused) || error.code === "access.too_many_tries") return this.#again();
      this.#isClosed = true;
      this.#tell((listener) => listener.onRefused?.());
    }
  }

  #again(): void {
    this.#tell((listener) => listener.onConnected?.(false));
    this.#timer = setTimeout(() => this.#open(), this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.6);
  }

  #tell(what: (listener: Listener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}

interface Message extends Answer {
  method?: string;
  params?: unknown;
}
