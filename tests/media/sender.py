"""A laptop that casts, made of stock aiortc."""

# ruff: noqa: ASYNC110  what is waited for happens in other processes and threads

from __future__ import annotations

import asyncio
import fractions
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import av
import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 200, 40), (30, 50, 220), (128, 128, 128)
PATCHES = (RED, GREEN, BLUE, GREY)


def patches(width: int, height: int, colours: tuple[tuple[int, int, int], ...] = PATCHES) -> np.ndarray:
    """Vertical stripes, RGB."""
    picture = np.zeros((height, width, 3), np.uint8)
    for place, colour in enumerate(colours):
        picture[:, width * place // len(colours) : width * (place + 1) // len(colours)] = colour
    return picture


class Slides(VideoStreamTrack):
    """Shows `picture`; sends a frame at a steady pace, or only when the slide changes."""

    def __init__(self, picture: np.ndarray, fps: float = 15, is_static: bool = False) -> None:
        super().__init__()
        self.picture = picture
        self._period_s = 1 / fps
        self._is_static = is_static
        self._start_s = time.monotonic()
        self._sent: np.ndarray | None = None
        self.sent_at_s = 0.0

    async def recv(self) -> av.VideoFrame:
        await asyncio.sleep(self._period_s)
        while self._is_static and self._sent is self.picture:
            await asyncio.sleep(0.005)
        self._sent = self.picture
        self.sent_at_s = time.monotonic()
        frame = av.VideoFrame.from_ndarray(self.picture, format="rgb24").reformat(format="yuv420p")
        frame.pts = int((self.sent_at_s - self._start_s) * 90_000)
        frame.time_base = fractions.Fraction(1, 90_000)
        return frame


class Tone(AudioStreamTrack):
    """A sine at 48 kHz, stereo, 20 ms a frame, at its own pace."""

    def __init__(self, pitch_hz: float = 1000) -> None:
        super().__init__()
        self._pitch_hz = pitch_hz
        self._at = 0
        self._start_s = time.monotonic()

    async def recv(self) -> av.AudioFrame:
        await asyncio.sleep(max(0.0, self._start_s + self._at / 48_000 - time.monotonic()))
        times = (self._at + np.arange(960)) / 48_000
        wave = (np.sin(2 * np.pi * self._pitch_hz * times) * 16_000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[None, :], format="s16", layout="stereo")
        frame.pts, frame.sample_rate = self._at, 48_000
        frame.time_base = fractions.Fraction(1, 48_000)
        self._at += 960
        return frame


class Laptop:
    def __init__(self, *tracks: VideoStreamTrack | AudioStreamTrack) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        for track in tracks:
            self.connection.addTransceiver(track, direction="sendonly")

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def take(self, answer: str) -> None:
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def close(self) -> None:
        await self.connection.close()


@asynccontextmanager
async def laptop(*tracks: VideoStreamTrack | AudioStreamTrack) -> AsyncIterator[Laptop]:
    sender = Laptop(*tracks)
    try:
        yield sender
    finally:
        await sender.close()
