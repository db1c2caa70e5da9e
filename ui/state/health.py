"""What works and what does not, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.health import Component, HealthState
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Health(QObject):
    """Every part of the room with its health."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = HealthState()
        self._components = KeyedListModel(Component, key="name", parent=self)
        link().subscribe("health", HealthState, self._replace)

    def _replace(self, state: HealthState) -> None:
        if state != self.state:
            self.state = state
            self._components.replace(state.components)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def components(self) -> QObject:
        """Model of the parts: name, status, reason, since."""
        return self._components
