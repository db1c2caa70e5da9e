// Watching from the first request to the last: starts, and starts anew by itself while it may.

import type { RoomState, WatchEnded } from "../contract";
import type { Link } from "../link";
import { Refused } from "../room";
import { end, play, type Player } from "./player";

export type Phase =
  | { at: "connecting" }
  | { at: "watching"; stream: MediaStream }
  /** It was lost and comes back by itself; the last picture may stay. */
  | { at: "lost"; stream: MediaStream | undefined }
  /** Somebody in the room stopped it: only this page's user begins again. */
  | { at: "stopped" }
  | { at: "off" }
  | { at: "full" }
  | { at: "dark" };

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 3000;
const FULL_WAIT_MS = 4000;
const CONNECT_MS = 8000;
/** The room sends at least a picture a second: so long without one means that nothing comes any more. */
const STALLED_MS = 5000;
const LOOK_MS = 1000;

export class Viewer {
  phase: Phase = { at: "connecting" };
  #player: Player | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #waitMs = FIRST_WAIT_MS;
  #isClosed = false;
  /** The newest player's id: the room knows whether it was lost or stopped while it could not tell us. */
  #last = "";
  /** Counts attempts: what an older one still brings is passed over. */
  #turn = 0;
  readonly #leave: () => void;

  constructor(
    link: Link,
    private readonly token: string,
    private readonly name: string,
    private readonly onPhase: (phase: Phase) => void,
    private readonly onExpired: () => void,
  ) {
    this.#leave = link.listen({ onState: (state) => this.#follow(state), onWatchEnded: (ended) => this.#hear(ended) });
    addEventListener("pagehide", this.close);
    addEventListener("pageshow", this.#show);
    void this.#start();
  }

  /** Begin again after the room stopped it. */
  again = (): void => {
    if (this.phase.at !== "stopped") return;
    this.#last = "";
    void this.#start();
  };

  /** Watch no longer. */
  close = (): void => {
    this.#isClosed = true;
    this.#drop();
    clearTimeout(this.#timer);
  };

  /** Forget the room too. */
  dispose(): void {
    this.close();
    this.#leave();
    removeEventListener("pagehide", this.close);
    removeEventListener("pageshow", this.#show);
  }

  // a page that comes back from the browser's memory
  #show = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.#isClosed = false;
    if (this.phase.at !== "stopped") void this.#start();
  };

  async #start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#drop();
    if (this.#isClosed) return;
    const turn = this.#turn;
    if (this.phase.at === "stopped") this.#go({ at: "connecting" });
    try {
      const player = await play(this.token, this.name, this.#last);
      if (turn !== this.#turn || this.#isClosed) return discard(player, this.token);
      this.#player = player;
      this.#last = player.watchId;
      this.#attend(player);
    } catch (error) {
      if (turn === this.#turn && !this.#isClosed) this.#refused(error);
    }
  }

  #attend(player: Player): void {
    const { peer, stream } = player;
    const begun = performance.now();
    let decoded = 0;
    let decodedAt = begun;
    peer.addEventListener("connectionstatechange", () => {
      if (player === this.#player && (peer.connectionState === "failed" || peer.connectionState === "closed")) this.#lose();
    });
    this.#watch = setInterval(async () => {
      const frames = await framesOf(peer);
      if (player !== this.#player) return;
      const now = performance.now();
      if (frames > decoded) {
        [decoded, decodedAt] = [frames, now];
        this.#waitMs = FIRST_WAIT_MS;
        if (this.phase.at !== "watching" || this.phase.stream !== stream) this.#go({ at: "watching", stream });
      } else if (now - decodedAt > (decoded ? STALLED_MS : CONNECT_MS)) {
        this.#lose();
      }
    }, LOOK_MS / 4);
  }

  #refused(error: unknown): void {
    const code = error instanceof Refused ? error.code : "";
    if (code === "access.unknown_token") return this.onExpired();
    if (code === "watch.off") return this.#go({ at: "off" });
    if (code === "watch.stopped") return this.#go({ at: "stopped" });
    if (code === "watch.full") this.#go({ at: "full" });
    else if (code === "watch.no_picture") this.#go({ at: "dark" });
    else if (this.phase.at !== "connecting") this.#go({ at: "lost", stream: this.#shown });
    const leastMs = error instanceof Refused ? error.number("retry_after_s") * 1000 : 0;
    this.#later(Math.max(leastMs, code === "watch.full" ? FULL_WAIT_MS : 0));
  }

  #lose(): void {
    this.#go({ at: "lost", stream: this.#shown });
    this.#later(0);
  }

  get #shown(): MediaStream | undefined {
    return "stream" in this.phase ? this.phase.stream : undefined;
  }

  #later(leastMs: number): void {
    this.#drop();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#start(), Math.max(leastMs, this.#waitMs));
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.6);
  }

  #follow(state: RoomState): void {
    if ((this.phase.at === "off" && state.settings.watching) || (this.phase.at === "dark" && state.watch.drawn)) void this.#start();
  }

  #hear({ watch_id, reason }: WatchEnded): void {
    if (watch_id !== this.#player?.watchId) return;
    if (reason === "lost") return this.#lose();
    this.#drop();
    this.#go({ at: reason === "off" ? "off" : "stopped" });
  }

  #drop(): void {
    this.#turn += 1;
    clearInterval(this.#watch);
    const player = this.#player;
    this.#player = undefined;
    if (player) discard(player, this.token);
  }

  #go(phase: Phase): void {
    this.phase = phase;
    this.onPhase(phase);
  }
}

function discard(player: Player, token: string): void {
  player.peer.close();
  end(player.watchId, token);
}

async function framesOf(peer: RTCPeerConnection): Promise<number> {
  let frames = 0;
  (await peer.getStats()).forEach((one: RTCInboundRtpStreamStats) => {
    if (one.type === "inbound-rtp" && one.kind === "video") frames = one.framesDecoded ?? 0;
  });
  return frames;
}
