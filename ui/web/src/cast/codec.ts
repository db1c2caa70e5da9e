// Which codec a browser should send.

import type { Content } from "./content";

interface Codec {
  mimeType: string;
  sdpFmtpLine?: string;
}

const LATER = ["video/vp9", "video/av1"];
const SIZES = { text: { width: 1920, height: 1080, framerate: 30 }, motion: { width: 1920, height: 1080, framerate: 60 } };

/**
 * A browser's codecs, the best first: H.264 where it is encoded in hardware, else VP8; VP9 and AV1 last.
 *
 * Without hardware, H.264 encoders of browsers fare badly on scrolling text.
 */
export function ranked<T extends Codec>(codecs: readonly T[], isHardware: boolean): T[] {
  const first = isHardware ? ["video/h264", "video/vp8"] : ["video/vp8", "video/h264"];
  const order = [...first, ...LATER];
  const rank = (codec: Codec) => {
    const at = order.indexOf(codec.mimeType.toLowerCase());
    // repair and redundancy follow: they are no codecs of pictures
    return at < 0 ? order.length : at;
  };
  return codecs
    .map((codec, at) => ({ codec, at }))
    .sort((a, b) => rank(a.codec) - rank(b.codec) || profile(b.codec) - profile(a.codec) || a.at - b.at)
    .map(({ codec }) => codec);
}

/** High before Main before Baseline, and packets that may be split before those that may not. */
function profile({ mimeType, sdpFmtpLine = "" }: Codec): number {
  if (mimeType.toLowerCase() !== "video/h264") return 0;
  const kind = parseInt(/profile-level-id=(\w\w)/.exec(sdpFmtpLine)?.[1] ?? "42", 16);
  return kind + (/packetization-mode=1/.test(sdpFmtpLine) ? 256 : 0);
}

/** This browser's codecs for such content, ranked; empty where it does not tell. */
export async function preferred(content: Content): Promise<RTCRtpCodec[]> {
  const codecs = RTCRtpSender.getCapabilities?.("video")?.codecs ?? [];
  const h264 = ranked(codecs, true).find((codec) => codec.mimeType.toLowerCase() === "video/h264");
  return ranked(codecs, h264 !== undefined && (await isEfficient(h264, content)));
}

async function isEfficient(codec: Codec, content: Content): Promise<boolean> {
  const contentType = codec.sdpFmtpLine ? `${codec.mimeType};${codec.sdpFmtpLine}` : codec.mimeType;
  try {
    const asked = { type: "webrtc" as const, video: { contentType, bitrate: 8_000_000, ...SIZES[content] } };
    const told = await navigator.mediaCapabilities.encodingInfo(asked);
    return told.supported && told.powerEfficient;
  } catch {
    // a browser that does not answer this question is taken to encode in software
    return false;
  }
}
