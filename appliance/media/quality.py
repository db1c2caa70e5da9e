"""How well a cast comes in, counted over the last seconds."""

from __future__ import annotations

import statistics
import threading
import time
from collections import deque
from typing import NamedTuple

DELAY_WINDOW_S = 1.0
MAX_DELAYS = 240


class Quality(NamedTuple):
    """Of the pictures: losses are the network's, before repair; the delay from a frame's last packet to its picture."""

    codec: str = ""
    frame_rate: float = 0.0
    bitrate_kbps: int = 0
    loss_percent: float = 0.0
    delay_ms: int = 0

    def differs(self, other: Quality) -> bool:
        """Whether anybody would notice."""
        return (
            self.codec != other.codec
            or abs(self.frame_rate - other.frame_rate) > max(2.0, other.frame_rate / 10)
            or abs(self.bitrate_kbps - other.bitrate_kbps) > max(100, other.bitrate_kbps / 4)
            or abs(self.loss_percent - other.loss_percent) > 0.5
            or abs(self.delay_ms - other.delay_ms) > max(10, other.delay_ms / 4)
        )


class Meter:
    """Counts one stream of pictures; add_packet() and read() in the loop, add_picture() in any thread."""

    def __init__(self) -> None:
        self._codec = ""
        self._bytes = 0
        self._received = 0
        self._expected = 0
        self._pictures = 0
        self._since_s = time.monotonic()
        self._lock = threading.Lock()
        self._delays: deque[tuple[float, float]] = deque(maxlen=MAX_DELAYS)

    def add_packet(self, codec: str, size: int, *, is_repair: bool) -> None:
        """A packet came: its bytes, and whether it was sent again."""
        self._codec = codec
        self._bytes += size
        self._received += not is_repair

    def expect(self, packets: int) -> None:
        """The sender's numbering went on by so many packets."""
        self._expected += packets

    def add_picture(self, came_s: float) -> None:
        """A picture is out whose last packet came then."""
        now_s = time.monotonic()
        with self._lock:
            self._pictures += 1
            self._delays.append((now_s, now_s - came_s))

    def read(self) -> Quality:
        """The quality since the last reading."""
        now_s = time.monotonic()
        with self._lock:
            pictures, self._pictures = self._pictures, 0
            delays = [delay_s for at_s, delay_s in self._delays if now_s - at_s <= DELAY_WINDOW_S]
        period_s, self._since_s = max(now_s - self._since_s, 0.001), now_s
        lost = max(0, self._expected - self._received)
        found = Quality(
            codec=self._codec,
            frame_rate=round(pictures / period_s, 1),
            bitrate_kbps=round(self._bytes * 8 / period_s / 1000),
            loss_percent=round(100 * lost / self._expected, 1) if self._expected else 0.0,
            delay_ms=round(1000 * statistics.median(delays)) if delays else 0,
        )
        self._bytes = self._received = self._expected = 0
        return found
