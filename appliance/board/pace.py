"""How often something may happen."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """A token bucket that holds a second's worth."""

    def __init__(self, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._clock = clock
        self._level = per_s
        self._at = clock()

    def take(self) -> bool:
        """Whether one more is allowed now; if so it is counted."""
        self._refill()
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def wait_s(self, amount: float) -> float:
        """Count so many; how long to wait before the next, so that the pace is kept."""
        self._refill()
        self._level -= amount
        return max(0.0, -self._level / self._per_s)

    def _refill(self) -> None:
        now = self._clock()
        self._level = min(self._per_s, self._level + (now - self._at) * self._per_s)
        self._at = now
