"""What the formats of RTP payloads are made of: out of packets, to a decoder, and where a stream may be entered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from aiortc.codecs.h264 import h264_depayload
from aiortc.codecs.vpx import vp8_depayload
from av.codec import codecs_available

from appliance.media import av1, vp9

_H264_START = re.compile(rb"\x00\x00\x01([\x00-\xff])")
_H264_KEY_UNITS = {5, 7}


class Format(NamedTuple):
    """One payload format."""

    decoder: str
    """FFmpeg's name."""
    join: Callable[[list[bytes]], bytes]
    """Makes a frame of its packets' payloads; raises ValueError or IndexError for garbage."""
    is_key: Callable[[bytes], bool] = lambda _frame: True
    """Whether a frame can be decoded without any before it."""


def _join_vp8(payloads: list[bytes]) -> bytes:
    return b"".join(map(vp8_depayload, payloads))


def _join_h264(payloads: list[bytes]) -> bytes:
    return b"".join(map(h264_depayload, payloads))


def _is_vp8_key(frame: bytes) -> bool:
    """Source: RFC 6386 section 9.1."""
    return len(frame) > 9 and not frame[0] & 1 and frame[3:6] == b"\x9d\x01\x2a"


def _is_h264_key(frame: bytes) -> bool:
    """Source: H.264 table 7-1."""
    return any(unit[1][0] & 0x1F in _H264_KEY_UNITS for unit in _H264_START.finditer(frame))


FORMATS = {
    "VP8": Format("vp8", _join_vp8, _is_vp8_key),
    "H264": Format("h264", _join_h264, _is_h264_key),
    "VP9": Format("vp9", vp9.join, vp9.is_key),
    "AV1": Format("libdav1d", av1.join, av1.is_key),
    "OPUS": Format("libopus", b"".join),
    "L16": Format("pcm_s16be", b"".join),
}
SOUND = {"OPUS", "L16"}


def is_decodable(codec: str) -> bool:
    """Whether this machine's FFmpeg has the decoder."""
    return FORMATS[codec].decoder in codecs_available


def join(codec: str, payloads: list[bytes]) -> bytes:
    """Make a frame of its packets' payloads. Raises ValueError for garbage."""
    try:
        frame = FORMATS[codec].join(payloads)
    except IndexError as error:
        raise ValueError(f"a {codec} packet is too short") from error
    if not frame:
        # a decoder would take it for the end of the stream
        raise ValueError(f"a {codec} frame without content")
    return frame


def is_key_frame(codec: str, frame: bytes) -> bool:
    """Whether a frame can be decoded without any before it."""
    return FORMATS[codec].is_key(frame)
