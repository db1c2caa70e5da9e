"""Somebody's picture in its mailbox, whatever brings it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from appliance.media.picture import PictureForm, PictureWriter


class PersonTile:
    """`on_change` is called, in a decoder's thread, when the picture's size changes."""

    def __init__(self, path: Path, form: PictureForm, on_change: Callable[[], None]) -> None:
        self.stream = path.name
        self.size = (0, 0)
        self.shown_s = 0.0
        """When the newest picture came; 0 before the first."""
        self._writer = PictureWriter(path, form)
        self._on_change = on_change

    @property
    def form(self) -> PictureForm:
        """How it is drawn."""
        return self._writer.form

    @form.setter
    def form(self, form: PictureForm) -> None:
        self._writer.form = form

    def show(self, frame: Any) -> None:
        """Take the newest picture."""
        self.shown_s = time.monotonic()
        self._writer.publish(frame)
        if (frame.width, frame.height) != self.size:
            self.size = (frame.width, frame.height)
            self._on_change()

    def redraw(self) -> None:
        """Bring the newest picture into today's form."""
        self._writer.redraw()

    def close(self) -> None:
        """End the stream."""
        self._writer.close()
