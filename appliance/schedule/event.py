"""One occurrence in a calendar, as every kind of calendar tells it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from appliance.schedule.recogniser import Invitation

MAX_TITLE = 200
MAX_ID = 300


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What the room keeps of an occurrence; times are UTC."""

    id: str
    """Within its calendar; the same at every reading."""
    uid: str = ""
    """The same in every calendar that has this event."""
    title: str = ""
    organizer: str = ""
    starts_at: datetime
    ends_at: datetime
    is_all_day: bool = False
    is_free: bool = False
    """Whether it leaves the room free."""
    is_own: bool = False
    """Whether this room booked it, so that it may be moved and deleted."""
    reference: str = ""
    """What the calendar calls it when it is to be changed."""
    invitation: Invitation = Invitation()


class Window(msgspec.Struct, frozen=True):
    """The time that is read, UTC."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, event: Event) -> bool:
        """Whether an event reaches into it."""
        return event.starts_at < self.ends_at and (
            event.ends_at > self.starts_at or event.starts_at == event.ends_at >= self.starts_at
        )


def one_line(text: object, limit: int = MAX_TITLE) -> str:
    """A stranger's text as one printable line of bounded length."""
    words = " ".join(str(text or "")[: limit * 4].split())
    return "".join(letter for letter in words if letter.isprintable())[:limit]
