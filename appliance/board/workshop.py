"""Where files from strangers are read and files for strangers made: in a process that can be spared.

Each job has a child process of its own, with bounded memory and time, an empty environment, a private folder and, where
the kernel has Landlock, nothing else to read or write. Cancelling a job kills its process.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

import structlog

from appliance.api.board import ExportFormat, LostPart
from appliance.board.conversion import ANSWER, ASSETS, DOCUMENT, JOB, RESULT
from appliance.board.parcel import MAX_FILE_BYTES, BadFile
from appliance.board.progress import Told

log = structlog.get_logger()

READ_CPU_S = 3
"""For any file; each MB of it has READ_CPU_S_A_MB more."""
READ_CPU_S_A_MB = 0.5
WRITE_CPU_S = 60
PICTURE_CPU_S = 20
WALL_PER_CPU, PATIENCE_S = 3, 10
"""On a busy machine a process may wait that much longer than it works, and so long before it begins."""
MAX_STDERR_BYTES = 8_192
MAX_PROGRESS_BYTES = 16
"""Of a line that tells how much is done."""

_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # one thread: more would each want a part of the bounded memory
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def _unheard(_share: float) -> None:
    """Nobody wants to know how much is done."""


class ReadFile(NamedTuple):
    """What was in a file: a Yjs update of a document with its pages, their assets, and what was lost."""

    update: bytes
    assets: dict[str, bytes]
    lost: tuple[LostPart, ...]


async def read_file(path: Path, name: str, told: Told = _unheard) -> ReadFile:
    """Read a file of any known format; `name` is how people know it. Raises BadFile."""
    with _folder() as folder:
        answer = await _on_file(folder, "read", path, name, told)
        return await asyncio.to_thread(_taken, folder, _lost(answer))


async def survey_file(path: Path, name: str) -> dict[str, Any]:
    """What is in a file, see `survey.py`. Raises BadFile."""
    with _folder() as folder:
        answer = await _on_file(folder, "survey", path, name, _unheard)
    return {key: value for key, value in answer.items() if key != "is_shut_in"}


async def write_file(
    update: bytes,
    assets: Mapping[str, Path],
    format: ExportFormat,  # noqa: A002
    page_id: str,
    target: Path,
    told: Told = _unheard,
) -> tuple[LostPart, ...]:
    """Make a file of a document, or of one of its pages; gives what the format could not carry. Raises BadFile."""
    return await write_pages(update, assets, format, (page_id,) if page_id else (), [target], told)


async def write_pages(
    update: bytes,
    assets: Mapping[str, Path],
    format: ExportFormat,  # noqa: A002
    page_ids: Sequence[str],
    targets: Sequence[Path],
    told: Told = _unheard,
) -> tuple[LostPart, ...]:
    """Make a file for each of some pages; without any, one of all pages. Raises BadFile."""
    job = {"work": "write", "format": format, "page_ids": list(page_ids)}
    with _folder() as folder:
        answer = await _on_document(folder, job, update, assets, WRITE_CPU_S, targets[0].name, told)
        for number, target in enumerate(targets, 1):
            await asyncio.to_thread(_put, folder / f"{RESULT}-{number}", target)
        return _lost(answer)


async def picture(update: bytes, assets: Mapping[str, Path], target_png: Path, width_px: int) -> None:
    """Make a small PNG of a document's first page. Raises BadFile."""
    with _folder() as folder:
        job = {"work": "picture", "width_px": width_px}
        await _on_document(folder, job, update, assets, PICTURE_CPU_S, target_png.name, _unheard)
        await asyncio.to_thread(_put, folder / f"{RESULT}-1", target_png)


async def _on_file(folder: Path, work: str, path: Path, name: str, told: Told) -> dict[str, Any]:
    try:
        stream = await asyncio.to_thread(path.open, "rb")
    except OSError as error:
        raise BadFile("damaged", f"it cannot be opened ({error.strerror})", name) from error
    with stream:
        size = os.fstat(stream.fileno()).st_size
        if size > MAX_FILE_BYTES:
            raise BadFile("too_large", f"it is larger than {MAX_FILE_BYTES >> 20} MB", name)
        cpu_s = READ_CPU_S + round(READ_CPU_S_A_MB * size / 2**20)
        return await _done(folder, {"work": work, "name": name}, stream, cpu_s, name, told)


