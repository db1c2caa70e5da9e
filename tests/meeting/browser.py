"""Pages of a real Chromium that send and receive by an engine, without any page of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from appliance.api.conference import Want
from appliance.meeting.engine import MeetingEngine

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",
]
SEND = """async ({codec, bitrate}) => {
  const drawn = (width, height) => {
    const canvas = Object.assign(document.createElement('canvas'), {width, height});
    const pen = canvas.getContext('2d', {alpha: false});
    setInterval(() => {
      pen.fillStyle = '#3264c8'; pen.fillRect(0, 0, width, height);
      pen.fillStyle = '#fff'; pen.font = `${height >> 4}px sans-serif`;
      for (let at = 0; at < 60; at++)
        pen.fillText(Math.random().toString(36), at % 4 * width / 4, height * .1 + (at >> 2) * height / 17);
    }, 33);
    return canvas.captureStream(30).getVideoTracks()[0];
  };
  window.pc = new RTCPeerConnection({bundlePolicy: 'max-bundle'});
  const context = new AudioContext({sampleRate: 48000});
  const tone = new OscillatorNode(context, {frequency: 700});
  const out = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
  tone.connect(new GainNode(context, {gain: .5})).connect(out);
  tone.start();
  pc.addTransceiver(out.stream.getAudioTracks()[0], {direction: 'sendonly'});
  const large = pc.addTransceiver(drawn(1280, 720), {direction: 'sendonly', sendEncodings: [{maxBitrate: bitrate}]});
  const small = pc.addTransceiver(drawn(320, 180), {direction: 'sendonly', sendEncodings: [{maxBitrate: 150000}]});
  for (const one of [large, small])
    one.setCodecPreferences(RTCRtpSender.getCapabilities('video').codecs
      .filter(one => one.mimeType === 'video/' + codec || one.mimeType === 'video/rtx'));
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== 'complete') await new Promise(done => setTimeout(done, 10));
  return {sdp: pc.localDescription.sdp, mids: pc.getTransceivers().map(one => one.mid)};
}"""
TAKE = "sdp => pc.setRemoteDescription({type: 'answer', sdp})"
RECEIVE = """async sdp => {
  if (!window.pc) {
    window.begun = performance.now();
    window.pc = new RTCPeerConnection({bundlePolicy: 'max-bundle'});
    window.videos = {};
    pc.ontrack = ({track, transceiver}) => {
      const element = document.createElement(track.kind);
      element.autoplay = true;
      element.muted = track.kind === 'video';
      element.srcObject = new MediaStream([track]);
      document.body.append(element);
      window.videos[transceiver.mid] = element;
      if (track.kind === 'video') element.requestVideoFrameCallback(() => {
        window.firstPicture ??= performance.now() - begun;
      });
    };
  }
  await pc.setRemoteDescription({type: 'offer', sdp});
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== 'complete') await new Promise(done => setTimeout(done, 10));
  return pc.localDescription.sdp;
}"""
STATS = """async () => {
  const found = {firstPicture: window.firstPicture ?? null, state: pc.connectionState, inbound: {}, outbound: {}};
  for (const one of (await pc.getStats()).values()) {
    if (one.type === 'inbound-rtp') found.inbound[one.mid] = one;
    if (one.type === 'outbound-rtp') found.outbound[one.mid] = one;
    if (one.type === 'candidate-pair' && one.nominated) found.available = one.availableOutgoingBitrate;
  }
  return found;
}"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


async def publish(
    page: Page, engine: MeetingEngine, conference: str, person_id: str, codec: str = "VP8", bitrate: int = 3_000_000
) -> None:
    """Let a page send a drawn camera, large and small, and a tone."""
    offered: dict[str, Any] = await page.evaluate(SEND, {"codec": codec, "bitrate": bitrate})
    sources = dict(zip(offered["mids"], ("microphone", "camera", "camera_low"), strict=True))
    await engine.set_forwarded(conference, person_id, ["microphone", "camera", "camera_low"])
    await page.evaluate(TAKE, await engine.publish(conference, person_id, offered["sdp"], sources))


async def receive(
    page: Page, engine: MeetingEngine, conference: str, person_id: str, wants: list[Want]
) -> dict[str, str]:
    """Let a page receive; gives the media section of each source."""
    offered = await engine.receive(conference, person_id, wants)
    if offered.offer:
        await engine.answer(conference, person_id, await page.evaluate(RECEIVE, offered.offer))
    return {track.source: track.mid for track in offered.tracks}
