"""Wet ink with QPainter: only the newest pieces of a line, on small pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.canvas.words import TILE

InkPoint = tuple[float, float, float]
"""x, y, width factor; in board units."""
LEAST_PX = 0.7

_ROUND, _SOLID, _JOIN = Qt.PenCapStyle.RoundCap, Qt.PenStyle.SolidLine, Qt.PenJoinStyle.RoundJoin
_SMOOTH = QPainter.RenderHint.Antialiasing
_REPLACE = QPainter.CompositionMode.CompositionMode_Source


class Brush:
    """Colour and width of a line, at a scale."""

    __slots__ = ("_is_veil", "_pens", "color", "scale", "width")

    def __init__(self, color: QColor, width: float, scale: float, *, is_veil: bool = False) -> None:
        self.color = color
        self.scale = scale
        self.width = width * scale
        self._is_veil = is_veil
        self._pens: dict[int, QPen] = {}

    def reach(self, points: Sequence[InkPoint]) -> float:
        """How far, in pixels, the line may be from its points."""
        return max(max(point[2] for point in points) * self.width, LEAST_PX) / 2 + 1

    def draw(self, image: QImage, points: Sequence[InkPoint], left: float, top: float) -> None:
        """Draw a line on a picture whose corner is at `left`, `top` in pixels."""
        scale = self.scale
        painter = QPainter(image)
        painter.setRenderHint(_SMOOTH)
        if self._is_veil:
            painter.setCompositionMode(_REPLACE)
        x0, y0, f0 = points[0]
        before = QPointF(x0 * scale - left, y0 * scale - top)
        if len(points) == 1:
            painter.setPen(self._pen(f0))
            painter.drawPoint(before)
        for x, y, factor in points[1:]:
            here = QPointF(x * scale - left, y * scale - top)
            painter.setPen(self._pen((f0 + factor) / 2))
            painter.drawLine(before, here)
            before, f0 = here, factor
        painter.end()

    def draw_even(self, image: QImage, points: Sequence[InkPoint], left: float, top: float) -> None:
        """Draw a short line of one width."""
        scale = self.scale
        painter = QPainter(image)
        painter.setRenderHint(_SMOOTH)
        painter.setPen(self._pen(points[-1][2]))
        painter.drawPolyline([QPointF(x * scale - left, y * scale - top) for x, y, _ in points])
        painter.end()

    def _pen(self, factor: float) -> QPen:
        key = int(factor * 64 + 0.5)
        pen = self._pens.get(key)
        if pen is None:
            width = max(key * self.width / 64, LEAST_PX)
            pen = self._pens[key] = QPen(self.color, width, _SOLID, _ROUND, _JOIN)
        return pen


def places(points: Sequence[InkPoint], scale: float, reach: float) -> list[tuple[int, int]]:
    """Tiles that a line touches."""
    if len(points) == 2:
        (ax, ay, _), (bx, by, _) = points
        x0, x1 = (ax, bx) if ax < bx else (bx, ax)
        y0, y1 = (ay, by) if ay < by else (by, ay)
    else:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    left, right = int((x0 * scale - reach) // TILE), int((x1 * scale + reach) // TILE)
    top, bottom = int((y0 * scale - reach) // TILE), int((y1 * scale + reach) // TILE)
    if left == right and top == bottom:
        return [(left, top)]
    return [(column, row) for row in range(top, bottom + 1) for column in range(left, right + 1)]
