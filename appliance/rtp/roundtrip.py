"""How long it takes to get a packet again, as the packets that came again tell."""

from __future__ import annotations

AT_FIRST_S = 0.04
MIN_S = 0.02
MAX_S = 0.1
SMOOTHING = 0.125


class RoundTrip:
    """Smoothed as in RFC 6298. Packets that were asked for twice tell nothing (Karn's rule): leave them out."""

    def __init__(self) -> None:
        self._smoothed_s: float | None = None

    def add(self, time_s: float) -> None:
        """A packet came so long after it had been asked for once."""
        before_s = time_s if self._smoothed_s is None else self._smoothed_s
        self._smoothed_s = before_s + SMOOTHING * (time_s - before_s)

    @property
    def pause_s(self) -> float:
        """How long to wait before asking for the same packet again."""
        if self._smoothed_s is None:
            return AT_FIRST_S
        return min(MAX_S, max(MIN_S, 1.25 * self._smoothed_s))
