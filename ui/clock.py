"""The wall clock of the glass: it ticks once a minute and follows jumps of the system's time."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Property, QDateTime, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_SLEEP_MS = 10_000
"""How late a jump of the system's time may be noticed."""


def utc_now() -> datetime:
    """The time now; the only place of the shell that asks for it."""
    return datetime.now(UTC)


class Minutes(QObject):
    """Tells when another minute has begun."""

    passed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = self._minute()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._sleep()

    def _look(self) -> None:
        minute = self._minute()
        if minute != self._shown:
            self._shown = minute
            self.passed.emit()
        self._sleep()

    def _sleep(self) -> None:
        to_next_ms = 60_000 - int(utc_now().timestamp() * 1000) % 60_000
        self._timer.start(min(to_next_ms + 5, LONGEST_SLEEP_MS))

    def _minute(self) -> int:
        return int(utc_now().timestamp() // 60)


@QmlElement
@QmlSingleton
class Clock(QObject):
    """The time for QML."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = Minutes(self)
        self._minutes.passed.connect(self.changed)

    @Property(QDateTime, notify=changed)
    def now(self) -> QDateTime:
        """The present minute, local time."""
        return QDateTime.fromMSecsSinceEpoch(int(utc_now().timestamp() * 1000))

    @Slot(QDateTime, result=int)
    def secondsSince(self, moment: QDateTime) -> int:
        """Whole seconds since a moment; 0 for one to come."""
        return max(0, int(utc_now().timestamp() - moment.toMSecsSinceEpoch() / 1000))
