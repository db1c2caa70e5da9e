// One WebRTC session to the room, set up by WHIP (RFC 9725) without trickle.

import { ask, bearer } from "../room";

const MAX_BITRATE = 8_000_000;
const MAX_FRAMERATE = 30;
const GATHER_MS = 1000;

export interface Sender {
  castId: string;
  peer: RTCPeerConnection;
}

/** Send a captured stream; with a cast's id that cast is taken up again. Throws Refused or Unreachable. */
export async function send(stream: MediaStream, token: string, name: string, castId: string): Promise<Sender> {
  const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  let started = "";
  try {
    const video = addTracks(peer, stream);
    await peer.setLocalDescription();
    await gathered(peer);
    const query = new URLSearchParams({ ...(name && { name }), ...(castId && { cast_id: castId }) });
    const response = await ask(`/whip?${query}`, {
      method: "POST",
      headers: { ...bearer(token), "Content-Type": "application/sdp" },
      body: peer.localDescription?.sdp ?? "",
    });
    started = response.headers.get("Location")?.split("/").pop() ?? "";
    await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
    if (video) await keepSharp(video);
    return { castId: started, peer };
  } catch (error) {
    peer.close();
    if (started) end(started, token);
    throw error;
  }
}

/** Tell the room that a cast is over; works while the page is being left. */
export function end(castId: string, token: string): void {
  fetch(`/whip/${castId}`, { method: "DELETE", headers: bearer(token), keepalive: true }).catch(() => undefined);
}

function addTracks(peer: RTCPeerConnection, stream: MediaStream): RTCRtpSender | undefined {
  let video: RTCRtpSender | undefined;
  for (const track of stream.getTracks()) {
    const init: RTCRtpTransceiverInit = { direction: "sendonly", streams: [stream] };
    if (track.kind === "video") init.sendEncodings = [{ maxBitrate: MAX_BITRATE, maxFramerate: MAX_FRAMERATE }];
    const transceiver = peer.addTransceiver(track, init);
    if (track.kind !== "video") continue;
    video = transceiver.sender;
    // without hardware, H.264 encoders of browsers fare badly on scrolling text
    const codecs = RTCRtpSender.getCapabilities?.("video")?.codecs ?? [];
    const isFirst = (codec: { mimeType: string }) => codec.mimeType.toLowerCase() === "video/vp8";
    const ordered = [...codecs.filter(isFirst), ...codecs.filter((codec) => !isFirst(codec))];
    if (ordered.length) transceiver.setCodecPreferences?.(ordered);
  }
  return video;
}

/** Text must stay legible: fewer pictures a second rather than smaller ones. */
async function keepSharp(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
  parameters.degradationPreference = "maintain-resolution";
  await sender.setParameters(parameters).catch(() => undefined);
}

function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    if (peer.iceGatheringState === "complete") return resolve();
    setTimeout(resolve, GATHER_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState === "complete") resolve();
    });
  });
}
