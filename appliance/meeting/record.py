"""Record: everything of a conference that must outlive the daemon. It holds secrets and never leaves the room."""

from __future__ import annotations

from datetime import datetime

import msgspec

from appliance.api.conference import (
    ConferenceRole,
    Engine,
    Layout,
    Message,
    Person,
    Recording,
    RollCall,
)


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's place in a conference."""

    person: Person
    owner: str
    """Whose session it is, so that a second page of theirs is the same person."""
    address: str = ""
    """Where they came from on the network."""
    away_since: datetime | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was in and left: they come again without waiting."""

    owner: str
    role: ConferenceRole = "participant"


class Record(msgspec.Struct, kw_only=True):
    """A conference. Unknown fields are ignored, so that an older Parlor can read a newer one's file."""

    id: str
    """What engines know it by."""
    number: str
    passcode: str
    key: bytes
    """Signs tickets."""
    title: str
    host_name: str
    since: datetime
    ends_at: datetime | None = None
    meeting_id: str = ""
    """The booking that it belongs to, if any."""
    call_id: str = ""
    """The room's own call while the room is in it."""
    seats: dict[str, Seat] = {}
    """In the order of coming."""
    known: dict[str, Known] = {}
    outcasts: list[str] = []
    """Sessions and addresses of people who were put out: they wait in the lobby."""
    engine: Engine = Engine()
    locked: bool = False
    has_lobby: bool = True
    may_unmute: bool = True
    """Of people who come later."""
    spotlight: tuple[str, ...] = ()
    layout: Layout | None = None
    sharer: str = ""
    speaker: str = ""
    recording: Recording = Recording()
    roll_call: RollCall | None = None
    chat: list[Message] = []
    chat_count: int = 0
