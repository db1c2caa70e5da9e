// Two WHIP clients that pages use, for the tests to call.

import { WHIPClient as Eyevinn } from "@eyevinn/whip-web-client";
import { WHIPClient as Medooze } from "whip-whep/whip.js";

/** Four coloured quarters and a tone. */
function slides() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const pen = canvas.getContext("2d", { alpha: false });
  setInterval(() => {
    ["#e00000", "#00a000", "#0000e0", "#e0e000"].forEach((colour, at) => {
      pen.fillStyle = colour;
      pen.fillRect((at % 2) * 320, (at >> 1) * 180, 320, 180);
    });
  }, 66);
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 1000 });
  const out = new MediaStreamAudioDestinationNode(context);
  tone.connect(out);
  tone.start();
  return new MediaStream([...canvas.captureStream(15).getVideoTracks(), ...out.stream.getAudioTracks()]);
}

window.eyevinn = async (endpoint, authkey, noTrickleIce) => {
  const client = new Eyevinn({ endpoint, opts: { authkey, noTrickleIce, iceServers: [] } });
  await client.setIceServersFromEndpoint();
  await client.ingest(slides());
  window.stop = () => client.destroy();
};

window.medooze = async (endpoint, token) => {
  const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  const stream = slides();
  for (const track of stream.getTracks()) peer.addTransceiver(track, { direction: "sendonly", streams: [stream] });
  const client = new Medooze();
  await client.publish(peer, endpoint, token);
  window.stop = () => client.stop();
  window.restart = () => client.restart();
};
