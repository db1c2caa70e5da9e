"""Packets of pictures leave a connection evenly: a key frame that leaves as one burst is lost in short queues."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

TICK_S = 0.004
LATE_S = 0.1
LEAST_KBPS = 8_000
HEADROOM = 4
"""Times the rate that is aimed at: a picture shall not wait for long."""
MAX_WAITING_S = 0.4
"""More than so much is given up, and pictures go on with a key frame."""

Send = Callable[[], Awaitable[None]]


class Pacer:
    """Sends pictures in the order of coming, and sound before them. Everything happens in the loop."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Send]] = deque()
        self._urgent: deque[Send] = deque()
        self._waiting_bytes = 0
        self._kbps = LEAST_KBPS
        self._news = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Packets that have not left."""
        return len(self._waiting) + len(self._urgent)

    def set_rate(self, kbps: int) -> None:
        """Tell what is aimed at, all streams together."""
        self._kbps = max(LEAST_KBPS, HEADROOM * kbps)

    def is_full(self) -> bool:
        """Whether what waits is more than can leave soon."""
        return self._waiting_bytes * 8 / 1000 > self._kbps * MAX_WAITING_S

    def put(self, size: int, send: Send) -> None:
        """Let a packet of a picture, of so many bytes, leave when it is its turn."""
        self._waiting.append((size, send))
        self._waiting_bytes += size
        self._news.set()

    def hurry(self, send: Send) -> None:
        """Let a packet of sound leave at once: it is small, and people notice when it is late."""
        self._urgent.append(send)
        self._news.set()

    def clear(self) -> None:
        """Forget the pictures that wait."""
        self._waiting.clear()
        self._waiting_bytes = 0

    async def run(self) -> None:
        """Send until cancelled. Raises ConnectionError."""
        free_at_s, is_behind = 0.0, False
        while True:
            if not self.waiting:
                self._news.clear()
                await self._news.wait()
            while self._urgent:
                await self._urgent.popleft()()
            now_s = time.monotonic()
            # what one tick may carry leaves at once; a loop that comes late to what waited makes up for it
            free_at_s = max(free_at_s, now_s - (LATE_S if is_behind else TICK_S))
            while self._waiting and free_at_s <= now_s:
                size, send = self._waiting.popleft()
                self._waiting_bytes -= size
                free_at_s += size * 8 / 1000 / self._kbps
                await send()
            if is_behind := bool(self._waiting):
                await self._rest()

    async def _rest(self) -> None:
        """Until the next tick, or until there is sound."""
        self._news.clear()
        try:
            async with asyncio.timeout(TICK_S):
                while not self._urgent:
                    await self._news.wait()
                    self._news.clear()
        except TimeoutError:
            return
