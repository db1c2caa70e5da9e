"""Assembly: the people of a conference and what is seen of them; the ground that its verbs stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from appliance.api.conference import Conference, Person
from appliance.api.errors import Code, NotAllowed, NotFound
from appliance.meeting import policy
from appliance.meeting.record import Record, Seat

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class Assembly:
    """Who is in, and as what. Plain data and rules: nothing is sent from here."""

    def __init__(self, record: Record, clock: Clock = utc_now) -> None:
        self.record = record
        self.now = clock

    @property
    def people(self) -> list[Person]:
        """Everybody, also in the lobby, in the order of coming."""
        return [seat.person for seat in self.record.seats.values()]

    @property
    def admitted(self) -> list[Person]:
        """Everybody who is in."""
        return [person for person in self.people if person.phase != "lobby"]

    @property
    def host(self) -> str:
        """Who is host; empty for nobody."""
        return next((person.id for person in self.people if person.role == "host"), "")

    def person(self, person_id: str) -> Person:
        """Somebody. Raises NotFound(meeting.unknown_person)."""
        seat = self.record.seats.get(person_id)
        if seat is None:
            raise NotFound(Code.MEETING_UNKNOWN_PERSON, person_id=person_id)
        return seat.person

    def admitted_person(self, person_id: str) -> Person:
        """Somebody who is in. Raises NotFound(meeting.unknown_person)."""
        person = self.person(person_id)
        if person.phase == "lobby":
            raise NotFound(Code.MEETING_UNKNOWN_PERSON, person_id=person_id)
        return person

    def under(self, actor: str, person_id: str, verb: str) -> Person:
        """Somebody whom the actor may act on: the host is nobody's but their own.

        Raises NotFound(meeting.unknown_person) or NotAllowed(meeting.forbidden).
        """
        person = self.person(person_id)
        if person.role == "host" and actor != person_id:
            raise NotAllowed(Code.MEETING_FORBIDDEN, verb=verb)
        return person

    def change(self, person_id: str, **fields: object) -> Person:
        """Replace facts of somebody."""
        seat = self.record.seats[person_id]
        changed = msgspec.structs.replace(seat.person, **fields)
        self.record.seats[person_id] = msgspec.structs.replace(seat, person=changed)
        return changed

    def put(self, seat: Seat) -> None:
        """Seat somebody, the newest last."""
        self.record.seats[seat.person.id] = seat

    def view(self, person_id: str) -> Conference:
        """What somebody may know: all of it but the lobby, whoever may admit also that; who waits only themselves."""
        record = self.record
        seat = record.seats.get(person_id)
        if seat is not None and seat.person.phase == "lobby":
            return Conference(
                number=record.number,
                title=record.title,
                host_name=record.host_name,
                since=record.since,
                people=(seat.person,),
                engine=record.engine,
            )
        sees_lobby = seat is not None and policy.sees_lobby(seat.person.role)
        return Conference(
            number=record.number,
            title=record.title,
            host_name=record.host_name,
            since=record.since,
            ends_at=record.ends_at,
            people=tuple(person for person in self.people if sees_lobby or person.phase != "lobby"),
            engine=record.engine,
            locked=record.locked,
            has_lobby=record.has_lobby,
            spotlight=record.spotlight,
            layout=record.layout,
            sharer=record.sharer,
            speaker=record.speaker,
            recording=record.recording,
            roll_call=record.roll_call,
            chat_count=record.chat_count,
        )
