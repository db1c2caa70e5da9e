"""A worker process on 127.0.0.1, in whose virtual room people hardly pause."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.process import Process

CODE = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.media.worker import run_media
from appliance.paths import Paths
from drivers import registry, world

lively = world.World(talk_s=6, quiet_s=0.5)
world.shared = lambda: lively
registry.DRIVERS["speaker"]["hanging"] = "tests.media.hanging:HangingSpeaker"
log.configure()
asyncio.run(run_media(Paths(Path(sys.argv[1]), Path(sys.argv[1]))))
"""


class Worker(Process):
    """Started at once."""

    def __init__(self, directory: Path) -> None:
        super().__init__(CODE, directory)


@contextmanager
def running_worker(directory: Path) -> Iterator[Worker]:
    worker = Worker(directory)
    try:
        yield worker
        worker.stop()
    finally:
        worker.kill()
