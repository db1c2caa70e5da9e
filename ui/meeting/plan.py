"""CallPlan: where the pictures of a call lie on the glass."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QRectF, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

SHAPE = 16 / 9
"""Of a camera's picture."""
STRIP = 0.19
"""Part of the width for the others beside a large picture."""


@QmlElement
@QmlSingleton
class CallPlan(QObject):
    """Holds nothing; the answer depends on what is asked alone."""

    @Slot(int, int, int, QRectF, float, result=QRectF)
    def place(self, index: int, count: int, big: int, area: QRectF, gap: float) -> QRectF:
        """Where the picture with this index lies; `big` is the large one's, -1 for none. Empty: there is no place."""
        found = places(count, big, area, gap)
        return found[index] if 0 <= index < len(found) else QRectF(area.topLeft(), area.topLeft())


def places(count: int, big: int, area: QRectF, gap: float) -> list[QRectF]:
    """One rectangle a picture, on whole pixels: as large as fit all alike, or one large and a strip at its right."""
    if 0 <= big < count and count > 1:
        return _strip(count, big, area, gap)
    if count < 2:
        return [area] * count
    columns = max(range(1, count + 1), key=lambda some: _width(count, some, area, gap), default=1)
    width = math.floor(_width(count, columns, area, gap))
    height = math.floor(width / SHAPE)
    rows = math.ceil(count / columns)
    top = area.y() + (area.height() - rows * height - (rows - 1) * gap) / 2
    found = []
    for index in range(count):
        row, column = divmod(index, columns)
        here = min(columns, count - row * columns)
        left = area.x() + (area.width() - here * width - (here - 1) * gap) / 2
        found.append(QRectF(round(left + column * (width + gap)), round(top + row * (height + gap)), width, height))
    return found


def _width(count: int, columns: int, area: QRectF, gap: float) -> float:
    rows = math.ceil(count / columns)
    across = (area.width() - gap * (columns - 1)) / columns
    down = (area.height() - gap * (rows - 1)) / rows
    return min(across, down * SHAPE)


def _strip(count: int, big: int, area: QRectF, gap: float) -> list[QRectF]:
    width = math.floor(min(area.width() * STRIP, area.height() * SHAPE))
    height = math.floor(width / SHAPE)
    seen = min(count - 1, max(1, math.floor((area.height() + gap) / (height + gap))))
    left = area.right() - width
    top = area.y() + (area.height() - seen * height - (seen - 1) * gap) / 2
    found = [QRectF(left, round(top + at * (height + gap)), width, height) for at in range(seen)]
    found += [QRectF(area.topRight(), area.topRight())] * (count - 1 - seen)
    found.insert(big, QRectF(area.x(), area.y(), left - gap - area.x(), area.height()))
    return found
