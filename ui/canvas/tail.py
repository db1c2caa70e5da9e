"""Tail: the newest piece of a line, up to the hand; a small picture that is thrown away with each frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGImageNode, QSGNode, QSGTexture
from shiboken6 import Shiboken

from ui.canvas.brush import Brush, InkPoint
from ui.canvas.view import View

LARGEST_PX = 1024
_NOTHING = QRectF()


class Tail(QQuickItem):
    """One image node, drawn over the tiles."""

    def __init__(self, parent: QQuickItem) -> None:
        super().__init__()
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self.is_used = False
        """Whether a stroke has it."""
        self._image: QImage | None = None
        self._rect = _NOTHING
        self._is_new = False
        self._node: QSGImageNode | None = None
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self.windowChanged.connect(self._move)
        self.setParentItem(parent)

    def draw(self, brush: Brush, settled: Sequence[InkPoint], bridge: Sequence[InkPoint], view: View) -> None:
        """Show a line's newest settled points and what bridges from them to the hand, instead of what was shown."""
        points = [*settled, *bridge]
        if len(points) < 2:
            self.clear()
            return
        scale, reach = brush.scale, brush.reach(points)
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        left, top = int(min(xs) * scale - reach), int(min(ys) * scale - reach)
        width, height = int(max(xs) * scale + reach) - left + 2, int(max(ys) * scale + reach) - top + 2
        if width > LARGEST_PX or height > LARGEST_PX:
            self.clear()
            return
        image = QImage(QSize(width, height), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        if len(settled) > 1:
            brush.draw(image, settled, left, top)
        if len(bridge) > 1:
            brush.draw_even(image, bridge, left, top)
        self._image, self._is_new = image, True
        ratio = view.ratio * scale / view.scale
        x, y = left / ratio - view.x * view.item_scale, top / ratio - view.y * view.item_scale
        self._rect = QRectF(x, y, width / ratio, height / ratio)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        # QML may have thrown the canvas away with all that is in it
        if self._image is not None and Shiboken.isValid(self):
            self._image = None
            self._rect = _NOTHING
            self.update()

    def _move(self, window: QQuickWindow | None) -> None:
        self._window = window
        # the scene has deleted it: Python would take whatever comes to lie at its address for it
        self._node = None
        self._is_new = self._image is not None

    def updatePaintNode(self, old: QSGNode | None, _data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Show the newest picture."""
        window = self._window
        if window is None:
            return None
        node = self._node if old is not None else None
        if node is None and self._image is None:
            return None
        if node is None:
            node = self._node = window.createImageNode()
            node.setOwnsTexture(True)
            node.setFiltering(QSGTexture.Filtering.Nearest)
        if self._is_new and self._image is not None:
            node.setTexture(window.createTextureFromImage(self._image))
            self._is_new = False
        node.setRect(self._rect)
        return node
