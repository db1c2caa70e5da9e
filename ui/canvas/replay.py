"""Replay: a board's history as documents, near any of its changes at once."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from pycrdt import Doc

MAGIC = b"PLJOURN1"
CHECKPOINTS = 24
"""As many documents are kept; a seek goes on from the nearest before it."""
MAX_BYTES = 2**30
_HEADER = 16


class BadHistory(Exception):
    """A file that is no history; the text says why."""


class Replay:
    """Raises BadHistory for a file that is none, OSError for one that cannot be read."""

    def __init__(self, file: Path) -> None:
        if file.stat().st_size > MAX_BYTES:
            raise BadHistory(f"{file} is too large for a history")
        self._updates = read_updates(file.read_bytes())
        self._states: dict[int, bytes] = {0: b""}
        self.doc: Doc[Any] = Doc()
        self._at = 0
        self._step = max(len(self._updates) // CHECKPOINTS, 1)

    @property
    def changes(self) -> int:
        """How many there are."""
        return len(self._updates)

    def prepare(self) -> bool:
        """Make one more checkpoint; False once all are made."""
        last = max(self._states)
        goal = last + self._step
        if goal >= len(self._updates):
            return False
        self._go(goal)
        return True

    def seek(self, position: float) -> Doc[Any]:
        """The document as it was at a point between 0 and 1."""
        self._go(round(min(max(position, 0.0), 1.0) * len(self._updates)))
        return self.doc

    def _go(self, goal: int) -> None:
        nearest = max(at for at in self._states if at <= goal)
        if self._at > goal or self._at < nearest:
            self.doc = Doc()
            if self._states[nearest]:
                self.doc.apply_update(self._states[nearest])
            self._at = nearest
        while self._at < goal:
            end = min(goal, (self._at // self._step + 1) * self._step)
            with self.doc.transaction():
                for update in self._updates[self._at : end]:
                    self._apply(update)
            self._at = end
            if end % self._step == 0 and end not in self._states:
                self._states[end] = self.doc.get_update()

    def _apply(self, update: bytes) -> None:
        try:
            self.doc.apply_update(update)
        except (ValueError, RuntimeError):
            # one change that nobody can read does not hide the others
            return


def read_updates(data: bytes) -> list[bytes]:
    """The updates of a journal; a torn end is left out. Raises BadHistory."""
    if not data.startswith(MAGIC):
        raise BadHistory("a history begins with PLJOURN1")
    at, found = len(MAGIC), []
    while at + _HEADER <= len(data):
        length = int.from_bytes(data[at : at + 4], "little")
        end = at + _HEADER + length
        if end > len(data) or zlib.crc32(data[at + 8 : end]) != int.from_bytes(data[at + 4 : at + 8], "little"):
            break
        found.append(data[at + _HEADER : end])
        at = end
    return found
