"""What a forwarder must see and change in payloads: where a picture can be entered, and how VP8 numbers its pictures.

Sources: RFC 7741 section 4.2 (VP8), RFC 6184 section 5.6 and 5.7 (H.264).
"""

from __future__ import annotations

from typing import NamedTuple

_SEQUENCE_PARAMETERS = 7
_STAP_A = 24


class Vp8Numbers(NamedTuple):
    """Where a VP8 payload descriptor holds its numbers: places in the payload, 0 where there is none."""

    picture: int
    """Place of the picture's number."""
    picture_id: int
    is_long: bool
    """15 bits, not 7."""
    base: int
    """Place of the number of the temporal base layer (TL0PICIDX)."""
    starts_key: bool


def read_vp8(payload: bytes) -> Vp8Numbers:
    """Read a VP8 payload descriptor. Raises IndexError where it is cut short."""
    first, at = payload[0], 1
    picture = picture_id = base = 0
    is_long = False
    if first & 0x80:
        present, at = payload[1], 2
        if present & 0x80:
            picture, is_long = at, bool(payload[at] & 0x80)
            picture_id = (payload[at] & 0x7F) << 8 | payload[at + 1] if is_long else payload[at]
            at += 1 + is_long
        if present & 0x40:
            base = at
            at += 1
        if present & 0x30:
            at += 1
    starts = first & 0x17 == 0x10
    return Vp8Numbers(picture, picture_id, is_long, base, starts and not payload[at] & 1)


def write_vp8(payload: bytes, numbers: Vp8Numbers, picture_shift: int, base_shift: int) -> bytes:
    """The payload with its numbers moved on, so that pictures of two sources count as those of one."""
    changed = bytearray(payload)
    if numbers.picture:
        moved = numbers.picture_id + picture_shift
        if numbers.is_long:
            changed[numbers.picture : numbers.picture + 2] = (0x8000 | moved & 0x7FFF).to_bytes(2, "big")
        else:
            changed[numbers.picture] = moved & 0x7F
    if numbers.base:
        changed[numbers.base] = payload[numbers.base] + base_shift & 0xFF
    return bytes(changed)


def starts_h264_key(payload: bytes) -> bool:
    """Whether a packet begins a picture that can be decoded alone: WebRTC senders put its parameters before each."""
    kind = payload[0] & 0x1F
    if kind != _STAP_A:
        return kind == _SEQUENCE_PARAMETERS
    at = 1
    while at + 2 < len(payload):
        if payload[at + 2] & 0x1F == _SEQUENCE_PARAMETERS:
            return True
        at += 2 + int.from_bytes(payload[at : at + 2], "big")
    return False
