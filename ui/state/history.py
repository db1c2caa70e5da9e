"""The open board's history, as QML sees it."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Property, QDateTime, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.board import BoardHistory
from ui.link import WORK_MS, link
from ui.models import qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class History(QObject):
    """Fetches the history that the time-lapse shows."""

    changed = Signal()
    ready = Signal(str)
    """The history's file is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known: BoardHistory | None = None

    @Slot()
    def fetch(self) -> None:
        """Ask for it anew."""
        link().call("board.replay_board", self._take, within_ms=WORK_MS)

    def _take(self, result: Any) -> None:
        self.known = msgspec.convert(result, BoardHistory)
        self.changed.emit()
        self.ready.emit(self.known.file)

    @Property(QDateTime, notify=changed)
    def begunAt(self) -> QDateTime:
        """Time of the first change."""
        return qml_value(self.known.begun_at) if self.known else QDateTime()

    @Property(QDateTime, notify=changed)
    def endedAt(self) -> QDateTime:
        """Time of the last change."""
        return qml_value(self.known.ended_at) if self.known else QDateTime()
