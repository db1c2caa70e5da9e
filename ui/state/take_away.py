"""A file of the open board, as QML sees it."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.board import BoardTakeAway
from ui.link import WORK_MS, link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

CANCELLED = "board.cancelled"


@QmlElement
@QmlSingleton
class TakeAway(QObject):
    """Asks for a file and holds what became of it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.result: BoardTakeAway | None = None
        self._busy = False
        self._failure = ""

    @Slot(str, str)
    def make(self, format_: str, page_id: str) -> None:
        """Make a file of the open board, or of one page."""
        self._become(None, busy=True)
        link().call("board.export_board", self._take, self._fail, within_ms=WORK_MS, format=format_, page_id=page_id)

    @Slot()
    def forget(self) -> None:
        """Begin anew; a file that is being made is cancelled."""
        if self._busy:
            link().call("board.cancel_work")
        self._become(None)

    def _take(self, result: Any) -> None:
        if self._busy:
            self._become(msgspec.convert(result, BoardTakeAway))

    def _fail(self, code: str, _data: dict[str, Any]) -> None:
        if self._busy:
            self._become(None, failure="" if code == CANCELLED else code)

    def _become(self, result: BoardTakeAway | None, *, busy: bool = False, failure: str = "") -> None:
        self.result, self._busy, self._failure = result, busy, failure
        self.changed.emit()

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a file is being made."""
        return self._busy

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether a file is there."""
        return self.result is not None

    @Property(str, notify=changed)
    def failure(self) -> str:
        """Code of why there is none, or empty."""
        return self._failure

    @Property(str, notify=changed)
    def url(self) -> str:
        """Where a phone downloads the file; empty without a network."""
        return self.result.url if self.result else ""

    @Property(int, notify=changed)
    def sizeBytes(self) -> int:
        """Of the file."""
        return self.result.size_bytes if self.result else 0

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def lost(self) -> list[dict[str, Any]]:
        """What the format could not carry: `what` and `reason` codes and a `count`."""
        return msgspec.to_builtins(self.result.lost) if self.result else []
