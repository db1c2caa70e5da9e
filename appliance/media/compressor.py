"""Encoders of what the room sends into calls: one packet for each picture, at once, at a rate that may be changed.

VP8 is what every engine forwards and every browser takes; H.264 is for the other side that does not. FFmpeg gives
libvpx no new rate as it runs, and x264 one that it follows only after some seconds: for another rate another encoder
begins, with a key frame, so small steps are left out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, NamedTuple, Protocol

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

CLOCK = 90_000
MIN_DROP, MIN_RISE = 0.85, 1.3
"""Parts of the present rate; what lies between them is not worth a key frame."""
NEVER = 1 << 20
"""Pictures between key frames that nobody asked for."""
_BT601, _VIDEO_RANGE = 5, 1

Codec = Literal["VP8", "H264"]


class Grade(NamedTuple):
    """A kind of picture: the most pixels, pictures a second, and the least and most it may take."""

    width: int
    height: int
    fps: int
    least_kbps: int
    most_kbps: int
    is_still: bool = False
    """Whether it mostly stands still, and what it shows is text."""


CAMERA = Grade(1280, 720, 30, 250, 2000)
CAMERA_LOW = Grade(320, 180, 15, 60, 140)
SCREEN = Grade(1920, 1080, 15, 300, 3000, is_still=True)


class Compressor(Protocol):
    """Encodes pictures of one size; belongs to one thread."""

    size: tuple[int, int]

    def set_rate(self, kbps: int) -> None:
        """Aim at so much from now on, as nearly as the codec can follow."""
        ...

    def encode(self, picture: Any, at_s: float, *, is_key: bool) -> av.Packet:
        """Encode an av frame in I420, of a time that only grows."""
        ...


def make_compressor(codec: Codec, grade: Grade, size: tuple[int, int], kbps: int) -> Compressor:
    """Make the compressor of a codec."""
    return (Vp8Compressor if codec == "VP8" else H264Compressor)(grade, size, kbps)


class _Compressor:
    def __init__(self, grade: Grade, size: tuple[int, int], kbps: int) -> None:
        self.size = size
        self._grade = grade
        self._kbps = kbps
        self._context = self._make()

    def _make(self) -> VideoCodecContext:
        raise NotImplementedError

    def _new(self, name: str, options: dict[str, str]) -> VideoCodecContext:
        context = av.CodecContext.create(name, "w")
        assert isinstance(context, VideoCodecContext)  # noqa: S101  those codecs are of pictures
        (context.width, context.height), context.pix_fmt = self.size, "yuv420p"
        context.time_base, context.framerate = Fraction(1, CLOCK), Fraction(self._grade.fps, 1)
        context.bit_rate, context.gop_size = self._kbps * 1000, NEVER
        context.color_range, context.colorspace = _VIDEO_RANGE, _BT601
        # a second thread waits for the first more than it helps where all cores have work
        context.thread_count = 1
        context.options = options
        return context

    def set_rate(self, kbps: int) -> None:
        """See Compressor."""
        if not self._kbps * MIN_DROP < kbps < self._kbps * MIN_RISE:
            self._kbps = kbps
            self._context = self._make()

    def encode(self, picture: Any, at_s: float, *, is_key: bool) -> av.Packet:
        """See Compressor."""
        picture.pts, picture.time_base = round(at_s * CLOCK), Fraction(1, CLOCK)
        picture.pict_type = PictureType.I if is_key else PictureType.NONE
        (packet,) = self._context.encode(picture)
        return packet


class Vp8Compressor(_Compressor):
    """libvpx at its fastest that still looks well: 4-7 ms for 720p."""

    def _make(self) -> VideoCodecContext:
        rate = str(self._kbps * 1000)
        context = self._new(
            "libvpx",
            {
                "deadline": "realtime",
                "cpu-used": "-10",
                "lag-in-frames": "0",
                "auto-alt-ref": "0",
                "noise-sensitivity": "0",
                "static-thresh": "100" if self._grade.is_still else "1",
                "max-intra-rate": "900",
                "overshoot-pct": "15",
                "undershoot-pct": "100",
                # equal rates are libvpx's constant rate; a buffer of half a second
                "minrate": "0" if self._grade.is_still else rate,
                "maxrate": rate,
                "bufsize": str(self._kbps * (1000 if self._grade.is_still else 500)),
            },
        )
        context.qmin, context.qmax = (4, 44) if self._grade.is_still else (2, 56)
        return context


class H264Compressor(_Compressor):
    """x264, constrained baseline: 3-6 ms for 720p."""

    def _make(self) -> VideoCodecContext:
        return self._new(
            "libx264",
            {
                "preset": "superfast",
                "tune": "zerolatency",
                "profile": "baseline",
                "threads": "1",
                "maxrate": f"{self._kbps}k",
                "bufsize": f"{self._kbps // 2}k",
                "forced-idr": "1",
            },
        )
