"""Somebody who claps: a white picture and a tone at the same moment, once a second."""

from __future__ import annotations

import asyncio
import fractions
import time

import av
import numpy as np
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

PERIOD_S, LENGTH_S = 1.0, 0.3
FPS = 25


class Clapper:
    """Both tracks, on one clock."""

    def __init__(self, pitch_hz: float = 880, size: tuple[int, int] = (320, 180)) -> None:
        start_s = time.monotonic()
        self.picture = Flash(start_s, size)
        self.sound = Beep(start_s, pitch_hz)


class Flash(VideoStreamTrack):
    """White while it claps, else a dark red."""

    def __init__(self, start_s: float, size: tuple[int, int]) -> None:
        super().__init__()
        self.size = size
        self.sent = 0
        self._start_s = start_s
        self._count = 0

    async def recv(self) -> av.VideoFrame:
        self._count += 1
        at_s = self._count / FPS
        await asyncio.sleep(max(0.0, self._start_s + at_s - time.monotonic()))
        picture = np.empty((self.size[1], self.size[0], 3), np.uint8)
        picture[:] = (235, 235, 235) if at_s % PERIOD_S < LENGTH_S else (90, 20, 20)
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = round(at_s * 90_000), fractions.Fraction(1, 90_000)
        self.sent += 1
        return frame


class Beep(AudioStreamTrack):
    """A tone while it claps, else silence."""

    def __init__(self, start_s: float, pitch_hz: float) -> None:
        super().__init__()
        self.sent = 0
        self._pitch_hz = pitch_hz
        self._start_s = start_s
        self._at = 0

    async def recv(self) -> av.AudioFrame:
        await asyncio.sleep(max(0.0, self._start_s + self._at / 48_000 - time.monotonic()))
        times = (self._at + np.arange(960)) / 48_000
        wave = np.sin(2 * np.pi * self._pitch_hz * times) * 12_000 * (times % PERIOD_S < LENGTH_S)
        frame = av.AudioFrame.from_ndarray(np.repeat(wave.astype(np.int16), 2)[None, :], format="s16", layout="stereo")
        frame.pts, frame.sample_rate = self._at, 48_000
        frame.time_base = fractions.Fraction(1, 48_000)
        self._at += 960
        self.sent += 1
        return frame
