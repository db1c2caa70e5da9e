// One WebRTC session to the room, set up by WHIP (RFC 9725) without trickle.

import { gathered } from "../gathering";
import { ask, bearer } from "../room";
import { preferred } from "./codec";
import { encodingOf, limit, type Content } from "./content";

export interface Sender {
  castId: string;
  peer: RTCPeerConnection;
  video: RTCRtpSender;
  /** Undefined where the session has no sound; only a new one can bring it. */
  audio: RTCRtpSender | undefined;
}

export interface Offer {
  token: string;
  name: string;
  /** A cast to be taken up again; empty for a new one. */
  castId: string;
  content: Content;
  /** How many there will be on the glass. */
  casts: number;
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | undefined;
}

/** Send a picture and its sound. Throws Refused or Unreachable. */
export async function send(offer: Offer): Promise<Sender> {
  const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  let started = "";
  try {
    const senders = addTracks(peer, offer, await preferred(offer.content));
    await peer.setLocalDescription();
    await gathered(peer);
    const { name, castId, token } = offer;
    const query = new URLSearchParams({ kind: "browser", ...(name && { name }), ...(castId && { cast_id: castId }) });
    const response = await ask(`/whip?${query}`, {
      method: "POST",
      headers: { ...bearer(token), "Content-Type": "application/sdp" },
      body: peer.localDescription?.sdp ?? "",
    });
    started = response.headers.get("Location")?.split("/").pop() ?? "";
    await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
    await limit(senders.video, offer.content, offer.casts);
    return { castId: started, peer, ...senders };
  } catch (error) {
    peer.close();
    if (started) end(started, offer.token);
    throw error;
  }
}

/** Tell the room that a cast is over; works while the page is being left. */
export function end(castId: string, token: string): void {
  fetch(`/whip/${castId}`, { method: "DELETE", headers: bearer(token), keepalive: true }).catch(() => undefined);
}

function addTracks(peer: RTCPeerConnection, offer: Offer, codecs: RTCRtpCodec[]) {
  const { content, casts } = offer;
  const stream = new MediaStream();
  const init: RTCRtpTransceiverInit = { direction: "sendonly", streams: [stream] };
  const audio = offer.audio && peer.addTransceiver(offer.audio, init).sender;
  const video = peer.addTransceiver(offer.video ?? "video", { ...init, sendEncodings: [encodingOf(content, casts)] });
  if (codecs.length) video.setCodecPreferences?.(codecs);
  return { video: video.sender, audio };
}

/** Wait until a session carries media; false where it does not in time, or was closed. */
export function isConnected(peer: RTCPeerConnection, timeoutMs: number): Promise<boolean> {
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
