"""What every MeetingEngine keeps, on real connections; a test file of an engine inherits the class and gives `served`.

    class TestEmbedded(EngineContract):
        @pytest.fixture
        async def served(self, island): ... yield Served(engine, hearing)

Pictures and tones tell whose they are (see `film`), so that every decoded one is a check.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from appliance.api.conference import Source, Want
from appliance.api.errors import Busy, Code, Invalid, NotFound
from appliance.meeting.engine import Forwarded, Line, MeetingEngine
from tests.meeting import film
from tests.meeting.person import Person


@dataclass
class Hearing:
    """Keeps what an engine last told; `take` is its on_heard."""

    last: tuple[Forwarded, ...] = ()
    spoke: list[tuple[str, ...]] = field(default_factory=list)
    """Every change of who speaks, of all conferences."""

    def take(self, conferences: tuple[Forwarded, ...]) -> None:
        """Hear."""
        self.last = conferences
        for one in conferences:
            if not self.spoke or self.spoke[-1] != one.speaking:
                self.spoke.append(one.speaking)

    def of(self, conference: str) -> Forwarded:
        """A conference, as last told."""
        return next((one for one in self.last if one.conference == conference), Forwarded(conference=conference))

    def line(self, conference: str, person_id: str) -> Line:
        """Somebody's connections, as last told."""
        return next((one for one in self.of(conference).lines if one.person_id == person_id), Line(person_id=person_id))


@dataclass
class Served:
    """An engine at work."""

    engine: MeetingEngine
    hearing: Hearing


class Meeting:
    """A conference on the engine, and the people whom a test brings."""

    def __init__(self, served: Served) -> None:
        self.id = secrets.token_hex(6)
        self.engine = served.engine
        self.hearing = served.hearing
        self.people: list[Person] = []

    def person(self, number: int) -> Person:
        """Somebody new."""
        self.people.append(Person(self.engine, self.id, number))
        return self.people[-1]

    async def close(self) -> None:
        """All hang up."""
        await asyncio.gather(*(one.close() for one in self.people))
        await self.engine.close(self.id)


async def until(is_so: Callable[[], Any], what: str, timeout_s: float = 8.0) -> float:
    """Wait for something; gives how long it took (seconds)."""
    began_s = time.monotonic()
    while not is_so():
        assert time.monotonic() - began_s < timeout_s, f"{what}: not within {timeout_s} s"
        await asyncio.sleep(0.01)
    return time.monotonic() - began_s


def camera(of: Person, quality: Any = "high") -> Want:
    return Want(person_id=of.id, source="camera", quality=quality)


def microphone(of: Person) -> Want:
    return Want(person_id=of.id, source="microphone")


