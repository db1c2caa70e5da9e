// A cast's media session, which comes back by itself: over changes of network, and restarts of the room and its worker.

import type { CastEnded, RoomState } from "../contract";
import type { Link } from "../link";
import { Blocked, isPassing, reasonOf, type EndReason } from "./failure";
import type { Feed } from "./feed";
import { limit } from "./content";
import { end, isConnected, send, type Sender } from "./sender";

const RETRY_MS = 300;
const SLOW_RETRY_MS = 2000;
const GIVE_UP_MS = 60_000;
const MISSING_MS = 3000;
const CONNECT_MS = 6000;
const SILENT_MS = 1500;

export interface LineListener {
  onUp(): void;
  onDown(): void;
  /** It is over, and not by `close`. */
  onOver(reason: EndReason): void;
}

export class Line {
  castId = "";
  sender: Sender | undefined;
  #startedAt = "";
  #casts = 0;
  #isRestoring = false;
  #isClosed = false;
  #missing: ReturnType<typeof setTimeout> | undefined;
  readonly #leave: () => void;

  constructor(
    private readonly link: Link,
    private readonly guest: { token: string; name: string },
    private readonly feed: Feed,
    private readonly listener: LineListener,
  ) {
    addEventListener("online", this.restore);
    this.#leave = link.listen({
      onState: (state, isFirst) => this.#follow(state, isFirst),
      onCastEnded: (ended) => this.#hear(ended),
    });
  }

  /** Begin. Throws Refused, Unreachable or Blocked. */
  async open(): Promise<void> {
    // the session before goes on until the room has replaced it: closing it first would end the cast
    const before = this.sender;
    const { content, video, audio } = this.feed;
    const casts = this.#count(this.link.state);
    const sender = await send({ ...this.guest, castId: this.castId, content, casts, video, audio });
    before?.peer.close();
    if (this.#isClosed) {
      sender.peer.close();
      return end(sender.castId, this.guest.token);
    }
    this.sender = sender;
    this.castId = sender.castId;
    this.#casts = casts;
    this.#startedAt = this.link.state?.room.started_at ?? "";
    // what was paused or changed while it was being negotiated
    if (this.feed.video !== video) await sender.video.replaceTrack(this.feed.video);
    if (!(await isConnected(sender.peer, CONNECT_MS))) throw new Blocked();
    if (this.#isClosed) return;
    this.#watch(sender.peer);
    this.listener.onUp();
  }

  /** Begin anew with the same cast. */
  restore = async (): Promise<void> => {
    if (this.#isRestoring || this.#isClosed || !this.castId) return;
    this.#isRestoring = true;
    this.listener.onDown();
    const giveUpAt = performance.now() + GIVE_UP_MS;
    while (!this.#isClosed) {
      try {
        await this.open();
        break;
      } catch (error) {
        const reason = reasonOf(error);
        if (!isPassing(reason) || performance.now() > giveUpAt) this.#give(reason);
        else await new Promise((resolve) => setTimeout(resolve, reason === "too_many" ? SLOW_RETRY_MS : RETRY_MS));
      }
    }
    this.#isRestoring = false;
  };

  /** End it; the room is told where it does not know yet. */
  close(isRoomTold: boolean): void {
    this.#isClosed = true;
    this.#leave();
    clearTimeout(this.#missing);
    removeEventListener("online", this.restore);
    this.sender?.peer.close();
    if (this.castId && isRoomTold) end(this.castId, this.guest.token);
  }

  /** Casts on the glass with this one, which may not be there yet. */
  #count(state: RoomState | undefined): number {
    const casts = state?.cast.casts ?? [];
    return casts.length + (casts.some((cast) => cast.id === this.castId) ? 0 : 1);
  }

  #watch(peer: RTCPeerConnection): void {
    peer.onconnectionstatechange = async () => {
      if (peer.connectionState === "failed") void this.restore();
      if (peer.connectionState === "disconnected" && !(await isConnected(peer, SILENT_MS))) void this.restore();
    };
  }

  #follow(state: RoomState, isFirst: boolean): void {
    clearTimeout(this.#missing);
    if (!this.castId) return;
    const own = state.cast.casts.find((cast) => cast.id === this.castId);
    if (own?.phase === "reconnecting") void this.restore();
    this.#share(state);
    // a restarted room learns of running casts a moment after it is back; the event tells of all other ends
    if (own || this.#isRestoring || !isFirst) return;
    const isRestarted = state.room.started_at !== this.#startedAt;
    this.#missing = setTimeout(() => (isRestarted ? void this.restore() : this.#give("elsewhere")), MISSING_MS);
  }

  #share(state: RoomState): void {
    const casts = this.#count(state);
    if (casts === this.#casts || !this.sender) return;
    this.#casts = casts;
    void limit(this.sender.video, this.feed.content, casts);
  }

  #hear(ended: CastEnded): void {
    if (!this.castId || ended.cast_id !== this.castId) return;
    if (ended.reason === "glass") this.#give("glass");
    else if (ended.reason === "refused") this.#give("declined");
    else if (ended.reason === "taken_over") this.#give("taken_over");
    else if (ended.reason === "lost") void this.restore();
    else if (!this.#isRestoring) this.#give("elsewhere");
  }

  #give(reason: EndReason): void {
    if (!this.#isClosed) this.listener.onOver(reason);
  }
}
