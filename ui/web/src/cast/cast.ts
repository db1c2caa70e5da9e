// One cast from choosing to its end. It survives restarts of the room and of its media worker with the same stream.

import type { CastEnded, Link, RoomState } from "../link";
import { Refused, Unreachable } from "../room";
import { capture, Denied } from "./capture";
import { end, send, type Sender } from "./sender";

export type EndReason =
  | "self" | "glass" | "elsewhere" | "lost" | "denied" | "failed" | "busy" | "away" | "refused";

export type Phase =
  | { at: "choosing" }
  | { at: "starting" }
  | { at: "live"; stream: MediaStream; isReconnecting: boolean }
  | { at: "ended"; reason: EndReason };

const RETRY_MS = 300;
const GIVE_UP_MS = 60_000;
const MISSING_MS = 3000;
const CONNECT_MS = 6000;
const SILENT_MS = 1500;

export class Cast {
  phase: Phase = { at: "choosing" };
  #stream: MediaStream | undefined;
  #sender: Sender | undefined;
  #castId = "";
  #startedAt = "";
  #isRestoring = false;
  #missing: ReturnType<typeof setTimeout> | undefined;
  #leave: () => void = () => undefined;

  constructor(
    private readonly link: Link,
    private readonly token: string,
    private readonly name: string,
    private readonly onPhase: (phase: Phase) => void,
  ) {
    void this.#start();
  }

  /** The sender ends it. */
  stop = (): void => this.#end("self");

  async #start(): Promise<void> {
    try {
      this.#stream = await capture();
    } catch (error) {
      return this.#end(error instanceof Denied ? "denied" : "failed");
    }
    for (const track of this.#stream.getVideoTracks()) track.onended = this.stop;
    addEventListener("pagehide", this.stop);
    this.#go({ at: "starting" });
    try {
      await this.#connect(this.#stream);
    } catch (error) {
      return this.#end(reasonOf(error));
    }
    this.#leave = this.link.listen({
      onState: (state, isFirst) => this.#follow(state, isFirst),
      onCastEnded: (ended) => this.#hear(ended),
    });
  }

  async #connect(stream: MediaStream): Promise<void> {
    // the session before goes on until the room has replaced it: closing it first would end the cast
    const before = this.#sender;
    const sender = await send(stream, this.token, this.name, this.#castId);
    before?.peer.close();
    if (!this.#isGoingOn()) {
      sender.peer.close();
      return end(sender.castId, this.token);
    }
    this.#sender = sender;
    this.#castId = sender.castId;
    this.#startedAt = this.link.state?.room.started_at ?? "";
    if (!(await isConnected(sender.peer, CONNECT_MS))) throw new Unreachable();
    if (!this.#isGoingOn()) return;
    this.#watch(sender.peer);
    this.#go({ at: "live", stream, isReconnecting: false });
  }

  #watch(peer: RTCPeerConnection): void {
    peer.onconnectionstatechange = async () => {
      if (peer.connectionState === "failed") void this.#restore();
      if (peer.connectionState === "disconnected" && !(await isConnected(peer, SILENT_MS))) void this.#restore();
    };
  }

  #follow(state: RoomState, isFirst: boolean): void {
    const own = state.cast.casts.find((cast) => cast.id === this.#castId);
    clearTimeout(this.#missing);
    if (own?.phase === "reconnecting") void this.#restore();
    // a restarted room learns of running casts a moment after it is back; the event tells of all other ends
    if (own || this.#isRestoring || !isFirst) return;
    const isRestarted = state.room.started_at !== this.#startedAt;
    this.#missing = setTimeout(() => (isRestarted ? void this.#restore() : this.#end("elsewhere")), MISSING_MS);
  }

  #hear(ended: CastEnded): void {
    if (ended.cast_id !== this.#castId || this.phase.at === "ended") return;
    if (ended.reason === "glass") this.#end("glass");
    else if (ended.reason === "lost") void this.#restore();
    else if (!this.#isRestoring) this.#end("elsewhere");
  }

  async #restore(): Promise<void> {
    const stream = this.#stream;
    if (this.#isRestoring || !stream || this.phase.at !== "live") return;
    this.#isRestoring = true;
    this.#go({ at: "live", stream, isReconnecting: true });
    const giveUpAt = performance.now() + GIVE_UP_MS;
    while (this.#isGoingOn()) {
      try {
        await this.#connect(stream);
        break;
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === "busy" || reason === "refused" || performance.now() > giveUpAt) this.#end(reason);
        else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#isRestoring = false;
  }

  #isGoingOn(): boolean {
    return this.phase.at !== "ended";
  }

  #end(reason: EndReason): void {
    if (this.phase.at === "ended") return;
    this.#go({ at: "ended", reason });
    this.#leave();
    clearTimeout(this.#missing);
    removeEventListener("pagehide", this.stop);
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#sender?.peer.close();
    if (this.#castId && reason !== "glass" && reason !== "elsewhere") end(this.#castId, this.token);
  }

  #go(phase: Phase): void {
    this.phase = phase;
    this.onPhase(phase);
  }
}

/** Wait until a session carries media; false where it does not in time, or was closed. */
function isConnected(peer: RTCPeerConnection, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = () => {
      if (peer.connectionState === "connected") resolve(true);
      if (peer.connectionState === "failed" || peer.connectionState === "closed") resolve(false);
    };
    settle();
    peer.addEventListener("connectionstatechange", settle);
    setTimeout(() => resolve(false), timeoutMs);
  });
}

function reasonOf(error: unknown): EndReason {
  if (error instanceof Unreachable) return "lost";
  if (!(error instanceof Refused)) return "failed";
  if (error.code === "cast.full") return "busy";
  if (error.code === "cast.bad_offer" || error.code.startsWith("access.")) return "refused";
  return "away";
}
