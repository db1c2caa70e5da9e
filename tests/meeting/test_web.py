"""Meetings of third parties in a real Chromium: joining, waiting, handing over, leaving."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from appliance.frames import MailboxReader, PixelFormat
from tests.meeting.third_party import ThirdParty
from tests.meeting.web_worker import WebWorker, tap

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


async def test_room_joins_by_recipe_and_leaves(worker: WebWorker, service: ThirdParty) -> None:
    began = time.monotonic()
    async with worker.visit(service.url("join")):
        await worker.until(lambda status: status.phase == "live")
        print(f"from the tap to live: {time.monotonic() - began:.2f} s")
        assert "asked:Room 会议室 1:true" in service.told
        await told(service, "in:Fake Default Audio Input")
        steps = [status.step for status in worker.statuses]
        assert "hand_over" not in steps
        assert "name" in steps
        assert worker.status.camera_on
        assert not worker.status.muted
    assert "left" in service.told


async def test_lobby_is_told_and_being_admitted(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?lobby&straight")):
        waiting = await worker.until(lambda status: status.phase == "lobby")
        assert waiting.step == "admission"
        await asyncio.sleep(1)
        assert worker.status.phase == "lobby"
        service.open_door("admit")
        await worker.until(lambda status: status.phase == "live")
        service.open_door("end")
        over = await worker.until(lambda status: status.phase == "over")
        assert not over.failure


async def test_being_refused_is_a_failure(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?lobby&refuse")) as visit:
        await worker.until(lambda status: status.phase == "lobby")
        service.open_door("admit")
        over = await worker.until(lambda status: status.phase == "over")
        assert over.failure == "web.refused"
        await visit


async def test_step_that_fails_is_handed_over_and_a_finger_goes_on(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?nameless&straight")):
        await worker.until(lambda status: status.step == "hand_over", 20)
        assert 5 <= worker.times[-1] - service.asked["meet.localhost/join"] < 7.5
        assert worker.status.phase == "joining"
        where = await place_of(worker)
        await tap(worker, *where)
        await worker.until(lambda status: status.phase == "live")
        assert worker.status.step == ""
        assert service.told[0] == "asked::true"


async def test_unreachable_page_is_told(worker: WebWorker) -> None:
    async with worker.visit("http://meet.localhost:9/join"):
        over = await worker.until(lambda status: status.phase == "over")
        assert (over.failure, over.detail) == ("web.unreachable", "meet.localhost")


async def test_missing_browser_is_told(tmp_path: Path, service: ThirdParty) -> None:
    worker = WebWorker(tmp_path, "no-such-browser")
    await worker.ready()
    async with worker.visit(service.url("join")):
        over = await worker.until(lambda status: status.phase == "over")
        assert (over.failure, over.detail) == ("web.no_browser", "no-such-browser")
    worker.stop()


async def test_broken_browser_is_told(tmp_path: Path, service: ThirdParty) -> None:
    worker = WebWorker(tmp_path, "false")
    await worker.ready()
    async with worker.visit(service.url("join")):
        over = await worker.until(lambda status: status.phase == "over")
        assert over.failure == "web.no_browser"
    worker.stop()


@pytest.mark.parametrize("after_s", [0.0, 0.1, 0.4, 1.0, 2.0])
async def test_giving_up_is_at_once_at_any_moment(worker: WebWorker, service: ThirdParty, after_s: float) -> None:
    async with worker.visit(service.url("join?lobby")) as visit:
        await asyncio.sleep(after_s)
        began = time.monotonic()
        visit.cancel()
        await asyncio.gather(visit, return_exceptions=True)
        assert time.monotonic() - began < 0.2
        await worker.gone(3)
        assert time.monotonic() - began < 2.5
    assert not worker.picture.exists()


async def test_killed_browser_is_a_failure_and_leaves_nothing(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join")):
        await worker.until(lambda status: status.phase == "live")
        os.kill(worker.browsers[0].pid, signal.SIGKILL)
        over = await worker.until(lambda status: status.phase == "over", 3)
        assert over.failure == "web.crashed"
        await worker.gone()


async def test_killed_worker_takes_the_browser_along(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join")):
        await worker.until(lambda status: status.phase == "live")
        browsers = worker.browsers
        worker.kill()
        over = await worker.until(lambda status: status.phase == "over", 3)
        assert over.failure == "web.crashed"
        deadline = time.monotonic() + 5
        while any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in browsers):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)
        assert any(worker.paths.profiles.glob("*")), "nobody was there to wipe it"
        fresh = WebWorker(worker.paths.runtime)
        await fresh.ready()
        await fresh.gone()
        worker.process = fresh.process


async def test_crashed_page_comes_back_once(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join")):
        await worker.until(lambda status: status.phase == "live")
        mark = len(worker.statuses)
        kill_renderers(worker)
        await worker.until(lambda status: status.phase == "reconnecting")
        await worker.until(lambda _: len(worker.statuses) > mark + 2 and worker.status.phase == "live", 25)
        assert sum(each.startswith("asked:") for each in service.told) == 2
        kill_renderers(worker)
        over = await worker.until(lambda status: status.phase == "over")
        assert over.failure == "web.crashed"


async def test_page_is_drawn_and_touched(worker: WebWorker, service: ThirdParty) -> None:
    await worker.pages.set_size(1280, 720)
    async with worker.visit(service.url("join?nameless")):
        await worker.until(lambda status: status.step == "hand_over", 20)
        frame = MailboxReader(worker.picture).read()
        assert (frame.width, frame.height, frame.format) == (1280, 720, PixelFormat.I420)
        assert abs(frame.pixels[1280 * 720 - 1] - 42) <= 2, "the page's dark blue in video range, at its end"
        await worker.pages.set_size(800, 600)
        reader = MailboxReader(worker.picture)
        deadline = time.monotonic() + 5
        while (frame := reader.read()).width != 800:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


def kill_renderers(worker: WebWorker) -> None:
    killed = 0
    for process in worker.browsers:
        with suppress(psutil.Error):
            if "--type=renderer" in " ".join(process.cmdline()):
                process.kill()
                killed += 1
    assert killed


async def told(service: ThirdParty, what: str, within_s: float = 5.0) -> None:
    deadline = time.monotonic() + within_s
    while what not in service.told:
        assert time.monotonic() < deadline, service.told
        await asyncio.sleep(0.02)


async def place_of(worker: WebWorker) -> tuple[float, float]:
    """Where the one bright button on the dark page is, as somebody before the glass sees it."""
    frame = MailboxReader(worker.picture).read()
    luma = np.frombuffer(frame.pixels, np.uint8)[: frame.width * frame.height].reshape(frame.height, frame.width)
    rows, columns = np.nonzero(luma > 200)
    return float(columns.mean()) / frame.width, float(rows.mean()) / frame.height
