"""One RTP packet on its way through. Sources: RFC 3550 section 5.1, RFC 8285, RFC 6464."""

from __future__ import annotations

from struct import Struct

from appliance.sfu.payload import Vp8Numbers, write_vp8

HEADER = Struct("!BBHLL")
_EXTENSION = Struct("!HH")
_ONE_BYTE, _TWO_BYTES = 0xBEDE, 0x1000


class Packet:
    """What one sender sent, as every receiver needs it."""

    __slots__ = ("at_s", "clock", "index", "level", "marker", "numbers", "payload", "starts_key", "timestamp")

    def __init__(self, index: int, timestamp: int, marker: int, payload: bytes, at_s: float) -> None:
        self.index = index
        """Its sequence number, which never wraps."""
        self.timestamp = timestamp
        self.marker = marker
        """128 or 0."""
        self.payload = payload
        self.at_s = at_s
        """When it came."""
        self.clock = (int(at_s * 262_144) & 0xFFFFFF).to_bytes(3, "big")
        """abs-send-time: 24 bits of seconds in 6.18 fixed point."""
        self.level = b"\0\0"
        """The element of the header extension that tells how loud it is; padding where nothing tells."""
        self.numbers: Vp8Numbers | None = None
        self.starts_key = False

    def numbered(self, picture_shift: int, base_shift: int) -> bytes:
        """The payload with VP8's numbers moved on."""
        if self.numbers is None or not (picture_shift or base_shift):
            return self.payload
        return write_vp8(self.payload, self.numbers, picture_shift, base_shift)


def split(data: bytes) -> tuple[int, bytes]:
    """Where the extensions of a packet begin, 0 where there are none, and its payload without padding.

    Raises ValueError or struct.error for what is no RTP.
    """
    first = data[0]
    at = 12 + 4 * (first & 15)
    extensions = 0
    if first & 0x10:
        extensions = at
        at += 4 + 4 * _EXTENSION.unpack_from(data, at)[1]
    end = len(data) - (data[-1] if first & 0x20 else 0)
    if at > end:
        raise ValueError("longer than itself")
    return extensions, data[at:end]


def elements(data: bytes, at: int) -> dict[int, bytes]:
    """The elements of a packet's header extension, by their number."""
    profile, words = _EXTENSION.unpack_from(data, at)
    at += 4
    end = min(at + 4 * words, len(data))
    found: dict[int, bytes] = {}
    if profile == _ONE_BYTE:
        head = 1
    elif profile & 0xFFF0 == _TWO_BYTES:
        head = 2
    else:
        return found
    while at + head <= end:
        if not data[at]:
            at += 1
            continue
        number, length = (data[at] >> 4, (data[at] & 15) + 1) if head == 1 else (data[at], data[at + 1])
        at += head
        found[number] = data[at : min(at + length, end)]
        at += length
    return found
