"""The link to the room, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Connection(QObject):
    """Whether what the glass shows is true now."""

    changed = Signal()
    refused = Signal(str)
    """The room refused something that was asked on the glass: error code."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        link().connected_changed.connect(self.changed)
        link().refused.connect(self._refuse)

    @Property(bool, notify=changed)
    def connected(self) -> bool:
        """False while the room is away; its last state stays visible."""
        return link().connected

    def _refuse(self, code: str, _method: str) -> None:
        self.refused.emit(code)
