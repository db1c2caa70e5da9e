"""What the shell and its raster processes say to each other: msgpack behind 4 bytes of length, little endian."""

from __future__ import annotations

from typing import Any

import msgspec

TILE = 256
"""Side of a tile in pixels: small enough that a stroke's newest millimetre costs no large blit."""
TILE_BYTES = TILE * TILE * 4
_LENGTH = 4

Value = bytes | dict[str, Any]
Change = tuple[str, Value | None, dict[str, Any] | None]
"""Element id, its value in the document (None: it is gone), its override."""
Spot = tuple[int, int, int]
"""Column and row of a tile, the slot that its pixels go to."""


class Look(msgspec.Struct, frozen=True, array_like=True, tag="look"):
    """What lies under a sheet's ink."""

    sheet: int
    dark: bool
    is_transparent: bool
    page: dict[str, Any]
    """The page's value in the document."""
    assets: str
    """Folder of the board's assets."""


class Clear(msgspec.Struct, frozen=True, array_like=True, tag="clear"):
    """A sheet holds nothing; `gone` ends it."""

    sheet: int
    gone: bool = False


class Put(msgspec.Struct, frozen=True, array_like=True, tag="put"):
    """Elements that are new, changed or gone."""

    sheet: int
    changes: list[Change]


class Paint(msgspec.Struct, frozen=True, array_like=True, tag="paint"):
    """Paint tiles; answered by Done."""

    number: int
    sheet: int
    scale: float
    """Pixels to a board unit."""
    spots: list[Spot]
    without: list[str] = []


class Over(msgspec.Struct, frozen=True, array_like=True, tag="over"):
    """Paint elements on top of a copy of a tile; answered by Done."""

    number: int
    sheet: int
    scale: float
    spot: Spot
    base: int
    """Slot of the tile as it is."""
    ids: list[str]


class Portrait(msgspec.Struct, frozen=True, array_like=True, tag="portrait"):
    """Paint elements on nothing into a file of raw pixels, or a whole page into a PNG; answered by Done."""

    number: int
    sheet: int
    scale: float
    rect: tuple[int, int, int, int]
    """Left, top, width and height in pixels of that scale."""
    ids: list[str] | None
    """None: the whole page with its ground."""
    file: str


class Done(msgspec.Struct, frozen=True, array_like=True, tag="done"):
    """A request's pixels are there; of the number 0: the process is up."""

    number: int


Request = Look | Clear | Put | Paint | Over | Portrait

_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_answers = msgspec.msgpack.Decoder(Done)


def frame(words: Request | Done) -> bytes:
    """Words as they are sent."""
    data = _encoder.encode(words)
    return len(data).to_bytes(_LENGTH, "little") + data


class Frames:
    """Cuts a stream of bytes into the messages it holds."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are whole now."""
        self._buffer += data
        at, found = 0, []
        while len(self._buffer) - at >= _LENGTH:
            end = at + _LENGTH + int.from_bytes(self._buffer[at : at + _LENGTH], "little")
            if len(self._buffer) < end:
                break
            found.append(bytes(self._buffer[at + _LENGTH : end]))
            at = end
        del self._buffer[:at]
        return found


def read_request(data: bytes) -> Request:
    """A message to a raster process."""
    return _requests.decode(data)


def read_answer(data: bytes) -> Done:
    """A message of a raster process."""
    return _answers.decode(data)
