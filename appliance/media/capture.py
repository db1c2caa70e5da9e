"""The camera's picture in a mailbox, while somebody looks at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from appliance.media.camera import Camera
from appliance.media.picture import PictureForm, PictureWriter

STREAM = "camera"
FPS = 15


class Preview:
    """Puts the camera's pictures into a stream while open."""

    def __init__(self, camera: Camera, frames: Path) -> None:
        self._camera = camera
        self._path = frames / STREAM
        self._writer: PictureWriter | None = None
        self._shown_s = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the stream exists."""
        return self._writer is not None

    def open(self, form: PictureForm) -> None:
        """Start the stream; does nothing when it runs."""
        if self._writer is None:
            self._writer = PictureWriter(self._path, form)
            self._camera.add(self._show, FPS)

    def set_form(self, form: PictureForm) -> None:
        """Draw the following pictures in another form."""
        if self._writer is not None:
            self._writer.form = form

    def close(self) -> None:
        """End the stream and, where nobody else looks, let go of the camera; returns when that is done."""
        writer, self._writer = self._writer, None
        if writer is not None:
            self._camera.remove(self._show)
            writer.close()

    def _show(self, picture: Any, taken_s: float) -> None:
        writer = self._writer
        # a call may ask the camera for more than a preview needs
        if writer is not None and taken_s - self._shown_s > 0.9 / FPS:
            self._shown_s = taken_s
            writer.publish(picture)
