"""Today's meetings, as QML sees them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.schedule import Meeting, ScheduleState
from ui import clock
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Schedule(QObject):
    """What is booked today and not over yet."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ScheduleState()
        self._upcoming = KeyedListModel(Meeting, parent=self)
        link().subscribe("schedule", ScheduleState, self._replace)
        self._minutes = clock.Minutes(self)
        self._minutes.passed.connect(self._renew)

    def _replace(self, state: ScheduleState) -> None:
        if state != self.state:
            self.state = state
            self._renew()
            self.changed.emit()

    @Property(bool, notify=changed)
    def calendarConnected(self) -> bool:
        """Whether the room has a calendar."""
        return self.state.calendar_connected

    @Property(int, notify=changed)
    def count(self) -> int:
        """Meetings booked today, those over included."""
        return len(self.state.meetings)

    @Property(QObject, notify=changed)
    def upcoming(self) -> QObject:
        """Model of the meetings that are not over, in order of start."""
        return self._upcoming

    def _renew(self) -> None:
        now = clock.utc_now()
        self._upcoming.replace([meeting for meeting in self.state.meetings if meeting.ends_at > now])
