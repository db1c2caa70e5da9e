"""AV1 in RTP: OBUs out of aggregated and fragmented elements.

Sources: "RTP Payload Format For AV1" v1.0.0 section 4; AV1 bitstream specification sections 4.10.5, 5.3 and 5.9.2.
"""

from __future__ import annotations

from collections.abc import Iterator

_SEQUENCE_HEADER, _TEMPORAL_DELIMITER, _FRAME_HEADER, _FRAME, _TILE_LIST, _PADDING = 1, 2, 3, 6, 8, 15
_DROPPED = {_TEMPORAL_DELIMITER, _TILE_LIST, _PADDING}
_DELIMITER = b"\x12\x00"
_HAS_EXTENSION, _HAS_SIZE = 0x04, 0x02
MAX_LENGTH_BYTES = 8


def join(payloads: list[bytes]) -> bytes:
    """Make a temporal unit, as decoders take it, of its packets' payloads. Raises ValueError for what is no AV1."""
    unit = bytearray(_DELIMITER)
    pending: bytearray | None = None
    for payload in payloads:
        if not payload:
            raise ValueError("an AV1 packet without aggregation header")
        continues, is_continued = bool(payload[0] & 0x80), bool(payload[0] & 0x40)
        if continues != (pending is not None):
            raise ValueError("a fragment of an OBU is missing")
        elements = list(_elements(payload))
        for place, element in enumerate(elements):
            whole = bytearray(element) if pending is None else pending + element
            pending = None
            if is_continued and place == len(elements) - 1:
                pending = whole
            else:
                unit += _sized(bytes(whole))
    if pending is not None or len(unit) == len(_DELIMITER):
        raise ValueError("an AV1 temporal unit without end")
    return bytes(unit)


def is_key(unit: bytes) -> bool:
    """Whether a temporal unit can be decoded by itself: a sequence header, and then a key frame."""
    has_sequence = False
    try:
        for kind, content in _units(unit):
            if kind == _SEQUENCE_HEADER:
                has_sequence = True
            elif kind in (_FRAME, _FRAME_HEADER):
                # show_existing_frame 0, frame_type 0
                return has_sequence and bool(content) and content[0] & 0b1110_0000 == 0
    except ValueError:
        return False
    return False


def _elements(payload: bytes) -> Iterator[bytes]:
    count, at = payload[0] >> 4 & 3, 1
    number = 0
    while at < len(payload):
        number += 1
        if number == count:
            yield payload[at:]
            return
        length, at = _leb128(payload, at)
        if at + length > len(payload):
            raise ValueError("an OBU element is longer than its packet")
        yield payload[at : at + length]
        at += length
    if count and number != count:
        raise ValueError(f"{number} OBU elements instead of {count}")


def _sized(obu: bytes) -> bytes:
    """The OBU with its size in it; nothing for those that must not be sent or say nothing."""
    if not obu:
        return b""
    header = obu[0]
    if header & 0x80:
        raise ValueError("an OBU's forbidden bit is set")
    if header >> 3 & 15 in _DROPPED:
        return b""
    head = 2 if header & _HAS_EXTENSION else 1
    content = obu[head:]
    if header & _HAS_SIZE:
        length, at = _leb128(obu, head)
        if at + length > len(obu):
            raise ValueError("an OBU is longer than its element")
        content = obu[at : at + length]
    return bytes([header | _HAS_SIZE]) + obu[1:head] + _as_leb128(len(content)) + content


def _units(unit: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(unit):
        header = unit[at]
        length, begin = _leb128(unit, at + (2 if header & _HAS_EXTENSION else 1))
        yield header >> 3 & 15, unit[begin : begin + length]
        at = begin + length


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    """A number and where it ends."""
    value = 0
    for place, byte in enumerate(data[at : at + MAX_LENGTH_BYTES]):
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return value, at + place + 1
    raise ValueError("a length without end")


def _as_leb128(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
