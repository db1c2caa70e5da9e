"""A worker of the room as a process of its own, on sockets in a directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from appliance.paths import Paths

ROOT = Path(__file__).parents[1]
WRONG = ("Traceback", "never retrieved", "Fatal error", "Exception in callback")


class Process:
    """Python that runs some code with the directory as its argument; what it says on standard error is kept."""

    def __init__(self, code: str, directory: Path) -> None:
        self._code = code
        self.paths = Paths(directory, directory)
        self.paths.prepare_runtime()
        self.log = directory / "process.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-c", self._code, str(self.paths.runtime)],
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
        for word in WRONG:
            assert word not in self.said, self.said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
