"""A browser worker in a process of its own, with the real Chromium, and what it says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil

from appliance.api.meeting import TouchPoint
from appliance.frames import PAGE
from appliance.meeting.web.client import RemotePages
from appliance.meeting.web.engine import PageDevices, PageStatus
from appliance.paths import Paths

CODE = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.meeting.web.recipe import load
from appliance.meeting.web.worker import run_browser
from appliance.paths import Paths
home = Path(sys.argv[1])
log.configure()
asyncio.run(run_browser(Paths(home, home), sys.argv[2], load([home / "recipes.d"])))
"""
ROOT = Path(__file__).parents[2]
RECIPE = """
id = "test"
hosts = ["meet.localhost"]
visits = ["account.localhost"]
microphone = { on = ['[data-id="mic-on"]'], off = ['[data-id="mic-off"]'] }
camera = { on = ['[data-id="cam-on"]'], off = ['[data-id="cam-off"]'] }
leave = ['[data-id="leave"]']

[[step]]
do = "click"
at = ['[data-id="continue"]']
optional = true

[[step]]
do = "fill"
at = ['[data-id="name"]']
step = "name"

[[step]]
do = "click"
at = ['[data-id="join"]']
step = "ask"

[signal]
lobby = { at = ['[data-id="lobby"]'] }
live = { at = ['[data-id="stage"]'] }
ended = { at = ['[data-id="over"]'] }
refused = { at = ['[data-id="refused"]'] }
"""
TWINS = PageDevices(virtual=True)


class WebWorker:
    def __init__(self, directory: Path, program: str = "chromium") -> None:
        self.paths = Paths(directory, directory)
        self.paths.prepare_runtime()
        recipes = directory / "recipes.d"
        recipes.mkdir(exist_ok=True)
        (recipes / "test.toml").write_text(RECIPE)
        self.log = directory / "worker.log"
        self.statuses: list[PageStatus] = []
        self.times: list[float] = []
        self.pages = RemotePages(self.paths.browser_socket)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", CODE, str(directory), program],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PARLOR_TEST_SECRET": "open sesame"},
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def status(self) -> PageStatus:
        return self.statuses[-1] if self.statuses else PageStatus()

    @property
    def browsers(self) -> list[psutil.Process]:
        """Every process of the browser, the first one first."""
        found = []
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):
                if process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    @property
    def picture(self) -> Path:
        return self.paths.pages / PAGE

    async def until(self, holds: Callable[[PageStatus], bool], within_s: float = 15.0) -> PageStatus:
        deadline = time.monotonic() + within_s
        seen = 0
        while time.monotonic() < deadline:
            for status in self.statuses[seen:]:
                seen += 1
                if holds(status):
                    return status
            await asyncio.sleep(0.01)
        raise AssertionError(f"not within {within_s} s: {self.statuses[-5:]}\n{self.said}")

    @asynccontextmanager
    async def visit(
        self, url: str, service: str = "test", devices: PageDevices = TWINS, **told: bool
    ) -> AsyncIterator[asyncio.Task]:
        task = asyncio.create_task(self.pages.visit("1a", service, url, "Room 会议室 1", devices, self._note, **told))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self.gone()

    async def gone(self, within_s: float = 5.0) -> None:
        """Nothing of a browser is left, neither processes nor files."""
        deadline = time.monotonic() + within_s
        while self.browsers or any(self.paths.profiles.glob("*")):
            assert time.monotonic() < deadline, (self.browsers, list(self.paths.profiles.glob("*")))
            await asyncio.sleep(0.02)

    async def ready(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_unix_connection(self.paths.browser_socket)
                writer.close()
                return
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            await asyncio.sleep(0.02)

    def kill(self) -> None:
        """At once, as by a crash; stop() has then nothing to do."""
        self.process.kill()
        self.process.wait()
        self.paths.browser_socket.unlink()

    def stop(self) -> None:
        if self.process.returncode is not None:
            return
        self.process.terminate()
        assert self.process.wait(10) == 0, (self.process.returncode, self.said)
        assert "Traceback" not in self.said, self.said
        assert "never retrieved" not in self.said, self.said

    def _note(self, status: PageStatus) -> None:
        self.statuses.append(status)
        self.times.append(time.monotonic())


async def tap(worker: WebWorker, x: float, y: float) -> None:
    await worker.pages.touch([TouchPoint(id=1, x=x, y=y)])
    await asyncio.sleep(0.05)
    await worker.pages.touch([])
