// Casts by libdatachannel, which OBS uses too: RTP that comes to a UDP port goes out as it is.
// node datachannel.js ENDPOINT TOKEN PORT; SIGTERM ends the cast.

import dgram from "node:dgram";
import nodeDataChannel from "node-datachannel";

const [endpoint, token, port] = process.argv.slice(2);
const PAYLOAD_TYPE = 96;
const SSRC = 42;
const authorization = { Authorization: `Bearer ${token}` };

const peer = new nodeDataChannel.PeerConnection("sender", { iceServers: [], bindAddress: "127.0.0.1" });
const video = new nodeDataChannel.Video("video", "SendOnly");
video.addH264Codec(PAYLOAD_TYPE);
video.addSSRC(SSRC, "parlor", "parlor", "video");
const track = peer.addTrack(video);

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

const socket = dgram.createSocket("udp4");
socket.on("message", (packet) => {
  packet[1] = (packet[1] & 0x80) | PAYLOAD_TYPE;
  packet.writeUInt32BE(SSRC, 8);
  if (track.isOpen()) track.sendMessageBinary(packet);
});
socket.bind(Number(port), "127.0.0.1", () => console.log("ready"));

process.on("SIGTERM", async () => {
  const ended = await fetch(session, { method: "DELETE", headers: authorization });
  console.log("ended", ended.status);
  peer.close();
  nodeDataChannel.cleanup();
  process.exit(ended.status === 200 ? 0 : 1);
});
