"""Each recipe joins a page that has just what it looks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from appliance.meeting.web import recipe
from tests.meeting.scene import scene
from tests.meeting.third_party import ThirdParty, until
from tests.meeting.web_worker import WebWorker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]

OWN = recipe.load()
JOINED = sorted(name for name, own in OWN.items() if own.step and own.signal["live"].at)


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[WebWorker]:
    worker = WebWorker(tmp_path)
    await worker.ready()
    yield worker
    worker.stop()


@pytest.mark.parametrize("name", JOINED)
async def test_recipe_joins_what_it_describes(worker: WebWorker, name: str) -> None:
    async with ThirdParty() as service:
        own = OWN[name]
        service.scenes[name] = scene(own, 0)
        async with worker.visit(service.url(f"recipe?id={name}"), name):
            await worker.until(lambda status: status.phase == "live", 30)
            wanted = [str(number) for number in range(len(own.step))]
            await until(lambda: [each.split(":")[1] for each in done(service)] == wanted, service)
            assert all(each.endswith(":Room 会议室 1") for each in done(service) if each.startswith("fill:"))
            assert "hand_over" not in {status.step for status in worker.statuses}
            if own.microphone is not None:
                await worker.until(lambda status: status.muted)


def done(service: ThirdParty) -> list[str]:
    return [each for each in service.told if each.startswith(("fill:", "click:"))]


@pytest.mark.parametrize("name", ["chime", "skype_business"])
async def test_service_without_web_client_is_told_at_once(worker: WebWorker, name: str) -> None:
    async with worker.visit("https://meet.localhost/1", name):
        over = await worker.until(lambda status: status.phase == "over", 2)
        assert (over.failure, over.detail) == ("web.no_web_client", name)


async def test_service_without_recipe_is_shown_and_handed_over(worker: WebWorker) -> None:
    async with ThirdParty() as service, worker.visit(service.url("join?straight"), "pexip"):
        await worker.until(lambda status: status.step == "hand_over", 20)
        assert worker.picture.exists()
