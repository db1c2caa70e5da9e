"""StylusWatch: pressure of a stylus, which Qt Quick's items are told only as a mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPointingDevice, QTabletEvent

_TABLET = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)


class StylusWatch(QObject):
    """Watches a window; the event goes on, and comes to the item as a mouse event right after."""

    def __init__(self, seen: Callable[[], None]) -> None:
        super().__init__()
        self.pressure = 0.5
        self.is_eraser = False
        self._seen = seen

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if event.type() in _TABLET and isinstance(event, QTabletEvent):
            self.pressure = event.pressure()
            self.is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._seen()
        return False
