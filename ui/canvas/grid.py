"""Grid: pictures of 256 pixels side by side, each an image node, in one item that is moved and scaled as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import (
    QQuickItem,
    QQuickWindow,
    QSGImageNode,
    QSGNode,
    QSGRectangleNode,
    QSGRendererInterface,
    QSGTexture,
)

from ui.canvas.view import View
from ui.canvas.words import TILE

Place = tuple[int, int]
"""Column and row."""
_NOTHING = QRectF()


class Grid(QQuickItem):
    """Shows pictures; `stretch` is how much larger the view is than they were made for."""

    def __init__(self, parent: QQuickItem, scale: float) -> None:
        super().__init__()
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self.setTransformOrigin(QQuickItem.TransformOrigin.TopLeft)
        self.pixels_per_unit = scale
        self.retired: list[Callable[[], None]] = []
        """What to call once the scene shows no more than what was told."""
        self._shown: dict[Place, QImage] = {}
        self._nodes: dict[Place, QSGImageNode] = {}
        self._spare: list[QSGImageNode] = []
        self._new: set[Place] = set()
        self._painted: set[Place] = set()
        self._gone: set[Place] = set()
        self._root: QSGRectangleNode | None = None
        self._is_exact = True
        self._filters_changed = False
        self._must_upload = True
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self.windowChanged.connect(self._move)
        self.setParentItem(parent)

    def align(self, view: View) -> None:
        """Lie where the view has what the pictures show."""
        stretch = view.scale / self.pixels_per_unit
        self.setScale(stretch / view.ratio)
        self.setPosition(QPointF(-view.x * view.item_scale, -view.y * view.item_scale))
        is_exact = abs(stretch - 1) < 1e-6
        if is_exact != self._is_exact:
            self._is_exact = is_exact
            self._filters_changed = True
            self.update()

    def show_picture(self, place: Place, image: QImage) -> None:
        """Show a picture, instead of the one before; whoever gives it keeps its memory."""
        self._shown[place] = image
        self._gone.discard(place)
        self._new.add(place)
        self.update()

    def hide_picture(self, place: Place) -> None:
        """Show nothing there."""
        if self._shown.pop(place, None) is not None:
            self._new.discard(place)
            self._painted.discard(place)
            self._gone.add(place)
            self.update()

    def touch(self, place: Place) -> None:
        """What is shown there was painted on."""
        self._painted.add(place)
        self.update()

    def places(self) -> set[Place]:
        """Where pictures are shown."""
        return set(self._shown)

    def _move(self, window: QQuickWindow | None) -> None:
        self._window = window
        # the scene has deleted them: Python would take whatever comes to lie at their addresses for them
        self._root = None
        self._nodes.clear()
        self._spare.clear()
        self._new = set(self._shown)
        self._gone.clear()

    def updatePaintNode(self, old: QSGNode | None, _data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Bring the nodes into step."""
        window = self._window
        if window is None:
            return None
        root = self._root
        if old is None or root is None:
            graphics = window.rendererInterface().graphicsApi()
            self._must_upload = graphics != QSGRendererInterface.GraphicsApi.Software
            root = self._root = window.createRectangleNode()
            root.setColor(QColor(0, 0, 0, 0))
            root.setRect(_NOTHING)
            self._nodes.clear()
            self._spare.clear()
            self._new = set(self._shown)
        for place in self._gone:
            node = self._nodes.pop(place, None)
            if node is not None:
                node.setRect(_NOTHING)
                self._spare.append(node)
        for place in self._new:
            self._renew(window, root, place)
        for place in self._painted - self._new:
            if self._must_upload:
                self._renew(window, root, place)
            elif place in self._nodes:
                # the software renderer's texture is the memory that was painted on
                self._nodes[place].markDirty(QSGNode.DirtyStateBit.DirtyMaterial)
        if self._filters_changed:
            for node in self._nodes.values():
                node.setFiltering(self._filtering())
        self._gone.clear()
        self._new.clear()
        self._painted.clear()
        self._filters_changed = False
        while self.retired:
            self.retired.pop()()
        return root

    def _renew(self, window: QQuickWindow, root: QSGRectangleNode, place: Place) -> None:
        image = self._shown.get(place)
        if image is None:
            return
        texture = window.createTextureFromImage(image)
        node = self._nodes.get(place)
        if node is None:
            node = self._spare.pop() if self._spare else None
            is_new = node is None
            node = node or window.createImageNode()
            node.setTexture(texture)
            node.setOwnsTexture(True)
            node.setFiltering(self._filtering())
            if is_new:
                root.appendChildNode(node)
            self._nodes[place] = node
            column, row = place
            node.setRect(QRectF(column * TILE, row * TILE, TILE, TILE))
        else:
            node.setTexture(texture)

    def _filtering(self) -> QSGTexture.Filtering:
        # while it is stretched it is a preview: smoothing it costs the software renderer three times as much
        return QSGTexture.Filtering.Nearest if self._is_exact or not self._must_upload else QSGTexture.Filtering.Linear
