"""One OpenCV capture in a thread of its own that keeps only the newest picture."""

import threading
import time
from collections.abc import Callable
from typing import Any

from drivers.capabilities import CameraMode, Frame
from drivers.errors import Rejected, Unavailable

OPEN_S = 5.0


class Grabber:
    """Starts at once; `connect` opens the capture (None: impossible), `rewind` starts a file
    anew at its end (False: it cannot), `is_film` reads no faster than it was filmed, or than `pace_fps`.

    The thread owns the capture and releases it, even when it hangs in the driver longer than anyone waits for it.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], Any],
        *,
        lost_after_s: float,
        rewind: Callable[[Any], bool] = lambda _capture: False,
        pace_fps: int | None = None,
        is_film: bool = False,
    ):
        self._name = name
        self._connect = connect
        self._rewind = rewind
        self._is_film = is_film
        self._pace_fps = pace_fps
        self._lost_after_s = lost_after_s
        self._news = threading.Condition()
        self._frame: Frame | None = None
        self._read_seq = -1
        self._is_lost = False
        self._stop = threading.Event()
        self.mode = CameraMode(0, 0, 0)
        self._thread = threading.Thread(target=self._run, name=f"camera {name}", daemon=True)
        self._thread.start()
        self._wait_for_first()

    def read(self, timeout_s: float) -> Frame:
        """Return a picture newer than the last one read."""
        with self._news:
            self._news.wait_for(self._has_news, min(timeout_s, self._patience_s()))
            if self._frame is not None and self._frame.seq > self._read_seq:
                self._read_seq = self._frame.seq
                return self._frame
            if self._is_lost or self._patience_s() <= 0:
                self._is_lost = True
                raise Unavailable(f"{self._name} was lost")
        raise Unavailable(f"{self._name}: nothing within {timeout_s} s")

    def close(self) -> None:
        """Stop; a hanging driver is left to its thread."""
        self._stop.set()
        self._thread.join(timeout=0.5)

    @property
    def is_alive(self) -> bool:
        """Whether pictures come."""
        return not self._is_lost and self._patience_s() > 0

    def _wait_for_first(self) -> None:
        with self._news:
            self._news.wait_for(lambda: self._frame or self._is_lost, OPEN_S)
        if self._frame is None:
            self.close()
            raise Unavailable(f"{self._name} gives no picture")

    def _has_news(self) -> bool:
        return self._is_lost or (self._frame is not None and self._frame.seq > self._read_seq)

    def _patience_s(self) -> float:
        assert self._frame is not None  # noqa: S101 (the constructor waited for it)
        return self._lost_after_s - (time.monotonic_ns() - self._frame.t_ns) / 1e9

    def _run(self) -> None:
        capture = self._connect()
        if capture is not None:
            try:
                self._grab(capture)
            finally:
                capture.release()
        with self._news:
            self._is_lost = True
            self._news.notify_all()

    def _grab(self, capture: Any) -> None:
        import cv2

        fps = capture.get(cv2.CAP_PROP_FPS)
        fps = self._pace_fps or (round(fps) if 1 <= fps <= 240 else 30)
        seq, looped_at, due_s = 0, 0, time.monotonic()
        while not self._stop.is_set():
            is_read, image = capture.read()
            if not is_read:
                if seq == looped_at or not self._rewind(capture):
                    return
                looped_at = seq
                continue
            self.mode = CameraMode(image.shape[1], image.shape[0], fps)
            with self._news:
                self._frame = Frame(image, seq, time.monotonic_ns())
                self._news.notify_all()
            seq += 1
            if self._is_film:
                due_s = max(due_s, time.monotonic() - 1 / fps) + 1 / fps
                self._stop.wait(max(0.0, due_s - time.monotonic()))


def opened(grabber: Grabber | None, name: str) -> Grabber:
    """Return the grabber of an open camera; raise `Rejected` if it is not open."""
    if grabber is None:
        raise Rejected(f"{name} is not open")
    return grabber
