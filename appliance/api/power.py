"""power: whether the glass is awake."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

import msgspec

from appliance.api.role import STAFF, Role, allow


class PowerState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Awake or asleep."""

    asleep: bool = False
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)


class PowerApi(Protocol):
    """Verbs on power."""

    @allow(*STAFF)
    async def wake(self) -> None:
        """Light the glass."""
        ...

    @allow(*STAFF)
    async def sleep(self) -> None:
        """Darken the glass now; a live cast keeps it awake."""
        ...

    @allow(Role.SHELL)
    async def report_activity(self) -> None:
        """Somebody touched the glass; call at most every ten seconds."""
        ...
