"""A forwarder's process, and the room's end of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from appliance.meeting.engines.embedded import EmbeddedEngine
from appliance.sfu.configuration import ForwarderConfig
from tests.meeting.engine_contract import Hearing
from tests.process import Process

CODE = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.paths import Paths
from appliance.sfu.worker import run_sfu
log.configure()
asyncio.run(run_sfu(Paths(Path(sys.argv[1]), Path(sys.argv[1]))))
"""


class ForwarderProcess(Process):
    """Started at once."""

    def __init__(self, directory: Path) -> None:
        super().__init__(CODE, directory)


@contextmanager
def forwarder(directory: Path) -> Iterator[ForwarderProcess]:
    """A process for as long as the context lasts."""
    process = ForwarderProcess(directory)
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
