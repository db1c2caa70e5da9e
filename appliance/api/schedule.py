"""schedule: what is booked in this room, and the calendars that say so."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

CalendarStatus = Literal["connecting", "ok", "offline"]
Minutes = Annotated[int, msgspec.Meta(ge=5, le=480)]
BookingTitle = Annotated[str, msgspec.Meta(max_length=120)]
MeetingId = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Meeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One booking. Its link is no part of the state, for it may carry a passcode: see ScheduleApi.get_link."""

    id: str
    title: str
    """Empty where it is hidden."""
    organizer: str = ""
    starts_at: datetime
    ends_at: datetime
    calendar: str = ""
    """The name of its calendar."""
    is_all_day: bool = False
    is_hidden: bool = False
    """Whether title and organizer are kept from the glass."""
    is_cancelled: bool = False
    is_tentative: bool = False
    """Whether the room has not accepted it yet."""
    is_free: bool = False
    """Whether it leaves the room free."""
    is_own: bool = False
    """Whether this room booked it, so that its end can be moved."""
    service: str = ""
    """The id of the service that its link joins; empty where it has none."""
    service_name: str = ""
    no_join: str = ""
    """Why there is no link: cancelled, tentative, private, body_stripped, rewritten, unknown_service, no_link."""
    no_join_detail: str = ""
    """What had rewritten the link, or the host that is not known."""
    checked_in: bool = False
    check_in_until: datetime | None = None
    """When the room is given back unless somebody checks in; None where it is not."""


class CalendarState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One calendar of the room."""

    name: str
    kind: str
    status: CalendarStatus = "connecting"
    reason: str = ""
    """Why it is not ok: calendar.refused, calendar.unreachable and so on."""
    read_at: datetime | None = None
    """When it was last read; what is shown of it is as of then."""
    is_writable: bool = False


class ScheduleState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is booked today, in order of start."""

    calendar_connected: bool = False
    """Whether the room has a calendar at all; without one an empty day says nothing."""
    calendars: tuple[CalendarState, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    """Those of today that are not given back, over or not."""
    can_book: bool = False
    """Whether a calendar takes bookings now."""
    is_busy: bool = False
    busy_until: datetime | None = None
    """When the room is free again, bookings without a gap taken together; None while it is free."""
    free_until: datetime | None = None
    """When it is taken next, within the days that are known; None while it is busy, or where nothing comes."""


class MeetingLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What joins a meeting."""

    service: str
    url: str
    source: str
    """Where it was found: conference, url, location, body or attachment."""
    redirects: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a change."""

    in_calendar: bool
    """Whether the calendar has it; else only this room knows, and others may still see the old booking."""


class ScheduleApi(Protocol):
    """Verbs on the schedule.

    Errors of all that change it: schedule.unknown_meeting, schedule.not_now (it is over, or has not begun),
    schedule.taken, schedule.read_only (no calendar takes bookings), schedule.calendar_away (reason).
    """

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def book_now(self, minutes: Minutes, title: BookingTitle = "") -> Written:
        """Book the room from now; without a title under the room's name."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def extend(self, meeting_id: MeetingId, minutes: Minutes) -> Written:
        """Let a meeting that is on end later. One of somebody else's gets a booking of the room's own after it."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def check_in(self, meeting_id: MeetingId) -> None:
        """Say that people are here; from 15 minutes before its start."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def end(self, meeting_id: MeetingId) -> Written:
        """End a meeting that is on; the room is free at once."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def release(self, meeting_id: MeetingId) -> Written:
        """Give the room back for a meeting to which nobody comes: decline it, or delete one of the room's own."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def refresh(self) -> None:
        """Read all calendars now."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def get_link(self, meeting_id: MeetingId) -> MeetingLink:
        """What joins a meeting. Errors: schedule.unknown_meeting, schedule.no_link (reason)."""
        ...
