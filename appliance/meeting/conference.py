"""HeldConference: a conference of this room as a whole: who comes, waits, goes, and comes back."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec

from appliance.api.conference import MAX_PARTICIPANTS, ConferenceRole, Engine, Person, PersonKind, Source
from appliance.api.errors import Busy, Code, NotAllowed
from appliance.meeting import ticket as tickets
from appliance.meeting.assembly import Clock, utc_now
from appliance.meeting.moderation import Moderation
from appliance.meeting.record import Known, Record, Seat

AWAY = timedelta(seconds=60)
"""How long somebody whose line is down keeps their place."""
MAX_KNOWN = 200
_CAMERAS: tuple[Source, ...] = ("camera", "camera_low")
MAX_LOBBY = 20


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody before the door, whose number and passcode are right."""

    owner: str
    """Whose session it is."""
    address: str = ""
    """Where it comes from on the network."""
    name: str
    kind: PersonKind = "browser"
    ticket: str = ""
    waits: bool = True
    """Whether the lobby is for them, where there is one."""
    role: ConferenceRole = "participant"
    muted: bool = True
    camera_on: bool = False


class HeldConference(Moderation):
    """Coming and going. Who was in is known: they do not wait again, unless they were put out."""

    @classmethod
    def new(
        cls, *, number: str, passcode: str, title: str, host_name: str, clock: Clock = utc_now, **more: Any
    ) -> HeldConference:
        """A conference without anybody; `more` are fields of its record."""
        record = Record(
            id=uuid.uuid4().hex[:16],
            number=number,
            passcode=passcode,
            key=secrets.token_bytes(32),
            title=title,
            host_name=host_name,
            since=clock(),
        )
        return cls(msgspec.structs.replace(record, **more), clock)

    @property
    def id(self) -> str:
        """What engines know it by."""
        return self.record.id

    def ticket_of(self, person_id: str) -> str:
        """What lets somebody in again."""
        return tickets.issue(self.record.key, person_id)

    def knows(self, ticket: str) -> bool:
        """Whether a ticket is of somebody who is in, or was."""
        person_id = tickets.read(self.record.key, ticket)
        return person_id in self.record.seats or person_id in self.record.known

    def enter(self, newcomer: Newcomer) -> Person:
        """Let somebody in, to the lobby, or back to their place.

        Raises NotAllowed(meeting.locked) or Busy(meeting.full, limit).
        """
        person_id = tickets.read(self.record.key, newcomer.ticket) or self._person_of(newcomer.owner)
        if person_id in self.record.seats:
            return self.come_back(person_id, newcomer.owner)
        is_known = person_id in self.record.known
        if self.record.locked and not is_known:
            raise NotAllowed(Code.MEETING_LOCKED)
        is_outcast = not {newcomer.owner, newcomer.address}.isdisjoint(self.record.outcasts)
        waits = is_outcast or (newcomer.waits and self.record.has_lobby and not is_known)
        self._check_space(waits)
        known = self.record.known.pop(person_id, None)
        role = known.role if known else newcomer.role
        person = Person(
            id=person_id if known else secrets.token_hex(8),
            name=newcomer.name,
            kind=newcomer.kind,
            role="participant" if role == "host" and self.host else role,
            phase="lobby" if waits else "connecting",
            since=self.now(),
            muted=newcomer.muted or not (self.record.may_unmute or role in ("host", "cohost")),
            may_unmute=self.record.may_unmute or role in ("host", "cohost"),
            camera_on=newcomer.camera_on,
        )
        self.put(Seat(person=person, owner=newcomer.owner, address=newcomer.address))
        return person

    def come_back(self, person_id: str, owner: str) -> Person:
        """Somebody is at their place again, perhaps by another session."""
        seat = self.record.seats[person_id]
        phase = "connecting" if seat.person.phase == "away" else seat.person.phase
        self.record.seats[person_id] = msgspec.structs.replace(seat, owner=owner, away_since=None)
        return self.change(person_id, phase=phase)

    def lose(self, person_id: str) -> bool:
        """Somebody's line is down; whether they keep their place for a while. Whoever waited, waits no more."""
        seat = self.record.seats.get(person_id)
        if seat is None:
            return False
        if seat.person.phase == "lobby":
            self.leave(person_id)
            return False
        self.record.seats[person_id] = msgspec.structs.replace(seat, away_since=self.now())
        self.change(person_id, phase="away")
        return True

    def leave(self, person_id: str) -> None:
        """Somebody goes. The chair goes to the first co-host, if there is one."""
        seat = self.record.seats.pop(person_id)
        if seat.person.phase != "lobby":
            self._remember(person_id, Known(owner=seat.owner, role=seat.person.role))
        if self.record.sharer == person_id:
            self.record.sharer = ""
        if self.record.speaker == person_id:
            self.record.speaker = ""
        self.record.spotlight = tuple(one for one in self.record.spotlight if one != person_id)
        if not self.host:
            heir = next((one.id for one in self.admitted if one.role == "cohost"), "")
            if heir:
                self.take_chair(heir)

    def remove(self, actor: str, person_id: str) -> None:
        """See MeetingApi."""
        self.under(actor, person_id, "remove")
        seat = self.record.seats[person_id]
        self.leave(person_id)
        self.record.known.pop(person_id, None)
        outcast = [one for one in (seat.owner, seat.address) if one]
        self.record.outcasts = [*self.record.outcasts, *outcast][-MAX_KNOWN:]

    def deny(self, actor: str, person_id: str) -> None:
        """See MeetingApi."""
        if self.under(actor, person_id, "deny").phase == "lobby":
            self.leave(person_id)

    def overdue(self) -> list[str]:
        """People who have been away for too long."""
        now = self.now()
        seats = self.record.seats.items()
        return [id_ for id_, seat in seats if seat.away_since is not None and now - seat.away_since >= AWAY]

    def end_overdue_roll(self) -> bool:
        """End a roll call whose time is over; whether there was one."""
        roll = self.record.roll_call
        if roll is None or self.now() < roll.ends_at:
            return False
        self.record.roll_call = None
        return True

    def forwarded(self, person_id: str) -> tuple[Source, ...]:
        """What of somebody's sending others may receive: all that mute, camera, sharer and lobby leave."""
        seat = self.record.seats.get(person_id)
        if seat is None or seat.person.phase == "lobby":
            return ()
        person, found = seat.person, list[Source]()
        if not person.muted:
            found.append("microphone")
        if person.camera_on:
            found.extend(_CAMERAS)
        if self.record.sharer == person_id:
            found.append("screen")
            if person.has_screen_sound:
                found.append("screen_sound")
        return tuple(found)

    def serve_by(self, engine: Engine) -> None:
        """Another engine forwards it from now on: everybody's connections are over."""
        self.record.engine = engine
        for person in self.admitted:
            if person.phase == "present":
                self.change(person.id, phase="connecting")

    def hear(self, speaking: tuple[str, ...]) -> tuple[str, ...]:
        """Who of those whom the engine hears is in; the loudest becomes the speaker."""
        heard = tuple(one for one in speaking if one in self.record.seats)
        if heard:
            self.record.speaker = heard[0]
        return heard

    def restore(self, at: datetime) -> None:
        """After the daemon was away: everybody must come back, as after any break."""
        for person_id, seat in list(self.record.seats.items()):
            if seat.person.phase == "lobby":
                del self.record.seats[person_id]
            else:
                self.record.seats[person_id] = msgspec.structs.replace(seat, away_since=at)
                self.change(person_id, phase="away")

    def _person_of(self, owner: str) -> str:
        places = (*self.record.seats.items(), *self.record.known.items())
        return next((person_id for person_id, place in places if place.owner == owner), "")

    def _check_space(self, waits: bool) -> None:
        waiting = len(self.people) - len(self.admitted)
        if len(self.people) >= MAX_PARTICIPANTS or (waits and waiting >= MAX_LOBBY):
            raise Busy(Code.MEETING_FULL, limit=MAX_PARTICIPANTS)

    def _remember(self, person_id: str, known: Known) -> None:
        self.record.known[person_id] = known
        if len(self.record.known) > MAX_KNOWN:
            del self.record.known[next(iter(self.record.known))]
