"""One conference: who sends what, who wants what, and what may pass between them."""

from __future__ import annotations

from collections.abc import Iterable

from aiortc import RTCCertificate

from appliance.api.conference import MAX_PARTICIPANTS, Source, Track, Want
from appliance.api.errors import Busy, Code
from appliance.meeting.engine import Forwarded, Line, Offered
from appliance.sfu.description import Description, refuse
from appliance.sfu.loudness import Loudness
from appliance.sfu.outlet import Outlet
from appliance.sfu.publication import Publication
from appliance.sfu.reception import Reception
from appliance.sfu.stream import Stream

MAX_HEARD = 3
"""Microphones that one person gets at once."""
MAX_MEMBERS = MAX_PARTICIPANTS + 2
"""People, a recorder, and one who comes as another goes."""
RANK_S = 0.2


class Member:
    """Somebody's place."""

    def __init__(self) -> None:
        self.allowed: frozenset[Source] = frozenset()
        self.publication: Publication | None = None
        self.reception: Reception | None = None

    def stream(self, source: Source) -> Stream | None:
        """What they send of a source and may."""
        if self.publication is None or source not in self.allowed:
            return None
        return self.publication.streams.get(source)


class Conference:
    """Loop only."""

    def __init__(self, conference_id: str, certificate: RTCCertificate) -> None:
        self.id = conference_id
        self.members: dict[str, Member] = {}
        self.is_late = False
        """Whether this process cannot keep up: then large pictures give way."""
        self._certificate = certificate
        self._loudness = Loudness()
        self._ranked_s = 0.0

    def member(self, person_id: str) -> Member:
        """Somebody's place, which is made where there is none."""
        member = self.members.get(person_id)
        if member is None:
            if len(self.members) >= MAX_MEMBERS:
                raise Busy(Code.MEETING_FULL, limit=MAX_MEMBERS)
            member = self.members[person_id] = Member()
        return member

    # Sending

    async def publish(self, person_id: str, offer: str, sources: dict[str, Source]) -> tuple[Publication, str]:
        """See MeetingEngine; gives the connection too, which is to be connected."""
        publication = Publication(self._certificate)
        try:
            answer = await publication.answer(offer, sources)
        except BaseException:
            await publication.close()
            raise
        member = self.member(person_id)
        before, member.publication = member.publication, publication
        microphone = publication.streams.get("microphone")
        if microphone is not None:
            microphone.on_level = lambda level, now_s: self._hear(person_id, level, now_s)
        self._allow(member)
        if before is not None:
            await before.close()
        return publication, answer

    def set_forwarded(self, person_id: str, sources: Iterable[Source], now_s: float) -> None:
        """See MeetingEngine."""
        member = self.member(person_id)
        member.allowed = frozenset(sources)
        self._allow(member)
        self.link(now_s)

    def _allow(self, member: Member) -> None:
        if member.publication is not None:
            for source, stream in member.publication.streams.items():
                stream.is_forwarded = source in member.allowed

    async def remove(self, person_id: str) -> None:
        """See MeetingEngine."""
        member = self.members.pop(person_id, None)
        self._loudness.forget(person_id)
        if member is None:
            return
        for connection in (member.publication, member.reception):
            if connection is not None:
                await connection.close()

    # Receiving

    async def receive(self, person_id: str, wants: list[Want], now_s: float) -> Offered:
        """See MeetingEngine."""
        member = self.member(person_id)
        if member.reception is not None and member.reception.is_offering:
            raise Busy(Code.MEETING_BUSY)
        if member.reception is not None and member.reception.transport.phase(now_s) == "closed":
            await self.restart(person_id)
        reception = member.reception
        if reception is None:
            reception = member.reception = Reception(self._certificate)
        tracks, is_short = reception.want(one for one in wants if self._sends(one))
        self.link(now_s)
        offer = await reception.offer() if is_short else ""
        return Offered(offer=offer, tracks=self._takable(reception, tracks))

    def _sends(self, want: Want) -> bool:
        member = self.members.get(want.person_id)
        if member is None or member.publication is None:
            return False
        return any(source in member.publication.streams for source in _choices(want))

    def _takable(self, reception: Reception, tracks: tuple[Track, ...]) -> tuple[Track, ...]:
        """Without what its receiver has no decoder for."""
        refused = {
            outlet.mid
            for outlet in reception.outlets
            if outlet.want is not None and not any(outlet.takes(stream) for stream in self._sent(outlet.want))
        }
        return tuple(track for track in tracks if track.mid not in refused)

    def _sent(self, want: Want) -> list[Stream]:
        member = self.members.get(want.person_id)
        streams = member.publication.streams if member is not None and member.publication is not None else {}
        return [streams[source] for source in _choices(want) if source in streams]

    def answer(self, person_id: str, text: str, now_s: float) -> tuple[Reception, Description] | None:
        """See MeetingEngine; gives the connection where it is to be connected."""
        member = self.members.get(person_id)
        if member is None or member.reception is None:
            raise refuse("no_offer")
        reception = member.reception
        other = reception.answer(text)
        self.link(now_s)
        return None if other is None else (reception, other)

    async def restart(self, person_id: str) -> None:
        """See MeetingEngine."""
        member = self.members.get(person_id)
        if member is not None and member.reception is not None:
            reception, member.reception = member.reception, None
            await reception.close()

    # Who gets what

    def link(self, now_s: float) -> None:
        """Let each media section be fed with what is wanted there and may pass."""
        for member in self.members.values():
            if member.reception is not None and member.reception.transport.is_open:
                self._link(member.reception, now_s)

    def _link(self, reception: Reception, now_s: float) -> None:
        budget = reception.allowance.bits_per_s
        heard: list[tuple[Outlet, Stream]] = []
        for outlet in reception.outlets:
            want = outlet.want
            stream = None if want is None else self._choose(outlet, want, budget, now_s)
            if outlet.source is not None and not self._may_go_on(outlet):
                outlet.feed(stream, now_s)
            else:
                outlet.follow(stream, now_s)
                if stream is None and outlet.source is not None:
                    outlet.feed(None, now_s)
            if stream is not None and budget is not None:
                budget -= stream.bits_per_s
            if stream is not None and outlet.kind == "audio":
                heard.append((outlet, stream))
        self._sound(heard)

    def _choose(self, outlet: Outlet, want: Want, budget: float | None, now_s: float) -> Stream | None:
        member = self.members.get(want.person_id)
        if member is None:
            return None
        found = [stream for source in _choices(want) if (stream := member.stream(source)) and outlet.takes(stream)]
        if len(found) < 2:
            return found[0] if found else None
        high = want.quality == "high"
        is_dear = budget is not None and found[0].bits_per_s > max(budget, 0)
        if high and (is_dear or self.is_late):
            found.reverse()
        flowing = [stream for stream in found if stream.is_flowing(now_s)]
        return (flowing or found)[0]

    def _may_go_on(self, outlet: Outlet) -> bool:
        """Whether what feeds it may until the next picture comes: it is of the same person, and allowed."""
        want, source = outlet.want, outlet.source
        member = self.members.get(want.person_id) if want is not None else None
        if want is None or source is None or member is None or (self.is_late and source.source == "camera"):
            return False
        return source.source in _choices(want) and member.stream(source.source) is source

    def _sound(self, heard: list[tuple[Outlet, Stream]]) -> None:
        """Attach the loudest microphones, and all other sound."""
        places = {person_id: at for at, person_id in enumerate(self._loudness.order)}
        speech = [one for one in heard if one[1].source == "microphone"]
        speech.sort(key=lambda one: places.get(one[0].want.person_id if one[0].want else "", len(places)))
        chosen = {id(outlet) for outlet, _ in speech[:MAX_HEARD]}
        for outlet, stream in heard:
            if stream.source != "microphone" or id(outlet) in chosen:
                if outlet not in stream.outlets:
                    outlet.interrupt()
                    stream.attach(outlet)
            else:
                stream.detach(outlet)

    def _hear(self, person_id: str, level: int, now_s: float) -> None:
        if self._loudness.hear(person_id, level, now_s) and person_id not in self._loudness.order[:MAX_HEARD]:
            self._rank(now_s)

    def _rank(self, now_s: float) -> None:
        before = self._loudness.order[: MAX_HEARD + 1]
        self._loudness.rank(now_s)
        self._ranked_s = now_s
        if before != self._loudness.order[: MAX_HEARD + 1]:
            self.link(now_s)

    # Time

    def tend(self, now_s: float) -> None:
        """Do what is due; called some fifty times a second."""
        looked = now_s - self._ranked_s >= RANK_S
        if looked:
            self._rank(now_s)
        offsets = {
            person_id: member.publication.offset_s
            for person_id, member in self.members.items()
            if member.publication is not None
        }
        for member in self.members.values():
            if member.publication is not None:
                member.publication.tend(now_s)
                if looked:
                    member.publication.transport.tend(now_s)
            if member.reception is not None:
                member.reception.tend(offsets, now_s)
                if looked:
                    member.reception.transport.tend(now_s)
        if looked:
            self.link(now_s)

    def status(self, now_s: float) -> Forwarded:
        """As it is told."""
        lines = tuple(
            Line(
                person_id=person_id,
                sending=member.publication.transport.phase(now_s) if member.publication else None,
                receiving=member.reception.transport.phase(now_s) if member.reception else None,
            )
            for person_id, member in self.members.items()
            if member.publication or member.reception
        )
        return Forwarded(conference=self.id, lines=lines, speaking=self._loudness.speaking)

    async def close(self) -> None:
        """End every connection."""
        for person_id in tuple(self.members):
            await self.remove(person_id)


def _choices(want: Want) -> tuple[Source, ...]:
    """What may be given for a want, the better first."""
    if want.source != "camera":
        return (want.source,)
    return ("camera", "camera_low") if want.quality == "high" else ("camera_low", "camera")
