// The connection that sends: one for each epoch, with a media section for all that may ever be sent.

import { gathered } from "../gathering";
import type { Link } from "../link";
import type { Publication, Source } from "./contract";

export type Outgoing = Partial<Record<Source, MediaStreamTrack>>;

const KINDS: readonly [Source, "audio" | "video"][] = [
  ["microphone", "audio"],
  ["camera", "video"],
  ["camera_low", "video"],
  ["screen", "video"],
  ["screen_sound", "audio"],
];
const SMALL_HEIGHT = 180;
const LIMITS: Partial<Record<Source, RTCRtpEncodingParameters>> = {
  camera: { maxBitrate: 2_500_000, maxFramerate: 30 },
  camera_low: { maxBitrate: 150_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
  screen: { maxBitrate: 2_500_000, maxFramerate: 15 },
};

export class Sender {
  readonly peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  #transceivers = new Map<Source, RTCRtpTransceiver>();
  #isClosed = false;

  private constructor(
    private readonly link: Link,
    readonly epoch: number,
  ) {
    const [person, screen] = [new MediaStream(), new MediaStream()];
    for (const [source, kind] of KINDS) {
      const limit = LIMITS[source];
      const streams = [source.startsWith("screen") ? screen : person];
      const options: RTCRtpTransceiverInit = { direction: "sendonly", streams, ...(limit ? { sendEncodings: [limit] } : {}) };
      this.#transceivers.set(source, this.peer.addTransceiver(kind, options));
    }
  }

  /** Open one that sends these. Throws Refused or Unreachable, and DOMException where the answer is no good. */
  static async open(link: Link, epoch: number, outgoing: Outgoing): Promise<Sender> {
    const sender = new Sender(link, epoch);
    try {
      for (const [source] of KINDS) await sender.set(source, outgoing[source]);
      await sender.#negotiate();
      return sender;
    } catch (error) {
      sender.close();
      throw error;
    }
  }

  /** Send this from now on, or nothing; never negotiates. */
  async set(source: Source, track: MediaStreamTrack | undefined): Promise<void> {
    const sender = this.#transceivers.get(source)?.sender;
    if (!sender || this.#isClosed) return;
    await sender.replaceTrack(track ?? null);
    if (source === "camera_low" && track) await shrink(sender, track);
  }

  close(): void {
    this.#isClosed = true;
    this.peer.close();
  }

  async #negotiate(): Promise<void> {
    await this.peer.setLocalDescription();
    await gathered(this.peer);
    const sources: Record<string, Source> = {};
    for (const [source, { mid }] of this.#transceivers) if (mid !== null) sources[mid] = source;
    const offer = this.peer.localDescription?.sdp ?? "";
    const { answer } = await this.link.call<Publication>("meeting.publish", { epoch: this.epoch, offer, sources });
    await this.peer.setRemoteDescription({ type: "answer", sdp: answer });
  }
}

// a phone's camera may be smaller than a laptop's: what is small stays so
async function shrink(sender: RTCRtpSender, track: MediaStreamTrack): Promise<void> {
  const settings = track.getSettings();
  const height = Math.min(settings.height ?? 720, settings.width ?? 1280);
  const parameters = sender.getParameters();
  const encoding = parameters.encodings[0];
  if (!encoding) return;
  encoding.scaleResolutionDownBy = Math.max(1, height / SMALL_HEIGHT);
  await sender.setParameters(parameters).catch(() => undefined);
}
