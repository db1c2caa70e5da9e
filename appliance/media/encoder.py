"""Encoders for those who watch: pictures to H.264 that every browser plays, sound to Opus; and voices to Opus."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from appliance.frames import Frame, PixelFormat
from appliance.media.picture import fit
from appliance.media.sound.chain import Mono
from appliance.media.source import RATE, Samples

MAX_WIDTH, MAX_HEIGHT = 1920, 1080
FRAME_RATE = 15
MAX_KBPS = 4000
QUALITY = "24"
"""x264's constant rate factor: text is sharp, and what stands still costs next to nothing."""
VIDEO_CLOCK = 90_000
OPUS_FRAME = RATE // 50
OPUS_BITS_PER_S = 96_000
VOICE_BITS_PER_S = 48_000
EXPECTED_LOSS = "10"
"""Per cent; as much as makes Opus put a coarse copy of each frame into the next."""
_BT709 = 1
_VIDEO_RANGE = 1
_NAMES = {PixelFormat.BGRX: "bgra", PixelFormat.RGBX: "rgba"}


def picture_of(frame: Frame, reformatter: VideoReformatter, matrix: Colorspace = Colorspace.ITU709) -> Any:
    """A mailbox's frame, of the glass or a board, as an av frame to encode: by default BT.709; in video range, within
    MAX_WIDTH x MAX_HEIGHT, even sides.
    """
    rows = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.stride // 4, 4)[:, : frame.width]
    whole = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(rows), format=_NAMES[frame.format])
    width, height = fit(frame.width, frame.height, MAX_WIDTH, MAX_HEIGHT)
    return reformatter.reformat(
        whole,
        max(2, width // 2 * 2),
        max(2, height // 2 * 2),
        "yuv420p",
        None,
        matrix,
        "AREA",
        dst_color_range=ColorRange.MPEG,
    )


class PictureEncoder:
    """H.264, constrained baseline: one packet for each picture at once, key frames only where they are asked for."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)  # noqa: S101  that codec is one of pictures
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.time_base = Fraction(1, VIDEO_CLOCK)
        context.framerate = Fraction(FRAME_RATE, 1)
        context.gop_size = 1 << 20
        context.color_range, context.colorspace = _VIDEO_RANGE, _BT709
        context.color_primaries = context.color_trc = _BT709
        context.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "profile": "baseline",
            "threads": "1",
            "crf": QUALITY,
            "maxrate": f"{MAX_KBPS}k",
            "bufsize": f"{MAX_KBPS // 2}k",
            "forced-idr": "1",
        }
        self._context = context

    def encode(self, picture: Any, at_s: float, *, is_key: bool) -> av.Packet:
        """Encode a picture of this size, shown at a time that only grows."""
        picture.pts, picture.time_base = round(at_s * VIDEO_CLOCK), Fraction(1, VIDEO_CLOCK)
        picture.pict_type = PictureType.I if is_key else PictureType.NONE
        (packet,) = self._context.encode(picture)
        return packet


class SoundEncoder:
    """Opus, stereo, in frames of OPUS_FRAME."""

    def __init__(self) -> None:
        context = av.CodecContext.create("libopus", "w")
        assert isinstance(context, AudioCodecContext)  # noqa: S101  that codec is one of sound
        context.sample_rate, context.layout, context.format = RATE, "stereo", "flt"
        context.bit_rate = OPUS_BITS_PER_S
        self._context = context

    def encode(self, samples: Samples, at: int) -> av.Packet:
        """Encode the next OPUS_FRAME samples, which sound at this sample."""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        (packet,) = self._context.encode(frame)
        packet.pts, packet.time_base = at, Fraction(1, RATE)
        return packet


class VoiceEncoder:
    """Opus, mono, in frames of OPUS_FRAME, each with a coarse copy of the one before; silence is sent like speech."""

    def __init__(self) -> None:
        context = av.CodecContext.create("libopus", "w")
        assert isinstance(context, AudioCodecContext)  # noqa: S101  that codec is one of sound
        context.sample_rate, context.layout, context.format = RATE, "mono", "flt"
        context.bit_rate = VOICE_BITS_PER_S
        context.options = {
            "application": "voip",
            "frame_duration": "20",
            "fec": "1",
            "packet_loss": EXPECTED_LOSS,
            "dtx": "0",
        }
        self._context = context

    def encode(self, samples: Mono, at: int) -> av.Packet:
        """Encode the next OPUS_FRAME samples, of which the first is this frame of the microphones' count."""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        (packet,) = self._context.encode(frame)
        packet.pts, packet.time_base = at, Fraction(1, RATE)
        return packet
