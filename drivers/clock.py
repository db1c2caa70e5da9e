"""The virtual room's time: monotonic nanoseconds, real or simulated."""

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits for it."""

    def now_ns(self) -> int:
        """Nanoseconds that never go back."""
        ...

    def wait_until(self, t_ns: int, timeout_s: float) -> bool:
        """Wait for `t_ns`, at most `timeout_s`; tell whether it was reached."""
        ...


class WallClock:
    """The machine's monotonic clock, so that several processes live in the same moment of the same room."""

    def now_ns(self) -> int:
        """Nanoseconds of the monotonic clock."""
        return time.monotonic_ns()

    def wait_until(self, t_ns: int, timeout_s: float) -> bool:
        """Sleep."""
        wait_s = (t_ns - time.monotonic_ns()) / 1e9
        if wait_s > 0:
            time.sleep(min(wait_s, timeout_s))
        return wait_s <= timeout_s


class SimClock:
    """Time that moves only when someone waits for it or advances it: hours pass in seconds, always the same way."""

    def __init__(self, start_ns: int = 0):
        self._now_ns = start_ns
        self._lock = threading.Lock()

    def now_ns(self) -> int:
        """Nanoseconds since the start of the simulation."""
        return self._now_ns

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._now_ns += round(seconds * 1e9)

    def wait_until(self, t_ns: int, timeout_s: float) -> bool:
        """Jump to `t_ns`, or by `timeout_s` if that is nearer."""
        with self._lock:
            limit_ns = self._now_ns + round(timeout_s * 1e9)
            self._now_ns = max(self._now_ns, min(t_ns, limit_ns))
            return self._now_ns >= t_ns
