"""room: which room this is."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

API_VERSION = 1


class RoomInfoState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stays the same while the daemon runs."""

    id: str = ""
    """Stable identity of the room, a UUID made at its first start."""
    version: str = ""
    api_version: int = API_VERSION
    started_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    virtual: bool = False
    """Whether any of the room's devices are virtual twins."""
