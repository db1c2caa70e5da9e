"""A third party's page as the room's call: what the glass is told from the tap to the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from appliance.api.devices import Device, DevicesState, Kind
from appliance.api.meeting import Call, TouchPoint
from appliance.media.engine import Lent
from appliance.media.fake import FakeEngine
from appliance.meeting.address import Target
from appliance.meeting.call import RoomCall
from appliance.meeting.providers.web import WebProvider, page_devices
from tests.meeting.third_party import ThirdParty, until
from tests.meeting.web_worker import WebWorker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]


class Glass:
    """A room's call, and every form in which the glass saw it."""

    def __init__(self, worker: WebWorker) -> None:
        self._worker = worker
        self.seen: list[Call | None] = []
        self.call = RoomCall(lambda: self.seen.append(self.call.now))
        self.media = FakeEngine(worker.paths.frames, self.call.take)

    def tap(self, url: str, *, muted: bool = False) -> None:
        target = Target(service="test", name="Test", url=url)
        call = Call(id="1a", kind="web", since=datetime.now(UTC), service="test", muted=muted)
        twins = DevicesState(devices=(device("microphone", "M", True), device("camera", "C", True)))
        provider = WebProvider(self._worker.pages, target, call.id, lambda: "Room 1", lambda: twins, self.media)
        self.call.begin(call, provider)

    async def until(self, holds, within_s: float = 25.0) -> None:
        deadline = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < deadline, self.seen[-3:]
            await asyncio.sleep(0.01)


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[WebWorker]:
    worker = WebWorker(tmp_path)
    await worker.ready()
    yield worker
    worker.stop()


@pytest.fixture
async def glass(worker: WebWorker) -> AsyncIterator[Glass]:
    glass = Glass(worker)
    running = asyncio.create_task(glass.call.run())
    yield glass
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_call_tells_its_way_and_obeys(worker: WebWorker, glass: Glass) -> None:
    async with ThirdParty() as service:
        glass.tap(service.url("join?lobby"), muted=True)
        assert glass.call.call.step == ""
        await glass.until(lambda: glass.call.call.phase == "lobby")
        assert glass.call.call.window
        assert glass.call.call.capabilities == ("mute", "camera")
        service.open_door("admit")
        await glass.until(lambda: glass.call.call.phase == "live")
        assert glass.call.call.live_since is not None
        await glass.until(lambda: "mic:off" in service.told)
        assert all(call.muted for call in glass.seen if call is not None)
        await glass.call.provider.set_muted(False)
        await glass.until(lambda: not glass.call.call.muted)
        began = time.monotonic()
        await glass.call.leave()
        assert time.monotonic() - began < 0.3
        assert glass.call.now is None
        assert not glass.call.failure
        await worker.gone()
        assert "left" in service.told
        steps = [call.step for call in glass.seen if call is not None]
        assert steps[:2] == ["", "page"]
        assert {"page", "name", "ask", "admission"} <= set(steps)


async def test_call_that_pretends_lends_nothing(worker: WebWorker, glass: Glass) -> None:
    glass.media.lent = {"microphone": "Parlor microphone"}
    async with ThirdParty() as service:
        glass.tap(service.url("join?lobby"))
        await glass.until(lambda: glass.call.call.phase == "lobby")
        assert (glass.call.call.page_hears, glass.call.call.page_sees) == ("", "")
        assert glass.media.status.lent == ""
        await glass.call.leave()
        await worker.gone()


async def test_next_call_begins_at_once_after_the_last(worker: WebWorker, glass: Glass) -> None:
    async with ThirdParty() as service:
        glass.tap(service.url("join?lobby"))
        await glass.until(lambda: glass.call.call.phase == "lobby")
        await glass.call.leave()
        glass.tap(service.url("join?second"))
        await glass.until(lambda: glass.call.call.phase == "live")
        assert len(list(worker.paths.profiles.glob("*"))) == 1
        service.open_door("end")
        await glass.until(lambda: glass.call.now is None)
        assert not glass.call.failure


async def test_failure_is_told_and_no_call_left(glass: Glass, worker: WebWorker) -> None:
    glass.tap("http://meet.localhost:9/join")
    await glass.until(lambda: glass.call.now is None)
    assert (glass.call.failure, glass.call.failure_detail) == ("web.unreachable", "meet.localhost")
    worker.kill()
    glass.tap("http://meet.localhost:9/join")
    await glass.until(lambda: glass.call.now is None)
    assert glass.call.failure == "web.no_browser"


async def test_fingers_and_keys_reach_the_page(glass: Glass, worker: WebWorker) -> None:
    script = """
      document.body.innerHTML = '<input style="position:fixed;inset:0;width:100%;height:100%">';
      const field = document.querySelector("input");
      field.addEventListener("touchstart", (event) => tell(`touch:${event.touches.length}`));
      field.addEventListener("keydown", (event) => tell(`key:${event.key}`));
      field.addEventListener("input", () => tell(`is:${field.value}`));
    """
    async with ThirdParty() as service:
        glass.tap(service.url(f"does?script={quote(script)}"))
        await until(lambda: "still-here" in service.told, service)
        command = glass.call.provider.command
        began = time.monotonic()
        await command("touch_page", {"points": [TouchPoint(id=1, x=0.5, y=0.5)]})
        await until(lambda: "touch:1" in service.told, service)
        print(f"from a finger to the page and back to a server: {(time.monotonic() - began) * 1000:.0f} ms")
        await command("touch_page", {"points": []})
        await glass.until(lambda: glass.call.call.typing)
        await command("type_page", {"text": "会议 7"})
        await until(lambda: "is:会议 7" in service.told, service)
        await command("press_page_key", {"key": "backspace"})
        await until(lambda: "is:会议 " in service.told and "key:Backspace" in service.told, service)
        await glass.call.leave()


def device(kind: Kind, name: str, virtual: bool = False) -> Device:
    return Device(id=name, kind=kind, name=name, driver="x", virtual=virtual, selected=True)


def test_devices_are_the_rooms() -> None:
    real = DevicesState(devices=(device("microphone", "Array"), device("camera", "Lens"), device("speaker", "Bar")))
    bare = page_devices(real, Lent())
    assert (bare.microphone, bare.camera) == ("Array", "Lens")
    assert not any((bare.virtual, bare.microphone_lent, bare.camera_lent))
    twins = DevicesState(devices=(device("microphone", "M", True), device("camera", "C", True)))
    assert page_devices(twins, Lent()).virtual
    assert not page_devices(DevicesState(), Lent()).virtual, "nothing is sent where there is nothing"


def test_what_is_lent_goes_before_the_devices_themselves() -> None:
    real = DevicesState(devices=(device("microphone", "Array"), device("camera", "Lens")))
    half = page_devices(real, Lent(microphone="Parlor microphone", source="m", speaker="s"))
    assert (half.microphone, half.camera, half.speaker) == ("Parlor microphone", "Lens", "s")
    assert (half.microphone_lent, half.camera_lent) == (True, False)
    twins = DevicesState(devices=(device("microphone", "M", True), device("camera", "C", True)))
    assert page_devices(twins, Lent(microphone="Parlor microphone")).virtual, "the browser pretends both or none"
    both = page_devices(twins, Lent(microphone="Parlor microphone", camera="Parlor camera"))
    assert (both.virtual, both.camera_lent) == (False, True)
