"""Microphone and camera on a third party's page: switched there, or taken away, and told as they are."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest

from appliance.meeting.web.page import Seen
from appliance.meeting.web.recipe import Control
from appliance.meeting.web.switch import Switch
from tests.meeting.third_party import ThirdParty
from tests.meeting.web_worker import WebWorker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]


@pytest.fixture
async def service() -> AsyncIterator[ThirdParty]:
    async with ThirdParty() as party:
        yield party


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[WebWorker]:
    worker = WebWorker(tmp_path)
    await worker.ready()
    yield worker
    worker.stop()


async def test_microphone_is_switched_on_the_page(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?listens")):
        await worker.until(lambda status: status.phase == "live", 25)
        await heard(service, "loud:true")
        await worker.pages.set_muted(True)
        assert worker.status.muted
        assert service.told[-1] == "mic:off" or "mic:off" in service.told
        await heard(service, "loud:false")
        await worker.pages.set_muted(False)
        await worker.until(lambda _: not worker.status.muted)
        await heard(service, "loud:true")
        await worker.pages.set_camera(False)
        await worker.until(lambda _: not worker.status.camera_on)
        assert "cam:off" in service.told


async def test_page_that_does_not_listen_loses_the_sound(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?listens&deaf")):
        await worker.until(lambda status: status.phase == "live", 25)
        await heard(service, "loud:true")
        await worker.pages.set_muted(True)
        assert worker.status.muted
        assert "mic:off" not in service.told
        await heard(service, "loud:false")
        await worker.pages.set_muted(False)
        await worker.until(lambda _: not worker.status.muted)
        await heard(service, "loud:true")


async def test_what_others_do_on_the_page_is_told(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?selfish")):
        await worker.until(lambda status: status.phase == "live", 25)
        await worker.until(lambda status: status.muted)
        assert "mic:off" in service.told


async def test_room_that_joins_muted_is_never_heard(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?listens"), muted=True, camera_on=False):
        await worker.until(lambda status: status.phase == "live", 25)
        assert all(status.muted and not status.camera_on for status in worker.statuses)
        await heard(service, "loud:false")
        await heard(service, "loud:false")
        assert "loud:true" not in service.told
        async with asyncio.timeout(10):
            while not {"mic:off", "cam:off"} <= set(service.told):  # noqa: ASYNC110  the page tells a server
                await asyncio.sleep(0.05)


async def heard(service: ThirdParty, what: str, within_s: float = 10.0) -> None:
    """The page measures so from now on, twice: the first measurement may have begun before."""
    deadline = time.monotonic() + within_s
    mark = len(service.told)
    while sum(each == what for each in service.told[mark:]) < 2:
        assert time.monotonic() < deadline, service.told
        await asyncio.sleep(0.05)


class Obedient:
    """A page that obeys, and remembers what was taken from it."""

    def __init__(self) -> None:
        self.is_on = True
        self.taken: list[bool] = []

    async def look(self, wanted: Mapping[str, Sequence[str]]) -> Seen:
        return Seen(shown={name for name in wanted if name == ("audio_on" if self.is_on else "audio_off")})

    async def click(self, selectors: Sequence[str]) -> bool:
        self.is_on = selectors == ["off"]
        return True

    async def take_away(self, kind: str, *, is_off: bool) -> int:
        self.taken.append(is_off)
        return 1


async def test_look_from_before_a_turn_does_not_undo_it() -> None:
    page, switch = Obedient(), Switch("audio", Control(on=["on"], off=["off"]))
    seen, turns = await page.look(switch.selectors()), switch.turns
    await switch.turn(page, on=False)
    assert not switch.is_on
    switch.note(seen.shown, turns)
    assert not switch.is_on, "the page was switched since"
    page.is_on = True
    switch.note((await page.look(switch.selectors())).shown, switch.turns)
    assert switch.is_on, "somebody switched it on the page"
    assert page.taken == [True, False]
