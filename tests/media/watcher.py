"""Somebody who watches, made of stock aiortc."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import av
import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from appliance.frames import GLASS, MailboxWriter, PixelFormat


class Shell:
    """Writes the glass's mailbox, as the shell does."""

    def __init__(self, mirror: Path, width: int = 640, height: int = 360) -> None:
        mirror.mkdir(exist_ok=True)
        self.size = (width, height)
        self.mailbox = MailboxWriter(mirror / GLASS)

    def show(self, red: int, green: int, blue: int, pixel_format: PixelFormat = PixelFormat.BGRX) -> None:
        """Fill the glass with one colour."""
        width, height = self.size
        pixel = (blue, green, red, 255) if pixel_format is PixelFormat.BGRX else (red, green, blue, 255)
        pixels = np.full((height, width, 4), pixel, np.uint8)
        self.mailbox.publish(width, height, width * 4, pixel_format, pixels)


class Watcher:
    """`picture` is the newest, RGB; `sound` all that came, mono."""

    def __init__(self, *kinds: str) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.picture: np.ndarray | None = None
        self.pictures = 0
        self.sound: list[np.ndarray] = []
        self._tasks: list[asyncio.Task[None]] = []
        for kind in kinds or ("video", "audio"):
            self.connection.addTransceiver(kind, direction="recvonly")
        self.connection.on("track", lambda track: self._tasks.append(asyncio.create_task(self._read(track))))

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def take(self, answer: str) -> None:
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def sees(self, red: int, green: int, blue: int, timeout_s: float = 6) -> None:
        """Wait until the middle of the picture has about this colour."""
        async with asyncio.timeout(timeout_s):
            while self.picture is None or np.abs(self.middle() - (red, green, blue)).max() > 12:
                await asyncio.sleep(0.02)

    def middle(self) -> np.ndarray:
        assert self.picture is not None
        height, width = self.picture.shape[:2]
        return self.picture[height // 2, width // 2].astype(int)

    def heard(self, pitch_hz: float) -> float:
        """The share of the last second of sound that lies within 3 % of a pitch."""
        last = np.concatenate(self.sound)[-48_000:]
        power = np.abs(np.fft.rfft(last * np.hanning(len(last)))) ** 2
        pitches = np.fft.rfftfreq(len(last), 1 / 48_000)
        return float(power[np.abs(pitches - pitch_hz) < 0.03 * pitch_hz].sum() / max(power.sum(), 1.0))

    async def _read(self, track: object) -> None:
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()  # type: ignore[attr-defined]
                if isinstance(frame, av.VideoFrame):
                    self.pictures += 1
                    self.picture = frame.to_ndarray(format="rgb24")
                else:
                    self.sound.append(frame.to_ndarray().reshape(-1, 2)[:, 0].astype(float))

    async def close(self) -> None:
        await self.connection.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def watcher(*kinds: str) -> AsyncIterator[Watcher]:
    one = Watcher(*kinds)
    try:
        yield one
    finally:
        await one.close()
