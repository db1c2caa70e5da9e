"""A worker process on 127.0.0.1, in whose virtual room people hardly pause."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.paths import Paths

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
ROOT = Path(__file__).parents[2]


class Worker:
    def __init__(self, directory: Path) -> None:
        self.paths = Paths(directory, directory)
        self.paths.prepare_runtime()
        self.log = directory / "worker.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", CODE, str(self.paths.runtime)],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(10) == 0, self.said
        assert "Traceback" not in self.said, self.said
        assert "never retrieved" not in self.said, self.said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def running_worker(directory: Path) -> Iterator[Worker]:
    worker = Worker(directory)
    try:
        yield worker
        worker.stop()
    finally:
        worker.kill()
