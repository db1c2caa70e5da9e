"""Today's meetings, as QML sees them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from PySide6.QtCore import Property, QDateTime, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.schedule import CalendarState, Meeting, ScheduleState
from ui import clock
from ui.link import link
from ui.models import KeyedListModel, qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

CHECK_IN_EARLY = timedelta(minutes=15)
NEVER = datetime.fromtimestamp(0, UTC)


class ShownMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting with what can be done about it this minute."""

    id: str
    meeting_id: str
    title: str
    organizer: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool
    is_all_day: bool
    is_hidden: bool
    is_cancelled: bool
    is_tentative: bool
    is_own: bool
    service_name: str
    no_join: str
    no_join_detail: str
    checked_in: bool
    must_check_in: bool
    check_in_until: datetime
    can_check_in: bool


class ShownCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar and how it is."""

    id: str
    name: str
    reason: str
    is_offline: bool
    is_writable: bool
    was_read: bool
    read_at: datetime


@QmlElement
@QmlSingleton
class Schedule(QObject):
    """What is booked today and not over yet, and the verbs on it."""

    changed = Signal()
    done = Signal(str, bool)
    """A verb is done: its name, and whether the calendar has it too."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ScheduleState()
        self._chosen_id = ""
        self._upcoming = KeyedListModel(ShownMeeting, parent=self)
        self._chosen = KeyedListModel(ShownMeeting, parent=self)
        self._calendars = KeyedListModel(ShownCalendar, parent=self)
        self._offline = KeyedListModel(ShownCalendar, parent=self)
        link().subscribe("schedule", ScheduleState, self._replace)
        self._minutes = clock.Minutes(self)
        self._minutes.passed.connect(self._renew)

    def _replace(self, state: ScheduleState) -> None:
        if state != self.state:
            self.state = state
            self._renew()

    @Property(bool, notify=changed)
    def calendarConnected(self) -> bool:
        """Whether the room has a calendar."""
        return self.state.calendar_connected

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether any calendar was ever read: before, an empty day says nothing."""
        return any(calendar.read_at is not None for calendar in self.state.calendars) or not self.state.calendars

    @Property(int, notify=changed)
    def count(self) -> int:
        """Meetings booked today, those over included."""
        return len(self.state.meetings)

    @Property(QObject, notify=changed)
    def upcoming(self) -> QObject:
        """Model of the meetings that are not over: the one that is on, the others by start, whole days last."""
        return self._upcoming

    @Property(QObject, notify=changed)
    def chosen(self) -> QObject:
        """Model of the meeting that somebody looks at; empty again when it is gone."""
        return self._chosen

    @Property(QObject, notify=changed)
    def calendars(self) -> QObject:
        """Model of the room's calendars."""
        return self._calendars

    @Property(QObject, notify=changed)
    def offline(self) -> QObject:
        """Model of the calendars that cannot be read now."""
        return self._offline

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the room is taken."""
        return self.state.busy_until is not None and self.state.busy_until > clock.utc_now()

    @Property(QDateTime, notify=changed)
    def busyUntil(self) -> QDateTime:
        """When it is free again."""
        return qml_value(self.state.busy_until or NEVER)

    @Property(bool, notify=changed)
    def takenLater(self) -> bool:
        """Whether it is taken again today."""
        return self._taken_today() is not None

    @Property(QDateTime, notify=changed)
    def freeUntil(self) -> QDateTime:
        """When it is taken again."""
        return qml_value(self._taken_today() or NEVER)

    @Property(int, notify=changed)
    def freeMinutes(self) -> int:
        """Whole minutes for which it can be booked now, at most 8 hours; 0 while it is taken or cannot be booked."""
        if self.state.is_busy or not self.state.can_book:
            return 0
        return self._minutes_to(self.state.free_until, clock.utc_now().replace(second=0, microsecond=0))

    @Property(int, notify=changed)
    def extraMinutes(self) -> int:
        """Whole minutes by which the meeting that is on can end later."""
        if not self.state.can_book or self.state.busy_until is None:
            return 0
        begins = [m.starts_at for m in self.state.meetings if m.starts_at >= self.state.busy_until and _blocks(m)]
        return self._minutes_to(min(begins, default=None), self.state.busy_until)

    @Property(str, notify=changed)
    def currentId(self) -> str:
        """The meeting that is on; empty while there is none."""
        return next((meeting.meeting_id for meeting in self._upcoming.items if meeting.is_now), "")

    @Property(bool, notify=changed)
    def mustCheckIn(self) -> bool:
        """Whether the meeting that is on gives the room back unless somebody checks in."""
        return any(meeting.is_now and meeting.must_check_in for meeting in self._upcoming.items)

    @Property(QDateTime, notify=changed)
    def checkInUntil(self) -> QDateTime:
        """When it does so."""
        until = (meeting.check_in_until for meeting in self._upcoming.items if meeting.is_now and meeting.must_check_in)
        return qml_value(next(until, NEVER))

    @Slot(str)
    def choose(self, meeting_id: str) -> None:
        """Look at a meeting; at none with an empty id."""
        self._chosen_id = meeting_id
        self._renew()

    @Slot(int, str)
    def bookNow(self, minutes: int, title: str) -> None:
        """Book the room from now."""
        self._do("book_now", minutes=minutes, title=title)

    @Slot(str, int)
    def extend(self, meeting_id: str, minutes: int) -> None:
        """Let a meeting that is on end later."""
        self._do("extend", meeting_id=meeting_id, minutes=minutes)

    @Slot(str)
    def checkIn(self, meeting_id: str) -> None:
        """Say that people are here."""
        self._do("check_in", meeting_id=meeting_id)

    @Slot(str)
    def end(self, meeting_id: str) -> None:
        """End a meeting that is on."""
        self._do("end", meeting_id=meeting_id)

    @Slot(str)
    def release(self, meeting_id: str) -> None:
        """Give the room back."""
        self._do("release", meeting_id=meeting_id)

    @Slot()
    def refresh(self) -> None:
        """Read the calendars now."""
        link().call("schedule.refresh", within_ms=60_000)

    def _do(self, verb: str, **params: Any) -> None:
        # a calendar's server takes its time
        link().call(f"schedule.{verb}", then=lambda told: self._tell(verb, told), within_ms=60_000, **params)

    def _tell(self, verb: str, told: Any) -> None:
        self.done.emit(verb, not isinstance(told, dict) or bool(told.get("in_calendar")))

    def _taken_today(self) -> datetime | None:
        now, until = clock.utc_now(), self.state.free_until
        if until is None or until <= now or until.astimezone().date() != now.astimezone().date():
            return None
        return until

    def _minutes_to(self, until: datetime | None, since: datetime) -> int:
        return min(480, int((until - since).total_seconds() // 60)) if until is not None else 480

    def _renew(self) -> None:
        now = clock.utc_now()
        left = [_shown(meeting, now) for meeting in self.state.meetings if meeting.ends_at > now]
        left.sort(key=lambda shown: (shown.is_all_day, not shown.is_now, shown.starts_at))
        self._upcoming.replace(left)
        self._chosen.replace([shown for shown in left if shown.id == self._chosen_id])
        calendars = [_calendar(one) for one in self.state.calendars]
        self._calendars.replace(calendars)
        self._offline.replace([one for one in calendars if one.is_offline])
        self.changed.emit()


def _blocks(meeting: Meeting) -> bool:
    return not (meeting.is_cancelled or meeting.is_free)


def _shown(meeting: Meeting, now: datetime) -> ShownMeeting:
    is_now = meeting.starts_at <= now < meeting.ends_at and not meeting.is_cancelled
    kept = {name: getattr(meeting, name) for name in ShownMeeting.__struct_fields__ if hasattr(meeting, name)}
    return ShownMeeting(
        **kept
        | {
            "meeting_id": meeting.id,
            "is_now": is_now,
            "must_check_in": meeting.check_in_until is not None,
            "check_in_until": meeting.check_in_until or NEVER,
            "can_check_in": not meeting.checked_in
            and meeting.check_in_until is not None
            and meeting.starts_at - CHECK_IN_EARLY <= now,
        }
    )


def _calendar(calendar: CalendarState) -> ShownCalendar:
    return ShownCalendar(
        id=calendar.name,
        name=calendar.name,
        reason=calendar.reason,
        is_offline=calendar.status == "offline",
        is_writable=calendar.is_writable,
        was_read=calendar.read_at is not None,
        read_at=calendar.read_at or NEVER,
    )
