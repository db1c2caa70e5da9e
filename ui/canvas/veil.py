"""Veil: one stroke over the tiles: a highlighter's, blended once however it crosses itself, or one that goes again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

from ui.canvas.brush import Brush, InkPoint, places
from ui.canvas.grid import Grid, Place
from ui.canvas.words import TILE, TILE_BYTES

_ALPHA = QImage.Format.Format_ARGB32_Premultiplied


class Veil(Grid):
    """Transparent pictures where the stroke is; the item's opacity is the ink's."""

    def __init__(self, parent: QQuickItem, scale: float) -> None:
        super().__init__(parent, scale)
        self._cells: dict[Place, tuple[memoryview, QImage]] = {}
        self._lifted: list[tuple[memoryview, QImage]] = []

    def draw(self, brush: Brush, points: Sequence[InkPoint]) -> None:
        """Add to the stroke."""
        for place in places(points, self.pixels_per_unit, brush.reach(points)):
            cell = self._cells.get(place)
            if cell is None:
                cell = self._cells[place] = _new_cell()
                # two pictures of one memory: a picture that is shown would be copied before it is painted on
                self.show_picture(place, QImage(cell[0], TILE, TILE, TILE * 4, _ALPHA))
            brush.draw(cell[1], points, place[0] * TILE, place[1] * TILE)
            self.touch(place)

    def wipe(self) -> None:
        """Begin anew."""
        for place, cell in self._cells.items():
            cell[1].fill(Qt.GlobalColor.transparent)
            self.touch(place)

    def lift(self, places: Iterable[Place]) -> None:
        """Take it off those tiles."""
        for place in places:
            # its memory stays: the scene may draw it once more
            self._lifted.append(self._cells.pop(place))
            self.hide_picture(place)

    def remove(self) -> None:
        """Take it off the glass."""
        if Shiboken.isValid(self):
            self.setParentItem(None)  # pyright: ignore[reportArgumentType]
            self.deleteLater()


def _new_cell() -> tuple[memoryview, QImage]:
    memory = memoryview(bytearray(TILE_BYTES))
    return memory, QImage(memory, TILE, TILE, TILE * 4, _ALPHA)