class EngineContract:
    @pytest.fixture
    async def served(self) -> Served:
        """The engine that is tested."""
        raise NotImplementedError

    @pytest.fixture
    async def meeting(self, served: Served) -> AsyncIterator[Meeting]:
        found = Meeting(served)
        await found.engine.open(found.id)
        yield found
        await found.close()

    async def test_what_is_sent_is_seen_and_heard(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        assert await bela.receive(camera(anna), microphone(anna))
        assert {(one.person_id, one.source) for one in bela.tracks.values()} == {
            (anna.id, "camera"),
            (anna.id, "microphone"),
        }
        assert await until(lambda: bela.sees(anna, film.HIGH), "a picture") < 4
        await until(lambda: bela.hears(anna) > 10, "a tone")
        await until(lambda: bela.sees(anna) > 20, "a film")
        assert all(one.number == 1 for one in bela.seen[bela.mid(anna, "camera")])

    async def test_h264_is_seen_too(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(3), meeting.person(2)
        await anna.publish("camera", codec="H264")
        await bela.receive(camera(anna))
        await until(lambda: bela.sees(anna, film.HIGH) > 10, "pictures")

    async def test_nothing_is_passed_on_that_was_not_allowed(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish(forwarded=[])
        await bela.receive(camera(anna), microphone(anna))
        await until(lambda: bela.receiving.connectionState == "connected", "the line")
        await asyncio.sleep(1)
        assert bela.sees(anna) == bela.hears(anna) == 0
        await meeting.engine.set_forwarded(meeting.id, anna.id, ["camera", "camera_low"])
        await until(lambda: bela.sees(anna), "a picture")
        assert bela.hears(anna) == 0

    async def test_who_is_muted_is_silent_at_once_and_heard_again(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(microphone(anna), camera(anna))
        await until(lambda: bela.hears(anna) > 20, "the tone")
        await meeting.engine.set_forwarded(meeting.id, anna.id, ["camera", "camera_low"])
        muted_s = time.monotonic()
        await asyncio.sleep(1)
        # what had arrived before is played to its end; silence may be filled, but not with her
        assert bela.hears(anna, since_s=muted_s + 0.2) == 0
        seen = bela.sees(anna)
        await meeting.engine.set_forwarded(meeting.id, anna.id, ["microphone", "camera", "camera_low"])
        again_s = time.monotonic()
        await until(lambda: bela.hears(anna, since_s=again_s) > 20, "the tone again", 3)
        assert bela.sees(anna) > seen

    async def test_quality_changes_at_a_key_frame_without_a_new_offer(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna, "low"))
        await until(lambda: bela.sees(anna, film.LOW) > 10, "the small picture")
        for quality, size in (("high", film.HIGH), ("low", film.LOW), ("high", film.HIGH)):
            asked_s = time.monotonic()
            assert not await bela.receive(camera(anna, quality))
            await until(lambda size=size, since=asked_s: bela.sees(anna, size, since_s=since) > 5, f"{quality}", 4)
        pictures = bela.seen[bela.mid(anna, "camera")]
        assert {one.number for one in pictures} == {1}
        gaps = [b.at_s - a.at_s for a, b in itertools.pairwise(pictures)]
        assert max(gaps) < 1.0, "the picture stood still at a change"

    async def test_what_there_is_not_is_given_in_the_other_quality(self, meeting: Meeting) -> None:
        anna, bela, cleo = meeting.person(1), meeting.person(2), meeting.person(3)
        await anna.publish("camera_low")
        await bela.publish("camera")
        await cleo.receive(camera(anna, "high"), camera(bela, "low"))
        await until(lambda: cleo.sees(anna, film.LOW), "the small picture")
        await until(lambda: cleo.sees(bela, film.HIGH), "the large picture")

    async def test_other_people_in_the_same_sections(self, meeting: Meeting) -> None:
        anna, bela, cleo = meeting.person(1), meeting.person(2), meeting.person(3)
        await anna.publish()
        await bela.publish()
        await cleo.receive(camera(anna), microphone(anna))
        await until(lambda: cleo.sees(anna) > 5 and cleo.hears(anna) > 5, "the first")
        await cleo.receive(camera(bela), microphone(bela))
        changed_s = time.monotonic()
        await until(lambda: cleo.sees(bela, since_s=changed_s) > 10, "the other's picture", 4)
        await until(lambda: cleo.hears(bela, since_s=changed_s) > 10, "the other's tone", 4)
        pictures = [one.number for one in cleo.seen[cleo.mid(bela, "camera")] if one.at_s > changed_s + 0.5]
        assert set(pictures) == {2}, "somebody else was seen"

    async def test_more_wants_than_sections(self, meeting: Meeting) -> None:
        people = [meeting.person(number) for number in range(1, 8)]
        for one in people:
            await one.publish("microphone", "camera_low")
        viewer = meeting.person(0)
        await viewer.receive(camera(people[0]))
        await until(lambda: viewer.sees(people[0]) > 5, "the first")
        await viewer.receive(*(want for one in people for want in (camera(one), microphone(one))))
        await until(lambda: all(viewer.sees(one) > 5 for one in people), "all")
        for one in people:
            assert {seen.number for seen in viewer.seen[viewer.mid(one, "camera")]} <= {one.number}

    async def test_who_does_not_send_is_left_out(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await bela.receive(camera(anna), microphone(anna))
        assert not bela.tracks
        await anna.publish("microphone")
        await bela.receive(camera(anna), microphone(anna))
        assert [one.source for one in bela.tracks.values()] == ["microphone"]
        await until(lambda: bela.hears(anna), "a tone")

    async def test_who_publishes_again_is_seen_again(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna))
        await until(lambda: bela.sees(anna) > 5, "the first")
        await anna.publish("camera", "camera_low", "screen")
        again_s = time.monotonic()
        await bela.receive(camera(anna), Want(person_id=anna.id, source="screen"))
        await until(lambda: bela.sees(anna, since_s=again_s + 0.3) > 5, "her again", 5)
        await until(lambda: bela.sees(anna, film.SCREEN, "screen") > 5, "her screen", 5)

    async def test_who_is_removed_is_seen_no_more(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna), microphone(anna))
        await until(lambda: bela.sees(anna) > 5, "the picture")
        mid = bela.mid(anna, "camera")
        await meeting.engine.remove(meeting.id, anna.id)
        removed_s = time.monotonic()
        await asyncio.sleep(0.8)
        assert not [one for one in bela.seen[mid] if one.at_s > removed_s + 0.3]
        await bela.receive(camera(anna))
        assert not bela.tracks

    async def test_a_lost_connection_is_made_anew(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna))
        await until(lambda: bela.sees(anna) > 5, "the picture")
        await bela.restart()
        again_s = time.monotonic()
        assert await bela.receive(camera(anna))
        await until(lambda: bela.sees(anna, since_s=again_s) > 5, "the picture again")

    async def test_eight_people_all_see_and_hear_each_other(self, meeting: Meeting) -> None:
        people = [meeting.person(number) for number in range(8)]
        await asyncio.gather(*(one.publish("microphone", "camera_low") for one in people))
        for one in people:
            others = [other for other in people if other is not one]
            await one.receive(*(want for other in others for want in (camera(other, "low"), microphone(other))))
        pairs = [(one, other) for one in people for other in people if one is not other]
        await until(lambda: all(one.sees(other) > 3 for one, other in pairs), "everybody", 30)
        for one, other in pairs:
            assert {seen.number for seen in one.seen[one.mid(other, "camera")]} == {other.number}

    async def test_an_unanswered_offer_comes_first(self, meeting: Meeting) -> None:
        anna = meeting.person(1)
        await anna.publish()
        await meeting.engine.receive(meeting.id, "b0b", [camera(anna)])
        with pytest.raises(Busy) as refused:
            await meeting.engine.receive(meeting.id, "b0b", [camera(anna)])
        assert refused.value.code == Code.MEETING_BUSY
        await meeting.engine.restart(meeting.id, "b0b")
        assert (await meeting.engine.receive(meeting.id, "b0b", [camera(anna)])).offer

    async def test_an_unknown_conference(self, served: Served) -> None:
        engine, nowhere = served.engine, secrets.token_hex(6)
        await engine.close(nowhere)
        for call in (
            engine.publish(nowhere, "a", "v=0\r\n", {"0": "microphone"}),
            engine.receive(nowhere, "a", []),
            engine.answer(nowhere, "a", "v=0\r\n"),
        ):
            with pytest.raises(NotFound) as refused:
                await call
            assert refused.value.code == Code.MEETING_UNKNOWN

    async def test_bad_offers_name_what_is_wrong(self, meeting: Meeting) -> None:
        anna = meeting.person(1)
        connection = await anna.publish("microphone", "camera_low")
        good = connection.localDescription.sdp
        sources: dict[str, Source] = {"0": "microphone", "1": "camera_low"}
        bad = {
            "": sources,
            "GET / HTTP/1.1\r\n": sources,
            good.replace("a=fingerprint", "a=finger"): sources,
            good.replace("a=ice-pwd", "a=ice-word"): sources,
            good.replace("VP8", "VP7").replace("H264", "H263"): sources,
            good: {"0": "camera", "1": "microphone"},
            good + " ": {"7": "microphone"},
        }
        for offer, named in bad.items():
            with pytest.raises(Invalid) as refused:
                await meeting.engine.publish(meeting.id, "bad", offer, named)  # type: ignore[arg-type]
            assert refused.value.code == Code.MEETING_OFFER
            assert refused.value.data["reason"]
        with pytest.raises(Invalid):
            await meeting.engine.answer(meeting.id, "bad", good)

    async def test_who_speaks_is_told(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        anna.level_dbov = bela.level_dbov = -90
        for one in (anna, bela):
            await one.publish("microphone")
        await until(lambda: meeting.hearing.line(meeting.id, bela.id).sending == "live", "the line")
        await asyncio.sleep(0.5)
        anna.level_dbov = -20
        await until(lambda: meeting.hearing.of(meeting.id).speaking[:1] == (anna.id,), "who speaks")
        anna.level_dbov, bela.level_dbov = -90, -20
        await until(lambda: meeting.hearing.of(meeting.id).speaking[:1] == (bela.id,), "who speaks now")
        await until(lambda: anna.id not in meeting.hearing.of(meeting.id).speaking, "that she is silent")

    async def test_lines_are_told(self, meeting: Meeting) -> None:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna))
        await until(lambda: meeting.hearing.line(meeting.id, anna.id).sending == "live", "who sends")
        await until(lambda: meeting.hearing.line(meeting.id, bela.id).receiving == "live", "who receives")
        await anna.sending.close()
        await until(lambda: meeting.hearing.line(meeting.id, anna.id).sending in ("closed", "interrupted"), "an end")

    async def test_it_tells_how_it_is(self, meeting: Meeting) -> None:
        load = await meeting.engine.probe()
        assert 0 < load.round_trip_ms < 1500
