"""BoardCanvas: the whiteboard as a QML item."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTouchEvent, QWheelEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QSGNode, QSGRectangleNode

from ui.canvas.contact import Sample
from ui.canvas.verbs import BoardVerbs

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1

MOUSE = -1
CURSOR_MS = 60
WHEEL_STEP = 1.0015
_LANDED, _MOVED, _GONE = QEventPoint.State.Pressed, QEventPoint.State.Updated, QEventPoint.State.Released
_PENS = (QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser)


@QmlElement
class BoardCanvas(BoardVerbs):
    """Shows a board and takes ink."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self.setAcceptTouchEvents(True)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setKeepMouseGrab(True)
        self.setKeepTouchGrab(True)
        self._ground_node: QSGRectangleNode | None = None
        self.windowChanged.connect(self._forget_node)
        self._cursor: tuple[float, float] | None = None
        self._cursor_timer = QTimer(self, interval=CURSOR_MS, singleShot=True)
        self._cursor_timer.timeout.connect(self._show_cursor)

    def touchEvent(self, event: QTouchEvent) -> None:  # noqa: D102
        t_ms = event.timestamp() or time.monotonic() * 1000
        hands, mm = self.hands, 1 / self._pixels_per_mm
        # asking a point for its state costs as much as smoothing it
        is_update = event.isUpdateEvent()
        for point in event.points():
            key, at = point.id(), point.position()
            sample = Sample(at.x(), at.y(), t_ms)
            size = point.ellipseDiameters()
            width_mm = max(size.width(), size.height()) * mm
            if is_update or (state := point.state()) == _MOVED:
                hands.move(key, sample, width_mm)
            elif state == _LANDED:
                hands.press(key, sample, is_touch=True, width_mm=width_mm)
                self.touched.emit()
            elif state == _GONE:
                hands.move(key, sample)
                hands.release(key)
                self.strokeFinished.emit()
        event.accept()
        self.polish()
        self._note_cursor()

    def touchUngrabEvent(self) -> None:  # noqa: D102
        self.hands.cancel()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.hands.press(MOUSE, self._sample(event), is_touch=False)
        self.touched.emit()
        event.accept()
        self.polish()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.hands.move(MOUSE, self._sample(event))
        event.accept()
        self.polish()
        self._note_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        sample = self._sample(event)
        contact = self.hands.contacts.get(MOUSE)
        if contact is not None and (sample.x, sample.y) != (contact.newest.x, contact.newest.y):
            self.hands.move(MOUSE, sample)
        self.hands.release(MOUSE)
        self.strokeFinished.emit()
        event.accept()

    def mouseUngrabEvent(self) -> None:  # noqa: D102
        if MOUSE in self.hands.contacts:
            self.hands.release(MOUSE)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102
        at, turned = event.position(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.view.zoom_about(self.view.zoom * WHEEL_STEP ** turned.y(), at.x(), at.y())
        else:
            self.view.pan(turned.x(), turned.y())
        self._move_view()
        event.accept()

    def geometryChange(self, new: QRectF, old: QRectF) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] # noqa: D102
        super().geometryChange(new, old)
        if new.size() != old.size():
            self._resize()

    def updatePaintNode(self, old: QSGNode | None, _data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The board's own colour, where no tile is yet."""
        window, node = self._window, self._ground_node if old is not None else None
        if window is None:
            return None
        if node is None:
            node = self._ground_node = window.createRectangleNode()
        hidden = self._transparent_ground or self.desk.doc is None
        node.setRect(QRectF() if hidden else QRectF(0, 0, self.width(), self.height()))
        node.setColor(self.desk.ground)
        return node

    def _forget_node(self) -> None:
        # the scene has deleted it: Python would take whatever comes to lie at its address for it
        self._ground_node = None

    def _sample(self, event: QMouseEvent) -> Sample:
        at = event.position()
        t_ms = event.timestamp() or time.monotonic() * 1000
        if event.pointerType() in _PENS:
            return Sample(at.x(), at.y(), t_ms, self._stylus.pressure, has_pressure=True)
        return Sample(at.x(), at.y(), t_ms)

    def _note_cursor(self) -> None:
        newest = next((contact.newest for contact in self.hands.contacts.values()), None)
        if newest is not None and self.replica is not None:
            self._cursor = (newest.x, newest.y)
            if not self._cursor_timer.isActive():
                self._cursor_timer.start()

    def _show_cursor(self) -> None:
        if self._cursor is not None and self.replica is not None and self._replay is None:
            x, y = self.view.to_board(*self._cursor)
            self.replica.show(page=self.desk.page_id, cursor=[round(x, 1), round(y, 1)])
