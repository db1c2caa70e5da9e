"""Blocks: which tiles in view are painted at once, and by which process."""

from __future__ import annotations

from appliance.ink.element import GLASS_UNITS
from ui.canvas.grid import Place
from ui.canvas.rasters import PROCESSES
from ui.canvas.words import TILE

SIDE = 4
"""Tiles on a side, at most: long strokes are painted once for all of them."""
LEAST_ROWS = 2
STRIPE = GLASS_UNITS / PROCESSES
"""What lies within such a stripe of the board is painted by the same process again, which has its paths from before."""


class Blocks:
    """The view's tiles, parted as evenly as can be. `shown` are their places, row by row."""

    def __init__(self, shown: list[Place], scale: float) -> None:
        (self._left, self._top), (right, bottom) = shown[0], shown[-1]
        self._columns, self._rows = right - self._left + 1, bottom - self._top + 1
        self._across, self._down = -(-self._columns // SIDE), -(-self._rows // SIDE)
        self._tile = TILE / scale

    def lane(self, place: Place) -> int:
        """The process that is to paint a place."""
        at, _ = self._block(place)
        width = self._columns / self._across * self._tile
        middle = self._left * self._tile + (at + 0.5) * width
        return int(middle // max(STRIPE, width)) % PROCESSES

    def around(self, place: Place, wanted: list[Place]) -> list[Place]:
        """Those of the wanted places that are painted together with one of them.

        The fewer are left the fewer at once, so that no process waits for another in the end.
        """
        rows = max(len(wanted) // (2 * PROCESSES * SIDE), LEAST_ROWS)
        block = self._block(place)
        return [one for one in wanted if self._block(one) == block and abs(one[1] - place[1]) < rows]

    def _block(self, place: Place) -> tuple[int, int]:
        column, row = place[0] - self._left, place[1] - self._top
        return column * self._across // self._columns, row * self._down // self._rows
