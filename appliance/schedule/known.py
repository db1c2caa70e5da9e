"""What the room keeps of a calendar's events: the event without its texts, and what was found in them."""

from __future__ import annotations

import hashlib

import msgspec

from appliance.schedule.event import Event
from appliance.schedule.recogniser import Found, LinkTable, Missing, recognise


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence."""

    key: str
    """Names the occurrence on the wire, whichever of the room's calendars tells it."""
    event: Event
    found: Found | None = None
    missing: Missing | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether the room is taken by it."""
        return not (self.event.is_free or self.event.invitation.is_cancelled)


def know(events: list[Event], table: LinkTable) -> tuple[Known, ...]:
    """Look for the links. Takes seconds where strangers wrote much."""
    return tuple(_known(event, table) for event in events)


def _known(event: Event, table: LinkTable) -> Known:
    result = recognise(event.invitation, table)
    # texts may hold passcodes and whatever people wrote to each other: they are not kept
    bare = msgspec.structs.replace(event.invitation, parts=())
    event = msgspec.structs.replace(event, invitation=bare)
    known = Known(key=key_of(event), event=event)
    if isinstance(result, Found):
        return msgspec.structs.replace(known, found=result)
    return msgspec.structs.replace(known, missing=result)


def key_of(event: Event) -> str:
    """The same for the same occurrence in every calendar and at every reading."""
    return hashlib.sha256(f"{event.uid or event.id}|{event.starts_at:%Y%m%dT%H%M%S}".encode()).hexdigest()[:24]
