// One WebRTC session from the room, set up by WHEP without trickle.

import { gathered } from "../gathering";
import { ask, bearer } from "../room";

export interface Player {
  watchId: string;
  peer: RTCPeerConnection;
  stream: MediaStream;
}

/** Ask for the glass and its sound; `after` is a lost one in whose place this comes unasked. Throws Refused or Unreachable. */
export async function play(token: string, name: string, after: string): Promise<Player> {
  const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  const stream = new MediaStream();
  for (const kind of ["video", "audio"]) {
    stream.addTrack(peer.addTransceiver(kind, { direction: "recvonly" }).receiver.track);
  }
  let watchId = "";
  try {
    await peer.setLocalDescription();
    await gathered(peer);
    const query = new URLSearchParams({ ...(name && { name }), ...(after && { after }) });
    const response = await ask(`/whep?${query}`, {
      method: "POST",
      headers: { ...bearer(token), "Content-Type": "application/sdp" },
      body: peer.localDescription?.sdp ?? "",
    });
    watchId = response.headers.get("Location")?.split("/").pop() ?? "";
    await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
    return { watchId, peer, stream };
  } catch (error) {
    peer.close();
    if (watchId) end(watchId, token);
    throw error;
  }
}

/** Tell the room that nobody watches any more; works while the page is being left. */
export function end(watchId: string, token: string): void {
  fetch(`/whep/${watchId}`, { method: "DELETE", headers: bearer(token), keepalive: true }).catch(() => undefined);
}
