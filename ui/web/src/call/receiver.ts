// The connection that receives: asks for what is wanted, answers what the engine offers, one exchange at a time.

import { gathered } from "../gathering";
import type { Link } from "../link";
import { Refused } from "../room";
import type { Kind, Reception, Track, Want } from "./contract";
import { isSame } from "./wants";

/** What is received, by person and kind. */
export type Received = ReadonlyMap<string, MediaStreamTrack>;

export function trackKey(personId: string, kind: Kind): string {
  return `${personId}/${kind}`;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 3000;

export class Receiver {
  peer: RTCPeerConnection | undefined;
  #wanted: Want[] = [];
  #asked: Want[] | undefined;
  #isRunning = false;
  #isClosed = false;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly link: Link,
    readonly epoch: number,
    private readonly onReceived: (received: Received) => void,
    private readonly onPeer: (peer: RTCPeerConnection) => void,
  ) {}

  want(wants: Want[]): void {
    this.#wanted = wants;
    // a connection without anything in it is none
    if (wants.length === 0 && !this.#asked) return;
    if (!this.#asked || !isSame(this.#asked, wants)) void this.#run();
  }

  /** Ask again although nothing else is wanted: somebody may send by now who did not. */
  again(): void {
    this.#asked = undefined;
    if (this.#wanted.length === 0) return;
    void this.#run();
  }

  /** Take a new connection: what came over the old one is lost. */
  async restart(): Promise<void> {
    if (this.#isClosed) return;
    this.peer?.close();
    this.peer = undefined;
    await this.link.call("meeting.restart_reception", { epoch: this.epoch }).catch(() => undefined);
    this.again();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.peer?.close();
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      while (!this.#isClosed && (!this.#asked || !isSame(this.#asked, this.#wanted))) await this.#ask(this.#wanted);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isRunning = false;
    }
  }

  async #ask(wants: Want[]): Promise<void> {
    const reception = await this.link.call<Reception>("meeting.receive", { epoch: this.epoch, wants });
    if (this.#isClosed) return;
    if (reception.offer) await this.#answer(reception.offer);
    this.#asked = wants;
    this.#tell(reception.tracks);
    const isWhole = wants.every((want) => reception.tracks.some((one) => one.person_id === want.person_id && one.source === want.source));
    // who is missing sends in a moment, or never
    if (isWhole) this.#waitMs = FIRST_WAIT_MS;
    else this.#later(() => this.again());
  }

  async #answer(offer: string): Promise<void> {
    if (!this.peer) {
      this.peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
      this.onPeer(this.peer);
    }
    const peer = this.peer;
    await peer.setRemoteDescription({ type: "offer", sdp: offer });
    await peer.setLocalDescription();
    await gathered(peer);
    const answer = peer.localDescription?.sdp ?? "";
    await this.link.call("meeting.answer_reception", { epoch: this.epoch, answer });
  }

  #tell(tracks: Track[]): void {
    const byMid = new Map((this.peer?.getTransceivers() ?? []).map((one) => [one.mid, one.receiver.track]));
    const received = new Map<string, MediaStreamTrack>();
    for (const { mid, person_id, source } of tracks) {
      const track = byMid.get(mid);
      if (track) received.set(trackKey(person_id, source), track);
    }
    this.onReceived(received);
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#asked = undefined;
    // it is over with this epoch, or with the conference: the room tells what comes next
    if (error instanceof Refused && ["meeting.old_epoch", "meeting.not_in", "meeting.lobby"].includes(error.code)) return;
    const isLost = !(error instanceof Refused) || error.code === "meeting.bad_offer";
    this.#later(() => (isLost && this.peer ? void this.restart() : void this.#run()));
  }

  #later(what: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(what, this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.7);
  }
}
