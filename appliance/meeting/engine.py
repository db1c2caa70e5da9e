"""MeetingEngine: what forwards a conference's media, and the plain data between it and the room.

An engine knows no names, roles or rights: the room decides who may send and be heard, and the engine enforces it where
packets pass. It forwards; it neither decodes nor encodes. When it ends, its conferences are gone: the room opens them
on the next engine under a higher epoch. One contract suite (tests/meeting/engine_contract.py) holds for every engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.conference import MAX_WANTS, Mid, PersonId, Sdp, Source, Track, Want

LIVENESS_S = 1.5
"""Without a sign of life for this long an engine counts as dead."""

ConferenceId = Annotated[str, msgspec.Meta(min_length=1, max_length=32, pattern=r"^[0-9a-f]+$")]
LinePhase = Literal["connecting", "live", "interrupted", "closed"]
"""interrupted: nothing comes, it may come back; closed: gone for good."""


class Offered(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How what was wanted arrives."""

    offer: str = ""
    """SDP to be answered; empty where the media sections that are there suffice."""
    tracks: tuple[Track, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody's connections to an engine."""

    person_id: str
    sending: LinePhase | None = None
    receiving: LinePhase | None = None


class Forwarded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conference as an engine knows it."""

    conference: str
    lines: tuple[Line, ...] = ()
    speaking: tuple[str, ...] = ()
    """People who are heard now, the loudest first (RFC 6464 levels, or voice activity of the server)."""


class Load(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an engine is."""

    round_trip_ms: float
    people: int = 0
    cpu_percent: float | None = None
    """Of one core; None where it does not tell."""


class MeetingEngine(Protocol):
    """An engine's verbs. All raise Unavailable(meeting.no_engine) while it is away; other errors are RoomErrors."""

    async def open(self, conference: ConferenceId) -> None:
        """Make a conference; one that is there stays."""
        ...

    async def close(self, conference: ConferenceId) -> None:
        """End a conference and every connection in it; none is fine too."""
        ...

    async def publish(
        self, conference: ConferenceId, person_id: PersonId, offer: Sdp, sources: dict[Mid, Source]
    ) -> str:
        """Answer (SDP, complete with candidates) an offer that sends; it replaces the person's former one.

        Nothing of it is passed on that set_forwarded does not name. Errors: meeting.bad_offer (reason),
        meeting.unknown (conference).
        """
        ...

    async def set_forwarded(self, conference: ConferenceId, person_id: PersonId, sources: list[Source]) -> None:
        """Pass on these of what a person sends and nothing else; kept for a connection that is yet to come."""
        ...

    async def receive(
        self,
        conference: ConferenceId,
        person_id: PersonId,
        wants: Annotated[list[Want], msgspec.Meta(max_length=MAX_WANTS)],
    ) -> Offered:
        """Pass these on to a person from now on, and nothing else; pictures begin with a key frame.

        An offer, where there is one, is answered before the next receive. Who publishes later is picked up by asking
        again. Errors: meeting.unknown (conference), meeting.busy (an offer is unanswered).
        """
        ...

    async def answer(self, conference: ConferenceId, person_id: PersonId, answer: Sdp) -> None:
        """Take the answer to Offered.offer. Errors: meeting.bad_offer (reason), meeting.unknown."""
        ...

    async def restart(self, conference: ConferenceId, person_id: PersonId) -> None:
        """End a person's receiving connection; the next receive makes another."""
        ...

    async def remove(self, conference: ConferenceId, person_id: PersonId) -> None:
        """End both connections of a person and forget what was forwarded of them."""
        ...

    async def probe(self) -> Load:
        """Look whether it lives, within LIVENESS_S."""
        ...


Heard = Callable[[tuple[Forwarded, ...]], None]
"""Told all conferences of an engine whenever a line or who speaks changes."""
