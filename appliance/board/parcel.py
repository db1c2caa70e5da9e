"""What readers of foreign files give, what writers make, how both refuse, and how much they take.

Every file comes from a stranger. Readers hold to the limits here, raise `BadFile` and nothing else, and count what they
could not carry over.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from appliance.api.board import LostPart
from appliance.ink.element import Board

Reason = Literal["damaged", "unsupported", "too_large", "encrypted", "too_many", "timeout", "not_a_board_file"]

UNITS_PER_POINT = 2.0
"""Board units in a point (1/72 inch) of formats that measure paper: an A4 page is 1190 units wide."""

MAX_FILE_BYTES = 100 * 2**20
MAX_INFLATED_BYTES = 400 * 2**20
MAX_PAGES = 500
MAX_ELEMENTS = 200_000
MAX_POINTS = 20_000_000
MAX_DEPTH = 200
MAX_PIXELS = 64_000_000
MAX_COORDINATE = 1e6
"""Board units from the origin, beyond which nothing is placed."""


class BadFile(Exception):
    """A file that is refused: `reason` is a stable code, the words name the file and what is wrong with it."""

    def __init__(self, reason: Reason, words: str, name: str = "") -> None:
        super().__init__(f"{name}: {words}" if name else words)
        self.reason: Reason = reason
        self.words = words
        self.name = name

    def of(self, name: str) -> BadFile:
        """The same refusal, naming the file unless it does already."""
        return self if self.name else BadFile(self.reason, self.words, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was in a file."""

    board: Board
    lost: tuple[LostPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file's bytes."""

    data: bytes
    lost: tuple[LostPart, ...] = ()


class Losses:
    """Counts what cannot be carried over."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, reason: str = "unsupported", count: int = 1) -> None:
        """One more (or `count` more) of a kind lost for a reason; both are codes."""
        if count:
            self._counted[what, reason] += count

    @property
    def parts(self) -> tuple[LostPart, ...]:
        """All that was counted, in the order in which it was first met."""
        return tuple(
            LostPart(what=what[:64], reason=reason, count=count) for (what, reason), count in self._counted.items()
        )


class Assets:
    """Pictures and documents of a board to be, by SHA-256."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def keep(self, data: bytes) -> str:
        """Hold a file's bytes; gives their SHA-256 in hex."""
        name = hashlib.sha256(data).hexdigest()
        self.held[name] = data
        return name


def inflate(data: bytes) -> bytes:
    """What a gzip file holds, of at most MAX_INFLATED_BYTES. Raises BadFile."""
    try:
        with gzip.open(BytesIO(data)) as stream:
            inflated = stream.read(MAX_INFLATED_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFile("damaged", f"its compressed data is broken ({error})") from error
    if len(inflated) > MAX_INFLATED_BYTES:
        raise BadFile("too_large", f"it unpacks to more than {MAX_INFLATED_BYTES >> 20} MB")
    return inflated
