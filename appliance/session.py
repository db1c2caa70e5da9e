"""The session domain: what the room makes of a connection."""

from __future__ import annotations

from appliance.api.session import SessionInfo
from appliance.caller import current_caller
from appliance.store import Store


class SessionService:
    """Answers session.*"""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def describe(self) -> SessionInfo:
        """See SessionApi."""
        room = self._store.state.room
        return SessionInfo(role=current_caller.get().role, api_version=room.api_version, version=room.version)
