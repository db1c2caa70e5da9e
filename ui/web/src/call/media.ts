// Media of a visit across epochs: what is sent and received goes on with every engine that serves the conference.

import type { Link } from "../link";
import { Refused } from "../room";
import type { Source, Want } from "./contract";
import { flowing, grade, sampleOf, type Grade, type Sample } from "./flow";
import { Receiver, type Received } from "./receiver";
import { Sender, type Outgoing } from "./sender";

export interface MediaListener {
  onReceived(received: Received): void;
  /** Tracks that stand still, by their ids, and how good the rest is. */
  onFlow(frozen: ReadonlySet<string>, grade: Grade | ""): void;
  /** Whether nothing is sent or received although it should be. */
  onHealing(isHealing: boolean): void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 4000;
const LOOK_MS = 500;
const SILENT_MS = 1500;
const LOST_MS = 4000;
const FROZEN_MS = 2000;
const REPORT_EVERY_MS = 3000;
const GRADE_EVERY_MS = 4000;

export class Media {
  sender: Sender | undefined;
  receiver: Receiver | undefined;
  /** Keys of what should come right now; the rest may be silent. */
  expected: () => ReadonlySet<string> = () => new Set();
  #epoch = -1;
  #outgoing: Outgoing = {};
  #wants: Want[] = [];
  #received: Received = new Map();
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setInterval>;
  #isClosed = false;
  #isPublishing = false;
  #before: { peer: RTCPeerConnection; sample: Sample } | undefined;
  #graded: Sample | undefined;
  #lastGrade: Grade | "" = "";
  #cameAt = new Map<string, number>();
  #anyAt = 0;
  #reportedAt = 0;

  constructor(
    private readonly link: Link,
    private readonly listener: MediaListener,
  ) {
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
  }

