"""A forwarder's process, and the room's end of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from appliance.meeting.engines.embedded import EmbeddedEngine
from appliance.paths import Paths
from appliance.sfu.configuration import ForwarderConfig
from tests.meeting.engine_contract import Hearing

CODE = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.paths import Paths
from appliance.sfu.worker import run_sfu
log.configure()
asyncio.run(run_sfu(Paths(Path(sys.argv[1]), Path(sys.argv[1]))))
"""
ROOT = Path(__file__).parents[2]


class Process:
    """Started at once; what it says on standard error is kept."""

    def __init__(self, directory: Path) -> None:
        self.paths = Paths(directory, directory)
        self.paths.prepare_runtime()
        self.log = directory / "sfu.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-c", CODE, str(self.paths.runtime)],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def stop(self) -> None:
        """End it, and see that nothing went wrong that it did not expect."""
        self.process.terminate()
        assert self.process.wait(10) == 0, self.said
        for word in ("Traceback", "never retrieved", "Fatal error", "Exception in callback"):
            assert word not in self.said, self.said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def forwarder(directory: Path) -> Iterator[Process]:
    """A process for as long as the context lasts."""
    process = Process(directory)
    try:
        yield process
        process.stop()
    finally:
        process.kill()


@asynccontextmanager
async def connected(process: Process, address: str) -> AsyncIterator[tuple[EmbeddedEngine, Hearing, list[bool]]]:
    """The room's end of it, once it is there; and each coming and going."""
    hearing, alive = Hearing(), list[bool]()
    engine = EmbeddedEngine(process.paths.sfu_socket, ForwarderConfig(addresses=(address,)), hearing.take, alive.append)
    task = asyncio.create_task(engine.run())
    try:
        async with asyncio.timeout(20):
            while not alive or not alive[-1]:  # noqa: ASYNC110  the process has no event
                await asyncio.sleep(0.02)
        yield engine, hearing, alive
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
