"""An engine without media, for tests and for working on everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from appliance.api.conference import Source, Track, Want
from appliance.api.errors import Busy, Code, Invalid, NotFound, Unavailable
from appliance.meeting.engine import Forwarded, Heard, Line, Load, Offered

SDP = "v=0\r\n"


class FakeMeetingEngine:
    """Fulfils MeetingEngine and RunningEngine: whoever publishes or receives is live at once."""

    def __init__(self, on_heard: Heard, on_alive: Callable[[bool], None]) -> None:
        self._on_heard = on_heard
        self._on_alive = on_alive
        self.is_alive = True
        self.conferences: dict[str, set[str]] = {}
        """The people who publish, by conference."""
        self.forwarded: dict[str, dict[str, tuple[Source, ...]]] = {}
        self.wants: dict[tuple[str, str], tuple[Want, ...]] = {}
        self.unanswered: set[tuple[str, str]] = set()
        self.receiving: set[tuple[str, str]] = set()
        self.speaking: tuple[str, ...] = ()
        self.calls = 0

    async def run(self) -> None:
        """See RunningEngine."""
        self._on_alive(self.is_alive)
        await asyncio.Event().wait()

    def die(self) -> None:
        """Be gone, and with it everything it knew."""
        self.is_alive = False
        self.conferences, self.forwarded, self.wants = {}, {}, {}
        self.unanswered, self.receiving = set(), set()
        self._on_alive(False)

    def rise(self) -> None:
        """Live again."""
        self.is_alive = True
        self._on_alive(True)

    def speak(self, *people: str) -> None:
        """These are heard now."""
        self.speaking = people
        self._tell()

    async def open(self, conference: str) -> None:
        """See MeetingEngine."""
        self._check()
        self.conferences.setdefault(conference, set())
        self.forwarded.setdefault(conference, {})

    async def close(self, conference: str) -> None:
        """See MeetingEngine."""
        self._check()
        self.conferences.pop(conference, None)
        self.forwarded.pop(conference, None)

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:  # noqa: ARG002
        """See MeetingEngine; any offer that begins like SDP is good."""
        self._find(conference)
        if not offer.startswith("v=0"):
            raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
        self.conferences[conference].add(person_id)
        self._tell()
        return SDP

    async def set_forwarded(self, conference: str, person_id: str, sources: list[Source]) -> None:
        """See MeetingEngine."""
        self._find(conference)
        self.forwarded[conference][person_id] = tuple(sources)

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine; the first time, and whenever somebody new is wanted, there is an offer."""
        self._find(conference)
        key = (conference, person_id)
        if key in self.unanswered:
            raise Busy(Code.MEETING_BUSY)
        sent = [want for want in wants if want.person_id in self.conferences[conference]]
        before = {(want.person_id, want.source) for want in self.wants.get(key, ())}
        is_new = key not in self.receiving or {(want.person_id, want.source) for want in sent} - before
        self.wants[key] = tuple(sent)
        if is_new:
            self.unanswered.add(key)
        tracks = tuple(Track(mid=str(at), person_id=want.person_id, source=want.source) for at, want in enumerate(sent))
        return Offered(offer=SDP if is_new else "", tracks=tracks)

    async def answer(self, conference: str, person_id: str, answer: str) -> None:
        """See MeetingEngine."""
        self._find(conference)
        if not answer.startswith("v=0"):
            raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
        self.unanswered.discard((conference, person_id))
        self.receiving.add((conference, person_id))
        self._tell()

    async def restart(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        self._find(conference)
        for kept in (self.unanswered, self.receiving):
            kept.discard((conference, person_id))
        self.wants.pop((conference, person_id), None)

    async def remove(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self.restart(conference, person_id)
        self.conferences[conference].discard(person_id)
        self.forwarded[conference].pop(person_id, None)
        self._tell()

    async def probe(self) -> Load:
        """See MeetingEngine."""
        self._check()
        return Load(round_trip_ms=0.1)

    def _check(self) -> None:
        self.calls += 1
        if not self.is_alive:
            raise Unavailable(Code.MEETING_NO_ENGINE)

    def _find(self, conference: str) -> None:
        self._check()
        if conference not in self.conferences:
            raise NotFound(Code.MEETING_UNKNOWN)

    def _tell(self) -> None:
        self._on_heard(
            tuple(
                Forwarded(conference=id_, lines=self._lines(id_, people), speaking=self.speaking)
                for id_, people in self.conferences.items()
            )
        )

    def _lines(self, conference: str, people: set[str]) -> tuple[Line, ...]:
        receiving = {person_id for one, person_id in self.receiving if one == conference}
        return tuple(
            Line(
                person_id=one,
                sending="live" if one in people else None,
                receiving="live" if one in receiving else None,
            )
            for one in sorted(people | receiving)
        )
