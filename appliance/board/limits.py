"""Why a board may only be looked at, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog

from appliance.api.board import LookOnly
from appliance.board.connection import Connection

log = structlog.get_logger()

MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
"""A board that holds more may only be looked at."""
SPARE_BYTES = 32 * 1024 * 1024
"""Beyond that, for what people had begun when it became full."""


class Limits:
    """Of one table; `told` is called when the board may only be looked at, or is drawn on again."""

    def __init__(self, connections: Mapping[str, Connection], told: Callable[[], None]) -> None:
        self._connections, self._told = connections, told
        self._is_full = False
        self._is_peers_to_look_at = False

    @property
    def look_only(self) -> LookOnly:
        """The reason; empty where people may draw."""
        return "board.full" if self._is_full else "board.peer_view_only" if self._is_peers_to_look_at else ""

    def weigh(self, size: int) -> None:
        """The document has this many bytes."""
        is_full = size > MAX_DOCUMENT_BYTES
        if is_full and not self._is_full:
            log.warning("board.full", size=size)
        self._replace(is_full, self._is_peers_to_look_at)

    def hear_peer(self, can_draw: bool) -> None:
        """The other room, of whose board this is a part, lets this one draw or only look."""
        self._replace(self._is_full, not can_draw)

    def meet(self, connection: Connection) -> None:
        """Somebody comes, or the reason has changed."""
        # the other room goes on changing what is shared
        connection.bar(bool(self.look_only) and not connection.visitor.is_peer)

    def _replace(self, is_full: bool, is_peers_to_look_at: bool) -> None:
        was = self.look_only
        self._is_full, self._is_peers_to_look_at = is_full, is_peers_to_look_at
        if self.look_only != was:
            for connection in tuple(self._connections.values()):
                self.meet(connection)
            self._told()
