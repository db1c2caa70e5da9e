"""The film's picture, on which others are laid."""

from __future__ import annotations

from typing import Any

import av
import numpy as np

from appliance.meeting.recording.film.label import Label
from appliance.meeting.recording.film.pictures import Planes
from appliance.meeting.recording.film.scene import Box

GROUND, CARD = 24, 48
"""Y of the ground, and of who is heard but not seen."""
LETTERS_SHARE = 1 / 14
"""Of a box's height."""
MIN_LETTERS, MAX_LETTERS = 14, 30


class Canvas:
    """Draws one picture of the film after the other."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self.size = size
        self._planes: Planes = (
            np.empty((height, width), np.uint8),
            np.empty((height // 2, width // 2), np.uint8),
            np.empty((height // 2, width // 2), np.uint8),
        )
        self._labels: dict[tuple[str, Box], Label] = {}

    def clear(self) -> None:
        """Nothing is on it."""
        luma, *colours = self._planes
        luma.fill(GROUND)
        for plane in colours:
            plane.fill(128)

    def lay(self, picture: Planes | None, box: Box, name: str) -> None:
        """A picture in the middle of its box, or a card where there is none, and a name below."""
        luma = self._planes[0]
        luma[box.y : box.y + box.height, box.x : box.x + box.width] = CARD if picture is None else GROUND
        if picture is not None:
            height, width = picture[0].shape
            left = box.x + ((box.width - width) // 2 & ~1)
            top = box.y + ((box.height - height) // 2 & ~1)
            for plane, part, shrink in zip(self._planes, picture, (1, 2, 2), strict=True):
                plane[top // shrink : (top + height) // shrink, left // shrink : (left + width) // shrink] = part
        if name:
            self._name(name, box, is_middle=picture is None)

    def _name(self, name: str, box: Box, *, is_middle: bool) -> None:
        label = self._labels.get((name, box))
        if label is None:
            letters = min(MAX_LETTERS, max(MIN_LETTERS, box.height * LETTERS_SHARE))
            label = self._labels[name, box] = Label(name, letters, box.width - 2 * MAX_LETTERS)
        height, width = label.keep.shape
        margin = 8
        x = box.x + ((box.width - width) // 2 & ~1) if is_middle else box.x + margin
        y = box.y + ((box.height - height) // 2 & ~1) if is_middle else box.y + box.height - height - margin
        label.burn(self._planes, x, y)

    def frame(self) -> Any:
        """What is on it, as an av frame of its own."""
        width, height = self.size
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane, part in zip(frame.planes, self._planes, strict=True):
            if plane.line_size == part.shape[1]:
                plane.update(part.tobytes())
            else:
                rows = np.zeros((plane.height, plane.line_size), np.uint8)
                rows[:, : part.shape[1]] = part
                plane.update(rows.tobytes())
        return frame
