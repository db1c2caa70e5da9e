"""A real Chromium sends a canvas and a tone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page, async_playwright

from appliance.frames import PixelFormat
from appliance.media.engine import DriverChoice
from tests.media.picture import Colour, shows
from tests.media.room import Room, config
from tests.media.test_cast import heard

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
SEND = """async ({width, height, codec, moves, sound}) => {
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
  if (sound) {
    const context = new AudioContext({sampleRate: 48000});
    const tone = new OscillatorNode(context, {frequency: 1000});
    const sides = new ChannelMergerNode(context, {numberOfInputs: 2});
    const out = new MediaStreamAudioDestinationNode(context, {channelCount: 2});
    tone.connect(new GainNode(context, {gain: .5})).connect(sides, 0, 0);
    sides.connect(out);
    tone.start();
    pc.addTransceiver(out.stream.getAudioTracks()[0], {direction: 'sendonly', streams: [stream]});
  }
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
    offer = await page.evaluate(
        SEND, {"width": 1280, "height": 720, "codec": "VP8", "moves": False, "sound": False, **wish}
    )
    await page.evaluate(TAKE, await room.engine.receive_cast("b1", offer))


@pytest.mark.parametrize("codec", ["VP8", "H264", "VP9", "AV1"])
async def test_a_browsers_canvas_arrives_and_its_changes_too(room: Room, codec: str) -> None:
    async with chromium() as page:
        await cast(room, page, codec=codec)
        await room.frame("cast-b1", lambda frame: shows(frame, COLOURS, 24))
        await room.engine.configure(config(frame_format="i420"))
        await room.frame("cast-b1", lambda frame: frame.format is not PixelFormat.BGRX and shows(frame, COLOURS, 24))
        await asyncio.sleep(1)
        changed_s = time.monotonic()
        await page.evaluate("show([[20, 20, 20]])")
        await room.frame("cast-b1", lambda frame: shows(frame, ((20, 20, 20),), 24))
        assert time.monotonic() - changed_s < 0.5
        await room.until(lambda status: status.casts[0].phase == "live")
        await room.until(lambda status: status.casts[0].codec == codec and status.casts[0].bitrate_kbps > 0)
        await page.evaluate("pc.close()")
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "closed", 5)


async def test_a_browsers_left_is_left(room: Room, tmp_path: Path) -> None:
    record = tmp_path / "heard.wav"
    await room.engine.configure(
        config(speaker=DriverChoice(driver="twin", options={"record": str(record)}), volume=100)
    )
    async with chromium() as page:
        await cast(room, page, sound=True)
        await room.until(lambda status: bool(status.casts) and status.casts[0].has_sound)
        await room.frame("cast-b1")
        await asyncio.sleep(2.5)
    left, right = heard(record)[-72_000:-24_000].T
    assert np.argmax(np.abs(np.fft.rfft(left * np.hanning(len(left))))) == pytest.approx(1000, abs=10)
    assert np.sqrt(np.mean(left**2)) > 0.1
    assert np.sqrt(np.mean(right**2)) < 0.01 * np.sqrt(np.mean(left**2))


async def test_the_sender_finds_a_high_rate_at_once(room: Room) -> None:
    async with chromium() as page:
        begun_s = time.monotonic()
        await cast(room, page, moves=True)
        await room.frame("cast-b1")
        assert time.monotonic() - begun_s < 3
        await asyncio.sleep(3)
        stats = await page.evaluate(STATS)
        assert stats["available_bps"] > 3_000_000
        assert stats["frames"] > 40


async def test_a_sender_keeps_to_its_share_and_gets_it_back(room: Room) -> None:
    others = range(11)
    async with chromium() as page:
        await cast(room, page, moves=True)
        await room.frame("cast-b1")
        await until_available(page, lambda rate: rate > 2_200_000)
        for number in others:
            await room.engine.receive_rtp(f"r{number}", 41_000 + 2 * number, 41_001 + 2 * number)
        await until_available(page, lambda rate: rate <= 2_000_000)
        for number in others:
            await room.engine.close_cast(f"r{number}")
        await until_available(page, lambda rate: rate > 2_200_000)


async def until_available(page: Page, is_so: Callable[[float], bool]) -> None:
    async with asyncio.timeout(15):
        while not is_so((await page.evaluate(STATS)).get("available_bps") or 0):  # noqa: ASYNC110  in another process
            await asyncio.sleep(0.1)
