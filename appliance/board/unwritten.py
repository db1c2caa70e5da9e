"""Boards that a disk would not take when they were closed: kept in memory until it does."""

from __future__ import annotations

import asyncio

import structlog

from appliance.api.errors import Code, Unavailable
from appliance.board.opened import Opened

log = structlog.get_logger()


class Unwritten:
    """They have left the glass, and come back from here."""

    def __init__(self) -> None:
        self._kept: dict[str, Opened] = {}

    def keep(self, opened: Opened) -> None:
        """Keep one that has left the glass."""
        log.error("board.kept_in_memory", board=opened.board_id)
        self._kept[opened.board_id] = opened

    def take(self, board_id: str) -> Opened | None:
        """Give one back, if it is here."""
        return self._kept.pop(board_id, None)

    def check(self, board_id: str) -> None:
        """Raises Unavailable for one that is not on the disk yet."""
        if board_id in self._kept:
            raise Unavailable(Code.BOARD_NOT_SAVED, board_id=board_id)

    async def let_go(self) -> None:
        """Close those that are on the disk by now."""
        for board_id, opened in tuple(self._kept.items()):
            if opened.table.is_written:
                del self._kept[board_id]
                await opened.close()

    async def close(self) -> None:
        """The room ends: write as much as can be."""
        for opened in self._kept.values():
            await asyncio.shield(opened.close())
