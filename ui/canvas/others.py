"""Others: guests' cursors on the board, with their names."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPolygonF
from PySide6.QtQuick import QQuickItem

from ui.canvas.overlay import Overlay
from ui.canvas.view import View

MOST = 32
MAX_NAME = 24
_ARROW = ((0.0, 0.0), (0.0, 17.0), (5.0, 12.5), (12.0, 12.0))


def guests(states: dict[int, dict[str, Any]], own: int) -> dict[int, dict[str, Any]]:
    """Name, colour, page and cursor of everybody else; what is not understood is left out."""
    found: dict[int, dict[str, Any]] = {}
    for client, state in states.items():
        user = state.get("user")
        if client == own or not isinstance(user, dict) or len(found) >= MOST:
            continue
        color = QColor(str(user.get("color", ""))[:9])
        found[client] = {
            "name": str(user.get("name", ""))[:MAX_NAME],
            "color": color.name() if color.isValid() else "#5f6368",
            "page": state.get("page"),
            "cursor": _point(state.get("cursor")),
        }
    return found


class Others:
    """One overlay a guest."""

    def __init__(self, stage: QQuickItem, view: View) -> None:
        self._stage, self._view = stage, view
        self._shown: dict[int, tuple[Overlay, tuple[str, str]]] = {}
        self._at: dict[int, tuple[float, float]] = {}

    def show(self, people: dict[int, dict[str, Any]], page_id: str) -> None:
        """Show who is on this page."""
        here = {client: one for client, one in people.items() if one["page"] == page_id and one["cursor"]}
        for client in self._shown.keys() - here.keys():
            self._shown.pop(client)[0].remove()
            self._at.pop(client, None)
        for client, one in here.items():
            self._at[client] = one["cursor"]
            look = (one["name"], one["color"])
            if client not in self._shown or self._shown[client][1] != look:
                if client in self._shown:
                    self._shown[client][0].remove()
                overlay = Overlay(self._stage)
                overlay.setZ(4)
                image = _cursor(*look)
                overlay.show_image(image, QRectF(0, 0, image.width(), image.height()))
                self._shown[client] = (overlay, look)
        self.align()

    def align(self) -> None:
        """The view has moved, or they have."""
        for client, (overlay, _) in self._shown.items():
            overlay.setPosition(QPointF(*self._view.to_item(*self._at[client])))


def _cursor(name: str, color: str) -> QImage:
    font = QFont()
    font.setPixelSize(20)
    width = QFontMetricsF(font).horizontalAdvance(name)
    image = QImage(QSize(int(width) + 40, 52), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(color))
    painter.setPen(QColor("white"))
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in _ARROW]))
    if name:
        box = QRectF(14, 16, width + 20, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(font)
        painter.setPen(QColor("black") if QColor(color).lightnessF() > 0.6 else QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return image


def _point(value: Any) -> tuple[float, float] | None:
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(one, int | float) for one in value):
        x, y = float(value[0]), float(value[1])
        return (x, y) if abs(x) < 1e9 and abs(y) < 1e9 else None
    return None
