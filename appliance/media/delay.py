"""Pictures that wait until they are due: a few, for a moment, and the newest wins."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

MAX_WAITING = 8
"""More than come in the longest wait at 240 a second; the oldest goes."""


class Delay:
    """Shows pictures when they are due (monotonic): at once in the thread that puts them, later ones in one of its own.

    put() belongs to one thread. Where several are due only the last of them is shown.
    """

    def __init__(self, show: Callable[[Any], None]) -> None:
        self._show = show
        self._waiting: deque[tuple[float, Any]] = deque(maxlen=MAX_WAITING)
        self._wake = threading.Condition()
        self._is_showing = False
        self._is_open = True
        self._thread: threading.Thread | None = None

    def put(self, picture: Any, due_s: float) -> None:
        """Show a picture when it is due, after those that came before it."""
        with self._wake:
            if not self._is_open:
                return
            if self._waiting or self._is_showing or due_s > time.monotonic():
                self._wait(picture, due_s)
                return
        self._show(picture)

    def close(self) -> None:
        """Show no more; nothing is shown after this returns. It waits for the picture in hand."""
        with self._wake:
            self._is_open = False
            self._waiting.clear()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _wait(self, picture: Any, due_s: float) -> None:
        self._waiting.append((due_s, picture))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="delay", daemon=True)
            self._thread.start()
        elif len(self._waiting) == 1:
            self._wake.notify()

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            self._show(taken[0])

    def _take(self) -> tuple[Any] | None:
        with self._wake:
            self._is_showing = False
            while self._is_open:
                now_s = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now_s:
                    while len(self._waiting) > 1 and self._waiting[1][0] <= now_s:
                        self._waiting.popleft()
                    self._is_showing = True
                    return (self._waiting.popleft()[1],)
                self._wake.wait(self._waiting[0][0] - now_s if self._waiting else None)
        return None
