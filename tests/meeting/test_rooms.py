"""Rooms in a conference through the room's own forwarder: the media worker's engine, beside a person or a room."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads and processes

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from appliance.api.conference import Source, Want
from appliance.frames import Frame, MailboxReader, MailboxWriter, PixelFormat
from appliance.media.engine import DriverChoice, EngineCall
from appliance.meeting.engine import MeetingEngine
from tests.media.local import Here, engine_here
from tests.media.picture import rgb
from tests.meeting import browser, film
from tests.meeting.forwarder import ForwarderProcess, connected, forwarder
from tests.meeting.network import Network
from tests.meeting.person import Person

TWINS = {kind: DriverChoice(driver="twin") for kind in ("camera", "microphone", "speaker")}
CONFERENCE = "abc1"
SOURCES: list[Source] = ["microphone", "camera", "camera_low", "screen", "screen_sound"]


class RoomInCall:
    """A room of an id, as its daemon drives it."""

    def __init__(self, here: Here, frames: Path, person_id: str) -> None:
        self.here = here
        self.frames = frames
        self.id = person_id
        self.wants: list[Want] = []

    async def enter(self, engine: MeetingEngine, *wants: Want, is_new: bool = False) -> None:
        offered = await self.here.engine.open_call("call")
        await engine.set_forwarded(CONFERENCE, self.id, SOURCES)
        answer = await engine.publish(CONFERENCE, self.id, offered.offer, offered.sources)
        await self.here.engine.connect_call("call", answer)
        await self.receive(engine, *wants, is_new=is_new)

    async def receive(self, engine: MeetingEngine, *wants: Want, is_new: bool = False) -> None:
        offered = await engine.receive(CONFERENCE, self.id, list(wants))
        answer = await self.here.engine.receive_call("call", offered.offer, list(offered.tracks), is_new)
        if offered.offer:
            await engine.answer(CONFERENCE, self.id, answer)

    @property
    def call(self) -> EngineCall:
        return self.here.engine.take_status().calls[0]

    def newest(self, stream: str) -> Frame | None:
        try:
            reader = MailboxReader(self.frames / stream)
        except FileNotFoundError:
            return None
        try:
            return reader.read()
        finally:
            reader.close()

    def shows(self, of: Person) -> bool:
        found = self.newest(f"call-{of.id}-camera")
        # from the brightness of RGB back to that of video range
        return found is not None and film.number_of(float(rgb(found).mean()) * 219 / 255 + 16) == of.number


@asynccontextmanager
async def room(tmp_path: Path, island: Network, name: str, **devices: Any) -> AsyncIterator[RoomInCall]:
    directory = tmp_path / name
    directory.mkdir()
    async with engine_here(directory / "frames", addresses=(island.people,), listening=False, **devices) as here:
        # it puts its codecs into aiortc's tables, which people of the test use too
        await here.engine._stack.wait()
        yield RoomInCall(here, directory / "frames", name)


async def until(is_so: Callable[[], bool], timeout_s: float = 20) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.02)


def paint(mailbox: MailboxWriter, red: int, green: int, blue: int) -> None:
    pixels = np.full((360, 640, 4), (blue, green, red, 255), np.uint8)
    mailbox.publish(640, 360, 640 * 4, PixelFormat.BGRX, pixels)


def want(person_id: str, source: Any, quality: Any = "high") -> Want:
    return Want(person_id=person_id, source=source, quality=quality)


async def test_a_room_and_a_person_see_each_other(tmp_path: Path, island: Network) -> None:
    with forwarder(tmp_path) as process:
        async with (
            connected(process, island.engine) as (engine, hearing, _),
            room(tmp_path, island, "a0", **TWINS) as one,
        ):
            await engine.open(CONFERENCE)
            ada = Person(engine, CONFERENCE, 3)
            try:
                await ada.publish()
                await one.enter(engine, want(ada.id, "camera"), want(ada.id, "microphone"))
                await until(lambda: one.shows(ada))
                await one.here.engine.set_call_sources("call", True, True)
                await ada.receive(want("a0", "camera"), want("a0", "microphone"))
                mid = next(mid for mid, track in ada.tracks.items() if track.source == "camera")
                voice = next(mid for mid, track in ada.tracks.items() if track.source == "microphone")
                await until(lambda: len(ada.seen.get(mid, ())) > 10)
                assert ada.seen[mid][-1].size == (1280, 720)
                await until(lambda: len(ada.heard.get(voice, ())) > 20)
                await ada.receive(want("a0", "camera", "low"), want("a0", "microphone"))
                await until(lambda: ada.seen[mid][-1].size == (320, 180))
                # muted: nothing is sent, and yet the room is there
                await one.here.engine.set_call_sources("call", False, False)
                heard = len(ada.heard[voice])
                await asyncio.sleep(2.5)
                assert len(ada.heard[voice]) - heard < 10
                assert one.call.sending == one.call.receiving == "live"
                line = hearing.line(CONFERENCE, "a0")
                assert (line.sending, line.receiving) == ("live", "live")
            finally:
                await ada.close()


async def test_two_rooms_share_a_board_and_hear_each_other(tmp_path: Path, island: Network) -> None:
    from appliance.frames import MailboxWriter

    with forwarder(tmp_path) as process:
        async with (
            connected(process, island.engine) as (engine, _, _),
            room(tmp_path, island, "a0", **TWINS) as one,
            room(tmp_path, island, "b0") as two,
        ):
            await engine.open(CONFERENCE)
            await one.enter(engine)
            (tmp_path / "a0" / "mirror").mkdir(exist_ok=True)
            paint(MailboxWriter(tmp_path / "a0" / "mirror" / "board"), 200, 60, 30)
            await one.here.engine.set_call_sources("call", True, True, "board")
            await two.enter(engine, want("a0", "camera"), want("a0", "screen"), want("a0", "microphone"))
            await until(lambda: two.newest("call-a0-screen") is not None)

            def is_red() -> bool:
                found = two.newest("call-a0-screen")
                return found is not None and bool(np.abs(rgb(found)[20, 20].astype(int) - (200, 60, 30)).max() < 14)

            await until(is_red)
            await until(lambda: two.newest("call-a0-camera") is not None)
            found = two.newest("call-a0-camera")
            assert found is not None
            assert (found.width, found.height) == (1280, 720)
            await until(lambda: {one.source for one in two.call.tracks} == {"camera", "screen", "microphone"})


@pytest.mark.browser
async def test_a_browser_and_a_room_see_each_other(tmp_path: Path, island: Network) -> None:
    with forwarder(tmp_path) as process:
        async with (
            connected(process, island.engine) as (engine, _, _),
            room(tmp_path, island, "a0", **TWINS) as one,
            browser.chromium() as chromium,
        ):
            await engine.open(CONFERENCE)
            sender, receiver = await chromium.new_page(), await chromium.new_page()
            await browser.publish(sender, engine, CONFERENCE, "b0")
            await one.enter(engine, want("b0", "camera"), want("b0", "microphone"))
            await one.here.engine.set_call_sources("call", True, True)

            def is_blue() -> bool:
                found = one.newest("call-b0-camera")
                if found is None:
                    return False
                red, _, blue = np.median(rgb(found).reshape(-1, 3), axis=0)
                return abs(blue - 200) < 20 and abs(red - 50) < 20

            await until(is_blue, 30)
            mids = await browser.receive(
                receiver, engine, CONFERENCE, "c0", [want("a0", "camera"), want("a0", "microphone")]
            )

            async def decoded() -> tuple[int, int]:
                inbound = (await receiver.evaluate(browser.STATS))["inbound"]
                camera, voice = inbound.get(mids["camera"], {}), inbound.get(mids["microphone"], {})
                return camera.get("framesDecoded", 0), voice.get("totalSamplesReceived", 0)

            async with asyncio.timeout(30):
                while (counts := await decoded())[0] < 30 or counts[1] < 48_000:
                    await asyncio.sleep(0.2)
            camera = (await receiver.evaluate(browser.STATS))["inbound"][mids["camera"]]
            assert (camera["frameWidth"], camera["frameHeight"]) == (1280, 720)


async def test_the_next_forwarder_takes_over_without_a_black_tile(tmp_path: Path, island: Network) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    first = ForwarderProcess(tmp_path / "first")
    async with AsyncExitStack() as stack:
        stack.callback(first.kill)
        engine, _, _ = await stack.enter_async_context(connected(first, island.engine))
        second = stack.enter_context(forwarder(tmp_path / "second"))
        next_engine, _, _ = await stack.enter_async_context(connected(second, island.engine))
        one = await stack.enter_async_context(room(tmp_path, island, "a0"))
        ada, again = Person(engine, CONFERENCE, 3), Person(next_engine, CONFERENCE, 3)
        stack.push_async_callback(ada.close)
        stack.push_async_callback(again.close)
        await engine.open(CONFERENCE)
        await ada.publish()
        await one.enter(engine, want(ada.id, "camera"))
        await until(lambda: one.shows(ada))
        reader = stack.enter_context(closing(MailboxReader(one.frames / f"call-{ada.id}-camera")))
        first.kill()
        await next_engine.open(CONFERENCE)
        await again.publish()
        before = reader.read()
        assert before is not None
        await one.enter(next_engine, want(again.id, "camera"), is_new=True)
        async with asyncio.timeout(15):
            while (found := reader.read()) is None or found.sequence <= before.sequence + 5:
                assert not reader.closed, "the tile stays"
                await asyncio.sleep(0.02)
        assert one.shows(again)
        await until(lambda: one.call.receiving == one.call.sending == "live")
