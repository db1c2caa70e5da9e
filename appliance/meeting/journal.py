"""Journal: conferences on disk, one private file each, so that they outlive the daemon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import structlog

from appliance import secret
from appliance.meeting.record import Record

log = structlog.get_logger()

MAX_BYTES = 8 << 20


class Journal:
    """Written whole and atomically; a disk that is full costs the memory of a restart and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = asyncio.Lock()
        self._is_failing = False

    def read(self) -> list[Record]:
        """All that were kept, the oldest first; what is damaged is put aside."""
        found: list[Record] = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                if path.stat().st_size > MAX_BYTES:
                    raise msgspec.DecodeError("too large")
                found.append(msgspec.json.decode(path.read_bytes(), type=Record))
            except (OSError, msgspec.DecodeError) as error:
                log.error("meeting.unreadable", file=path.name, reason=type(error).__name__)
                path.replace(path.with_suffix(".unreadable"))
        return sorted(found, key=lambda record: record.since)

    async def write(self, record: Record) -> None:
        """Keep a conference as it is now."""
        content = msgspec.json.encode(record)
        await self._tried(lambda: secret.write(self._path(record.id), content))

    async def forget(self, conference: str) -> None:
        """Keep it no longer."""
        await self._tried(lambda: self._path(conference).unlink(missing_ok=True))

    async def _tried(self, change: Callable[[], None]) -> None:
        async with self._turn:
            try:
                await asyncio.to_thread(change)
            except OSError as error:
                if not self._is_failing:
                    log.error("meeting.not_kept", reason=error.strerror)
                self._is_failing = True
            else:
                self._is_failing = False

    def _path(self, conference: str) -> Path:
        return self._folder / f"{conference}.json"
