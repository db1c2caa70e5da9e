// One cast from choosing to its end: captured, perhaps queued, live, and what its sender does with it.

import type { Link } from "../link";
import { capture, NotCaptured } from "./capture";
import type { Content } from "./content";
import { reasonOf, type EndReason } from "./failure";
import { Feed } from "./feed";
import { Line } from "./line";
import type { Phase, Wish } from "./phase";
import { Place } from "./place";
import type { Sender } from "./sender";
import { Wishes } from "./wishes";

const RETRY_MS = 1000;

export class Cast {
  phase: Phase = { at: "choosing" };
  #feed: Feed | undefined;
  #line: Line | undefined;
  #place: Place | undefined;
  #hasBegun = false;
  readonly #wishes: Wishes;
  readonly #leave: () => void;

  constructor(
    private readonly link: Link,
    private readonly token: string,
    private readonly wish: Wish,
    private readonly onPhase: (phase: Phase) => void,
  ) {
    this.#wishes = new Wishes(link, () => this.#line?.castId ?? "");
    this.#leave = link.listen({ onState: (state) => void this.#wishes.remind(state) });
    addEventListener("pagehide", this.stop);
    void this.#start();
  }

  /** Statistics are asked of this. */
  get sender(): Sender | undefined {
    return this.#line?.sender;
  }

  /** The sender ends it. */
  stop = (): void => this.#end(this.phase.at === "waiting" || this.phase.at === "full" ? "left" : "self");

  /** Wait for a place on a full glass. */
  wait = (): void => {
    if (this.phase.at !== "full") return;
    this.#place = new Place(this.link, this.wish.name, {
      onTicket: () => this.#queue(0),
      onTurn: (untilMs) => this.#take(untilMs),
      onOver: (reason) => this.#end(reason),
    });
    this.#queue(0);
  };

  /** It is our turn, and what was captured is gone: choose again. */
  shareNow = async (): Promise<void> => {
    if (this.phase.at === "waiting" && (await this.#choose(true))) await this.#begin(this.phase.untilMs);
  };

  /** Hold the picture still and be silent, or go on. */
  pause = async (isPaused: boolean): Promise<void> => {
    await this.#feed?.pause(isPaused, this.sender);
    this.#refresh();
    await this.#wishes.pause(isPaused);
  };

  /** Silence the sound in the room, or let it be heard again. */
  mute = (isMuted: boolean): Promise<void> => this.#wishes.mute(isMuted);

  /** Let people at the glass draw, or no longer. */
  setTouchable = (isTouchable: boolean): Promise<void> => this.#wishes.touch(isTouchable);

  /** Point at a place of the picture, in fractions of it, or put the pointer away. */
  point = (x: number, y: number, shown: boolean): void => this.#wishes.point(x, y, shown);

  /** Share something else; nothing changes where nothing is chosen. */
  change = async (): Promise<void> => {
    const feed = this.#feed;
    if (!feed || this.phase.at !== "live") return;
    const fresh = await capture(feed.content, this.wish.withSound);
    if (this.#feed !== feed) return fresh.getTracks().forEach((track) => track.stop());
    const isAnew = await feed.change(fresh, this.sender);
    this.#refresh();
    if (isAnew) await this.#line?.restore();
  };

  /** Treat what is shared as other content. */
  setContent = async (content: Content): Promise<void> => {
    await this.#feed?.setContent(content, this.sender, this.link.state?.cast.casts.length ?? 1);
    this.#refresh();
  };

  async #start(): Promise<void> {
    this.#go({ at: "choosing" });
    if (await this.#choose(false)) await this.#begin(0);
  }

  /** Capture; where a turn is waited for, a choice that came to nothing may be made again. */
  async #choose(isTurn: boolean): Promise<boolean> {
    const { content, withSound } = this.wish;
    try {
      const stream = await capture(content, withSound);
      if (this.phase.at === "ended") {
        for (const track of stream.getTracks()) track.stop();
        return false;
      }
      this.#feed = new Feed(stream, content, this.#lose);
      return true;
    } catch (error) {
      if (!(isTurn && error instanceof NotCaptured && error.reason === "denied")) this.#end(reasonOf(error));
      return false;
    }
  }

  async #begin(untilMs: number): Promise<void> {
    const feed = this.#feed;
    if (!feed) return;
    // from here on the room takes the place away by itself
    this.#place?.close(false);
    this.#place = undefined;
    this.#go({ at: "starting" });
    const line = new Line(this.link, { token: this.token, name: this.wish.name }, feed, {
      onUp: () => this.#live(false),
      onDown: () => this.#live(true),
      onOver: (reason) => (reason === "full" ? this.#offer() : this.#end(reason)),
    });
    this.#line = line;
    for (let reason: EndReason | undefined; this.#isGoingOn(); await pause(RETRY_MS)) {
      try {
        return await line.open();
      } catch (error) {
        reason = reasonOf(error);
      }
      if (performance.now() < untilMs && (reason === "full" || reason === "lost")) continue;
      return reason === "full" ? this.#offer() : this.#end(reason);
    }
  }

  #offer(): void {
    this.#line?.close(false);
    this.#line = undefined;
    if (this.#feed) this.#go({ at: "full", stream: this.#feed.stream });
  }

  #queue(untilMs: number): void {
    const stream = this.#feed?.isAlive ? this.#feed.stream : undefined;
    this.#go({ at: "waiting", stream, ticket: this.#place?.ticket ?? "", untilMs });
  }

  #take(untilMs: number): void {
    if (this.#feed?.isAlive) void this.#begin(untilMs);
    else this.#queue(untilMs);
  }

  /** What was captured was closed: a place in the queue stays. */
  #lose = (): void => {
    if (this.phase.at === "waiting") this.#queue(this.phase.untilMs);
    else this.#end("self");
  };

  #live(isReconnecting: boolean): void {
    const [feed, line] = [this.#feed, this.#line];
    if (!feed || !line || !this.#isGoingOn()) return;
    this.#hasBegun = true;
    const { stream, isPaused, content } = feed;
    this.#go({ at: "live", stream, castId: line.castId, isReconnecting, isPaused, content });
  }

  #refresh(): void {
    if (this.phase.at === "live") this.#live(this.phase.isReconnecting);
  }

  #isGoingOn(): boolean {
    return this.phase.at !== "ended";
  }

  #end(reason: EndReason): void {
    if (!this.#isGoingOn()) return;
    const others = (this.link.state?.cast.casts ?? []).filter((cast) => cast.id !== this.#line?.castId);
    const newest = others.sort((a, b) => b.started_at.localeCompare(a.started_at))[0];
    this.#go({ at: "ended", reason, by: newest?.name ?? "", hasBegun: this.#hasBegun });
    removeEventListener("pagehide", this.stop);
    this.#leave();
    this.#place?.close(reason !== "missed");
    this.#line?.close(!["glass", "elsewhere", "declined", "taken_over"].includes(reason));
    this.#feed?.close();
  }

  #go(phase: Phase): void {
    this.phase = phase;
    this.onPhase(phase);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
