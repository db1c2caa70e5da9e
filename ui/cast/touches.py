"""Touches: fingers on a cast's picture, on their way to its sender."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from appliance.api.cast import MAX_CONTACTS
from ui.link import link

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

PAUSE_MS = 34
"""Between two messages: fewer than 30 a second."""
_IDS = 2**31


class _Point(NamedTuple):
    id: int
    x: float
    y: float
    pointing: bool


@QmlElement
class Touches(QObject):
    """Takes fingers in fractions of the picture and sends contacts; what it sends it also tells, for the echo.

    A finger off the picture ends its contact; when it comes back it begins another. Every contact has an id of its own.
    """

    changed = Signal()
    began = Signal(int, float, float, bool)
    """Contact, x, y, whether it only points."""
    moved = Signal(int, float, float)
    ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cast_id = ""
        self._pointing = False
        self._ids = itertools.count(1)
        self._down: dict[int, _Point] = {}
        self._pending: list[dict[str, Any]] = []
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._flush)

    @Property(str, notify=changed)
    def castId(self) -> str:  # pyright: ignore[reportRedeclaration]
        """Whose picture is touched."""
        return self._cast_id

    @castId.setter
    def castId(self, cast_id: str) -> None:
        if cast_id != self._cast_id:
            self.release()
            self._cast_id = cast_id
            self.changed.emit()

    @Property(bool, notify=changed)
    def pointing(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether fingers that come down now point and leave no line."""
        return self._pointing

    @pointing.setter
    def pointing(self, pointing: bool) -> None:
        if pointing != self._pointing:
            self._pointing = pointing
            self.changed.emit()

    @Slot(int, float, float)
    def begin(self, finger: int, x: float, y: float) -> None:
        """A finger comes down."""
        self.end(finger)
        if _is_inside(x, y):
            point = _Point(next(self._ids) % _IDS, x, y, self._pointing)
            self._down[finger] = point
            self._add("down", point)
            self.began.emit(*point)

    @Slot(int, float, float)
    def move(self, finger: int, x: float, y: float) -> None:
        """A finger that is down moves."""
        point = self._down.get(finger)
        if point is None:
            self.begin(finger, x, y)
        elif not _is_inside(x, y):
            self.end(finger)
        elif (x, y) != (point.x, point.y):
            self._down[finger] = point = point._replace(x=x, y=y)
            self._add("move", point)
            self.moved.emit(point.id, x, y)

    @Slot(int)
    def end(self, finger: int) -> None:
        """A finger is lifted."""
        point = self._down.pop(finger, None)
        if point is not None:
            self._add("up", point)
            self.ended.emit(point.id)

    @Slot()
    def release(self) -> None:
        """Lift all fingers and send what is left."""
        for finger in list(self._down):
            self.end(finger)
        self._send()

    def _add(self, phase: str, point: _Point) -> None:
        self._pending.append({"phase": phase, **point._asdict()})
        if len(self._pending) > MAX_CONTACTS:
            oldest = next((at for at, one in enumerate(self._pending) if one["phase"] == "move"), 0)
            del self._pending[oldest]
        if not self._pause.isActive():
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            self._pause.start()
            self._send()

    def _send(self) -> None:
        contacts, self._pending = self._pending, []
        if contacts and self._cast_id:
            # touches are fleeting: whatever becomes of these, the next ones matter more than a word about them
            link().call("cast.touch", otherwise=lambda _code, _data: None, cast_id=self._cast_id, contacts=contacts)


def _is_inside(x: float, y: float) -> bool:
    return 0 <= x <= 1 and 0 <= y <= 1
