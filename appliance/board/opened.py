"""The board on the glass: its table, and everything beside the ink - link, guests, pictures, summary, files."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.board import ExportFormat, LostPart
from appliance.api.errors import Code, Invalid, Unavailable
from appliance.board import document, journal, underlay, workshop
from appliance.board.assets import MAX_ASSET_BYTES, Assets, BadAsset, kind_of
from appliance.board.folder import Folder, replace
from appliance.board.guests import Guests
from appliance.board.inbox import Inbox, read_at_most
from appliance.board.joining import Joining
from appliance.board.link import Link
from appliance.board.paper import Owner, Paper, Taken
from appliance.board.parcel import BadFile
from appliance.board.preview import Preview
from appliance.board.progress import Told
from appliance.board.table import Table
from appliance.board.takeaway import TakeAways, file_name
from appliance.board.underlay import Underlays
from appliance.ink.record import META

log = structlog.get_logger()

NOTE_AFTER_S = 2.0
WRITE_S = 2.0
QUIET_S = 4.0
TOUCH_EVERY_S = 1.0
READ_SHARE = 0.85
"""Of the work on a file that comes onto the board."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file to take away."""

    path: Path
    address: str
    """What follows /take-away/ in its link."""
    size: int
    lost: tuple[LostPart, ...]


