"""16-bit counters of RTP as integers that never wrap."""

from __future__ import annotations


class Unwrapper:
    """Continues a 16-bit counter beyond 65535, taking each number as the nearest to the highest seen."""

    def __init__(self) -> None:
        self.highest: int | None = None

    def unwrap(self, number: int) -> int:
        """Give the endless integer for a number of 0..65535."""
        if self.highest is None:
            self.highest = number + 65536
            return self.highest
        distance = (number - self.highest + 32768) % 65536 - 32768
        index = self.highest + distance
        self.highest = max(self.highest, index)
        return index
