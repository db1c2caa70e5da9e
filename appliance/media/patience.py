"""How long a missing packet is worth waiting for, as those that came late after all tell."""

from __future__ import annotations

FORGET_PER_S = 0.02
MAX_LOST = 256
"""Packets given up whose coming is still noticed."""


class Patience:
    """Between `least_s` and `most_s`: rises at once to `spare` times what a late packet took, and falls slowly.

    Jitter that mixes packets up and repair that takes a round trip are the same to it.
    """

    def __init__(self, least_s: float, most_s: float, spare: float = 1.25) -> None:
        self._least_s = least_s
        self._most_s = most_s
        self._spare = spare
        self._needed_s = 0.0
        self._noticed_s = 0.0
        self._lost: dict[int, float] = {}

    @property
    def wait_s(self) -> float:
        """For how long to wait now."""
        return min(self._most_s, max(self._least_s, self._needed_s))

    def came(self, late_s: float, now_s: float) -> None:
        """A packet was missing for so long and came."""
        self._needed_s *= (1 - FORGET_PER_S) ** max(0.0, now_s - self._noticed_s)
        self._noticed_s = now_s
        self._needed_s = max(self._needed_s, late_s * self._spare)

    def gave_up(self, index: int, since_s: float) -> None:
        """A packet that was missing since then is not waited for any longer."""
        if len(self._lost) >= MAX_LOST:
            del self._lost[next(iter(self._lost))]
        self._lost[index] = since_s

    def came_too_late(self, index: int, now_s: float) -> None:
        """One that was given up may have come."""
        if (since_s := self._lost.pop(index, None)) is not None:
            self.came(now_s - since_s, now_s)
