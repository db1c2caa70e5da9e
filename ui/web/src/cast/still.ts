// The newest picture of a track, ready to be held still.

const REPEAT_MS = 1000;

/** Follows a stream so that its picture can be held at once, without waiting for the next. */
export class Still {
  readonly #video = document.createElement("video");
  #held: MediaStreamTrack | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(stream: MediaStream) {
    this.#video.muted = true;
    this.#video.srcObject = new MediaStream(stream.getVideoTracks());
    this.#video.play().catch(() => undefined);
  }

  /**
   * A track that shows the newest picture for ever; null where there is none, or where the page is hidden: the browser
   * may then have let an old one stand, and the room shall not jump back to it.
   */
  hold(): MediaStreamTrack | null {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d", { alpha: false });
    if (!pen || !width || document.hidden) return null;
    pen.drawImage(this.#video, 0, 0);
    const kept = Object.assign(document.createElement("canvas"), { width, height });
    kept.getContext("2d", { alpha: false })?.drawImage(canvas, 0, 0);
    // a session that begins anew needs the picture anew: a canvas sends only what is drawn
    this.#timer = setInterval(() => pen.drawImage(kept, 0, 0), REPEAT_MS);
    this.#held = canvas.captureStream().getVideoTracks()[0];
    pen.drawImage(kept, 0, 0);
    return this.#held ?? null;
  }

  /** Let the picture go again. */
  release(): void {
    clearInterval(this.#timer);
    this.#held?.stop();
    this.#held = undefined;
  }

  close(): void {
    this.release();
    this.#video.srcObject = null;
  }
}
