"""Conferences through the room's own door: real dispatch, members over real WebSockets, an engine without media."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from appliance.api.errors import RoomError
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.meeting.fake import FakeMeetingEngine
from appliance.meeting.pool import Maker
from tests.meeting.media import CallMedia
from tests.meeting.member import Refused, guest, member
from tests.web.door import Door

INTEGRATOR = Caller(Role.INTEGRATOR, "panel")


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with Door(tmp_path) as door:
        yield door


async def until(is_so: Any, timeout_s: float = 4) -> None:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < timeout_s, "not in time"
        await asyncio.sleep(0.01)


async def start(door: Door, **more: Any) -> Any:
    await asyncio.sleep(0.02)  # the room has just been built
    invitation = await door.call("meeting.start_conference", **more)
    await until(lambda: door.store.state.meeting.call.phase == "live")
    return invitation


def me(door: Door) -> str:
    return door.store.state.meeting.call.person_id


def people(door: Door) -> dict[str, Any]:
    return {person.id: person for person in door.store.state.meeting.call.conference.people}


async def test_the_room_goes_into_its_own_conference_and_sends(door: Door) -> None:
    invitation = await start(door, title="Weekly")
    call = door.store.state.meeting.call
    assert (call.kind, call.title, call.muted, call.camera_on) == ("hosted", "Weekly", False, True)
    assert people(door)[me(door)].role == "host"
    assert isinstance(door.engine, CallMedia)
    assert door.engine.sources == {call.id: (True, True, "")}
    assert door.forwarder.forwarded[next(iter(door.forwarder.conferences))][me(door)] == (
        "microphone",
        "camera",
        "camera_low",
    )
    assert invitation.url.endswith(f"/call/#n.{invitation.number}.{invitation.passcode}")
    with pytest.raises(RoomError, match=r"meeting\.in_call"):
        await door.call("meeting.start_conference")


async def test_settings_say_how_the_room_comes_in(door: Door) -> None:
    await door.call("settings.change", join_muted=True, camera_on_join=False, lobby=False)
    await start(door)
    call = door.store.state.meeting.call
    assert (call.muted, call.camera_on, call.conference.has_lobby) == (True, False, False)


async def test_who_knows_the_number_waits_is_admitted_and_is_heard(door: Door) -> None:
    invitation = await start(door)
    async with member(door, invitation.number, invitation.passcode) as maria:
        assert (await maria.enter(invitation.number, invitation.passcode))["phase"] == "lobby"
        await maria.until(lambda told: len(told["people"]) == 1)
        for verb, params in (("publish", {"epoch": 1, "offer": "v=0", "sources": {}}), ("send_chat", {"text": "x"})):
            with pytest.raises(Refused) as refused:
                await maria.meeting(verb, **params)
            assert refused.value.code == "meeting.lobby"
        await until(lambda: maria.person_id in people(door))
        await door.call("meeting.admit", people=[maria.person_id])
        await maria.until(lambda told: len(told["people"]) == 2)
        await maria.send()
        await maria.until(lambda _: maria.person()["phase"] == "present")
        await maria.meeting("set_muted", muted=False)
        conference = next(iter(door.forwarder.forwarded.values()))
        await until(lambda: conference[maria.person_id] == ("microphone",))
        await door.call("meeting.mute", person_id=maria.person_id)
        await until(lambda: conference[maria.person_id] == ())
        await maria.until(lambda _: maria.person()["muted"])
        assert "passcode" not in json.dumps(maria.heard)
        assert invitation.passcode not in json.dumps(maria.conference)


async def test_a_guest_with_the_code_on_the_glass_neither_waits_nor_needs_the_passcode(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        assert (await one.meeting("get_invitation"))["number"] == invitation.number
        assert (await one.enter(invitation.number))["phase"] == "connecting"


async def test_a_wrong_number_and_a_wrong_passcode_are_the_same_and_guessing_is_slowed(door: Door) -> None:
    invitation = await start(door)
    wrong = "1" * 9 if invitation.number != "1" * 9 else "2" * 9
    said = set()
    for number, passcode in ((wrong, invitation.passcode), (invitation.number, "000"), (invitation.number, "")):
        with pytest.raises(Refused) as refused:
            async with member(door, number, passcode):
                pass
        said.add((refused.value.code, json.dumps(refused.value.data)))
    assert len(said) == 1
    assert said.pop()[0] == "meeting.unknown"
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            async with member(door, wrong):
                pass
    assert refused.value.code == "access.too_many_tries"
    assert refused.value.data["retry_after_s"] > 0


async def test_a_session_of_a_member_is_good_for_meetings_alone(door: Door) -> None:
    invitation = await start(door)
    async with member(door, invitation.number, invitation.passcode) as maria:
        assert (await maria.call("session.describe"))["role"] == "member"
        for verb in ("cast.stop_cast", "board.open_board", "meeting.start_conference", "meeting.get_invitation"):
            with pytest.raises(Refused) as refused:
                await maria.call(verb, **({"cast_id": "a"} if "cast" in verb else {}))
            assert refused.value.code in ("access.forbidden", "")
        with pytest.raises(Refused) as refused:
            await maria.meeting("raise_hand", raised=True)
        assert refused.value.code == "meeting.not_in"


async def test_what_a_role_may_not_is_refused_by_the_verb(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        with pytest.raises(Refused) as refused:
            await one.meeting("mute_all")
        assert (refused.value.code, refused.value.data["verb"]) == ("meeting.forbidden", "mute_all")
        await door.call("meeting.set_role", person_id=one.person_id, role="cohost")
        await one.meeting("mute_all")
        with pytest.raises(Refused) as refused:
            await one.meeting("remove", person_id=me(door))
        assert refused.value.code == "meeting.forbidden"
        with pytest.raises(Refused) as refused:
            await one.meeting("mute", person_id="abcdef")
        assert refused.value.code == "meeting.unknown_person"


async def test_chat_reactions_captions_and_voices_reach_everybody_inside(door: Door) -> None:
    invitation = await start(door)
    heard: list[Any] = []
    door.store.listen(lambda event, to: heard.append((type(event).__name__, to)))
    async with guest(door, "one") as one, member(door, invitation.number, invitation.passcode, "two") as two:
        await one.enter(invitation.number)
        await two.enter(invitation.number, invitation.passcode)
        await one.meeting("send_chat", text="hello")
        await one.meeting("react", reaction="heart")
        await one.meeting("caption", number=1, text="good morning")
        assert (await one.hear("meeting.chatted"))["message"]["text"] == "hello"
        assert (await one.hear("meeting.reacted"))["reaction"] == "heart"
        assert (await one.hear("meeting.captioned"))["text"] == "good morning"
        door.forwarder.speak(one.person_id, "f" * 16)
        assert (await one.hear("meeting.spoken"))["speaking"] == [one.person_id]
        await until(lambda: door.store.state.meeting.call.speaking == (one.person_id,))
        assert (await door.call("meeting.read_chat"))[0].number == 1
        assert {kind for kind, to in heard if to == "shell"} == {"Chatted", "Reacted", "Captioned"}
        assert not [event for event, _ in two.heard if event not in ("state", "meeting.changed")]


async def test_who_talks_too_much_is_slowed(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        with pytest.raises(Refused) as refused:
            await asyncio.gather(*(one.meeting("react", reaction="laugh") for _ in range(15)))
        assert refused.value.code == "session.rate_limited"


async def test_a_line_that_breaks_keeps_its_place_and_a_second_page_takes_it(door: Door) -> None:
    invitation = await start(door)
    async with member(door, invitation.number, invitation.passcode) as maria:
        await maria.enter(invitation.number, invitation.passcode)
        await door.call("meeting.admit", people=[])
        await maria.disconnect()
        await until(lambda: maria.person_id in people(door) and people(door)[maria.person_id].phase == "away")
        await maria.connect()
        first = maria.person_id
        assert (await maria.enter(invitation.number, ticket=maria.ticket))["phase"] == "connecting"
        assert maria.person_id == first
        async with member(door, invitation.number, invitation.passcode) as second:
            entry = await second.enter(invitation.number, ticket=maria.ticket)
            assert entry["person_id"] == first
            assert (await maria.hear("meeting.left"))["reason"] == "elsewhere"
            with pytest.raises(Refused) as refused:
                await maria.meeting("raise_hand", raised=True)
            assert refused.value.code == "meeting.not_in"
            await maria.disconnect()
            await maria.connect()
            await asyncio.sleep(0.4)
            assert people(door)[first].phase == "connecting"


async def test_who_is_put_out_is_told_and_waits_the_next_time(door: Door) -> None:
    invitation = await start(door)
    async with member(door, invitation.number, invitation.passcode) as maria:
        await maria.enter(invitation.number, invitation.passcode)
        await door.call("meeting.admit", people=[])
        await maria.until(lambda told: len(told["people"]) == 2)
        await maria.send()
        await door.call("meeting.remove", person_id=maria.person_id)
        assert (await maria.hear("meeting.left"))["reason"] == "removed"
        conference = next(iter(door.forwarder.conferences.values()))
        await until(lambda: maria.person_id not in conference)
        assert (await maria.enter(invitation.number, invitation.passcode, ticket=maria.ticket))["phase"] == "lobby"
        await door.call("meeting.deny", person_id=maria.person_id)
        assert (await maria.hear("meeting.left"))["reason"] == "denied"


async def test_the_conference_goes_on_without_the_room_and_ends_with_the_last(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        await door.call("meeting.leave_call")
        assert door.store.state.meeting.call is None
        assert door.store.state.meeting.invitation is not None
        await one.meeting("request_chair")
        await one.until(lambda _: one.person()["role"] == "host")
        await door.call("meeting.join_address", address=invitation.number)
        await until(lambda: door.store.state.meeting.call.phase == "live")
        assert len(people(door)) == 2
        await door.call("meeting.leave_call")
        await one.meeting("leave")
        assert (await one.hear("meeting.left"))["reason"] == "left"
        await until(lambda: door.store.state.meeting.invitation is None)
        await until(lambda: not door.forwarder.conferences)
        await until(lambda: not list((door.folder / "conferences").glob("*.json")))


async def test_whoever_ends_it_ends_it_for_all(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        await door.call("meeting.end_conference")
        assert (await one.hear("meeting.left"))["reason"] == "ended"
        await until(lambda: door.store.state.meeting.call is None)
        assert door.store.state.meeting.failure == ""
        with pytest.raises(Refused) as refused:
            await one.enter(invitation.number)
        assert refused.value.code == "meeting.unknown"


async def test_the_room_receives_what_it_draws_and_hears_everybody(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        await one.until(lambda told: len(told["people"]) == 2)
        await one.send()
        await one.meeting("set_camera", on=True)
        await until(lambda: [tile.person_id for tile in door.store.state.meeting.call.tiles] == [one.person_id])
        stream = door.store.state.meeting.call.tiles[0].stream
        key = (next(iter(door.forwarder.conferences)), me(door))

        def wanted() -> set[tuple[str, str]]:
            return {(want.source, want.quality) for want in door.forwarder.wants.get(key, ())}

        await until(lambda: wanted() == {("microphone", "high")})
        await door.call("meeting.set_tiles", tiles={stream: (1920, 1080)})
        await until(lambda: wanted() == {("microphone", "high"), ("camera", "high")})
        await door.call("meeting.set_tiles", tiles={stream: (240, 135)})
        await until(lambda: wanted() == {("microphone", "high"), ("camera", "low")})
        await one.meeting("set_sharing", sharing=True, has_sound=True)
        await until(lambda: door.store.state.meeting.call.layout == "share")
        tiles = door.store.state.meeting.call.tiles
        await door.call("meeting.set_tiles", tiles={tile.stream: (800, 450) for tile in tiles})
        await until(lambda: {("screen", "high"), ("screen_sound", "high")} <= wanted())
        await one.meeting("set_sharing", sharing=False)
        await until(lambda: door.store.state.meeting.call.layout == "gallery")


async def test_the_room_shares_its_board_until_somebody_else_shares(door: Door) -> None:
    invitation = await start(door)
    assert isinstance(door.engine, CallMedia)
    media, call = door.engine, door.store.state.meeting.call
    async with guest(door) as one:
        await one.enter(invitation.number)
        await door.call("meeting.share", what="board")
        await until(lambda: media.sources[call.id] == (True, True, "board"))
        assert door.store.state.meeting.call.shared == "board"
        await one.meeting("set_sharing", sharing=True)
        await until(lambda: door.store.state.meeting.call.shared == "")
        await until(lambda: media.sources[call.id] == (True, True, ""))
    with pytest.raises(RoomError, match=r"cast\.unknown"):
        await door.call("meeting.share", what="cast", cast_id="abc")


async def test_mute_and_camera_of_the_room(door: Door) -> None:
    await start(door)
    assert isinstance(door.engine, CallMedia)
    media, call = door.engine, door.store.state.meeting.call
    await door.call("meeting.set_muted", INTEGRATOR, muted=True)
    await door.call("meeting.set_camera", on=False)
    await until(lambda: media.sources[call.id] == (False, False, ""))
    assert door.store.state.meeting.call.muted


async def test_the_media_worker_comes_back_and_so_does_the_call(door: Door) -> None:
    await start(door)
    assert isinstance(door.engine, CallMedia)
    door.engine.crash()
    door.meeting.lose_media()
    await until(lambda: door.store.state.meeting.call.phase == "reconnecting")
    door.engine.told.clear()
    door.engine.come_back()
    await until(lambda: door.store.state.meeting.call.phase == "live")
    assert door.engine.told[:2] == ["open_call", "connect_call"]
    assert "receive_call offer new" in door.engine.told


async def test_a_roll_is_called_and_answered(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        await door.call("meeting.call_roll", seconds=30)
        await one.until(lambda told: told["roll_call"] is not None)
        await one.meeting("answer_roll_call")
        await until(lambda: people(door)[one.person_id].answered)
        await door.call("meeting.end_roll")
        await one.until(lambda told: told["roll_call"] is None)


async def test_changes_are_told_at_most_five_times_a_second(door: Door) -> None:
    invitation = await start(door)
    async with guest(door) as one:
        await one.enter(invitation.number)
        await asyncio.sleep(0.3)
        one.heard.clear()
        for number in range(30):
            await door.call("meeting.set_locked", locked=bool(number % 2))
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        told = sum(name == "meeting.changed" for name, _ in one.heard)
        assert 3 <= told <= 8
        assert one.conference["locked"] is True


async def test_a_restart_of_the_daemon_keeps_people_and_the_room_in_it(tmp_path: Path) -> None:
    async with Door(tmp_path) as door:
        invitation = await start(door, title="Weekly")
        async with member(door, invitation.number, invitation.passcode) as maria:
            await maria.enter(invitation.number, invitation.passcode)
            await door.call("meeting.admit", people=[])
            await maria.meeting("send_chat", text="still here")
            call = door.store.state.meeting.call
            await asyncio.sleep(1.2)
        token, person_id, ticket, old = maria.token, maria.person_id, maria.ticket, door.config
    files = list((tmp_path / "conferences").iterdir())
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600]
    again = Door(tmp_path)
    again.config = old
    async with again:
        await until(lambda: again.store.state.meeting.call is not None)
        await until(lambda: again.store.state.meeting.call.phase == "live")
        assert again.store.state.meeting.call.id == call.id
        assert me(again) == call.person_id
        assert people(again)[me(again)].role == "host"
        async with again.client() as session:
            maria.session, maria.token = session, token
            await maria.connect()
            entry = await maria.enter(invitation.number, ticket=ticket)
            assert (entry["person_id"], entry["phase"]) == (person_id, "connecting")
            assert (await maria.meeting("read_chat"))[0]["text"] == "still here"
            await maria.disconnect()


async def test_nothing_of_chat_or_secrets_is_logged(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    invitation = await start(door)
    async with member(door, invitation.number, invitation.passcode) as maria:
        await maria.enter(invitation.number, invitation.passcode)
        await door.call("meeting.admit", people=[])
        await maria.meeting("send_chat", text="between you and me")
        await maria.meeting("rename", name="Somebody Known")
    said = "".join(capsys.readouterr())
    assert "verb=send_chat" in said
    for secret in (invitation.passcode, maria.ticket, maria.token, "between you and me", "Somebody Known"):
        assert secret not in said


class TwoEngines:
    """A preferred engine and another."""

    def __init__(self) -> None:
        self.engines: list[FakeMeetingEngine] = []

    def makers(self) -> list[Maker]:
        return [Maker("embedded", "", self._make), Maker("janus", "house", self._make)]

    def _make(self, on_heard: Any, on_alive: Any) -> FakeMeetingEngine:
        self.engines.append(FakeMeetingEngine(on_heard, on_alive))
        return self.engines[-1]


async def test_a_dead_engine_is_followed_by_the_next_within_half_a_second_and_no_way_back(tmp_path: Path) -> None:
    two = TwoEngines()
    async with Door(tmp_path, engines=two.makers()) as door:
        invitation = await start(door)
        first, second = two.engines
        async with guest(door) as one:
            await one.enter(invitation.number)
            await one.until(lambda told: told["engine"]["epoch"] == 1)
            await one.send()
            await one.meeting("set_muted", muted=False)
            began = time.monotonic()
            first.die()
            with pytest.raises(Refused) as refused:
                await one.send()
            assert refused.value.code in ("meeting.no_engine", "meeting.old_epoch")
            await one.until(lambda told: told["engine"] == {"kind": "janus", "name": "house", "epoch": 2})
            await one.send()
            await until(lambda: all(me(door) in people for people in second.conferences.values()))
            assert time.monotonic() - began < 0.5
            assert next(iter(second.forwarded.values()))[one.person_id] == ("microphone",)
            await until(lambda: door.store.state.meeting.call.phase == "live")
            first.rise()
            await asyncio.sleep(0.3)
            assert one.conference["engine"]["epoch"] == 2
            with pytest.raises(Refused) as refused:
                await one.meeting("publish", epoch=1, offer="v=0", sources={})
            assert refused.value.code == "meeting.old_epoch"


async def test_an_only_engine_that_dies_is_awaited(door: Door) -> None:
    await start(door)
    assert isinstance(door.engine, CallMedia)
    door.forwarder.die()
    door.engine.turn_call(door.store.state.meeting.call.id, sending="interrupted")
    await until(lambda: door.store.state.meeting.call.phase == "reconnecting")
    door.forwarder.rise()
    await until(lambda: door.store.state.meeting.call.phase == "live")
    assert door.store.state.meeting.call.conference.engine.epoch == 2


async def test_an_engine_that_hangs_is_found_out_by_whoever_hears_nothing(tmp_path: Path) -> None:
    two = TwoEngines()
    async with Door(tmp_path, engines=two.makers()) as door:
        invitation = await start(door)
        async with guest(door) as one:
            await one.enter(invitation.number)
            await one.until(lambda told: told["engine"]["epoch"] == 1)
            two.engines[0].is_alive = False
            await one.meeting("report_silence", epoch=1)
            await one.until(lambda told: told["engine"]["epoch"] == 2)


async def test_an_engine_that_forgot_the_conference_is_told_of_it_again(door: Door) -> None:
    await start(door)
    door.forwarder.conferences.clear()
    await door.call("meeting.set_tiles", tiles={})
    with pytest.raises(RoomError, match=r"meeting\.no_engine"):
        await door.call("meeting.receive", epoch=1, wants=[])
    await until(lambda: door.store.state.meeting.call.conference.engine.epoch == 2)
    await until(lambda: door.store.state.meeting.call.phase == "live")


async def test_an_address_that_is_none_is_refused_and_one_without_a_service_fails(door: Door) -> None:
    for address in ("12345", "hello", "https://example.com/"):
        with pytest.raises(RoomError, match=r"meeting\.bad_address"):
            await door.call("meeting.join_address", address=address)
    await door.call("meeting.join_address", address="sip:room@example.org")
    assert door.store.state.meeting.failure == "meeting.no_sip"
    await door.call("meeting.dismiss_failure")
    assert door.store.state.meeting.failure == ""


async def test_a_number_that_nobody_holds_fails_and_a_call_is_given_up_at_once(door: Door) -> None:
    await door.call("meeting.join_address", address="123 456 789", passcode="1")
    await until(lambda: door.store.state.meeting.failure == "meeting.unknown")
    assert door.store.state.meeting.call is None
    await start(door)
    began = time.monotonic()
    await door.call("meeting.leave_call")
    assert door.store.state.meeting.call is None
    assert time.monotonic() - began < 1
    with pytest.raises(RoomError, match=r"meeting\.no_call"):
        await door.call("meeting.leave_call")
