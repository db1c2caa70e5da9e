"""PageTouches: fingers on the page of a third party, on their way to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtQml import QmlElement

from ui.link import link

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

PAUSE_MS = 16
"""Between two reports of fingers that only move."""
MAX_FINGERS = 20


@QmlElement
class PageTouches(QObject):
    """Tells all fingers that are down, at once where one comes or goes. Places are parts of the page, 0 to 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._down: dict[int, tuple[float, float]] = {}
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._send)

    @Slot(int, float, float)
    def place(self, finger: int, x: float, y: float) -> None:
        """A finger is down here; one that comes down beside the page is none of it."""
        is_new = finger not in self._down
        if is_new and (not (0 <= x <= 1 and 0 <= y <= 1) or len(self._down) == MAX_FINGERS):
            return
        self._down[finger] = (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        if is_new:
            self._send()
        elif not self._pause.isActive():
            self._pause.start()

    @Slot(int)
    def lift(self, finger: int) -> None:
        """A finger is lifted."""
        if self._down.pop(finger, None) is not None:
            self._send()

    @Slot()
    def release(self) -> None:
        """Lift all."""
        if self._down:
            self._down.clear()
            self._send()

    def _send(self) -> None:
        self._pause.stop()
        points = [{"id": finger, "x": x, "y": y} for finger, (x, y) in self._down.items()]
        # touches are fleeting: the next ones matter more than a word about these
        link().call("meeting.touch_page", otherwise=lambda _code, _data: None, points=points)
