"""What a third party's page may not do, tried in a real Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.meeting.third_party import ThirdParty, until
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


async def test_only_the_meetings_own_pages_get_microphone_and_camera(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("frames")):
        await until(lambda: len(service.told) == 2, service)
        assert sorted(service.told) == ["meet.localhost:granted", "other.localhost:NotAllowedError"]


async def test_visited_page_gets_none(worker: WebWorker, service: ThirdParty) -> None:
    account = quote(service.url("asks", "account.localhost"))
    async with worker.visit(service.url(f"moved?to={account}")):
        await until(lambda: service.told, service)
        assert service.told == ["account.localhost:NotAllowedError"]


async def test_redirect_elsewhere_is_stopped(worker: WebWorker, service: ThirdParty) -> None:
    elsewhere = quote(service.url("join", "elsewhere.localhost"))
    async with worker.visit(service.url(f"moved?to={elsewhere}")):
        await worker.until(lambda status: status.hint == "stopped", 20)
        assert worker.status.step == "hand_over"
        assert "elsewhere.localhost/join" not in service.asked


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ("location = '{elsewhere}'", "elsewhere.localhost/join"),
        ("onclick = () => window.open('{elsewhere}')", "elsewhere.localhost/join"),
        ("top.location = 'file:///etc/passwd'", ""),
        ("location = 'data:text/html,hello'", ""),
    ],
)
async def test_page_stays_where_it_may_be(worker: WebWorker, service: ThirdParty, script: str, asked: str) -> None:
    script = script.replace("{elsewhere}", service.url("join", "elsewhere.localhost"))
    async with worker.visit(service.url(f"does?script={quote(script)}")):
        await until(lambda: "still-here" in service.told, service)
        await tap(worker, 0.5, 0.5)
        await asyncio.sleep(0.5)
        assert asked not in service.asked
        assert service.told == ["still-here"]
        if asked:
            await worker.until(lambda status: status.hint == "stopped")
            assert worker.status.phase == "joining"


async def test_what_opens_beside_the_page_opens_in_its_place(worker: WebWorker, service: ThirdParty) -> None:
    script = quote(f"onclick = () => window.open('{service.url('join?popup')}', '_blank')")
    async with worker.visit(service.url(f"does?script={script}")):
        await until(lambda: "still-here" in service.told, service)
        await tap(worker, 0.5, 0.5)
        await worker.until(lambda status: status.phase == "live", 20)


async def test_downloads_are_denied(worker: WebWorker, service: ThirdParty) -> None:
    script = quote("location = '/file.zip'")
    async with worker.visit(service.url(f"does?script={script}")):
        await until(lambda: "meet.localhost/file.zip" in service.asked, service)
        await asyncio.sleep(1)
        assert not list(worker.paths.profiles.rglob("*.zip*"))
        assert not list(worker.paths.profiles.rglob("*.crdownload"))


async def test_other_permissions_are_denied(worker: WebWorker, service: ThirdParty) -> None:
    script = """
      const names = ["geolocation", "notifications", "clipboard-read", "midi", "camera"];
      Promise.all(names.map((name) => navigator.permissions.query({ name })))
        .then((found) => tell(found.map((each) => each.state).join()));
    """
    async with worker.visit(service.url(f"does?script={quote(script)}")):
        await until(lambda: len(service.told) == 2, service)
        assert "denied,denied,denied,denied,granted" in service.told


async def test_browser_has_nothing_of_the_room(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join")):
        await worker.until(lambda status: status.phase == "live", 20)
        first = worker.browsers[0]
        assert "PARLOR_TEST_SECRET" not in first.environ()
        assert first.environ()["HOME"].startswith(str(worker.paths.profiles))
        sockets = {Path(f"/proc/{first.pid}/fd/{number}").readlink() for number in (3, 4)}
        assert len(sockets) == 1, "the pipe"
        opened = {each.path for process in worker.browsers for each in process.open_files()}
        ours = {path for path in opened if path.startswith(str(worker.paths.runtime))}
        assert all(path.startswith(str(worker.paths.profiles)) for path in ours), ours
        sockets = [each for process in worker.browsers for each in process.net_connections()]
        assert all(each.status != "LISTEN" for each in sockets), "no port of the debugger"


async def test_secrets_are_not_logged(worker: WebWorker, service: ThirdParty) -> None:
    async with worker.visit(service.url("join?lobby&pwd=open-sesame")):
        await worker.until(lambda status: status.phase == "lobby", 20)
    async with worker.visit("http://meet.localhost:9/x?pwd=open-sesame"):
        await worker.until(lambda status: status.failure == "web.unreachable", 20)
    assert "sesame" not in worker.said
