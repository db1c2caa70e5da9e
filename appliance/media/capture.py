"""The camera's picture in a mailbox, while somebody looks at it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from appliance.media.hold import held
from appliance.media.picture import PictureForm, PictureWriter
from drivers.capabilities import CameraMode
from drivers.errors import DriverError

STREAM = "camera"
MODE = CameraMode(1280, 720, 15)
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5


class Preview:
    """Reads the camera in a thread while open; a lost camera is tried again until closed.

    `on_state` comes from that thread: None once there are pictures, or the DriverError that stopped them.
    """

    def __init__(
        self, open_camera: Callable[[CameraMode], Any], frames: Path, on_state: Callable[[DriverError | None], None]
    ) -> None:
        self._open_camera = open_camera
        self._path = frames / STREAM
        self._on_state = on_state
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._writer: PictureWriter | None = None

    @property
    def is_open(self) -> bool:
        """Whether the stream exists."""
        return self._thread is not None

    def open(self, form: PictureForm) -> None:
        """Start the stream; does nothing when it runs."""
        if self._thread is None:
            self._stop = threading.Event()
            self._writer = PictureWriter(self._path, form)
            self._thread = threading.Thread(
                target=self._run, args=(self._stop, self._writer), name="preview", daemon=True
            )
            self._thread.start()

    def set_form(self, form: PictureForm) -> None:
        """Draw the following pictures in another form."""
        if self._writer is not None:
            self._writer.form = form

    def close(self) -> None:
        """End the stream and let go of the camera; returns when that is done."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = self._writer = None

    def _run(self, stop: threading.Event, writer: PictureWriter) -> None:
        while not stop.is_set():
            try:
                self._film(stop, writer)
            except DriverError as error:
                self._on_state(error)
                stop.wait(RETRY_S)
        writer.close()

    def _film(self, stop: threading.Event, writer: PictureWriter) -> None:
        # PyAV is imported where pictures are made, so that a room without them starts quickly
        from av import VideoFrame

        with held(self._open_camera(MODE)) as camera:
            is_first = True
            while not stop.is_set():
                frame = camera.read(READ_TIMEOUT_S)
                writer.publish(VideoFrame.from_ndarray(frame.image, format="bgr24"))
                if is_first:
                    self._on_state(None)
                    is_first = False