  /** Be connected to the engine of this epoch. What an earlier one brings plays on until the new one does. */
  follow(epoch: number): void {
    if (epoch === this.#epoch || this.#isClosed) return;
    this.#epoch = epoch;
    this.#waitMs = FIRST_WAIT_MS;
    void this.#publish();
    this.#receive();
  }

  set(source: Source, track: MediaStreamTrack | undefined): void {
    if (this.#outgoing[source] === track) return;
    if (track) this.#outgoing = { ...this.#outgoing, [source]: track };
    else delete this.#outgoing[source];
    void this.sender?.set(source, track).catch(() => this.#again());
  }

  want(wants: Want[]): void {
    this.#wants = wants;
    this.receiver?.want(wants);
  }

  /** The room is reached again after a break: ask for all anew, and heal what broke meanwhile. */
  resume(): void {
    if (this.#epoch < 0 || this.#isClosed) return;
    if (!this.#isPublishing && !isWell(this.sender?.peer)) void this.#publish();
    if (!this.receiver?.peer || isWell(this.receiver.peer)) this.receiver?.again();
    else void this.receiver.restart();
  }

  /** Neither send nor receive until the next follow. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#epoch = -1;
    this.sender?.close();
    this.receiver?.close();
    this.sender = this.receiver = undefined;
    this.#tell(new Map());
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#looking);
    this.pause();
  }

  async #publish(): Promise<void> {
    clearTimeout(this.#timer);
    const epoch = this.#epoch;
    const former = this.sender;
    this.#isPublishing = true;
    try {
      const sender = await Sender.open(this.link, epoch, this.#outgoing);
      former?.close();
      if (epoch !== this.#epoch || this.#isClosed) return sender.close();
      this.sender = sender;
      for (const [source, track] of Object.entries(this.#outgoing)) void sender.set(source as Source, track);
      sender.peer.addEventListener("connectionstatechange", () => {
        if (sender !== this.sender) return;
        if (sender.peer.connectionState === "connected") this.#waitMs = FIRST_WAIT_MS;
        if (sender.peer.connectionState === "failed") this.#again();
      });
    } catch (error) {
      if (epoch === this.#epoch && !isOver(error)) this.#again();
    } finally {
      if (epoch === this.#epoch) this.#isPublishing = false;
    }
  }

  #again(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#epoch < 0) return;
    this.#timer = setTimeout(() => void this.#publish(), this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.8);
  }

  #receive(): void {
    const former = this.receiver;
    let isHandedOver = !former;
    let newest: Received = new Map();
    // the old picture stays until there can be a new one
    const handOver = () => {
      if (receiver !== this.receiver) return;
      isHandedOver = true;
      this.#tell(newest);
      former?.close();
    };
    const receiver: Receiver = new Receiver(
      this.link,
      this.#epoch,
      (received) => {
        newest = received;
        if (isHandedOver || receiver.peer?.connectionState === "connected" || received.size === 0) handOver();
      },
      (peer) => this.#watch(receiver, peer, handOver),
    );
    this.receiver = receiver;
    this.#anyAt = performance.now();
    receiver.want(this.#wants);
  }

  #watch(receiver: Receiver, peer: RTCPeerConnection, onConnected: () => void): void {
    this.#anyAt = performance.now();
    peer.addEventListener("connectionstatechange", () => {
      if (receiver !== this.receiver || peer !== receiver.peer) return;
      if (peer.connectionState === "connected") onConnected();
      if (peer.connectionState === "failed") void receiver.restart();
    });
  }

  #tell(received: Received): void {
    const now = performance.now();
    for (const [key, track] of received) if (this.#received.get(key) !== track) this.#cameAt.set(track.id, now);
    this.#received = received;
    this.listener.onReceived(received);
  }

  async #look(): Promise<void> {
    const peer = this.receiver?.peer;
    // a hidden page's clock runs slow, and its pictures may rest
    if (!peer || peer.connectionState === "closed" || document.hidden) return this.#rest();
    const now = performance.now();
    const sample = sampleOf((await peer.getStats()).values(), now);
    const before = this.#before;
    this.#before = { peer, sample };
    if (!before || before.peer !== peer) return;
    const came = flowing(before.sample, sample);
    for (const id of came) this.#cameAt.set(id, now);
    const expected = [...this.expected()].flatMap((key) => this.#received.get(key)?.id ?? []);
    if (came.size > 0 || expected.length === 0) this.#anyAt = now;
    const frozen = new Set(expected.filter((id) => now - (this.#cameAt.get(id) ?? now) > FROZEN_MS));
    this.listener.onFlow(frozen, this.#grade(sample));
    this.listener.onHealing(now - this.#anyAt > SILENT_MS || this.sender?.peer.connectionState === "failed");
    this.#heal(now);
  }

  #rest(): void {
    this.#anyAt = performance.now();
    this.#before = undefined;
  }

  #grade(sample: Sample): Grade | "" {
    const since = this.#graded;
    if (since && sample.atMs - since.atMs < GRADE_EVERY_MS) return this.#lastGrade;
    this.#graded = sample;
    if (since) this.#lastGrade = grade(since, sample);
    return this.#lastGrade;
  }

  #heal(now: number): void {
    const silentMs = now - this.#anyAt;
    if (silentMs < SILENT_MS || now - this.#reportedAt < REPORT_EVERY_MS) return;
    this.#reportedAt = now;
    this.link.call("meeting.report_silence", { epoch: this.#epoch }).catch(() => undefined);
    if (silentMs > LOST_MS) {
      this.#anyAt = now;
      void this.receiver?.restart();
      if (!isWell(this.sender?.peer)) this.#again();
    }
  }
}

function isWell(peer: RTCPeerConnection | undefined): boolean {
  return peer?.connectionState === "connected" || peer?.connectionState === "connecting" || peer?.connectionState === "new";
}

// the room says by itself what comes next
function isOver(error: unknown): boolean {
  return error instanceof Refused && ["meeting.old_epoch", "meeting.not_in", "meeting.lobby"].includes(error.code);
}
