"""What conferences keep on every engine, with real media: members over real WebSockets, made of stock aiortc.

    class TestEmbedded(ControlContract):
        @pytest.fixture
        async def door(self, …): ... yield Door(tmp_path, engines=[Maker(…)])   # entered

The room itself has no media here; what people send tells whose it is (see `film`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from appliance.api.conference import Publication, Reception, Source, Want
from appliance.meeting.engine import Offered
from tests.meeting.engine_contract import camera, microphone, until
from tests.meeting.member import Member, Refused, guest, member
from tests.meeting.person import Person
from tests.web.door import Door


class Line:
    """The verbs of media of a member, in the shape in which `Person` calls an engine; rights are the room's to give."""

    def __init__(self, member: Member) -> None:
        self._member = member

    @property
    def _epoch(self) -> int:
        return self._member.conference["engine"]["epoch"]

    async def publish(self, _conference: str, _person: str, offer: str, sources: dict[str, Source]) -> str:
        answer = await self._member.meeting("publish", epoch=self._epoch, offer=offer, sources=sources)
        return msgspec.convert(answer, Publication).answer

    async def set_forwarded(self, _conference: str, _person: str, _sources: list[Source]) -> None:
        return

    async def receive(self, _conference: str, _person: str, wants: list[Want]) -> Offered:
        told = await self._member.meeting("receive", epoch=self._epoch, wants=msgspec.to_builtins(wants))
        reception = msgspec.convert(told, Reception)
        return Offered(offer=reception.offer, tracks=reception.tracks)

    async def answer(self, _conference: str, _person: str, answer: str) -> None:
        await self._member.meeting("answer_reception", epoch=self._epoch, answer=answer)

    async def restart(self, _conference: str, _person: str) -> None:
        await self._member.meeting("restart_reception", epoch=self._epoch)


class Attendee:
    """A member with camera and microphone."""

    def __init__(self, member: Member, number: int) -> None:
        self.member = member
        self.person = Person(Line(member), "", number)  # pyright: ignore[reportArgumentType]

    @property
    def id(self) -> str:
        return self.person.id

    async def come(self, number: str, passcode: str = "") -> None:
        entry = await self.member.enter(number, passcode)
        self.person.id = entry["person_id"]
        await self.member.until(lambda told: told["engine"]["epoch"] > 0)

    async def send(self, *, muted: bool = False, camera_on: bool = True) -> None:
        await self.person.publish()
        await self.member.meeting("set_muted", muted=muted)
        await self.member.meeting("set_camera", on=camera_on)

    async def follow(self) -> None:
        """Another epoch: both connections anew, as a page does."""
        if self.person.receiving is not None:
            await self.person.receiving.close()
        self.person.receiving = None
        await self.person.publish()


@asynccontextmanager
async def attendee(door: Door, number: int, invitation: Any, *, waits: bool = False) -> AsyncIterator[Attendee]:
    """Somebody who came in, or waits."""
    name = f"Person {number}"
    way = member(door, invitation.number, invitation.passcode, name) if waits else guest(door, name)
    async with way as page:
        one = Attendee(page, number)
        await one.come(invitation.number, invitation.passcode)
        try:
            yield one
        finally:
            await one.person.close()


class ControlContract:
    @pytest.fixture
    async def door(self) -> Door:
        """The room, with the engine that is tested."""
        raise NotImplementedError

    @pytest.fixture
    async def invitation(self, door: Door) -> Any:
        async with asyncio.timeout(20):
            while not any(slot.is_alive for slot in door.meeting.engines):  # noqa: ASYNC110  engines have no event
                await asyncio.sleep(0.02)
        return await door.call("meeting.start_conference")

    async def test_who_waits_receives_nothing_until_admitted(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation, waits=True) as bela:
            await anna.send()
            with pytest.raises(Refused) as refused:
                await bela.person.receive(camera(anna.person))
            assert refused.value.code == "meeting.lobby"
            await door.call("meeting.admit", people=[bela.id])
            await bela.member.until(lambda told: len(told["people"]) == 3)
            await bela.person.receive(camera(anna.person), microphone(anna.person))
            await until(lambda: bela.person.sees(anna.person), "a picture")
            await until(lambda: bela.person.hears(anna.person), "a tone")

    async def test_mute_by_the_host_stops_the_sound_where_packets_pass(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send()
            await bela.person.receive(microphone(anna.person))
            await until(lambda: bela.person.hears(anna.person) > 10, "a tone")
            await door.call("meeting.mute", person_id=anna.id, may_unmute=False)
            await asyncio.sleep(0.5)
            since_s = time.monotonic()
            await asyncio.sleep(0.7)
            assert bela.person.hears(anna.person, since_s) == 0
            with pytest.raises(Refused) as refused:
                await anna.member.meeting("set_muted", muted=False)
            assert refused.value.code == "meeting.may_not_unmute"
            await door.call("meeting.allow_unmute", people=[anna.id])
            await anna.member.meeting("set_muted", muted=False)
            since_s = time.monotonic()
            await until(lambda: bela.person.hears(anna.person, since_s) > 5, "a tone again")

    async def test_a_camera_that_is_off_is_passed_to_nobody(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send(camera_on=False)
            await bela.person.receive(camera(anna.person), microphone(anna.person))
            await until(lambda: bela.person.hears(anna.person), "a tone")
            assert bela.person.sees(anna.person) == 0
            await anna.member.meeting("set_camera", on=True)
            await until(lambda: bela.person.sees(anna.person), "a picture")

    async def test_who_is_put_out_is_neither_seen_nor_sees(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send()
            await bela.send()
            await bela.person.receive(camera(anna.person))
            await until(lambda: bela.person.sees(anna.person) > 5, "pictures")
            await door.call("meeting.remove", person_id=bela.id)
            assert (await bela.member.hear("meeting.left"))["reason"] == "removed"
            await asyncio.sleep(0.5)
            since_s = time.monotonic()
            await asyncio.sleep(0.7)
            assert bela.person.sees(anna.person, since_s=since_s) == 0
            with pytest.raises(Refused):
                await bela.person.receive(camera(anna.person))

    async def test_who_is_there_and_who_speaks_is_told(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send()
            await bela.send(muted=True)
            await anna.member.until(lambda _: anna.member.person(anna.id)["phase"] == "present", 8)
            await bela.member.until(lambda _: bela.member.person(bela.id)["phase"] == "present", 8)
            await bela.member.until(lambda told: told["speaker"] == anna.id, 8)

    async def test_a_page_that_comes_back_goes_on(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send()
            await bela.person.receive(camera(anna.person))
            await until(lambda: bela.person.sees(anna.person), "a picture")
            await anna.member.disconnect()
            await bela.member.until(lambda _: bela.member.person(anna.id)["phase"] == "away")
            since_s = time.monotonic()
            await until(lambda: bela.person.sees(anna.person, since_s=since_s), "media that does not mind")
            await anna.member.connect()
            assert (await anna.member.enter(invitation.number, ticket=anna.member.ticket))["person_id"] == anna.id
            await bela.member.until(lambda _: bela.member.person(anna.id)["phase"] == "present")

    async def test_the_end_is_the_end_of_media_too(self, door: Door, invitation: Any) -> None:
        async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
            await anna.send()
            await bela.person.receive(camera(anna.person))
            await until(lambda: bela.person.sees(anna.person), "a picture")
            await door.call("meeting.end_conference")
            assert (await bela.member.hear("meeting.left"))["reason"] == "ended"
            await asyncio.sleep(0.5)
            since_s = time.monotonic()
            await asyncio.sleep(0.5)
            assert bela.person.sees(anna.person, since_s=since_s) == 0
