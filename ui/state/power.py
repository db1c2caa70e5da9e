"""Awake or asleep, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.power import PowerState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Power(QObject):
    """Whether the glass sleeps."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PowerState()
        link().subscribe("power", PowerState, self._replace)

    def _replace(self, state: PowerState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(bool, notify=changed)
    def asleep(self) -> bool:
        """Whether the glass shall be dark."""
        return self.state.asleep

    @Slot()
    def wake(self) -> None:
        """Light the glass."""
        link().call("power.wake")

    @Slot()
    def sleep(self) -> None:
        """Darken the glass now."""
        link().call("power.sleep")

    @Slot()
    def reportActivity(self) -> None:
        """Somebody touched the glass."""
        link().call("power.report_activity")
