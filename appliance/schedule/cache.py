"""The next days of each calendar on disk, so that a room which starts without network still has its agenda."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import structlog

from appliance import secret
from appliance.schedule.known import Known

log = structlog.get_logger()


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar as it was last read."""

    version: int = 1
    read_at: datetime
    known: tuple[Known, ...] = ()


class Cache:
    """A file a calendar, readable by the room alone: links carry passcodes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, calendar: str) -> Kept | None:
        """What is kept of a calendar; None where that is nothing or damaged."""
        try:
            return msgspec.json.decode((self._folder / f"{calendar}.json").read_bytes(), type=Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("calendar.cache_unreadable", calendar=calendar, reason=str(error))
            return None

    def save(self, calendar: str, kept: Kept) -> None:
        """Replace what is kept; a full disk costs the cache, not the agenda."""
        try:
            secret.write(self._folder / f"{calendar}.json", msgspec.json.encode(kept))
        except OSError as error:
            log.warning("calendar.cache_not_saved", calendar=calendar, reason=error.strerror)
