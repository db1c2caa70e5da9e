"""Which ways of casting work now, as QML sees it."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.doctor import CastWay
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

WAIT_MS = 15_000
SEVERITY = {"fail": 0, "warn": 1, "ok": 2}


@QmlElement
@QmlSingleton
class Doctor(QObject):
    """Asks the room to look at itself and holds what it found."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ways: list[CastWay] = []
        self._looking = False
        self._failure = ""

    @Slot()
    def look(self) -> None:
        """Look anew; what was found before stays until there is something newer."""
        if self._looking:
            return
        self._looking, self._failure = True, ""
        self.changed.emit()
        link().call("doctor.examine_casting", self._take, self._fail, within_ms=WAIT_MS)

    def _take(self, found: Any) -> None:
        self._looking = False
        self._ways = sorted(msgspec.convert(found, list[CastWay]), key=lambda way: SEVERITY[way.status])
        self.changed.emit()

    def _fail(self, code: str, _data: dict[str, Any]) -> None:
        self._looking, self._ways, self._failure = False, [], code
        self.changed.emit()

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether the room is looking."""
        return self._looking

    @Property(str, notify=changed)
    def failure(self) -> str:
        """Why nothing could be found out: an error code, or empty."""
        return self._failure

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def ways(self) -> list[dict[str, Any]]:
        """Each way with status, code and data, what does not work first."""
        return [msgspec.to_builtins(way) for way in self._ways]
