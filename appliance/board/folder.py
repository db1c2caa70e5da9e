"""A board's folder: what lies in it, and how it is read back, whatever state a crash or a bad disk left it in."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import structlog

from appliance.board import journal
from appliance.board.screening import BadUpdate, Missing, Screen

log = structlog.get_logger()


class Damaged(Exception):
    """Nothing in the folder can be read, though something is there; it was left as it is."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the list of boards tells, so that no document is loaded for it. Times are Unix ms."""

    name: str = ""
    created: int = 0
    changed: int = 0
    pages: int = 1
    preview: str = ""
    """Name of the picture of how it looked last."""


@dataclass(slots=True)
class Loaded:
    """What a folder held."""

    updates: list[bytes] = field(default_factory=list)
    journal_bytes: int = 0
    """Where the journal goes on."""
    has_gaps: bool = False
    """Something in the middle could not be read; the rest is to be written as a snapshot, beside the old files."""
    wet: list[bytes] = field(default_factory=list)
    """WET messages of strokes that were being drawn."""


class Folder:
    """One board's files. Reading them changes none of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.snapshot = path / "snapshot.yjs"
        self.journal = path / "journal"
        self.history = path / "history"
        self.wet = path / "wet"
        self.assets = path / "assets"
        self.summary = path / "summary.json"
        self.preview = path / "preview.png"

    def create(self, update: bytes, summary: Summary) -> None:
        """Write a new board whose journal begins with `update`. Raises OSError and leaves nothing then."""
        fresh = self.path.with_name(f".{self.path.name}.fresh")
        try:
            fresh.mkdir(mode=0o700)
            replace(fresh / self.journal.name, journal.MAGIC + journal.encode(update))
            replace(fresh / self.summary.name, msgspec.json.encode(summary))
            fresh.rename(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                for left in fresh.iterdir():
                    left.unlink()
                fresh.rmdir()
            raise
        sync_folder(self.path.parent)

    def read_summary(self) -> Summary:
        """The board's summary; a plain one, of the folder's own times, where it is damaged."""
        try:
            return msgspec.json.decode(self.summary.read_bytes(), type=Summary)
        except (OSError, msgspec.DecodeError):
            changed = int(max(path.stat().st_mtime for path in (self.path, *self.path.glob("journal"))) * 1000)
            return Summary(created=changed, changed=changed)

    def load(self) -> Loaded:
        """The updates that make the document. Raises Damaged."""
        found = Loaded()
        snapshot = self._read_snapshot()
        found.updates = [snapshot] if snapshot is not None else self._all_history()
        gaps = 0
        data = _bytes(self.journal)
        if data:
            read = journal.read(data)
            found.updates += [record.payload for record in read.records]
            found.journal_bytes, gaps = read.whole_bytes, read.gaps
        if (data or self.snapshot.exists() or self.history.exists()) and not found.updates:
            raise Damaged(str(self.path))
        found.has_gaps = gaps > 0 or (snapshot is None and self.snapshot.exists())
        if found.has_gaps:
            log.error("board.gaps", folder=self.path.name, gaps=gaps)
        found.wet = [record.payload for record in journal.read(_bytes(self.wet)).records]
        return found

    def history_records(self) -> list[journal.Record]:
        """Every change since the board began, in order."""
        while True:
            journals = self._journals()
            data = [_bytes(path) for path in (*journals, self.journal)]
            if journals == self._journals():
                break  # else the journal was moved there meanwhile
        return [record for one in data for record in journal.read(one).records]

    def next_history(self) -> Path:
        """Where the journal goes when a snapshot replaced it."""
        last = max((int(path.stem) for path in self._journals()), default=0)
        return self.history / f"{last + 1:06d}.journal"

    def _read_snapshot(self) -> bytes | None:
        data = _bytes(self.snapshot)
        if not data:
            return None
        try:
            Screen(b"\0").check(data)
        except (BadUpdate, Missing) as error:
            log.error("board.snapshot_damaged", folder=self.path.name, reason=str(error))
            self._set_aside(self.snapshot, data)
            return None
        return data

    def _all_history(self) -> list[bytes]:
        """Without a snapshot, or with one that is damaged, the board is made again from its beginning."""
        return [record.payload for path in self._journals() for record in journal.read(_bytes(path)).records]

    def _journals(self) -> list[Path]:
        return sorted(path for path in self.history.glob("*.journal") if path.stem.isdecimal())

    def _set_aside(self, path: Path, data: bytes) -> None:
        kept = path.with_name(f"{path.name}.damaged-{time.time_ns() // 1_000_000}")
        log.error("board.damaged_file", file=path.name, kept_as=kept.name, folder=self.path.name)
        with contextlib.suppress(OSError):  # on a read-only disk the file itself stays as it is
            replace(kept, data)


def replace(path: Path, content: bytes) -> None:
    """Write a file so that after a crash there is either the old one or the whole new one. Raises OSError."""
    fresh = path.with_name(f".{path.name}.fresh")
    try:
        with fresh.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make what a folder lists last. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
