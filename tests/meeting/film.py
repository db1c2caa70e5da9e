"""Pictures and tones that tell whose they are, encoded once: a grey per person, a pitch per person."""

from __future__ import annotations

import asyncio
import fractions
import functools
import time
from typing import Literal

import av
import numpy as np
from aiortc import MediaStreamTrack

Size = tuple[int, int]
HIGH: Size = (640, 360)
LOW: Size = (160, 90)
SCREEN: Size = (480, 270)
FRAMES_PER_S = 20
LENGTH = 40
"""Pictures of a film; it begins again with its key frame."""
GREY_STEP = 20
PITCH_STEP_HZ = 200
Codec = Literal["VP8", "H264"]
_OPTIONS = {
    "VP8": {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0", "lag-in-frames": "0"},
    "H264": {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"},
}


def grey(number: int) -> int:
    """The mean brightness of a person's pictures."""
    return 30 + GREY_STEP * number


def number_of(brightness: float) -> int:
    """Whose picture it is."""
    return round((brightness - 30) / GREY_STEP)


def pitch_hz(number: int) -> int:
    """The tone of a person."""
    return 300 + PITCH_STEP_HZ * number


@functools.cache
def film(number: int, size: Size, codec: Codec = "VP8") -> list[bytes]:
    """A person's pictures, some packets each: noise around their grey; only the first is a key frame."""
    made = av.CodecContext.create("libvpx" if codec == "VP8" else "libx264", "w")
    made.width, made.height = size
    made.pix_fmt = "yuv420p"
    made.time_base = fractions.Fraction(1, FRAMES_PER_S)
    made.bit_rate = 600_000
    made.gop_size = 1000
    made.thread_count = 1
    made.options = _OPTIONS[codec]
    noise = np.random.default_rng(number)
    packets: list[bytes] = []
    for at in range(LENGTH):
        picture = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
        shape = (size[1] // 8 + 1, size[0] // 8 + 1)
        coarse = np.kron(noise.integers(-8, 9, shape), np.ones((8, 8)))[: size[1], : size[0]]
        picture[: size[1]] = np.clip(grey(number) + coarse - coarse.mean(), 0, 255)
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = at
        packets += [bytes(packet) for packet in made.encode(frame)]
    packets += [bytes(packet) for packet in made.encode(None)]
    return packets


@functools.cache
def tone(number: int) -> list[bytes]:
    """Half a second of a person's tone, in Opus packets of 20 ms."""
    made = av.CodecContext.create("libopus", "w")
    made.format = "s16"
    made.layout = "stereo"
    made.sample_rate = 48_000
    packets: list[bytes] = []
    for at in range(25):
        times = (at * 960 + np.arange(960)) / 48_000
        wave = (np.sin(2 * np.pi * pitch_hz(number) * times) * 12_000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[None, :], format="s16", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, at * 960
        packets += [bytes(packet) for packet in made.encode(frame)]
    return packets


class Reel(MediaStreamTrack):
    """Plays packets at their pace, around and around; `is_on` as a camera's or microphone's switch."""

    def __init__(self, kind: str, packets: list[bytes], period_s: float) -> None:
        super().__init__()
        self.kind = kind
        self.is_on = True
        self.key_frames = 0
        self._packets = packets
        self._period_s = period_s
        self._at = 0
        self._start_s = time.monotonic()
        self._count = 0

    def rewind(self) -> None:
        """Begin with the key frame next."""
        self._at = 0

    async def recv(self) -> av.Packet:  # type: ignore[override]  encoded already
        while True:
            self._count += 1
            due_s = self._start_s + self._count * self._period_s
            # what a busy machine kept from being played in time is not made up for in a burst
            self._start_s += max(0.0, time.monotonic() - due_s - 5 * self._period_s)
            await asyncio.sleep(due_s - time.monotonic())
            if self.is_on:
                break
        self.key_frames += self._at == 0
        packet = av.Packet(self._packets[self._at])
        self._at = (self._at + 1) % len(self._packets)
        rate = 90_000 if self.kind == "video" else 48_000
        packet.pts, packet.time_base = round(self._count * self._period_s * rate), fractions.Fraction(1, rate)
        return packet
