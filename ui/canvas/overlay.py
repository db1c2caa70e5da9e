"""Overlay: one picture over the tiles that is moved, scaled and turned as a whole; and the selection's frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGImageNode, QSGNode, QSGTexture
from shiboken6 import Shiboken

ACCENT = QColor("#1976d2")
_ALPHA = QImage.Format.Format_ARGB32_Premultiplied


class Overlay(QQuickItem):
    """Shows an image in its own size."""

    def __init__(self, parent: QQuickItem) -> None:
        super().__init__()
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self.setTransformOrigin(QQuickItem.TransformOrigin.Center)
        self._image: QImage | None = None
        self._is_new = False
        self._node: QSGImageNode | None = None
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self.windowChanged.connect(self._move)
        self.setParentItem(parent)

    def show_image(self, image: QImage, rect: QRectF) -> None:
        """Show it at a place, in item pixels."""
        self._image, self._is_new = image, True
        self.setPosition(rect.topLeft())
        self.setSize(rect.size())
        self.update()

    def remove(self) -> None:
        """Take it off the glass."""
        if Shiboken.isValid(self):
            self.setParentItem(None)  # pyright: ignore[reportArgumentType]
            self.deleteLater()

    def _move(self, window: QQuickWindow | None) -> None:
        self._window = window
        # the scene has deleted it: Python would take whatever comes to lie at its address for it
        self._node = None
        self._is_new = self._image is not None

    def updatePaintNode(self, old: QSGNode | None, _data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Show the newest picture."""
        window, node = self._window, self._node if old is not None else None
        if window is None or (node is None and self._image is None):
            return None
        if node is None:
            node = self._node = window.createImageNode()
            node.setOwnsTexture(True)
            node.setFiltering(QSGTexture.Filtering.Linear)
            self._is_new = True
        if self._is_new and self._image is not None:
            node.setTexture(window.createTextureFromImage(self._image))
            self._is_new = False
        node.setRect(QRectF(0, 0, self.width(), self.height()))
        return node


class Frame(Overlay):
    """Around the selection: a thin line, a knob at each corner to scale by and one above to turn by."""

    def frame(self, rect: QRectF, knob: float, *, is_locked: bool) -> None:
        """Lie around a rectangle, in item pixels."""
        room = knob * 3
        size = QSizeF(rect.width() + 2 * room, rect.height() + 2 * room).toSize()
        image = QImage(size.boundedTo(QSizeF(8192, 8192).toSize()), _ALPHA)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(room, room, rect.width(), rect.height())
        line = QPen(ACCENT, 2, Qt.PenStyle.DashLine if is_locked else Qt.PenStyle.SolidLine)
        painter.setPen(line)
        painter.drawRect(inner)
        if not is_locked:
            painter.setBrush(QColor("white"))
            turn = QPointF(inner.center().x(), inner.top() - 2 * knob)
            painter.drawLine(QPointF(inner.center().x(), inner.top()), turn)
            for corner in (*corners(inner), turn):
                painter.drawEllipse(corner, knob / 2, knob / 2)
        painter.end()
        self.show_image(image, QRectF(rect.x() - room, rect.y() - room, image.width(), image.height()))


def corners(rect: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """All four."""
    return rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()
