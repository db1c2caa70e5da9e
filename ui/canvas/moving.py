"""Moving the view: one finger that pans, two that pan and zoom."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from ui.canvas.contact import Sample
from ui.canvas.view import View

_LEAST_PX = 8.0
ZOOM_FROM = 1.06
"""Two fingers that keep their distance but for this factor only pan: every other scale has to be painted anew."""


class PanSession:
    """One contact drags the board."""

    def __init__(self, view: View, moved: Callable[[], None]) -> None:
        self._view, self._moved = view, moved
        self._at: Sample | None = None

    def feed(self, sample: Sample) -> None:
        """Move with the contact."""
        if self._at is not None:
            self._view.pan(sample.x - self._at.x, sample.y - self._at.y)
            self._moved()
        self._at = sample

    def finish(self) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Stay there."""


class Pinch:
    """Two contacts hold two points of the board."""

    def __init__(self, view: View, moved: Callable[[], None], first: Sample, second: Sample) -> None:
        self._view, self._moved = view, moved
        self._spread = max(hypot(second.x - first.x, second.y - first.y), _LEAST_PX)
        self._zoom = view.zoom
        self._is_zooming = False
        self._anchor = view.to_board((first.x + second.x) / 2, (first.y + second.y) / 2)

    def feed(self, first: Sample, second: Sample) -> None:
        """Keep the two points under the two contacts."""
        x, y = (first.x + second.x) / 2, (first.y + second.y) / 2
        spread = max(hypot(second.x - first.x, second.y - first.y), _LEAST_PX)
        view, factor = self._view, spread / self._spread
        if not self._is_zooming and not 1 / ZOOM_FROM < factor < ZOOM_FROM:
            self._is_zooming = True
            self._spread *= ZOOM_FROM if factor > 1 else 1 / ZOOM_FROM
        if self._is_zooming:
            view.zoom_about(self._zoom * spread / self._spread, x, y)
        scale = view.item_scale
        view.place(self._anchor[0] - x / scale, self._anchor[1] - y / scale)
        self._moved()
