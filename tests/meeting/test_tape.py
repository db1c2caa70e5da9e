"""Recording: only what is of people who agreed, and honest phases."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from appliance.api.conference import Conference, Want
from appliance.api.errors import Code, NotAllowed, RoomError, Unavailable
from appliance.meeting.conference import HeldConference, Newcomer
from appliance.meeting.conversation import Conversation
from appliance.meeting.fake import FakeMeetingEngine
from appliance.meeting.hall import Hall
from appliance.meeting.held import Backing, Held
from appliance.meeting.journal import Journal
from appliance.meeting.pool import EnginePool, Maker
from appliance.meeting.recorder import RecorderNews, Tell


class FakeRecorder:
    def __init__(self) -> None:
        self.wants: list[tuple[Want, ...]] = []
        self.tells: list[Tell] = []
        self.stopped = 0
        self.refusal: RoomError | None = None

    async def start(self, conference_id: str, view: Conference, conversation: Conversation, tell: Tell) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.tells.append(tell)

    def follow(self, conference_id: str, view: Conference, wants: tuple[Want, ...]) -> None:
        self.wants.append(wants)

    async def stop(self, conference_id: str) -> None:
        self.stopped += 1


class Scene:
    def __init__(self, *, may_record: bool = True) -> None:
        self.recorder = FakeRecorder()
        conference = HeldConference.new(number="123456789", passcode="", title="", host_name="")
        backing = Backing(recorder=self.recorder, may_record=lambda: may_record)
        self.held = Held(conference, EnginePool([Maker("embedded", "", FakeMeetingEngine)]), backing)
        self.host = self.come("host", role="host")
        self.other = self.come("other")

    def come(self, owner: str, **more: Any) -> str:
        return self.held.conference.enter(Newcomer(owner=owner, name=owner, waits=False, **more)).id

    @property
    def phase(self) -> str:
        return self.held.conference.record.recording.phase

    @property
    def recorded(self) -> set[str]:
        return {want.person_id for want in self.recorder.wants[-1]}


async def test_nothing_is_received_of_anybody_who_did_not_agree() -> None:
    scene = Scene()
    tape, conference = scene.held.tape, scene.held.conference
    await tape.start(scene.host)
    assert (scene.phase, conference.record.recording.by) == ("on", "host")
    assert scene.recorded == {scene.host}
    conference.consent(scene.other, True)
    scene.held.settle()
    assert scene.recorded == {scene.host, scene.other}
    conference.set_sharing(scene.other, True)
    scene.held.settle()
    assert {want.source for want in scene.recorder.wants[-1]} == {"microphone", "camera", "screen", "screen_sound"}
    conference.consent(scene.other, False)
    scene.held.settle()
    assert scene.recorded == {scene.host}
    late = scene.come("late")
    scene.held.settle()
    assert late not in scene.recorded


async def test_a_recording_ends_and_its_film_is_told_of_and_the_next_asks_anew() -> None:
    scene = Scene()
    tape, conference = scene.held.tape, scene.held.conference
    await tape.start(scene.host)
    conference.consent(scene.other, True)
    await tape.stop()
    assert (scene.phase, scene.recorder.stopped) == ("finishing", 1)
    scene.recorder.tells[0](RecorderNews(phase="finishing", percent=40))
    assert conference.record.recording.percent == 40
    await tape.start(scene.other)
    assert scene.recorded == {scene.other}
    scene.recorder.tells[0](RecorderNews(phase="off"))
    assert scene.phase == "on"
    scene.recorder.tells[1](RecorderNews(phase="off", failure="recording.disk_full"))
    assert conference.record.recording.failure == "recording.disk_full"


async def test_what_cannot_be_recorded_is_refused_and_told() -> None:
    scene = Scene(may_record=False)
    with pytest.raises(NotAllowed):
        await scene.held.tape.start(scene.host)
    scene = Scene()
    scene.recorder.refusal = Unavailable(Code.RECORDING_DISK_FULL)
    with pytest.raises(Unavailable):
        await scene.held.tape.start(scene.host)
    assert (scene.phase, scene.held.conference.record.recording.failure) == ("off", "recording.disk_full")


async def test_an_hour_of_comings_and_goings_leaves_nothing_behind(tmp_path: Path) -> None:
    """An hour at a coming, a going and twenty commands every two seconds, without the waiting between them."""
    engines: list[FakeMeetingEngine] = []

    def make(*callbacks: Any) -> FakeMeetingEngine:
        engines.append(FakeMeetingEngine(*callbacks))
        return engines[-1]

    hall = Hall(EnginePool([Maker("embedded", "", make)]), Journal(tmp_path), "end", Backing())
    running = asyncio.create_task(hall.run())
    await asyncio.sleep(0.05)
    held = await hall.begin(title="", host_name="", with_passcode=True)
    host = hall.enter(held, Newcomer(owner="host", name="", role="host", waits=False), "host", lambda _: None).id
    sizes: list[int] = []
    tracemalloc.start()
    try:
        for minute in range(60):
            for visit in range(30):
                owner = f"{minute}-{visit}"
                one = hall.enter(held, Newcomer(owner=owner, name="n", waits=False), owner, lambda _: None).id
                for muted in (True, False) * 8:
                    await hall.command(held, one, "set_muted", {"muted": muted})
                await hall.command(held, host, "set_spotlight", {"people": [one]})
                await hall.command(held, one, "send_chat", {"text": "x" * 100})
                await hall.command(held, one, "set_sharing", {"sharing": True})
                await hall.command(held, one, "leave", {})
            await asyncio.sleep(0)
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
        await asyncio.sleep(0.3)
        assert set(engines[0].forwarded[held.conference.id]) == {host}
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert len(held.conference.people) == 1
    assert len(held.lines) == 1
    # chat and those who are remembered fill up first, and have bounds
    assert sizes[-1] < sizes[29] + 200_000, sizes
