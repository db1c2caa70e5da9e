"""WallPlan: where the tiles of all casts lie on the glass."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QRectF, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

STRIP = 0.2
"""Part of the wall's width for the others beside a big one: five tiles of the wall's own shape, one above the other."""
STRIP_TILES = 5


@QmlElement
@QmlSingleton
class WallPlan(QObject):
    """Holds nothing; the answer depends on what is asked alone."""

    @Slot(int, int, int, QRectF, float, result=QRectF)
    def place(self, index: int, count: int, big: int, wall: QRectF, gap: float) -> QRectF:
        """Where the tile with this index lies; `big` is the index of the enlarged one, -1 for none."""
        tiles = places(count, big, wall, gap)
        return tiles[index] if 0 <= index < len(tiles) else QRectF(wall.topLeft(), wall.topLeft())


def places(count: int, big: int, wall: QRectF, gap: float) -> list[QRectF]:
    """One rectangle a tile, on whole pixels, `gap` apart: an even grid, or a big one and a strip at its right."""
    if 0 <= big < count and count > 1:
        return _strip(count, big, wall, gap)
    columns = 1 if count == 1 else 2 if count <= 4 else 3
    rows = max(1, math.ceil(count / columns))
    width = math.floor((wall.width() - gap * (columns - 1)) / columns)
    height = math.floor((wall.height() - gap * (rows - 1)) / rows)
    found = []
    for index in range(count):
        row, column = divmod(index, columns)
        here = min(columns, count - row * columns)
        left = (wall.width() - here * width - (here - 1) * gap) / 2
        corner = wall.topLeft()
        found.append(
            QRectF(
                round(corner.x() + left + column * (width + gap)),
                round(corner.y() + row * (height + gap)),
                width,
                height,
            )
        )
    return found


def _strip(count: int, big: int, wall: QRectF, gap: float) -> list[QRectF]:
    strip = math.floor(wall.width() * STRIP)
    height = math.floor((wall.height() - gap * (STRIP_TILES - 1)) / STRIP_TILES)
    others = count - 1
    left = wall.right() - strip
    top = wall.y() + (wall.height() - others * height - (others - 1) * gap) / 2
    found = [QRectF(left, round(top + at * (height + gap)), strip, height) for at in range(others)]
    found.insert(big, QRectF(wall.x(), wall.y(), wall.width() - strip - gap, wall.height()))
    return found
