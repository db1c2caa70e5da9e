// A place in the queue before a full glass: kept by asking again, until it is called or given up.

import { CALLED_MS, type RoomState } from "../contract";
import type { Link } from "../link";
import { reasonOf, type EndReason } from "./failure";

const ASK_EVERY_MS = 8000;
const RETRY_MS = 2000;

export interface PlaceListener {
  /** The room gave a place; `ticket` says which. */
  onTicket(): void;
  /** A glass has room: it is kept until then, by performance.now. */
  onTurn(untilMs: number): void;
  onOver(reason: EndReason): void;
}

export class Place {
  #ticket = "";
  #untilMs = 0;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #leave: () => void;

  constructor(
    private readonly link: Link,
    private readonly name: string,
    private readonly listener: PlaceListener,
  ) {
    this.#leave = link.listen({ onState: (state, isFirst) => this.#follow(state, isFirst) });
    void this.#ask();
  }

  get ticket(): string {
    return this.#ticket;
  }

  /** Wait no longer; where it was called and used, the room knows. */
  close(isRoomTold: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#leave();
    if (isRoomTold) this.link.call("cast.leave_queue").catch(() => undefined);
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    let againMs = ASK_EVERY_MS;
    try {
      const { id } = await this.link.call<{ id: string }>("cast.enter_queue", { name: this.name });
      if (this.#isClosed) return;
      if (id !== this.#ticket && !this.#untilMs) {
        this.#ticket = id;
        this.listener.onTicket();
      }
      if (this.link.state) this.#follow(this.link.state, false);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === "queue_full") return this.#give(reason);
      againMs = RETRY_MS;
    }
    if (this.#isClosed || this.#untilMs) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), againMs);
  }

  #follow(state: RoomState, isFirst: boolean): void {
    if (this.#isClosed || !this.#ticket) return;
    const own = state.cast.queue.find((one) => one.id === this.#ticket);
    if (own?.called && !this.#untilMs) return this.#turn();
    if (!own && this.#untilMs) return this.#give("missed");
    // a restarted room has no queue, a laptop that slept has lost its place
    if (!own && isFirst) void this.#ask();
  }

  #turn(): void {
    clearTimeout(this.#timer);
    this.#untilMs = performance.now() + CALLED_MS;
    this.#timer = setTimeout(() => this.#give("missed"), CALLED_MS);
    this.listener.onTurn(this.#untilMs);
  }

  #give(reason: EndReason): void {
    if (!this.#isClosed) this.listener.onOver(reason);
  }
}
