"""What works and what does not, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.health import HealthState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Health(QObject):
    """Which parts of the room are not well."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = HealthState()
        link().subscribe("health", HealthState, self._replace)

    def _replace(self, state: HealthState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether the room has told of its parts."""
        return bool(self.state.components)

    @Property(str, notify=changed)
    def troubles(self) -> str:
        """The parts that are not well, each with its code; empty when all are."""
        unwell = (part for part in self.state.components if part.status != "ok")
        return ", ".join(f"{part.name} ({part.reason})" if part.reason else part.name for part in unwell)
