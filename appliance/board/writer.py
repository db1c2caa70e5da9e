"""A board's changes on their way to the disk: one thread that writes, syncs, and only then says that they are safe.

Whatever has gathered while it synced goes out together. Where the disk takes nothing, all of it stays in memory, in
order, and is tried again every second; what is on the disk is only ever added to.
"""

from __future__ import annotations

import asyncio
import errno
import itertools
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from appliance.board import journal
from appliance.board.folder import Folder, replace, sync_folder

log = structlog.get_logger()

Trouble = Literal["", "board.storage_full", "board.read_only"]

RETRY_S = 1.0
GATHER_S = 0.02
"""Ink being drawn waits this long for more of it, so that ten hands are one write."""
CLOSE_S = 5.0
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(slots=True)
class _Rotation:
    state: bytes


class Writer:
    """Writes a board's journal, snapshot and wet ink. Callbacks are called in the event loop."""

    def __init__(
        self, folder: Folder, kept_bytes: int, on_durable: Callable[[int], None], on_trouble: Callable[[Trouble], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._folder = folder
        self._journal = _Appended(folder.journal, kept_bytes)
        self._wet = _Appended(folder.wet, 0)
        self._on_durable = on_durable
        self._on_trouble = on_trouble
        self._waiting: deque[bytes | _Rotation] = deque()
        self._wet_waiting: list[bytes] = []
        self._wet_since = 0.0
        self._is_wet_over = False
        self._is_closing = False
        self._changed = threading.Condition()
        self._trouble: Trouble = ""
        self._done = 0
        self.appended = 0
        """How many records were handed over; `on_durable` tells how many of them are on the disk."""
        self.journal_bytes = kept_bytes
        self.wet_bytes = 0
        self._thread = threading.Thread(target=self._run, name="parlor-board-writer", daemon=True)
        self._thread.start()

    def append(self, update: bytes) -> int:
        """Have an update written; returns the number that `on_durable` will reach."""
        record = journal.encode(update)
        with self._changed:
            self._waiting.append(record)
            self._changed.notify()
        self.journal_bytes += len(record)
        self.appended += 1
        return self.appended

    def rotate(self, state: bytes) -> None:
        """Have the whole document written as a snapshot; it holds every update that was appended so far."""
        with self._changed:
            self._waiting.append(_Rotation(state))
            self._changed.notify()
        self.journal_bytes = 0

    def append_wet(self, message: bytes) -> None:
        """Have ink that is being drawn written within 100 ms."""
        self.wet_bytes += len(message)
        with self._changed:
            self._wet_waiting.append(journal.encode(message))
            self._wet_since = self._wet_since or time.monotonic()
            self._changed.notify()

    def restart_wet(self, messages: Iterable[bytes] = ()) -> None:
        """Forget all wet ink but this, once all that was appended so far is on the disk."""
        with self._changed:
            self._is_wet_over = True
            self._wet_waiting.clear()
            self._wet_since = 0.0
            self._changed.notify()
        self.wet_bytes = 0
        for message in messages:
            self.append_wet(message)

    async def close(self) -> bool:
        """Write the rest and stop; False where the disk would not take it."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        await asyncio.to_thread(self._thread.join, CLOSE_S)
        return self._done == self.appended

    def _run(self) -> None:
        gave_up = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work, timeout=None)
                if self._is_closing and (gave_up or self._is_idle()):
                    break
                work, wet = list(self._waiting), self._take_wet()
                is_wet_over = self._is_wet_over
            try:
                self._write(work, wet, is_wet_over)
            except OSError as error:
                self._tell(_trouble(error))
                gave_up = time.monotonic()
                with self._changed:
                    self._changed.wait_for(lambda: self._is_closing, timeout=RETRY_S)
            else:
                gave_up = 0.0
                self._tell("")
        self._journal.close()
        self._wet.close()

    def _has_work(self) -> bool:
        if self._waiting or self._is_wet_over or self._is_closing:
            return True
        if not self._wet_since:
            return False
        remaining_s = self._wet_since + GATHER_S - time.monotonic()
        if remaining_s > 0:
            self._changed.wait(remaining_s)
        return True

    def _is_idle(self) -> bool:
        return not (self._waiting or self._wet_waiting or self._is_wet_over)

    def _take_wet(self) -> bytes:
        wet = b"".join(self._wet_waiting)
        self._wet_waiting.clear()
        self._wet_since = 0.0
        return wet

    def _write(self, work: list[bytes | _Rotation], wet: bytes, is_wet_over: bool) -> None:
        """Raises OSError; what was written by then is off the queue."""
        while work:
            records = list(itertools.takewhile(lambda one: isinstance(one, bytes), work))
            if records:
                self._journal.write(b"".join(records))  # type: ignore[arg-type]
                self._took(len(records), len(records))
            elif isinstance(work[0], _Rotation):
                self._rotate(work[0].state)
                self._took(1, 0)
            del work[: len(records) or 1]
        if is_wet_over:
            self._wet.empty()
            with self._changed:
                self._is_wet_over = False
        if wet:
            self._wet.write(wet)

    def _took(self, items: int, records: int) -> None:
        with self._changed:
            for _ in range(items):
                self._waiting.popleft()
        if records:
            self._done += records
            self._call(self._on_durable, self._done)

    def _rotate(self, state: bytes) -> None:
        """Where there is no room for a snapshot, the journal simply goes on."""
        try:
            replace(self._folder.snapshot, state)
            self._journal.close()
            if not self._folder.journal.exists():
                return
            self._folder.history.mkdir(mode=0o700, exist_ok=True)
            self._folder.journal.rename(self._folder.next_history())
            self._journal = _Appended(self._folder.journal, 0)
            sync_folder(self._folder.history)
            sync_folder(self._folder.path)
        except OSError as error:
            log.warning("board.not_rotated", folder=self._folder.path.name, reason=error.strerror)

    def _tell(self, trouble: Trouble) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._call(self._on_trouble, trouble)

    def _call(self, told: Callable[..., None], what: object) -> None:
        try:
            self._loop.call_soon_threadsafe(told, what)
        except RuntimeError:
            return  # the loop is closed: nobody listens any more


class _Appended:
    """A file that only grows; a write that failed half way is cut off before the next."""

    def __init__(self, path: Path, kept_bytes: int) -> None:
        self._path = path
        self._size = kept_bytes
        self._file = -1
        self._is_clean = False

    def write(self, blob: bytes) -> None:
        self._open()
        if not self._is_clean:
            os.ftruncate(self._file, self._size)
        self._is_clean = False
        whole = blob if self._size else journal.MAGIC + blob
        rest = memoryview(whole)
        at = self._size
        while rest:
            count = os.pwrite(self._file, rest, at)
            rest, at = rest[count:], at + count
        os.fdatasync(self._file)
        self._size += len(whole)
        self._is_clean = True

    def empty(self) -> None:
        if self._path.exists():
            self._open()
            os.ftruncate(self._file, 0)
            os.fdatasync(self._file)
        self._size = 0

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _open(self) -> None:
        if self._file >= 0:
            return
        is_new = not self._path.exists()
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if is_new:
            sync_folder(self._path.parent)
            return
        torn = self._path.stat().st_size - self._size
        if torn > 0 and self._size:
            with self._path.open("rb") as file:
                file.seek(self._size)
                replace(self._path.with_name(f"{self._path.name}.torn-{time.time_ns() // 1_000_000}"), file.read())


def _trouble(error: OSError) -> Trouble:
    trouble: Trouble = "board.storage_full" if error.errno in _FULL else "board.read_only"
    log.error("board.not_stored", reason=error.strerror, trouble=trouble)
    return trouble
