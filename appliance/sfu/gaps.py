"""Packets that are missing of what somebody sends: asked for about every round trip, and given up after a while."""

from __future__ import annotations

from appliance.rtp.roundtrip import RoundTrip
from appliance.rtp.sequence import Unwrapper

PATIENCE_S = 0.3
MAX_GAPS = 256


class Gaps:
    """Numbers a stream's packets without wrapping, and knows which did not come."""

    def __init__(self) -> None:
        self._unwrap = Unwrapper()
        self._roundtrip = RoundTrip()
        self._missing: dict[int, list[float]] = {}
        self.received = 0

    @property
    def highest(self) -> int:
        """The newest packet's index."""
        return self._unwrap.highest or 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that may still come."""
        return not self._missing

    def add(self, sequence: int, now_s: float) -> tuple[int, bool]:
        """A packet came: its index, and whether packets before it are missing since now."""
        highest = self._unwrap.highest
        index = self._unwrap.unwrap(sequence)
        self.received += 1
        if highest is None or index == highest + 1:
            return index, False
        if index > highest:
            if index - highest > MAX_GAPS:
                self._missing.clear()
                return index, False
            for missing in range(highest + 1, index):
                self._missing[missing] = [now_s, now_s - PATIENCE_S, 0]
            while len(self._missing) > MAX_GAPS:
                del self._missing[next(iter(self._missing))]
            return index, True
        gap = self._missing.pop(index, None)
        if gap is not None and gap[2] == 1:
            self._roundtrip.add(now_s - gap[1])
        return index, False

    def wanted(self, now_s: float) -> list[int]:
        """Indexes to ask for now, in order."""
        pause_s = self._roundtrip.pause_s
        asked: list[int] = []
        for index, gap in list(self._missing.items()):
            if now_s - gap[0] > PATIENCE_S:
                del self._missing[index]
            elif now_s - gap[1] >= pause_s:
                gap[1], gap[2] = now_s, gap[2] + 1
                asked.append(index)
        return sorted(asked)
