"""A real Chromium sends a canvas and a tone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from appliance.media.engine import FrameFormat
from tests.media.picture import Colour, shows
from tests.media.room import Room, config

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
]
SEND = """async ({width, height, codec, moves}) => {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const pen = canvas.getContext('2d', {alpha: false});
  let shown;
  window.show = colours => (shown = colours).forEach((colour, at) => {
    pen.fillStyle = `rgb(${colour})`;
    pen.fillRect(width * at / colours.length, 0, width / colours.length, height);
  });
  if (!moves) setInterval(() => show(shown), 100);
  show([[220, 30, 30], [30, 200, 40], [30, 50, 220]]);
  if (moves) setInterval(() => {
    pen.fillStyle = '#fff'; pen.fillRect(0, height * .8, width, height * .2);
    pen.fillStyle = '#000'; pen.font = '20px sans-serif';
    for (let at = 0; at < 40; at++)
      pen.fillText(Math.random().toString(36), at % 8 * 160, height * .85 + 24 * (at >> 3));
  }, 33);
  const stream = canvas.captureStream(30);
  window.pc = new RTCPeerConnection();
  const video = pc.addTransceiver(stream.getVideoTracks()[0], {direction: 'sendonly', streams: [stream]});
  video.setCodecPreferences(RTCRtpSender.getCapabilities('video').codecs
    .filter(one => one.mimeType === 'video/' + codec || one.mimeType === 'video/rtx'));
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== 'complete') await new Promise(done => setTimeout(done, 10));
  return pc.localDescription.sdp;
}"""
TAKE = "sdp => pc.setRemoteDescription({type: 'answer', sdp})"
STATS = """async () => {
  const found = {};
  for (const one of (await pc.getStats()).values()) {
    if (one.type === 'outbound-rtp') found.frames = one.framesEncoded;
    if (one.type === 'candidate-pair' && one.nominated) found.available_bps = one.availableOutgoingBitrate;
  }
  return found;
}"""
COLOURS: tuple[Colour, ...] = ((220, 30, 30), (30, 200, 40), (30, 50, 220))


@asynccontextmanager
async def chromium() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield await browser.new_page()
        finally:
            await browser.close()


async def cast(room: Room, page: Page, **wish: Any) -> None:
    offer = await page.evaluate(SEND, {"width": 1280, "height": 720, "codec": "VP8", "moves": False, **wish})
    await page.evaluate(TAKE, await room.engine.receive_cast("b1", offer))


@pytest.mark.parametrize("form", ["bgrx", "i420"])
@pytest.mark.parametrize("codec", ["VP8", "H264"])
async def test_a_browsers_canvas_arrives_and_its_changes_too(room: Room, codec: str, form: FrameFormat) -> None:
    await room.engine.configure(config(frame_format=form))
    async with chromium() as page:
        await cast(room, page, codec=codec)
        await room.frame("cast-b1", lambda frame: shows(frame, COLOURS, 24))
        await asyncio.sleep(1)
        changed_s = time.monotonic()
        await page.evaluate("show([[20, 20, 20]])")
        await room.frame("cast-b1", lambda frame: shows(frame, ((20, 20, 20),), 24))
        assert time.monotonic() - changed_s < 0.5
        await room.until(lambda status: status.casts[0].phase == "live")
        await page.evaluate("pc.close()")
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "closed", 5)


async def test_the_sender_finds_a_high_rate_at_once(room: Room) -> None:
    async with chromium() as page:
        begun_s = time.monotonic()
        await cast(room, page, moves=True)
        await room.frame("cast-b1")
        assert time.monotonic() - begun_s < 3
        await asyncio.sleep(4)
        stats = await page.evaluate(STATS)
        assert stats["available_bps"] > 3_000_000
        assert stats["frames"] > 40
