"""Which room this is, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.room import RoomInfoState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class RoomInfo(QObject):
    """Identity and version of the room."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = RoomInfoState()
        link().subscribe("room", RoomInfoState, self._replace)

    def _replace(self, state: RoomInfoState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(str, notify=changed)
    def id(self) -> str:
        """Stable identity of the room."""
        return self.state.id

    @Property(str, notify=changed)
    def version(self) -> str:
        """Of the room's software."""
        return self.state.version

    @Property(bool, notify=changed)
    def virtual(self) -> bool:
        """Whether any device is a virtual twin."""
        return self.state.virtual
