// Casts by libdatachannel, which OBS uses too: RTP that comes to UDP ports goes out as it is.
// node datachannel.js ENDPOINT TOKEN VIDEO_PORT SOUND_PORT; SIGTERM ends the cast.

import dgram from "node:dgram";
import nodeDataChannel from "node-datachannel";

const [endpoint, token, videoPort, soundPort] = process.argv.slice(2);
const VIDEO = { payloadType: 96, ssrc: 42, port: Number(videoPort) };
const SOUND = { payloadType: 97, ssrc: 43, port: Number(soundPort) };
const authorization = { Authorization: `Bearer ${token}` };

const peer = new nodeDataChannel.PeerConnection("sender", { iceServers: [], bindAddress: "127.0.0.1" });
// the order, the names and the one stream of OBS
const sound = new nodeDataChannel.Audio("0", "SendOnly");
sound.addOpusCodec(SOUND.payloadType);
sound.addSSRC(SOUND.ssrc, "obs", "obs-stream", "obs-audio");
SOUND.track = peer.addTrack(sound);
const video = new nodeDataChannel.Video("1", "SendOnly");
video.addH264Codec(VIDEO.payloadType);
video.addSSRC(VIDEO.ssrc, "obs", "obs-stream", "obs-video");
VIDEO.track = peer.addTrack(video);

const gathered = new Promise((resolve) => {
  peer.onGatheringStateChange((state) => state === "complete" && resolve());
});
peer.setLocalDescription();
await gathered;

const response = await fetch(endpoint, {
  method: "POST",
  headers: { ...authorization, "Content-Type": "application/sdp" },
  body: peer.localDescription().sdp,
});
// as strict as OBS
if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
const session = new URL(response.headers.get("Location"), endpoint);
if (session.search) throw new Error("the session's address has a query");
peer.setRemoteDescription(await response.text(), "answer");

for (const { track, payloadType, ssrc, port } of [VIDEO, SOUND]) {
  const socket = dgram.createSocket("udp4");
  socket.on("message", (packet) => {
    packet[1] = (packet[1] & 0x80) | payloadType;
    packet.writeUInt32BE(ssrc, 8);
    if (track.isOpen()) track.sendMessageBinary(packet);
  });
  socket.bind(port, "127.0.0.1");
}

process.on("SIGTERM", async () => {
  peer.close();
  const ended = await fetch(session, { method: "DELETE", headers: authorization });
  nodeDataChannel.cleanup();
  process.exit(ended.status === 200 ? 0 : 1);
});
