"""All the room's boards as they lie on the disk, whichever of them is on the glass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import structlog
from pycrdt import Doc, Map

from appliance.api.board import BoardInfo
from appliance.api.errors import Code, Unavailable
from appliance.board.folder import Damaged, Folder, Summary, replace
from appliance.board.opened import Opened
from appliance.board.paper import Owner
from appliance.board.shelf import Shelf
from appliance.board.table import Table
from appliance.ink.record import META

log = structlog.get_logger()

T = TypeVar("T")


class Library:
    """Makes boards, and changes those that nobody sits at. Everything raises RoomError."""

    def __init__(self, shelf: Shelf, files: Path, owner: Owner) -> None:
        self._shelf, self._files, self._owner = shelf, files, owner

    async def list(self) -> list[BoardInfo]:
        """All, the last changed first, with their pictures in the runtime folder."""
        found = await asyncio.to_thread(self._shelf.list)
        await asyncio.to_thread(self._shelf.show_previews, found, self._files)
        return [_info(board_id, summary) for board_id, summary in found]

    async def folder(self, board_id: str) -> Folder:
        """Where a board lies."""
        return await asyncio.to_thread(self._shelf.folder, board_id)

    async def open(self, board_id: str) -> Opened:
        """A board from the disk."""
        folder = await self.folder(board_id)
        try:
            return await Opened.open(board_id, folder, self._files, self._owner)
        except (Damaged, OSError) as error:
            log.error("board.unreadable", board=board_id, reason=str(error))
            raise Unavailable(Code.BOARD_DAMAGED, board_id=board_id) from error

    async def create(self, name: str, dark: bool) -> BoardInfo:
        """A board with nothing on it."""
        now = _now_ms()
        summary = Summary(name=name, created=now, changed=now)

        def begin(doc: Doc[Any]) -> None:
            meta: Map[Any] = doc.get(META, type=Map)
            meta["name"], meta["dark"], meta["created"] = name, dark, now

        update = await self._owner.run(_made, begin)
        return _info(await self._saved(self._shelf.create, update, summary), summary)

    async def rename(self, board_id: str, name: str) -> None:
        """Give a board that is not open a name."""
        folder = await self.folder(board_id)
        try:
            table = await Table.open(board_id, folder, self._owner)
        except (Damaged, OSError) as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=str(error)) from error
        await table.change_alone(naming(name))
        if not await table.close():
            raise Unavailable(Code.BOARD_NOT_SAVED, reason="the disk takes nothing")
        summary = msgspec.structs.replace(folder.read_summary(), name=name, changed=_now_ms())
        await self._saved(replace, folder.summary, msgspec.json.encode(summary))

    async def read(self, board_id: str) -> bytes:
        """The document of a board that is not open."""
        folder = await self.folder(board_id)
        try:
            return await Opened.read(folder, self._owner)
        except (Damaged, OSError) as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, board_id=board_id, reason=str(error)) from error

    async def copy(self, board_id: str, document: bytes) -> BoardInfo:
        """Another board like one whose document this is."""
        now = _now_ms()
        old = await asyncio.to_thread((await self.folder(board_id)).read_summary)
        summary = Summary(name=old.name, created=now, changed=now, pages=old.pages)
        copied = await self._saved(self._shelf.create, document, summary)
        await self._saved(self._shelf.copy_files, board_id, copied)
        return _info(copied, summary)

    async def throw_away(self, board_id: str) -> None:
        """Put a board into the bin."""
        await self._saved(self._shelf.throw_away, board_id)

    async def restore(self, board_id: str) -> None:
        """Take it out again."""
        await self._saved(self._shelf.restore, board_id)

    async def empty_bin(self) -> None:
        """Remove what has been in it for long."""
        await asyncio.to_thread(self._shelf.empty_bin)

    async def remember_open(self, board_id: str) -> None:
        """Which board comes back when the room does; empty for none."""
        await asyncio.to_thread(self._shelf.remember_open, board_id)

    async def _saved(self, write: Callable[..., T], *arguments: object) -> T:
        try:
            return await asyncio.to_thread(write, *arguments)
        except OSError as error:
            log.error("board.not_saved", reason=error.strerror)
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=error.strerror or "") from error


def naming(name: str) -> Callable[[Doc[Any]], None]:
    """Work on a document that gives it a name."""

    def rename(doc: Doc[Any]) -> None:
        doc.get(META, type=Map)["name"] = name

    return rename


def _made(begin: Callable[[Doc[Any]], None]) -> bytes:
    doc: Doc[Any] = Doc()
    with doc.transaction():
        begin(doc)
    return doc.get_update()


def _info(board_id: str, summary: Summary) -> BoardInfo:
    created, changed = (datetime.fromtimestamp(time / 1000, UTC) for time in (summary.created, summary.changed))
    return BoardInfo(
        id=board_id, name=summary.name, created_at=created, changed_at=changed, pages=summary.pages,
        preview=summary.preview,
    )  # fmt: skip


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
