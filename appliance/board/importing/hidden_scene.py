"""Excalidraw's scenes that travel inside the pictures it exports, as PNG text and as SVG comments."""

from __future__ import annotations

import base64
import binascii
import json
import re
import struct
import zlib
from collections.abc import Iterator

from appliance.board.parcel import MAX_INFLATED_BYTES

KEYWORD = b"application/vnd.excalidraw+json"

_START, _END = b"payload-start", b"payload-end"
_PAYLOAD_VERSION = re.compile(rb"payload-version:\s{0,8}(\d{1,3})")


def in_png(data: bytes) -> bytes | None:
    """The JSON of a scene in a PNG; None if there is none, or none that can be read: the picture is there anyway."""
    for kind, content in _chunks(data):
        if kind == b"tEXt":
            keyword, _, value = content.partition(b"\0")
            if keyword == KEYWORD:
                return _unwrapped(value.decode("latin-1"))
    return None


def in_svg(data: bytes) -> bytes | None:
    """The JSON of a scene in an SVG; None if there is none, or none that can be read."""
    if KEYWORD not in data:
        return None
    start, end = data.find(_START), data.find(_END)
    opening, closing = data.find(b"-->", start), data.rfind(b"<!--", 0, end)
    if not 0 <= start < opening < closing < end:
        return None
    version = _PAYLOAD_VERSION.search(data)
    try:
        payload = base64.b64decode(data[opening + 3 : closing])
    except binascii.Error:
        return None
    if version is None or version[1] == b"1":
        return payload if payload.lstrip().startswith(b"{") else None
    return _unwrapped(payload.decode("latin-1"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _unwrapped(words: str) -> bytes | None:
    """The scene in {"version", "encoding", "compressed", "encoded"}, or the words themselves if they are a scene."""
    try:
        wrapper = json.loads(words)
        if "encoded" not in wrapper:
            return words.encode("latin-1") if "type" in wrapper else None
        held = wrapper["encoded"].encode("latin-1")
        if not wrapper.get("compressed"):
            return held
        inflater = zlib.decompressobj()
        scene = inflater.decompress(held, MAX_INFLATED_BYTES)
    except (ValueError, TypeError, AttributeError, UnicodeError, zlib.error, RecursionError):
        return None
    return scene if inflater.eof else None
