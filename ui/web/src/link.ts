// The live connection to the room: JSON-RPC over WebSocket, which comes back by itself.

export interface RoomCast {
  id: string;
  name: string;
  phase: "connecting" | "live" | "reconnecting";
}

export interface RoomState {
  room: { started_at: string };
  settings: { room_name: string };
  cast: { casts: RoomCast[] };
}

export interface CastEnded {
  cast_id: string;
  reason: "sender" | "glass" | "lost";
}

export interface Listener {
  /** The state changed; `isFirst` marks the first of a connection. */
  onState?(state: RoomState, isFirst: boolean): void;
  onCastEnded?(ended: CastEnded): void;
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

  constructor(
    private readonly token: string,
    private readonly url = `wss://${location.host}/api/ws`,
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
    if (message.method === "state") {
      this.#waitMs = FIRST_WAIT_MS;
      const state = { ...this.state, ...(message.params as { state: Partial<RoomState> }).state } as RoomState;
      this.state = state;
      if (isFirst) this.#tell((listener) => listener.onConnected?.(true));
      this.#tell((listener) => listener.onState?.(state, isFirst));
    } else if (message.method === "cast.ended") {
      this.#tell((listener) => listener.onCastEnded?.(message.params as CastEnded));
    }
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
      socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "session.describe" }));
    }, PING_EVERY_MS);
  }

  #lost(code: number): void {
    if (this.#isClosed) return;
    if (code === UNKNOWN_TOKEN) {
      this.#isClosed = true;
      this.#tell((listener) => listener.onRefused?.());
      return;
    }
    this.#tell((listener) => listener.onConnected?.(false));
    this.#timer = setTimeout(() => this.#open(), this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.6);
  }

  #tell(what: (listener: Listener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}

interface Message {
  method?: string;
  params?: unknown;
}
