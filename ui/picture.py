"""Picture: a stream's newest picture as an image node, which Qt's software renderer draws; VideoOutput it does not."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGImageNode, QSGNode, QSGTexture

from appliance.frames import Frame, PixelFormat
from ui.sink import to_video_frame
from ui.video import VideoStream

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

ROUNDING = 2
"""Pixels: whoever scales pictures for us makes their sides even."""


@QmlElement
class Picture(QQuickItem):
    """Paints a stream's newest picture, whole and in its shape."""

    sourceChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self._source: VideoStream | None = None
        self._node: QSGImageNode | None = None
        # a node's texture may share the image's memory, so the one shown and the one before stay alive
        self._images: list[tuple[Frame, QImage]] = []
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self.windowChanged.connect(self._move)

    @Property(QObject, notify=sourceChanged)
    def source(self) -> QObject | None:  # pyright: ignore[reportRedeclaration]
        """The VideoStream."""
        return self._source

    @source.setter
    def source(self, source: VideoStream | None) -> None:
        if self._source is not None:
            self._source.frameRead.disconnect(self.update)
        self._source = source
        if source is not None:
            source.frameRead.connect(self.update)
        self.sourceChanged.emit()
        self.update()

    def _move(self, window: QQuickWindow | None) -> None:
        self._window = window
        # the scene has deleted it: Python would take whatever comes to lie at its address for it
        self._node = None

    def updatePaintNode(self, old: QSGNode | None, _data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give the scene graph the newest picture."""
        frame = self._source.frame if self._source else None
        window = self._window
        if frame is None or window is None:
            if old is not None and self._node is not None:
                # a node that is not handed back stays in the scene, painting memory that nobody keeps
                self._node.setRect(QRectF())
                return self._node
            return None
        node = self._node if old is not None and self._node is not None else window.createImageNode()
        if not self._images or self._images[-1][0] is not frame or old is None:
            image = to_image(frame)
            self._images = [*self._images[-1:], (frame, image)]
            node.setTexture(window.createTextureFromImage(image))
            node.setOwnsTexture(True)
        target = fitted(QSizeF(frame.width, frame.height), QRectF(0, 0, self.width(), self.height()))
        node.setRect(target)
        exact = target.size() == QSizeF(frame.width, frame.height)
        node.setFiltering(QSGTexture.Filtering.Nearest if exact else QSGTexture.Filtering.Linear)
        self._node = node
        return node


def fitted(size: QSizeF, box: QRectF) -> QRectF:
    """The largest rectangle of a picture's shape within a box, centred, on whole pixels.

    A picture that fills it but for ROUNDING pixels keeps its size: stretched by one pixel, text on it is blurred.
    """
    scaled = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    missing = scaled - size.toSize()
    if 0 <= missing.width() <= ROUNDING and 0 <= missing.height() <= ROUNDING:
        scaled = size.toSize()
    left = box.x() + (box.width() - scaled.width()) // 2
    top = box.y() + (box.height() - scaled.height()) // 2
    return QRectF(left, top, scaled.width(), scaled.height())


def to_image(frame: Frame) -> QImage:
    """The picture as QImage; the caller keeps the frame alive. I420 costs a conversion that software can ill afford."""
    if frame.format is PixelFormat.BGRX:
        return QImage(frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32)
    return to_video_frame(frame).toImage()
