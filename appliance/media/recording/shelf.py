"""The files of a recording, written by a thread of their own, so that a slow disk holds nothing up."""

from __future__ import annotations

import errno
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog
from av.error import FFmpegError

from appliance.api.errors import Code
from appliance.media.recording.disk import MIN_FREE, Disk, free_bytes
from appliance.media.recording.matroska import MatroskaFile, Unrecordable

log = structlog.get_logger()

MAX_WAITING_BYTES = 64 << 20
"""What waits while the disk is slow; beyond it frames are left out."""
MAX_WAITING = 20_000
SYNC_S = 1.0
JOURNAL = "tracks.jsonl"

_Work = tuple[int, Callable[..., None], tuple[Any, ...]]


class Shelf:
    """Every method but close() returns at once; close() belongs into a thread. `on_failure` is called in the writer's
    thread with a code when nothing more can be written; what was written stays good.
    """

    def __init__(self, folder: Path, on_failure: Callable[[str], object]) -> None:
        """Raises OSError where nothing can be written."""
        self._folder = folder
        self._on_failure = on_failure
        self._files: dict[str, MatroskaFile] = {}
        self._journal = Disk(folder / JOURNAL)
        self._finished_bytes = 0
        self._waiting: deque[_Work] = deque()
        self._waiting_bytes = 0
        self._wake = threading.Condition()
        self._is_open = True
        self._has_failed = False
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    @property
    def written(self) -> int:
        """Bytes on disk."""
        return self._finished_bytes + sum(file.written for file in tuple(self._files.values()))

    def begin(self, name: str, codec: str, first: bytes, about: dict[str, Any]) -> bool:
        """Open a file whose first frame this is, and write down what it holds."""
        return self._put(len(first), self._begin, name, codec, first, about)

    def write(self, name: str, frame: bytes, ticks: int, is_key: bool) -> bool:
        """Add a frame to a file; False where too much waits, and it is left out."""
        return self._put(len(frame), self._write, name, frame, ticks, is_key)

    def finish(self, name: str) -> None:
        """Close a file."""
        self._put(0, self._finish, name, is_needed=True)

    def note(self, line: dict[str, Any]) -> None:
        """Write a line of the journal."""
        self._put(0, self._note, line, is_needed=True)

    def close(self) -> None:
        """Write what waits, end all files well, and return then."""
        with self._wake:
            self._is_open = False
            self._wake.notify()
        self._thread.join()

    def _put(self, size: int, work: Callable[..., None], *arguments: Any, is_needed: bool = False) -> bool:
        with self._wake:
            is_full = self._waiting_bytes + size > MAX_WAITING_BYTES or len(self._waiting) >= MAX_WAITING
            if self._has_failed or (is_full and not is_needed):
                return False
            self._waiting.append((size, work, arguments))
            self._waiting_bytes += size
            self._wake.notify()
        return True

    def _run(self) -> None:
        synced_s = time.monotonic()
        try:
            while (taken := self._take(synced_s + SYNC_S - time.monotonic())) is not None:
                for work, arguments in taken:
                    work(*arguments)
                if time.monotonic() - synced_s >= SYNC_S:
                    self._sync()
                    synced_s = time.monotonic()
        except OSError as error:
            self._fail(error)
        finally:
            self._end()

    def _take(self, timeout_s: float) -> list[tuple[Callable[..., None], tuple[Any, ...]]] | None:
        """What waits, which may be nothing when it is time to sync; None at the end."""
        with self._wake:
            self._wake.wait_for(lambda: self._waiting or not self._is_open, max(0.0, timeout_s))
            if not self._waiting and not self._is_open:
                return None
            taken = [(work, arguments) for _, work, arguments in self._waiting]
            self._waiting.clear()
            self._waiting_bytes = 0
            return taken

    def _begin(self, name: str, codec: str, first: bytes, about: dict[str, Any]) -> None:
        try:
            file = MatroskaFile(self._folder / name, codec, first)
        except Unrecordable as error:
            log.warning("recording.unreadable", file=name, error=str(error))
            return
        self._files[name] = file
        width, height = file.size
        self._note({**about, "event": "track.started", "file": name, "width": width, "height": height})

    def _write(self, name: str, frame: bytes, ticks: int, is_key: bool) -> None:
        if (file := self._files.get(name)) is None:
            return
        try:
            file.write(frame, ticks, is_key)
        except FFmpegError as error:
            if isinstance(error, OSError):
                raise
            log.warning("recording.frame_refused", file=name, error=str(error))

    def _finish(self, name: str) -> None:
        if (file := self._files.pop(name, None)) is not None:
            file.close()
            self._finished_bytes += file.written

    def _note(self, line: dict[str, Any]) -> None:
        self._journal.write(msgspec.json.encode(line) + b"\n")

    def _sync(self) -> None:
        for file in self._files.values():
            file.sync()
        self._journal.sync()
        if free_bytes(self._folder) < MIN_FREE:
            raise OSError(errno.ENOSPC, "nearly full", str(self._folder))

    def _fail(self, error: OSError) -> None:
        with self._wake:
            self._has_failed = True
            self._waiting.clear()
            self._waiting_bytes = 0
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        log.error("recording.failed", folder=self._folder.name, error=str(error))
        self._on_failure(Code.RECORDING_DISK_FULL if is_full else Code.RECORDING_BAD_FOLDER)

    def _end(self) -> None:
        for name in tuple(self._files):
            try:
                self._finish(name)
            except (OSError, FFmpegError) as error:
                log.warning("recording.file_without_end", file=name, error=str(error))
        try:
            self._journal.sync()
        except OSError as error:
            log.warning("recording.journal_not_synced", error=str(error))
        self._journal.close()