class Opened:
    """One open board; `close` ends it."""

    def __init__(self, table: Table, folder: Folder, files: Path) -> None:
        self.table = table
        self.board_id = table.board_id
        self.link = Link(folder.path)
        self.guests = Guests(table)
        self.on_noted: Callable[[], None] = lambda: None
        self.on_touched: Callable[[], None] = lambda: None
        """Somebody draws; told now and then."""
        self.assets = Assets(folder.assets, files / "assets")
        self._underlays = Underlays(files / "pictures")
        summary = folder.read_summary()
        self.name = summary.name
        self._summary = summary
        self._folder = folder
        self._inbox = Inbox(files / "inbox")
        self._owner = table.owner
        self._changed = asyncio.Event()
        self._is_stale = asyncio.Event()
        self._touched_at = 0.0
        self.last_look = b""
        """The document as it was left, if its picture is older."""
        self._preview = Preview(table.board_id, folder, files)
        self._is_noted = True
        self._tasks: list[asyncio.Task[Any]] = []
        self._group: asyncio.TaskGroup | None = None
        table.listeners.changed = self._touch

    @classmethod
    async def open(cls, board_id: str, folder: Folder, files: Path, owner: Owner) -> Opened:
        """Read a board, which nobody sees before `show`. Raises Damaged or OSError."""
        table = await Table.open(board_id, folder, owner)
        return await asyncio.to_thread(cls, table, folder, files)

    @staticmethod
    async def read(folder: Folder, owner: Owner) -> bytes:
        """The whole document of a board that is not open. Raises Damaged or OSError."""
        loaded = await asyncio.to_thread(folder.load)

        def state() -> bytes:
            paper = Paper(loaded.updates, has_gaps=loaded.has_gaps)
            try:
                return paper.state()
            finally:
                paper.close()

        return await owner.run(state)

    async def show(self, group: asyncio.TaskGroup) -> None:
        """Be on the glass and take changes."""
        await asyncio.to_thread(self.assets.show)
        self._group = group
        self.add(self.table.run())
        self.add(self._note_changes())
        self.add(self._draw_when_quiet())

    def add(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something for as long as the board is open."""
        assert self._group is not None  # noqa: S101  it is started
        self._tasks.append(self._group.create_task(work))

    async def leave(self) -> bool:
        """Take the board from the glass; False where changes are not on the disk yet, and `close` must wait."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self.table.leave()
        await self.note()
        self.last_look = await self.table.state() if self._is_stale.is_set() else b""
        await asyncio.to_thread(self.assets.hide)
        await asyncio.to_thread(self._underlays.hide)
        try:
            async with asyncio.timeout(WRITE_S):
                await self.table.written()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Let go of the board, after leave()."""
        if not await self.table.close():
            log.error("board.closed_unwritten", board=self.board_id)

    async def note(self) -> None:
        """Write the summary, if anything changed."""
        if self._is_noted:
            return
        self._is_noted = True
        meta = await self.table.look(lambda doc: document.mapping(doc, META))
        name = meta.get("name", "")
        self.name = name[:80] if isinstance(name, str) else ""
        pages = await self.table.page_count()
        now = time.time_ns() // 1_000_000
        drawn = (await asyncio.to_thread(self._folder.read_summary)).preview
        self._summary = msgspec.structs.replace(
            self._summary, name=self.name, changed=now, pages=pages, preview=drawn or self._summary.preview
        )
        await self._write_summary()

    async def draw_preview(self, state: bytes) -> None:
        """Draw the picture in the list anew."""
        assets = await asyncio.to_thread(self.assets.paths)
        if name := await self._preview.draw(state, assets, self._summary.changed):
            self._summary = msgspec.structs.replace(self._summary, preview=name)

    async def export(
        self,
        format: ExportFormat,  # noqa: A002
        page_id: str,
        take_aways: TakeAways,
        told: Told,
    ) -> Made:
        """Make a file. Raises Unavailable(board.export_failed)."""
        name = file_name(self.name, date.today().isoformat(), format)  # noqa: DTZ011  the date of the people here
        state = await self.table.state()
        token, target = await asyncio.to_thread(take_aways.place, name)
        try:
            assets = await asyncio.to_thread(self.assets.paths)
            lost = await workshop.write_file(state, assets, format, page_id, target, told)
            size = target.stat().st_size
        except (BadFile, OSError) as error:
            take_aways.forget(token)
            log.warning("board.export_failed", format=format, reason=str(error))
            raise Unavailable(Code.BOARD_EXPORT_FAILED, reason=getattr(error, "reason", "damaged")) from error
        except asyncio.CancelledError:
            take_aways.forget(token)
            raise
        return Made(target, f"{token}/{name}", size, lost)

    async def take_in(self, name: str, told: Told) -> tuple[LostPart, ...]:
        """Add the pages of a file in the inbox. Raises RoomError; cancelled, it leaves nothing on the board."""
        try:
            async with self._inbox.taking(name) as opened:
                self._check_drawable(0)
                found = await workshop.read_file(opened, name, lambda share: told(share * READ_SHARE))
            self._check_drawable(len(found.update))
            joining = await self._owner.run(_joining, found.update)
            for data in found.assets.values():
                await asyncio.to_thread(self.assets.put, data)
        except (BadFile, BadAsset) as error:
            code = Code.BOARD_TOO_LARGE if error.reason == "too_large" else Code.BOARD_BAD_FILE
            raise Invalid(code, file=name, reason=error.reason, words=str(error)) from error
        except OSError as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=error.strerror or "") from error
        await self._join(joining, lambda share: told(READ_SHARE + share * (1 - READ_SHARE)))
        return found.lost

    async def keep_picture(self, name: str) -> str:
        """Take a picture of the inbox into the assets. Raises RoomError."""
        try:
            async with self._inbox.taking(name) as opened:
                data = await asyncio.to_thread(read_at_most, opened, MAX_ASSET_BYTES)
            if kind_of(data) not in ("image/png", "image/jpeg"):
                raise BadAsset("unsupported")
            return await asyncio.to_thread(self.assets.put, data)
        except (BadAsset, BadFile) as error:
            raise Invalid(Code.BOARD_BAD_FILE, file=name, reason=error.reason) from error
        except OSError as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=error.strerror or "") from error

    async def page_picture(self, asset: str, page: int) -> Path | None:
        """A page of a PDF that lies under the board, as a PNG; None where there is no such page."""
        found = await self.table.look(lambda doc: underlay.find(doc, asset, page))
        path = self.assets.find(asset)
        if found is None or path is None:
            return None
        return await self._underlays.make(*found, {asset: path})

    def write_history(self, target: Path) -> list[journal.Record]:
        """Write all changes so far as one journal, and give them; blocks."""
        records = self._folder.history_records()
        encoded = b"".join(journal.encode(record.payload, record.time_ms) for record in records)
        target.write_bytes(journal.MAGIC + encoded)
        target.chmod(0o640)
        return records

    def _check_drawable(self, size: int) -> None:
        """Whether so much more may come onto the board. Raises Unavailable."""
        if reason := self.table.look_only or ("" if self.table.has_room_for(size) else "board.full"):
            raise Unavailable(Code(reason))

    async def _join(self, joining: Joining, told: Told) -> None:
        """Add pages piece by piece, so that nobody's pen waits; all of them or none."""
        try:
            for nth, piece in enumerate(joining.pieces, 1):
                await self.table.change(piece)
                told(nth / len(joining.pieces))
        except asyncio.CancelledError:
            await asyncio.shield(self.table.change(joining.undo))
            raise

    def _touch(self) -> None:
        self._is_noted = False
        if time.monotonic() - self._touched_at > TOUCH_EVERY_S:
            self.on_touched()
        self._touched_at = time.monotonic()
        self._changed.set()
        self._is_stale.set()

    async def _note_changes(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(NOTE_AFTER_S)
            self._changed.clear()
            before = self._summary
            await self.note()
            if (before.name, before.pages) != (self._summary.name, self._summary.pages):
                self.on_noted()

    async def _draw_when_quiet(self) -> None:
        """A picture takes a process a second of work: not while somebody draws."""
        while True:
            await self._is_stale.wait()
            remaining_s = self._touched_at + QUIET_S - time.monotonic()
            if remaining_s > 0:
                await asyncio.sleep(remaining_s)
                continue
            self._is_stale.clear()
            await self.note()
            await self.draw_preview(await self.table.state())
            self.on_noted()

    async def _write_summary(self) -> None:
        try:
            await asyncio.to_thread(replace, self._folder.summary, msgspec.json.encode(self._summary))
        except OSError as error:
            log.warning("board.summary_not_written", board=self.board_id, reason=error.strerror)


def _joining(update: bytes) -> Joining:
    paper = Paper()
    try:
        if paper.take([update])[0] in (Taken.BAD, Taken.MISSING):
            raise BadFile("damaged", "what was made of it is no board")
        return paper.look(Joining)
    finally:
        paper.close()