async def _on_document(
    folder: Path, job: dict[str, Any], update: bytes, assets: Mapping[str, Path], cpu_s: int, name: str, told: Told
) -> dict[str, Any]:
    await asyncio.to_thread((folder / DOCUMENT).write_bytes, update)
    job |= {"assets": {sha: str(path.absolute()) for sha, path in assets.items()}}
    return await _done(folder, job, None, cpu_s, name, told)


async def _done(
    folder: Path, job: dict[str, Any], stream: IO[bytes] | None, cpu_s: int, name: str, told: Told
) -> dict[str, Any]:
    """The answer of a child that did the job. Raises BadFile, also for a child that came to grief."""
    wall_s = cpu_s * WALL_PER_CPU + PATIENCE_S
    (folder / JOB).write_text(json.dumps(job | {"cpu_s": cpu_s, "parent": os.getpid()}))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-W", "ignore", "-m", "appliance.board.conversion", str(folder),
        stdin=stream or asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_ENVIRONMENT | {"HOME": str(folder), "TMPDIR": str(folder)},
        cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    try:
        async with asyncio.timeout(wall_s):
            assert child.stdout is not None  # noqa: S101  it was asked for
            words, _ = await asyncio.gather(_heard(child), followed(child.stdout, told))
            status = await child.wait()
    except TimeoutError:
        raise BadFile("timeout", f"it took longer than {wall_s} seconds", name) from None
    finally:
        if child.returncode is None:  # else its number may be somebody else's by now
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await asyncio.shield(child.wait())
    answer_file = folder / ANSWER
    if status or not answer_file.exists():
        log.warning("board.conversion_failed", work=job["work"], status=status, said=words[-500:])
        raise _grief(status, cpu_s, name)
    answer = json.loads(await asyncio.to_thread(answer_file.read_bytes))
    if "reason" in answer:
        raise BadFile(answer["reason"], answer["words"], name)
    return answer


async def _heard(child: asyncio.subprocess.Process) -> str:
    """What the child said on standard error, of which only so much is kept."""
    assert child.stderr is not None  # noqa: S101  it was asked for
    kept = b""
    while part := await child.stderr.read(MAX_STDERR_BYTES):
        kept = (kept + part)[-MAX_STDERR_BYTES:]
    return kept.decode(errors="replace")


async def followed(said: asyncio.StreamReader, told: Told) -> None:
    """Pass on how much a child says is done; whatever else it says there is nothing."""
    line, done = b"", 0
    while part := await said.read(MAX_STDERR_BYTES):
        *lines, line = (line + part).split(b"\n")
        line = line[:MAX_PROGRESS_BYTES]
        known = [int(each) for each in lines if each.isdigit() and len(each) <= MAX_PROGRESS_BYTES]
        newest = min(max(known, default=0), 1000)
        if newest > done:
            done = newest
            told(done / 1000)


def _grief(status: int, cpu_s: int, name: str) -> BadFile:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return BadFile("timeout", f"it needs more than {cpu_s} seconds of work", name)
    return BadFile("damaged", "the program that handles such files broke on it", name)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parlor-board-") as folder:
        yield Path(folder)


def _taken(folder: Path, lost: tuple[LostPart, ...]) -> ReadFile:
    assets = {each.name: each.read_bytes() for each in (folder / ASSETS).iterdir()}
    return ReadFile((folder / DOCUMENT).read_bytes(), assets, lost)


def _put(made: Path, target: Path) -> None:
    """Move a file into place, whole or not at all, also from another file system."""
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(made, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _lost(answer: dict[str, Any]) -> tuple[LostPart, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for each in answer["lost"]:
        counted[each["what"], each["reason"]] += each["count"]
    return tuple(LostPart(what=what, reason=reason, count=count) for (what, reason), count in counted.items())
