"""schedule: today's meetings in this room."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Meeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One booking."""

    id: str
    title: str
    organizer: str = ""
    starts_at: datetime
    ends_at: datetime


class ScheduleState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is booked today, in order of start."""

    calendar_connected: bool = False
    """Whether the room has a calendar at all; without one an empty day says nothing."""
    meetings: tuple[Meeting, ...] = ()
