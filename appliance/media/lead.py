"""How far ahead of a loudspeaker sound is mixed: as little as this machine manages without gaps."""

from __future__ import annotations

RATE = 48_000
MIN = RATE * 20 // 1000
FIRST = RATE * 40 // 1000
MAX = RATE * 90 // 1000
AFTER_A_GAP = RATE * 20 // 1000
NEAR = RATE * 5 // 1000
"""What is left when mixing came only just in time."""
AFTER_NEAR = RATE * 10 // 1000
SPARE = RATE * 12 // 1000
"""What is to be left at the worst moment of a calm time."""
LESS = RATE * 5 // 1000
URGENT = RATE * 12 // 1000
"""While more than this is left a source may wait for a packet that is late."""
CALM = RATE * 5
"""Frames played after which less is kept, where there was always more than was needed; twice as many after each gap."""
MAX_CALM = RATE * 80


class Lead:
    """Grows at once when sound had a gap or nearly had one, shrinks slowly while all is calm; never forgets."""

    def __init__(self) -> None:
        self.frames = FIRST
        """To keep written and not yet played; beyond this mixing pauses."""
        self._least = MAX
        self._calm = 0
        self._patience = CALM

    def settle(self) -> None:
        """A loudspeaker was opened: what happens until it runs tells nothing."""
        self._least, self._calm = MAX, 0

    def miss(self) -> None:
        """It ran dry."""
        self._patience = min(self._patience * 2, MAX_CALM)
        self._grow(AFTER_A_GAP)

    def note(self, left: int, played: int) -> None:
        """So much was left when it was time to mix again, after so many more frames were played."""
        self._least, self._calm = min(self._least, left), self._calm + played
        if left < NEAR:
            self._grow(AFTER_NEAR)
        elif self._calm >= self._patience:
            if self._least - SPARE >= LESS:
                self.frames = max(MIN, self.frames - LESS)
            self.settle()

    def _grow(self, frames: int) -> None:
        self.frames = min(self.frames + frames, MAX)
        self.settle()
