"""What people did about a meeting at this room: came, ended it, gave it back. Kept over restarts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import structlog

from appliance import secret

log = structlog.get_logger()

KEPT = timedelta(days=2)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """About one occurrence."""

    at: datetime
    checked_in: bool = False
    ended_at: datetime | None = None
    """Earlier than its calendar says."""
    released: bool = False


class Marks:
    """One file; what is older than two days is forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._marks: dict[str, Mark] = {}
        try:
            self._marks = msgspec.json.decode(file.read_bytes(), type=dict[str, Mark])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError) as error:
            log.warning("schedule.marks_unreadable", reason=str(error))

    def of(self, key: str) -> Mark | None:
        """The mark of an occurrence."""
        return self._marks.get(key)

    def put(self, key: str, mark: Mark) -> None:
        """Replace a mark, on disk too; a full disk costs only its outliving a restart."""
        fresh = {name: one for name, one in self._marks.items() if mark.at - one.at < KEPT}
        self._marks = fresh | {key: mark}
        try:
            secret.write(self._file, msgspec.json.encode(self._marks))
        except OSError as error:
            log.warning("schedule.marks_not_saved", reason=error.strerror)
