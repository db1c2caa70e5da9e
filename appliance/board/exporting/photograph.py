"""Pictures of the assets as other files can hold them: with what the screen shows, and with nothing left to turn."""

from __future__ import annotations

import struct
from typing import NamedTuple

import cv2

from appliance.ink.picture import BadPicture, decode

JPEG, PNG = "image/jpeg", "image/png"
_JPEG_MAGIC = b"\xff\xd8\xff"
_SIZES = (0xC0, 0xC1, 0xC2)
"""Marks of JPEG's kinds that everything reads: baseline, extended and progressive."""
_APP1, _START_OF_SCAN = 0xE1, 0xDA
_ORIENTATION, _UPRIGHT = 0x0112, 1
_QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 92]


class Photograph(NamedTuple):
    """A JPEG that needs no turning."""

    data: bytes
    width: int
    height: int
    channels: int


def photograph(data: bytes) -> Photograph | None:
    """A JPEG as it is or, if it lies on its side or is of a rare kind, made anew; None for a PNG. Raises BadPicture."""
    if not data.startswith(_JPEG_MAGIC):
        return None
    pixels = decode(data)
    height, width = pixels.shape[:2]
    channels = _plain_channels(data)
    if channels:
        return Photograph(data, width, height, channels)
    done, encoded = cv2.imencode(".jpg", pixels[..., :3], _QUALITY)
    if not done:
        raise BadPicture("a picture that cannot be written")
    return Photograph(encoded.tobytes(), width, height, 3)


def _plain_channels(data: bytes) -> int:
    """Channels of a JPEG that every viewer shows as the screen does; 0 for others."""
    at = 2
    try:
        while data[at] == 0xFF:
            marker = data[at + 1]
            (length,) = struct.unpack_from(">H", data, at + 2)
            if marker in _SIZES:
                bits, _, _, channels = struct.unpack_from(">BHHB", data, at + 4)
                return channels if bits == 8 and channels in (1, 3) else 0
            if marker == _START_OF_SCAN or (marker == _APP1 and not _is_upright(data[at + 4 : at + 2 + length])):
                return 0
            at += 2 + length
    except (IndexError, struct.error):
        pass
    return 0


def _is_upright(segment: bytes) -> bool:
    """Whether an Exif segment leaves the picture as it is; what cannot be read counts as turned."""
    if not segment.startswith(b"Exif\0\0"):
        return True
    tiff = segment[6:]
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "L", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for entry in range(count):
            tag, _, _, value = struct.unpack_from(order + "HHLH", tiff, start + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value == _UPRIGHT
    except struct.error:
        return False
    return True
