"""Two rooms: one is in a conference that the other holds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from appliance.config.meeting import MeetingConfig
from appliance.meeting.peer import Place
from tests.meeting.media import CallMedia
from tests.meeting.test_control import me, people, start, until
from tests.web.door import Door


class Rooms:
    """`host` holds conferences, `visitor` finds it nearby."""

    def __init__(self, folder: Path) -> None:
        (folder / "host").mkdir()
        (folder / "visitor").mkdir()
        self.host = Door(folder / "host", name="Aurora")
        self.visitor = Door(folder / "visitor", name="Borealis")
        self.visitor.neighbours = self.neighbours
        self.pin = ""

    async def neighbours(self) -> list[Place]:
        pin = self.pin or self.host.store.state.access.fingerprint.replace(":", "").lower()
        return [Place(url="https://127.0.0.1:9", fingerprint="00" * 32), Place(url=self.host.url, fingerprint=pin)]

    @property
    def call(self) -> Any:
        return self.visitor.store.state.meeting.call

    async def join(self, address: str, passcode: str = "") -> None:
        await self.visitor.call("meeting.join_address", address=address, passcode=passcode)


@pytest.fixture
async def rooms(tmp_path: Path) -> AsyncIterator[Rooms]:
    rooms = Rooms(tmp_path)
    async with rooms.host, rooms.visitor:
        yield rooms


async def come_in(rooms: Rooms, **more: Any) -> Any:
    await rooms.host.call("settings.change", lobby=False)
    invitation = await start(rooms.host, **more)
    await rooms.join(f"{invitation.number[:3]} {invitation.number[3:6]}-{invitation.number[6:]}", invitation.passcode)
    await until(lambda: rooms.call is not None and rooms.call.phase == "live")
    return invitation


async def test_a_room_finds_a_number_nearby_waits_is_admitted_and_is_in(rooms: Rooms) -> None:
    invitation = await start(rooms.host, title="Weekly")
    await rooms.join(invitation.number, invitation.passcode)
    await until(lambda: rooms.call is not None and rooms.call.phase == "lobby")
    assert (rooms.call.kind, rooms.call.step) == ("remote", "admission")
    await until(lambda: [one.name for one in people(rooms.host).values()] == ["Aurora", "Borealis"])
    await rooms.host.call("meeting.admit", people=[])
    await until(lambda: rooms.call.phase == "live")
    visitor = people(rooms.host)[rooms.call.person_id]
    assert (visitor.kind, visitor.muted, visitor.camera_on) == ("room", False, True)
    assert rooms.call.title == "Weekly"
    assert isinstance(rooms.visitor.engine, CallMedia)
    assert rooms.visitor.engine.sources[rooms.call.id] == (True, True, "")
    await until(lambda: [tile.person_id for tile in rooms.call.tiles] == [me(rooms.host)])


async def test_verbs_of_the_glass_go_to_the_other_room(rooms: Rooms) -> None:
    await come_in(rooms)
    heard: list[str] = []
    rooms.visitor.store.listen(lambda event, to: heard.append(f"{type(event).__name__} {to}"))
    await rooms.visitor.call("meeting.raise_hand", raised=True)
    await rooms.visitor.call("meeting.send_chat", text="from afar")
    await rooms.visitor.call("meeting.set_muted", muted=True)
    await until(lambda: people(rooms.host)[rooms.call.person_id].hand_since is not None)
    await until(lambda: rooms.call.muted)
    assert (await rooms.host.call("meeting.read_chat"))[0].text == "from afar"
    assert "Chatted shell" in heard
    assert "moderate" not in rooms.call.capabilities
    with pytest.raises(Exception, match=r"meeting\.forbidden"):
        await rooms.visitor.call("meeting.mute_all")
    await rooms.host.call("meeting.set_role", person_id=rooms.call.person_id, role="cohost")
    await until(lambda: "moderate" in rooms.call.capabilities)
    await rooms.visitor.call("meeting.mute_all")


async def test_a_link_opens_the_same_conference(rooms: Rooms) -> None:
    await rooms.host.call("settings.change", lobby=False)
    invitation = await start(rooms.host)
    await asyncio.sleep(0.1)  # the rooms nearby are looked for from the start
    await rooms.join(invitation.url)
    await until(lambda: rooms.call is not None and rooms.call.phase == "live")
    await rooms.visitor.call("meeting.leave_call")
    await until(lambda: len(people(rooms.host)) == 1)


async def test_a_line_that_breaks_comes_back_to_the_same_place(rooms: Rooms) -> None:
    await come_in(rooms)
    person_id = rooms.call.person_id
    await rooms.host.close()
    await until(lambda: rooms.call.phase == "reconnecting")
    await until(lambda: people(rooms.host)[person_id].phase == "away")
    await asyncio.sleep(0.3)
    await rooms.host.open()
    await until(lambda: rooms.call.phase == "live", 8)
    assert rooms.call.person_id == person_id
    assert len(people(rooms.host)) == 2


async def test_an_engine_that_dies_there_is_followed_here(rooms: Rooms) -> None:
    await come_in(rooms)
    assert isinstance(rooms.visitor.engine, CallMedia)
    rooms.visitor.engine.told.clear()
    began = time.monotonic()
    rooms.host.forwarder.die()
    rooms.host.forwarder.rise()
    await until(lambda: rooms.call.conference.engine.epoch == 2 and rooms.call.phase == "live")
    told = rooms.visitor.engine.told
    await until(lambda: "receive_call offer new" in told)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("verb", "reason"), [("remove", "meeting.removed"), ("end_conference", "meeting.ended")])
async def test_why_it_is_over_is_told(rooms: Rooms, verb: str, reason: str) -> None:
    await come_in(rooms)
    params = {"person_id": rooms.call.person_id} if verb == "remove" else {}
    await rooms.host.call(f"meeting.{verb}", **params)
    await until(lambda: rooms.call is None)
    assert rooms.visitor.store.state.meeting.failure == reason


async def test_a_wrong_passcode_is_an_unknown_meeting(rooms: Rooms) -> None:
    invitation = await start(rooms.host)
    await rooms.join(invitation.number, "000")
    await until(lambda: rooms.visitor.store.state.meeting.failure == "meeting.unknown")


async def test_a_room_with_another_certificate_is_not_told_the_passcode(tmp_path: Path) -> None:
    rooms = Rooms(tmp_path)
    rooms.pin = "ab" * 32
    async with rooms.host, rooms.visitor:
        invitation = await start(rooms.host)
        await rooms.join(invitation.number, invitation.passcode)
        await until(lambda: rooms.visitor.store.state.meeting.failure == "meeting.unknown")
        await rooms.visitor.call("meeting.dismiss_failure")
        await rooms.join(invitation.url)
        await until(lambda: rooms.visitor.store.state.meeting.failure == "meeting.untrusted")
        assert rooms.visitor.store.state.meeting.failure_detail == "127.0.0.1"
        assert len(people(rooms.host)) == 1


async def test_giving_up_leaves_nothing_behind(rooms: Rooms) -> None:
    invitation = await start(rooms.host)
    await rooms.join(invitation.number, invitation.passcode)
    await until(lambda: rooms.call is not None and rooms.call.phase == "lobby")
    await rooms.visitor.call("meeting.leave_call")
    await until(lambda: len(people(rooms.host)) == 1)
    await rooms.join(invitation.number, invitation.passcode)
    await until(lambda: rooms.call.phase == "lobby")


async def test_a_configured_room_is_asked_too(tmp_path: Path) -> None:
    first = Rooms(tmp_path)
    async with first.host:
        pin = first.host.store.state.access.fingerprint.replace(":", "").lower()
        first.visitor.meeting_config = MeetingConfig(directories=(f"{first.host.url}#{pin}",))
        first.visitor.neighbours = None
        async with first.visitor:
            await come_in(first)


async def test_the_directory_tells_no_more_than_whether_a_number_is_here_and_not_too_often(rooms: Rooms) -> None:
    invitation = await start(rooms.host)
    async with rooms.host.client() as session:
        answers: list[tuple[int, bytes]] = []
        for number in (invitation.number, "123456780", "abc", "0"):
            async with session.get(f"/meetings/{number}") as response:
                answers.append((response.status, await response.read()))
        assert [status for status, _ in answers] == [204, 404, 404, 404]
        assert answers[0][1] == b""
        assert await _asked(session, 30) == 429


async def _asked(session: aiohttp.ClientSession, times: int) -> int:
    status = 0
    for _ in range(times):
        async with session.get("/meetings/987654321") as response:
            status = response.status
    return status
