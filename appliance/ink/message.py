"""Messages on a board's connection: the y-websocket protocol, and Parlor's own types beside it.

A message is one binary WebSocket frame; on `board.sock` the same bytes follow their length (4 bytes, big endian).
Numbers are lib0 varints, texts and byte strings are their length and their bytes. Types 0 to 3 are those of
y-protocols (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md). Types from 100 on are sent only to clients
that asked for them: on board.sock, or with `parlor=1` in the address.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

MAX_MESSAGE_BYTES = 16 * 1024 * 1024
MAX_WET_BYTES = 64 * 1024


class Kind(enum.IntEnum):
    """A message's type, its first number."""

    SYNC = 0
    AWARENESS = 1
    AUTH = 2
    QUERY_AWARENESS = 3
    JOIN = 100
    """Text board id: the first message on board.sock, and again to change to another board."""
    WET = 101
    """Ink being drawn, see Wet."""
    STORED = 102
    """Number n, from the room: the first n of this connection's messages with changes (SYNC step 2 and update) will
    survive whatever happens to the room."""
    PERMISSION = 103
    """Number, from the room: see Permission."""


class SyncStep(enum.IntEnum):
    """What a SYNC message holds, its second number; a byte string follows."""

    STATE_VECTOR = 0
    MISSING = 1
    UPDATE = 2


class Permission(enum.IntEnum):
    """What a client may do from now on."""

    EDIT = 0
    VIEW = 1
    REVOKED = 2
    """The link is worth nothing any more; the connection ends."""


class WetState(enum.IntEnum):
    """What becomes of ink that is being drawn."""

    DRAWING = 0
    CANCELLED = 1
    """It was a palm, or was taken back: forget it."""
    LASER = 2
    """A laser pointer's trail: each point is gone after a second, nothing is kept."""
    VANISHING = 3
    """Ink that fades 3 s after it was finished, nothing is kept."""
    ENDED = 4
    """A laser's or vanishing stroke is finished. Ink that stays ends when its element appears in the document."""


class BadMessage(ValueError):
    """Bytes that are no message; the text says why."""


@dataclass(frozen=True, slots=True)
class Wet:
    """The newest points of a stroke that is being drawn."""

    page_id: str
    stroke_id: str
    start: int
    """Index of the first of these points in the stroke; who misses points before it waits for the element."""
    state: WetState
    packed: bytes
    """A packed stroke of just these points; empty where none are told."""

    def encode(self) -> bytes:
        """The message."""
        return b"".join(
            (
                number(Kind.WET),
                text(self.page_id),
                text(self.stroke_id),
                number(self.start),
                number(self.state),
                chunk(self.packed),
            )
        )


class Reader:
    """Reads a message from front to back; every method raises BadMessage at its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """An unsigned varint of at most 53 bits."""
        value = shift = 0
        while True:
            if self._at >= len(self._data) or shift > 49:
                raise BadMessage("a number is cut off or too large")
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
        if value >= 2**53:
            raise BadMessage("a number of more than 53 bits")
        return value

    def chunk(self) -> bytes:
        """A byte string."""
        length = self.number()
        if length > len(self._data) - self._at:
            raise BadMessage("a byte string is cut off")
        self._at += length
        return self._data[self._at - length : self._at]

    def text(self, most: int = 256) -> str:
        """A text of at most `most` bytes."""
        found = self.chunk()
        if len(found) > most:
            raise BadMessage(f"a text of more than {most} bytes")
        try:
            return found.decode()
        except UnicodeDecodeError as error:
            raise BadMessage("a text that is no UTF-8") from error

    def kind(self) -> int:
        """The message's type, which may be unknown."""
        return self.number()


def read_wet(reader: Reader) -> Wet:
    """What follows the type of a WET message. Raises BadMessage."""
    page_id, stroke_id, start, state = reader.text(64), reader.text(64), reader.number(), reader.number()
    packed = reader.chunk()
    if state not in WetState.__members__.values() or len(packed) > MAX_WET_BYTES:
        raise BadMessage("wet ink of an unknown state or of too many bytes")
    return Wet(page_id, stroke_id, start, WetState(state), packed)


def number(value: int) -> bytes:
    """An unsigned varint."""
    out = bytearray()
    while value > 0x7F:
        out.append(0x80 | value & 0x7F)
        value >>= 7
    out.append(value)
    return bytes(out)


def chunk(data: bytes) -> bytes:
    """A byte string."""
    return number(len(data)) + data


def text(value: str) -> bytes:
    """A text."""
    return chunk(value.encode())


def sync(step: SyncStep, data: bytes) -> bytes:
    """A SYNC message."""
    return number(Kind.SYNC) + number(step) + chunk(data)


def awareness(data: bytes) -> bytes:
    """An AWARENESS message."""
    return number(Kind.AWARENESS) + chunk(data)


def join(board_id: str) -> bytes:
    """The first message on board.sock."""
    return number(Kind.JOIN) + text(board_id)


def stored(count: int) -> bytes:
    """See Kind.STORED."""
    return number(Kind.STORED) + number(count)


def permission(what: Permission) -> bytes:
    """See Kind.PERMISSION."""
    return number(Kind.PERMISSION) + number(what)
