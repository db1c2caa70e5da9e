"""Recordings from their beginning to their film, with real folders and film processes, and a pretended worker."""

# ruff: noqa: ASYNC110  what is waited for happens in other processes

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from appliance.api.conference import Conference, Engine, Person, Reception, Track, Want
from appliance.api.errors import Busy, Code
from appliance.media.engine import EngineStatus
from appliance.media.fake import FakeEngine
from appliance.media.jitter import EncodedFrame
from appliance.media.recording.shelf import Shelf
from appliance.media.recording.track import Names, TrackWriter
from appliance.media.sync import SenderClock
from appliance.meeting.recorder import RecorderNews
from appliance.meeting.recording.folder import Folder
from appliance.meeting.recording.service import RecordingService
from appliance.store import Store

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ADA = Person(id="ada1", name="Ada", phase="present", since=NOW, muted=False)


class Line:
    """A Conversation."""

    def __init__(self) -> None:
        self.wants: list[list[Want]] = []

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        self.wants.append(wants)
        tracks = tuple(Track(mid=str(at), person_id=one.person_id, source=one.source) for at, one in enumerate(wants))
        return Reception(epoch=epoch, offer="v=0" if len(self.wants) == 1 else "", tracks=tracks)

    async def publish(self, *_: Any) -> Any:
        raise AssertionError("a recording sends nothing")

    async def answer_reception(self, *_: Any) -> None: ...

    async def restart_reception(self, *_: Any) -> None: ...

    async def report_silence(self, *_: Any) -> None: ...


class House:
    """A service with its worker."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "recordings"
        self.store = Store()
        self.news: list[RecorderNews] = []
        self.media = FakeEngine(folder, self._take)
        self.service = RecordingService(self.store, self.media, self.root)

    def _take(self, status: EngineStatus) -> None:
        self.service.take(status)

    async def begin(self, line: Line, wants: tuple[Want, ...] = ()) -> Folder:
        await self.service.start("c1", view(), line, self.news.append)  # type: ignore[arg-type]
        self.service.follow("c1", view(), wants)
        return Folder.all(self.root)[0]

    @property
    def phases(self) -> list[str]:
        found = [news.phase for news in self.news]
        return [phase for at, phase in enumerate(found) if at == 0 or found[at - 1] != phase]


def view(*people: Person) -> Conference:
    return Conference(number="123456789", title="Weekly", since=NOW, engine=Engine(epoch=1), people=people or (ADA,))


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    found = House(folder)
    running = asyncio.create_task(found.service.run())
    found.service.take(EngineStatus())
    await asyncio.sleep(0.05)
    try:
        yield found
    finally:
        running.cancel()
        await asyncio.wait([running])
        found.media.close()


async def until(is_so: Callable[[], bool], timeout_s: float = 30) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.01)


async def fill(folder: Path, seconds: float) -> None:
    """Write what the media worker would."""
    encoder: Any = av.CodecContext.create("libopus", "w")
    encoder.format, encoder.layout, encoder.sample_rate = "s16", "stereo", 48_000
    shelf = Shelf(folder, pytest.fail)
    clock = Clock()
    writer = TrackWriter(shelf, Names(), SenderClock(), 0.0, clock.now)
    writer.assign(Track(mid="0", person_id="ada1", source="microphone"))
    for at in range(round(seconds * 50)):
        wave = (np.sin(2 * np.pi * 440 * (at * 960 + np.arange(960)) / 48_000) * 9000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[None, :], format="s16", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, at * 960
        for packet in encoder.encode(frame):
            writer.put("OPUS", EncodedFrame(bytes(packet), at * 960, False))
        clock.now_s += 0.02
    writer.close()
    await asyncio.to_thread(shelf.close)


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def now(self) -> float:
        return self.now_s


async def test_a_recording_is_kept_and_becomes_a_film(tmp_path: Path) -> None:
    line = Line()
    async with house(tmp_path) as here:
        folder = await here.begin(line, (Want(person_id="ada1", source="microphone"),))
        assert here.store.state.recording.on == (folder.id,)
        await until(lambda: len(line.wants) == 1)
        assert line.wants[0] == [Want(person_id="ada1", source="microphone")]
        with pytest.raises(Busy) as refused:
            await here.service.delete_recording(folder.id)
        assert refused.value.code is Code.RECORDING_ON
        await fill(folder.path, 2)
        await here.service.stop("c1")
        await until(lambda: "off" in here.phases)
        assert here.phases == ["on", "finishing", "off"]
        assert here.news[-1].failure == ""
        assert here.media.status.calls == ()
        (kept,) = await here.service.list_recordings()
        assert (kept.title, kept.number, kept.film, kept.is_on) == ("Weekly", "123456789", "ready", False)
        assert kept.ended_at
        assert {file.name for file in kept.files} >= {"meeting.mp4", "ada1-microphone-1.mkv", "events.jsonl"}
        events = [json.loads(text) for text in (folder.path / "events.jsonl").read_text().splitlines()]
        assert [event["event"] for event in events] == ["person.came", "kept", "recording.ended"]
        assert events[0]["name"] == "Ada"


async def test_who_consents_later_is_received_from_then_on(tmp_path: Path) -> None:
    line = Line()
    async with house(tmp_path) as here:
        await here.begin(line)
        await until(lambda: len(line.wants) == 1)
        assert line.wants == [[]]
        wants = (Want(person_id="ada1", source="microphone"), Want(person_id="ada1", source="camera"))
        here.service.follow("c1", view(), wants)
        await until(lambda: len(line.wants) == 2)
        assert line.wants[1] == list(wants)
        await here.service.stop("c1")
        await until(lambda: "off" in here.phases)
        assert here.news[-1].failure == Code.RECORDING_EMPTY


async def test_a_film_that_was_cut_off_is_taken_up_again(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        folder = await here.begin(Line())
        await fill(folder.path, 120)
        await here.service.stop("c1")
        await until(lambda: bool(here.store.state.recording.films and here.store.state.recording.films[0].percent))
    assert not folder.has_film
    assert not list(folder.path.glob(".*.part"))
    async with house(tmp_path) as again:
        await until(lambda: bool(again.store.state.recording.films))
        assert again.store.state.recording.films[0].recording_id == folder.id
        await again.service.cancel_film(folder.id)
        assert not folder.has_film
        assert again.store.state.recording.films == ()
    async with house(tmp_path) as third:
        await asyncio.sleep(0.3)
        assert third.store.state.recording.films == ()
        (kept,) = await third.service.list_recordings()
        assert kept.film == "none"
        assert any(file.name.endswith(".mkv") for file in kept.files)


async def test_a_worker_that_is_lost_ends_the_recording_and_its_film_is_made(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        folder = await here.begin(Line())
        await fill(folder.path, 1)
        here.media.replace(calls=())
        await until(lambda: "off" in here.phases)
        assert here.phases == ["on", "finishing", "off"]
        assert here.news[-1].failure == Code.MEDIA_AWAY
        assert folder.has_film


async def test_what_a_daemon_before_this_one_began_is_ended(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        folder = Folder.make(here.root, "Old", "123456789")
        await here.media.open_recording(folder.id, str(folder.path))
        await until(lambda: here.media.status.calls == ())
