"""What a recording leaves on disk of people whom stock aiortc plays, and the film of it."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads and processes

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import pytest
from aiortc.rtp import is_rtcp

from appliance.api.errors import Busy, Code, Invalid
from appliance.media.engine import EngineCall
from appliance.meeting.recording.film import reel
from appliance.meeting.recording.filming import make_film
from tests.media.clapper import FPS, Clapper
from tests.media.forwarder import Mouth, mouth
from tests.media.local import Here, engine_here
from tests.media.room import joined
from tests.media.sender import GREEN, Slides, Tone, patches
from tests.media.worker import Worker

ADA, BOB = "ada1", "b0b2"


def journal(folder: Path, event: str) -> list[dict[str, Any]]:
    lines = map(json.loads, (folder / "tracks.jsonl").read_text().splitlines())
    return [line for line in lines if line["event"] == event]


async def until(is_so: Callable[[], bool], timeout_s: float = 15) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.05)


def call(here: Here) -> EngineCall:
    (found,) = here.engine.take_status().calls
    return found


def decoded(path: Path) -> list[Any]:
    with av.open(str(path)) as container:
        return list(container.decode(container.streams[0]))


def claps(clip: reel.Clip) -> list[float]:
    """When the clip begins to be white, or loud."""
    begun, was_on = [], True
    for frame in decoded(clip.path):
        samples = frame.to_ndarray()
        if isinstance(frame, av.VideoFrame):
            parts = [(0.0, bool(samples[: frame.height].mean() > 160))]
        else:
            left = np.abs(samples.reshape(-1, 2)[:, 0])
            loud = left[: len(left) // 96 * 96].reshape(-1, 96).max(axis=1) > 0.1
            parts = [(at * 0.002, bool(is_loud)) for at, is_loud in enumerate(loud)]
        for offset_s, is_on in parts:
            if is_on and not was_on and (not begun or clip.time(frame.time + offset_s) - begun[-1] > 0.5):
                begun.append(clip.time(frame.time + offset_s))
            was_on = is_on
    return begun


async def record_claps(here: Here, engine: Mouth, folder: Path, seconds: float) -> Clapper:
    clapper = Clapper()
    engine.add(ADA, "microphone", clapper.sound)
    engine.add(ADA, "camera", clapper.picture)
    folder.mkdir()
    await here.engine.open_recording("r1", str(folder))
    await engine.send_to(here.engine, "r1")
    await until((folder / "ada1-camera-1.mkv").exists)
    await asyncio.sleep(seconds)
    return clapper


async def test_voice_and_picture_are_kept_as_sent_and_lie_together(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        await record_claps(here, engine, folder, 7)
        assert call(here).written_bytes > 10_000
        assert {(one.person_id, one.source) for one in call(here).tracks} == {(ADA, "microphone"), (ADA, "camera")}
        await here.engine.close_call("r1")
    started = {line["source"]: line for line in journal(folder, "track.started")}
    assert (started["camera"]["codec"], started["microphone"]["codec"]) == ("VP8", "OPUS")
    assert (started["camera"]["width"], started["camera"]["height"]) == (320, 180)
    assert len(decoded(folder / "ada1-camera-1.mkv")) > 6 * FPS
    assert len(decoded(folder / "ada1-microphone-1.mkv")) > 6 * 50
    for line in journal(folder, "track.ended"):
        with av.open(str(folder / line["file"])) as container:
            assert container.duration
            assert abs(container.duration / 1e6 - line["length_s"]) < 0.1
    kept = {clip.source: clip for clip in reel.read(folder).clips}
    seen, heard = claps(kept["camera"]), claps(kept["microphone"])
    apart = [min((one - other for other in heard), key=abs) for one in seen]
    assert len(apart) >= 5
    assert abs(statistics.median(apart)) < 0.045


async def test_what_is_lost_on_the_way_is_asked_for_again(tmp_path: Path) -> None:
    folder, chance = tmp_path / "r", random.Random(7)
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        clapper = await record_claps(here, engine, folder, 0)
        ice = engine.connection.getSenders()[1].transport.transport
        send, lost = ice._send, []

        async def send_some(data: bytes) -> None:
            if 127 < data[0] < 192 and not is_rtcp(data) and chance.random() < 0.05:
                lost.append(data)
                return
            await send(data)

        ice._send = send_some
        before = clapper.picture.sent
        await asyncio.sleep(6)
        sent = clapper.picture.sent - before
        await here.engine.close_call("r1")
    assert len(lost) > 10
    frames = [frame for path in sorted(folder.glob("ada1-camera-*.mkv")) for frame in decoded(path)]
    assert len(frames) > 0.93 * sent


async def test_another_size_and_another_person_begin_files_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        slides = Slides(patches(320, 180), fps=20)
        engine.add(ADA, "camera", slides)
        await here.engine.open_recording("r1", str(folder))
        await engine.send_to(here.engine, "r1")
        await until((folder / "ada1-camera-1.mkv").exists)
        await asyncio.sleep(1)
        slides.picture = patches(480, 270)
        await until((folder / "ada1-camera-2.mkv").exists)
        await asyncio.sleep(1)
        # her section carries somebody else from now on; their first key frame begins their file
        (mine,) = engine.tracks()
        await here.engine.receive_call("r1", "", [msgspec.structs.replace(mine, person_id=BOB)])
        slides.picture = patches(640, 360)
        await until((folder / "b0b2-camera-1.mkv").exists)
        await asyncio.sleep(1)
        await here.engine.close_call("r1")
    sizes = [(line["width"], line["height"]) for line in journal(folder, "track.started")]
    assert sizes[:2] == [(320, 180), (480, 270)]
    for name, (width, height) in (("ada1-camera-1", (320, 180)), ("ada1-camera-2", (480, 270))):
        frames = decoded(folder / f"{name}.mkv")
        assert len(frames) > 5
        assert {(frame.width, frame.height) for frame in frames} == {(width, height)}


async def test_a_recording_needs_room_and_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with engine_here(tmp_path / "frames") as here:
        with pytest.raises(Invalid) as refused:
            await here.engine.open_recording("r1", str(tmp_path / "nowhere"))
        assert refused.value.code is Code.RECORDING_BAD_FOLDER
        monkeypatch.setattr("appliance.media.recording.recording.MIN_FREE_TO_BEGIN", 1 << 60)
        with pytest.raises(Busy) as full:
            await here.engine.open_recording("r1", str(tmp_path))
        assert full.value.code is Code.RECORDING_DISK_FULL
        assert here.engine.take_status().calls == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 520 MB, of which nothing is used."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount")
    mounted = tmp_path / "disk"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=520m", "tmpfs", str(mounted)], check=True)
    yield mounted
    subprocess.run(["umount", str(mounted)], check=True)


async def test_on_a_full_disk_it_ends_and_what_there_is_stays_good(tmp_path: Path, small_disk: Path) -> None:
    folder = small_disk / "r"
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        await record_claps(here, engine, folder, 3)
        free = os.statvfs(small_disk)
        with (small_disk / "other").open("wb") as other:
            os.posix_fallocate(other.fileno(), 0, free.f_bavail * free.f_bsize)
        await until(lambda: call(here).failure == Code.RECORDING_DISK_FULL)
        await here.engine.close_call("r1")
    assert len(decoded(folder / "ada1-camera-1.mkv")) > 2 * FPS
    assert len(decoded(folder / "ada1-microphone-1.mkv")) > 2 * 50


async def test_a_killed_worker_loses_two_seconds_at_most(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (tmp_path / "worker").mkdir()
    worker = Worker(tmp_path / "worker")
    try:
        async with joined(worker) as room, mouth() as engine:
            clapper = Clapper()
            engine.add(ADA, "microphone", clapper.sound)
            engine.add(ADA, "camera", clapper.picture)
            await room.engine.open_recording("r1", str(folder))
            await engine.send_to(room.engine, "r1")
            await until((folder / "ada1-camera-1.mkv").exists)
            before = clapper.picture.sent
            await asyncio.sleep(6)
            sent_s = (clapper.picture.sent - before) / FPS
            worker.kill()
    finally:
        worker.kill()
    for path, a_second in ((folder / "ada1-camera-1.mkv", FPS), (folder / "ada1-microphone-1.mkv", 50)):
        assert len(decoded(path)) > (sent_s - 2) * a_second
    percents: list[int] = []
    await make_film(folder, percents.append)
    assert percents[-1] > 50
    with av.open(str(folder / "meeting.mp4")) as film:
        assert film.duration
        assert film.duration / 1e6 > sent_s - 2.5


async def test_a_film_shows_who_speaks_large_and_plays_them_all(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        engine.add(BOB, "camera", Slides(patches(320, 180, (GREEN,)), fps=15))
        engine.add("c3", "microphone", Tone(1300))
        await record_claps(here, engine, folder, 5)
        await here.engine.close_call("r1")
    events = [{"event": "person.came", "person_id": one, "name": name} for one, name in ((ADA, "Ada"), (BOB, "李雷"))]
    (folder / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    (folder / "meeting.json").write_text(json.dumps({"title": "Weekly"}))
    await make_film(folder, lambda _: None)
    head = (folder / "meeting.mp4").read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")
    with av.open(str(folder / "meeting.mp4")) as film:
        assert [stream.type for stream in film.streams] == ["video", "audio", "subtitle"]
        assert film.metadata["title"] == "Weekly"
        pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert pictures[0].shape == (720, 1280, 3)
    middle = pictures[len(pictures) // 2]
    # c3 speaks all the time and is not seen: a card; the others are beside
    assert middle[360, 300].max() < 90
    strip = middle[:, 1100:1240].reshape(-1, 3).astype(int)
    assert (np.abs(strip - GREEN).max(axis=1) < 40).sum() > 5000
    with av.open(str(folder / "meeting.mp4")) as film:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])
    power = np.abs(np.fft.rfft(sound))
    pitches = np.fft.rfftfreq(len(sound), 1 / 48_000)
    shares = [power[np.abs(pitches - pitch) < 15].max() / np.median(power) for pitch in (880, 1300)]
    assert min(shares) > 50
