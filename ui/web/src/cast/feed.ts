// What a cast sends: the captured stream, or its picture held still; and as what kind of content.

import { adapt, limit, mark, type Content } from "./content";
import type { Sender } from "./sender";
import { Still } from "./still";

export class Feed {
  #still: Still;
  #held: MediaStreamTrack | null = null;
  #isPaused = false;

  constructor(
    private captured: MediaStream,
    public content: Content,
    private readonly onEnded: () => void,
  ) {
    this.#still = new Still(captured);
    this.#watch();
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** What was captured; somebody who paused sees it before the room does. */
  get stream(): MediaStream {
    return this.captured;
  }

  get isAlive(): boolean {
    return this.captured.getVideoTracks().some((track) => track.readyState === "live");
  }

  get audio(): MediaStreamTrack | undefined {
    return this.captured.getAudioTracks()[0];
  }

  /** The track to send now; null: nothing, and the room keeps the picture that it has. */
  get video(): MediaStreamTrack | null {
    return this.#isPaused ? this.#held : (this.captured.getVideoTracks()[0] ?? null);
  }

  /** Hold the picture still and be silent, or go on. */
  async pause(isPaused: boolean, sender: Sender | undefined): Promise<void> {
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#held = this.#still.hold();
    if (this.#held) mark(this.#held, this.content);
    if (this.audio) this.audio.enabled = !isPaused;
    await sender?.video.replaceTrack(this.video);
    if (!isPaused) this.#follow();
  }

  /** Share something else in the place of what is shared; true where the session has to begin anew for its sound. */
  async change(captured: MediaStream, sender: Sender | undefined): Promise<boolean> {
    this.#stop();
    this.captured = captured;
    this.#watch();
    if (this.audio) this.audio.enabled = !this.#isPaused;
    if (!this.#isPaused) {
      this.#follow();
      await sender?.video.replaceTrack(this.video);
    }
    if (sender?.audio) await sender.audio.replaceTrack(this.audio ?? null);
    return this.audio !== undefined && sender !== undefined && !sender.audio;
  }

  /** Treat what is shared as another kind of content, from now on. */
  async setContent(content: Content, sender: Sender | undefined, casts: number): Promise<void> {
    this.content = content;
    for (const track of this.captured.getVideoTracks()) await adapt(track, content);
    if (sender) await limit(sender.video, content, casts);
  }

  close(): void {
    this.#stop();
    this.#still.close();
  }

  #follow(): void {
    this.#held = null;
    this.#still.close();
    this.#still = new Still(this.captured);
  }

  #watch(): void {
    for (const track of this.captured.getVideoTracks()) track.onended = this.onEnded;
  }

  #stop(): void {
    for (const track of this.captured.getTracks()) {
      track.onended = null;
      track.stop();
    }
  }
}
