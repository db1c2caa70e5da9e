"""What every receiver gets: 720p30 in VP8 of 1.5 Mbit/s and Opus, encoded once and kept in a folder.

The picture is cut into parts that begin with their only key frame: who asks for one gets the next part, as from a
browser whose encoder obeys.
"""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

WIDTH, HEIGHT, FPS = 1280, 720, 30
PARTS, PART_FRAMES = 4, 240
BIT_RATE = 1_500_000
SOUND_S = 10
_VP8 = {"deadline": "realtime", "cpu-used": "10", "lag-in-frames": "0", "error-resilient": "0", "auto-alt-ref": "0"}
_OPUS = {"application": "voip", "fec": "1", "packet_loss": "10"}

Stream = tuple[list[list[bytes]], list[bytes]]
"""Parts of pictures' packets, and packets of sound of 20 ms."""


def stream(folder: Path) -> Stream:
    """Encode it at the first call."""
    path = folder / "stream.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(([_part(number) for number in range(PARTS)], _sound())))
    return pickle.loads(path.read_bytes())  # noqa: S301  our own


def _part(number: int) -> list[bytes]:
    encoder: Any = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, FPS), Fraction(FPS)
    encoder.bit_rate, encoder.gop_size, encoder.options = BIT_RATE, 10_000, _VP8
    chance = np.random.default_rng(number)
    ground = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    ground[:HEIGHT] = np.kron(chance.integers(60, 180, (HEIGHT // 16, WIDTH // 16)), np.ones((16, 16)))
    head = chance.integers(40, 220, (240, 240)).astype(np.uint8)
    packets: list[bytes] = []
    for at in range(PART_FRAMES):
        picture = ground.copy()
        x = int(520 + 300 * np.sin(at / 30))
        picture[240:480, x : x + 240] = head
        # a camera's noise, so that every picture has its packets
        picture[:HEIGHT] += chance.integers(0, 4, (HEIGHT, WIDTH), np.uint8)
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = at
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets


def _sound() -> list[bytes]:
    encoder: Any = av.CodecContext.create("libopus", "w")
    encoder.format, encoder.layout, encoder.sample_rate = "s16", "mono", 48_000
    encoder.bit_rate, encoder.options = 40_000, _OPUS
    packets: list[bytes] = []
    for at in range(SOUND_S * 50):
        times = (at * 960 + np.arange(960)) / 48_000
        voice = sum(np.sin(2 * np.pi * 150 * tone * times) / tone for tone in range(1, 12))
        wave = (voice * (1 + np.sin(2 * np.pi * 3 * times)) * 4000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(wave[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48_000, at * 960
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets
