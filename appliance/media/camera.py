"""The room's camera, opened once for all who want its pictures, and only while somebody does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from appliance.media.hold import held
from drivers.capabilities import CameraMode
from drivers.errors import DriverError

WIDTH, HEIGHT = 1280, 720
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5

Look = Callable[[Any, float], None]
"""Takes a picture, an av frame in I420 of at most WIDTH x HEIGHT, and when it was taken (monotonic); in the camera's
thread, which it must not hold up."""


class Camera:
    """Films in a thread while anybody looks; a lost camera is tried again. add() and remove() may come from any thread.

    `on_state` comes from the camera's thread: None once there are pictures, or the DriverError that stopped them.
    """

    def __init__(
        self, open_camera: Callable[[CameraMode], Any], on_state: Callable[[DriverError | None], None]
    ) -> None:
        self._open_camera = open_camera
        self._on_state = on_state
        self._lookers: dict[Look, int] = {}
        self._must_reopen = False
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody looks."""
        return self._thread is not None

    def add(self, look: Look, fps: int) -> None:
        """Give somebody the pictures, as many a second at least, where the camera can."""
        with self._lock:
            self._set({**self._lookers, look: fps})

    def remove(self, look: Look) -> None:
        """Give somebody none any more; with the last the camera is closed when this returns."""
        with self._lock:
            self._set({one: fps for one, fps in self._lookers.items() if one != look})

    def reopen(self) -> None:
        """Another camera was chosen."""
        self._must_reopen = True

    def close(self) -> None:
        """Let go of the camera for good."""
        with self._lock:
            self._set({})

    def _set(self, lookers: dict[Look, int]) -> None:
        self._must_reopen |= self._rate(lookers) != self._rate(self._lookers)
        # the thread goes through a copy of its own
        self._lookers = lookers
        if lookers and self._thread is None:
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(self._stop,), name="camera", daemon=True)
            self._thread.start()
        elif not lookers and self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    @staticmethod
    def _rate(lookers: dict[Look, int]) -> int:
        return max(lookers.values(), default=0)

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._film(stop)
            except DriverError as error:
                self._on_state(error)
                stop.wait(RETRY_S)

    def _film(self, stop: threading.Event) -> None:
        # PyAV is imported where pictures are made, so that a room without them starts quickly
        from av import VideoFrame
        from av.video.reformatter import VideoReformatter

        from appliance.media.picture import fit

        self._must_reopen = False
        reformatter = VideoReformatter()
        with held(self._open_camera(CameraMode(WIDTH, HEIGHT, self._rate(self._lookers)))) as camera:
            is_first = True
            while not stop.is_set() and not self._must_reopen:
                frame = camera.read(READ_TIMEOUT_S)
                picture = VideoFrame.from_ndarray(frame.image, format="bgr24")
                width, height = fit(picture.width, picture.height, WIDTH, HEIGHT)
                picture = reformatter.reformat(picture, width // 2 * 2, height // 2 * 2, "yuv420p")
                for look in self._lookers:
                    look(picture, min(frame.t_ns / 1e9, time.monotonic()))
                if is_first:
                    self._on_state(None)
                    is_first = False
