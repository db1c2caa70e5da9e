"""session: the connection itself."""

from __future__ import annotations

from typing import Protocol

import msgspec

from appliance.api.role import EVERYONE, Role, allow


class SessionInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the room makes of a connection."""

    role: Role
    api_version: int
    version: str


class SessionApi(Protocol):
    """Verbs about the caller's own connection."""

    @allow(*EVERYONE)
    async def describe(self) -> SessionInfo:
        """Tell the caller's role and the versions; also the cheapest round trip."""
        ...
