"""A conference on the room's own forwarder, recorded by the room's media worker and made into a film."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

import appliance.api.conference as api
from appliance.api.conference import Conference, Reception, Want
from appliance.meeting.engine import MeetingEngine
from appliance.meeting.recorder import RecorderNews
from appliance.meeting.recording.film import reel
from appliance.meeting.recording.folder import Folder
from appliance.meeting.recording.service import RecordingService
from appliance.store import Store
from tests.meeting import film
from tests.meeting.forwarder import connected, forwarder
from tests.meeting.network import Network
from tests.meeting.person import Person
from tests.meeting.test_rooms import CONFERENCE, room, until, want

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
RECORDER = "fff0"


class Listener:
    """A Conversation with an engine."""

    def __init__(self, engine: MeetingEngine) -> None:
        self._engine = engine

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        offered = await self._engine.receive(CONFERENCE, RECORDER, wants)
        return Reception(epoch=epoch, offer=offered.offer, tracks=offered.tracks)

    async def answer_reception(self, _epoch: int, answer: str) -> None:
        await self._engine.answer(CONFERENCE, RECORDER, answer)

    async def restart_reception(self, _epoch: int) -> None:
        await self._engine.restart(CONFERENCE, RECORDER)

    async def publish(self, *_: Any) -> Any:
        raise AssertionError("a recording sends nothing")

    async def report_silence(self, *_: Any) -> None: ...


def view(*people: Person) -> Conference:
    seated = tuple(
        api.Person(id=one.id, name=f"Person {one.number}", phase="present", since=NOW, muted=False, camera_on=True)
        for one in people
    )
    return Conference(number="123456789", title="Weekly", since=NOW, engine=api.Engine(epoch=1), people=seated)


def brightness(path: Path) -> float:
    """The mean Y of a film's pictures."""
    with av.open(str(path)) as container:
        return float(np.mean([frame.to_ndarray()[: frame.height].mean() for frame in container.decode(video=0)]))


@pytest.mark.timeout(300)
async def test_only_who_agreed_is_recorded_and_the_film_shows_them(tmp_path: Path, island: Network) -> None:
    news: list[RecorderNews] = []
    with forwarder(tmp_path) as process:
        async with connected(process, island.engine) as (engine, _, _), room(tmp_path, island, "a0") as one:
            service = RecordingService(Store(), one.here.engine, tmp_path / "recordings")
            running = asyncio.create_task(service.run())
            await asyncio.sleep(0)
            service.take(one.here.engine.take_status())
            await engine.open(CONFERENCE)
            ada, bob = Person(engine, CONFERENCE, 3), Person(engine, CONFERENCE, 6)
            try:
                await ada.publish()
                await bob.publish()
                everybody = view(ada, bob)
                of_ada = (want(ada.id, "camera"), want(ada.id, "microphone"))
                await service.start("c1", everybody, Listener(engine), news.append)
                service.follow("c1", everybody, of_ada)
                (folder,) = Folder.all(tmp_path / "recordings")
                await until((folder.path / f"{ada.id}-camera-1.mkv").exists)
                await asyncio.sleep(3)
                assert not list(folder.path.glob(f"{bob.id}-*"))
                service.follow("c1", everybody, (*of_ada, want(bob.id, "camera"), want(bob.id, "microphone")))
                await until((folder.path / f"{bob.id}-microphone-1.mkv").exists)
                await asyncio.sleep(3)
                # ada does not want it any more
                service.follow("c1", everybody, (want(bob.id, "camera"), want(bob.id, "microphone")))
                await asyncio.sleep(2)
                await service.stop("c1")
                await until(lambda: bool(news) and news[-1].phase == "off", 200)
            finally:
                await ada.close()
                await bob.close()
                running.cancel()
                await asyncio.wait([running])
    assert [news[0].phase, news[-1].failure] == ["on", ""]
    for person in (ada, bob):
        assert film.number_of(brightness(folder.path / f"{person.id}-camera-1.mkv")) == person.number
    clips = {(clip.person_id, clip.source): clip for clip in reel.read(folder.path).clips}
    assert set(clips) == {(person.id, source) for person in (ada, bob) for source in ("camera", "microphone")}
    assert clips[bob.id, "camera"].time(0) - clips[ada.id, "camera"].time(0) > 2.5
    assert all(clip.clocks for clip in clips.values())
    with av.open(str(folder.path / "meeting.mp4")) as made:
        assert made.duration
        assert made.duration / 1e6 > 7
    assert film.number_of(brightness(folder.path / "meeting.mp4")) != 0
