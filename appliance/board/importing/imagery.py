"""Pictures inside foreign files: what kind they are, how large, and as PNG or JPEG."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from appliance.board.parcel import MAX_PIXELS, Reason

PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class BadImage(Exception):
    """Bytes that are no picture that a board can hold; the reason is a code."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Asset(NamedTuple):
    """A picture as a board holds it."""

    data: bytes
    mime: str
    width: int
    height: int


def as_asset(data: bytes) -> Asset:
    """A picture as PNG or JPEG, decoded only if it is neither. Raises BadImage."""
    if data.startswith(PNG):
        mime, (width, height) = "image/png", _png_size(data)
    elif data.startswith(b"\xff\xd8\xff"):
        mime, (width, height) = "image/jpeg", _jpeg_size(data)
    elif data.startswith((b"GIF8", b"BM")) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return _converted(data)
    else:
        raise BadImage("unsupported" if data else "damaged")
    _check(width, height)
    return Asset(data, mime, width, height)


def from_data_url(url: str) -> bytes:
    """The bytes of a data URL. Raises BadImage for anything else."""
    found = re.match(r"data:([^,;]*)((?:;[^,;]*)*),", url[:512])
    if found is None:
        raise BadImage("unsupported")
    body = url[found.end() :]
    if ";base64" not in found[2].lower():
        return unquote_to_bytes(body)
    return from_base64(unquote_to_bytes(body) if "%" in body[-16:] else body)


def from_base64(text: str | bytes) -> bytes:
    """What Base64 stands for, with or without its padding and line breaks. Raises BadImage."""
    kept = b"".join((text.encode("ascii", "replace") if isinstance(text, str) else text).split()).rstrip(b"=")
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4), validate=True)
    except binascii.Error as error:
        raise BadImage("damaged") from error


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise BadImage("damaged")
    return struct.unpack_from(">II", data, 16)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise BadImage("damaged")


def _converted(data: bytes) -> Asset:
    # only for kinds that are rare on boards: OpenCV takes a tenth of a second to load
    import cv2
    import numpy as np

    _check(*_other_size(data))
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        if pixels is None:
            raise BadImage("damaged")
        is_written, png = cv2.imencode(".png", pixels)
    except cv2.error as error:
        raise BadImage("damaged") from error
    if not is_written:
        raise BadImage("damaged")
    return Asset(png.tobytes(), "image/png", pixels.shape[1], pixels.shape[0])


def _other_size(data: bytes) -> tuple[int, int]:
    """Of a GIF, BMP or WebP, before anything is decoded."""
    try:
        if data.startswith(b"GIF8"):
            return struct.unpack_from("<HH", data, 6)
        if data.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", data, 18)
            return width, abs(height)
        kind = data[12:16]
        if kind == b"VP8X":
            return (
                int.from_bytes(data[24:27], "little") + 1,
                int.from_bytes(data[27:30], "little") + 1,
            )
        if kind == b"VP8L":
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    except struct.error as error:
        raise BadImage("damaged") from error


def _check(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise BadImage("damaged")
    if width * height > MAX_PIXELS:
        raise BadImage("too_large")
