"""`python -m tests.bench.meeting.weather ADDRESS PORT PATTERN`: a way of 15 ms that loses, delays or is cut.

PATTERN is a share of the sender's packets, such as 0.02; jitter-MS, which delays each by up to so much more and keeps
their order; or down, which loses everything both ways for 3 s after a line of standard input. See cast.relay.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time

from tests.bench.cast.relay import serve

WAY_S = 0.015
DOWN_S = 3.0


class Way:
    """A Weather; STUN and DTLS come through in all but down."""

    def __init__(self, pattern: str) -> None:
        self._random = random.Random(1)
        name, _, amount = pattern.partition("-")
        self._share = 0.0 if name in ("jitter", "down") else float(name)
        self._jitter_s = float(amount) / 1000 if name == "jitter" else 0.0
        self._down_until_s = 0.0
        self._last_s = 0.0

    def cut(self) -> None:
        """Lose everything for a while."""
        self._down_until_s = time.monotonic() + DOWN_S

    def learn(self, answer: str) -> None:
        """See Weather."""

    def there_s(self, packet: bytes) -> float | None:
        """See Weather."""
        now_s = time.monotonic()
        is_media = len(packet) > 12 and 128 <= packet[0] < 192
        if now_s < self._down_until_s or (is_media and self._random.random() < self._share):
            return None
        due_s = max(self._last_s, now_s + WAY_S + self._random.uniform(0, self._jitter_s))
        self._last_s = due_s
        return due_s - now_s

    def back_s(self, packet: bytes) -> float | None:
        """See Weather."""
        del packet
        return None if time.monotonic() < self._down_until_s else WAY_S


if __name__ == "__main__":
    way = Way(sys.argv[3])
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), way, way.cut, is_two_way=True))
