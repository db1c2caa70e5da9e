"""Makes films, one at a time, in processes that can be spared."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from appliance.api.errors import Code
from appliance.meeting.recording.folder import FILM

log = structlog.get_logger()

MAX_LINE_BYTES = 16
MAX_STDERR_BYTES = 4096
NOTHING, DISK_FULL = 3, 4
"""Exit codes of the child."""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class FilmFailed(Exception):
    """There is no film; holds a code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def make_film(folder: Path, tell: Callable[[int], None]) -> None:
    """Make the film of a folder; `tell` gets per cent. Cancelling kills the process. Raises FilmFailed."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-W", "ignore", "-m", "appliance.meeting.recording.film", str(folder), str(os.getpid()),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_ENVIRONMENT,
        cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = await asyncio.gather(_words(child), _follow(child, tell))
        status = await child.wait()
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await asyncio.shield(child.wait())
            await asyncio.to_thread(_tidy, folder)
    if status:
        log.warning("recording.film_failed", folder=folder.name, status=status, said=said)
        codes = {NOTHING: Code.RECORDING_EMPTY, DISK_FULL: Code.RECORDING_DISK_FULL}
        raise FilmFailed(codes.get(status, Code.RECORDING_BROKEN))


def _tidy(folder: Path) -> None:
    """What was killed could not do it itself."""
    (folder / f".{FILM}.part").unlink(missing_ok=True)


async def _follow(child: asyncio.subprocess.Process, tell: Callable[[int], None]) -> None:
    assert child.stdout is not None  # noqa: S101  it was asked for
    line = b""
    while part := await child.stdout.read(4096):
        *lines, line = (line + part).split(b"\n")
        line = line[:MAX_LINE_BYTES]
        if known := [int(each) for each in lines if each.isdigit() and len(each) <= MAX_LINE_BYTES]:
            tell(min(known[-1], 1000) // 10)


async def _words(child: asyncio.subprocess.Process) -> str:
    assert child.stderr is not None  # noqa: S101  it was asked for
    kept = b""
    while part := await child.stderr.read(MAX_STDERR_BYTES):
        kept = (kept + part)[-MAX_STDERR_BYTES:]
    return kept.decode(errors="replace")
