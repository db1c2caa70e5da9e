"""BoardService: the board on the glass, its guests, and the list of all boards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

import structlog

from appliance.api.board import (
    BoardHistory,
    BoardInfo,
    BoardTakeAway,
    ExportFormat,
    LostPart,
)
from appliance.api.errors import Code, Invalid, NotFound, RoomError
from appliance.board.labour import Labour
from appliance.board.library import Library, naming
from appliance.board.link import Link
from appliance.board.opened import Opened
from appliance.board.paper import Owner
from appliance.board.peer import BadLink, Peer
from appliance.board.shelf import Shelf
from appliance.board.showing import Showing
from appliance.board.takeaway import TakeAways
from appliance.board.unwritten import Unwritten
from appliance.board.writer import Trouble
from appliance.store import Store

log = structlog.get_logger()

T = TypeVar("T")

EMPTY_BIN_EVERY_S = 3600.0
LOOK_AT_UNWRITTEN_S = 1.0


class BoardService:
    """Implements BoardApi. Boards lie in `boards`; `files` is the folder in memory that the shell sees too."""

    def __init__(self, store: Store, boards: Path, files: Path) -> None:
        self._store = store
        self._files = files
        self._take_aways = TakeAways(files / "take-away")
        self._owner = Owner()
        shelf = Shelf(boards)
        self._library = Library(shelf, files, self._owner)
        self._changing = asyncio.Lock()
        self._showing = Showing(store)
        self._labour = Labour(lambda kind, percent: self._showing.replace(working=kind, percent=percent))
        self._tasks: asyncio.TaskGroup | None = None
        self._started = asyncio.Event()
        self._peer: Peer | None = None
        self._opened = asyncio.Event()
        self._unwritten = Unwritten()
        self.on_drawn: Callable[[], None] = lambda: None
        """Called now and then while somebody draws, be it on the glass or on a phone."""
        self.is_stopping = False
        """The room ends: who sits at the board comes back to it."""
        self.opened: Opened | None = None
        """The board on the glass."""
        self._last = shelf.last_open()
        if self._last:
            # told before anybody connects: to a glass that draws, the board was never away
            name = shelf.folder(self._last).read_summary().name
            self._showing.begin(self._last, name)
        self._unsubscribe = store.subscribe(self._changed)

    async def run(self) -> None:
        """Keep the open board until cancelled; then everything is written."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                self._started.set()
                if self._last:
                    await self._reopen(self._last)
                tasks.create_task(self._close_unwritten())
                while True:
                    await self._library.empty_bin()
                    await asyncio.sleep(EMPTY_BIN_EVERY_S)
        finally:
            self.is_stopping = True
            self._tasks = None
            self._unsubscribe()
            await asyncio.shield(self._shut(is_remembered=True))
            await self._unwritten.close()
            self._owner.close()

    async def wait_for(self, board_id: str, timeout_s: float) -> Opened | None:
        """The board of that id once it is on the glass; None where it does not come."""
        try:
            async with asyncio.timeout(timeout_s):
                while self.opened is None or self.opened.board_id != board_id:
                    self._opened.clear()
                    await self._opened.wait()
        except TimeoutError:
            return None
        return self.opened

    def find_take_away(self, token: str, name: str) -> Path | None:
        """The file that a take-away link leads to."""
        return self._take_aways.find(token, name)

    async def list_boards(self) -> list[BoardInfo]:
        """See BoardApi."""
        if self.opened is not None:
            await self.opened.note()
        return await self._library.list()

    async def create_board(self, name: str = "", dark: bool = False) -> BoardInfo:
        """See BoardApi."""
        made = await self._library.create(name, dark)
        async with self._changing:
            await self._open(made.id)
        self._listed()
        return made

    async def open_board(self, board_id: str) -> None:
        """See BoardApi."""
        async with self._changing:
            if self.opened is None or self.opened.board_id != board_id:
                await self._library.folder(board_id)
                await self._open(board_id)

    async def close_board(self) -> None:
        """See BoardApi."""
        async with self._changing:
            await self._shut()

    async def rename_board(self, board_id: str, name: str) -> None:
        """See BoardApi."""
        async with self._changing:
            if self.opened is not None and self.opened.board_id == board_id:
                await self.opened.table.change(naming(name))
                self._showing.replace(name=name)
                await self.opened.note()
            else:
                self._unwritten.check(board_id)
                await self._library.rename(board_id, name)
        self._listed()

    async def duplicate_board(self, board_id: str) -> BoardInfo:
        """See BoardApi."""
        async with self._changing:
            if self.opened is not None and self.opened.board_id == board_id:
                document = await self.opened.table.state()
                await self.opened.note()
            else:
                self._unwritten.check(board_id)
                document = await self._library.read(board_id)
        copied = await self._library.copy(board_id, document)
        self._listed()
        return copied

    async def delete_board(self, board_id: str) -> None:
        """See BoardApi."""
        async with self._changing:
            await self._library.folder(board_id)
            if self.opened is not None and self.opened.board_id == board_id:
                await self._shut()
            self._unwritten.check(board_id)
            await self._library.throw_away(board_id)
        self._listed()

    async def restore_board(self, board_id: str) -> None:
        """See BoardApi."""
        await self._library.restore(board_id)
        self._listed()

    async def set_view_only(self, view_only: bool, guest_id: str = "") -> None:
        """See BoardApi."""
        opened = self._open_one()
        if not opened.guests.allow(view_only, guest_id):
            raise NotFound(Code.BOARD_UNKNOWN_GUEST, guest_id=guest_id[:64])
        self._show()

    async def revoke_link(self) -> None:
        """See BoardApi."""
        await self._change_link(self._open_one(), Link.revoke)

    async def renew_link(self) -> None:
        """See BoardApi."""
        await self._change_link(self._open_one(), Link.renew)

    async def join_peer(self, url: str) -> None:
        """See BoardApi."""
        opened = self._open_one()
        try:
            peer = Peer(url, opened.table, self._store.state.settings.room_name, self._met)
        except BadLink as error:
            raise Invalid(Code.BOARD_BAD_LINK, reason=str(error)) from error
        await self.leave_peer()
        self._peer = peer
        self._showing.replace(peer="connecting")
        opened.add(peer.run())

    async def leave_peer(self) -> None:
        """See BoardApi."""
        if self._peer is not None:
            self._peer.stop()
            self._peer = None
            self._showing.replace(peer="")

    async def export_board(self, format: ExportFormat, page_id: str = "") -> BoardTakeAway:  # noqa: A002
        """See BoardApi."""
        opened = self._open_one()
        made = await self._labour.do("exporting", lambda told: opened.export(format, page_id, self._take_aways, told))
        urls = self._store.state.access.urls
        url = f"{urls[0]}/take-away/{made.address}" if urls else ""
        return BoardTakeAway(file=str(made.path), url=url, size_bytes=made.size, lost=made.lost)

    async def import_file(self, name: str) -> tuple[LostPart, ...]:
        """See BoardApi."""
        opened = self._open_one()
        return await self._labour.do("importing", lambda told: opened.take_in(name, told))

    async def cancel_work(self) -> None:
        """See BoardApi."""
        self._labour.stop()

    async def keep_picture(self, name: str) -> str:
        """See BoardApi."""
        return await self._open_one().keep_picture(name)

    async def replay_board(self) -> BoardHistory:
        """See BoardApi."""
        opened = self._open_one()
        target = self._files / "history.journal"
        records = await asyncio.to_thread(opened.write_history, target)
        begun, ended = (datetime.fromtimestamp(record.time_ms / 1000, UTC) for record in (records[0], records[-1]))
        return BoardHistory(file=str(target), begun_at=begun, ended_at=ended, changes=len(records))

    async def wipe_session(self) -> None:
        """See BoardApi."""
        async with self._changing:
            await asyncio.to_thread(self._take_aways.wipe)
            if self.opened is not None:
                await self._change_link(self.opened, Link.renew)
                await self._shut()

    async def _open(self, board_id: str) -> None:
        await self._started.wait()
        assert self._tasks is not None  # noqa: S101  it is started
        opened = await self._taken_up(board_id)
        # without a moment in which no board is open: the glass would go home
        await self._shut(is_followed=True)
        opened.table.listeners.people = self._show
        opened.table.listeners.trouble = self._troubled
        opened.table.listeners.look_only = self._show
        opened.on_noted = self._listed
        self.opened = opened
        opened.on_touched = self.on_drawn
        await opened.show(self._tasks)
        await self._library.remember_open(board_id)
        self._showing.begin(board_id)
        self._show()
        self._opened.set()

    async def _taken_up(self, board_id: str) -> Opened:
        """A board from the disk, or one that is not written yet from memory. Raises RoomError."""
        return self._unwritten.take(board_id) or await self._library.open(board_id)

    async def _close_unwritten(self) -> None:
        """Boards that a disk would not take when they were closed are kept until it does."""
        while True:
            await asyncio.sleep(LOOK_AT_UNWRITTEN_S)
            async with self._changing:
                await self._unwritten.let_go()

    async def _reopen(self, board_id: str) -> None:
        try:
            async with self._changing:
                await self._open(board_id)
        except RoomError as error:
            log.error("board.not_reopened", reason=error.code)
            self._showing.begin(trouble="board.damaged")
            self._showing.count_change()

    async def _shut(self, *, is_remembered: bool = False, is_followed: bool = False) -> None:
        opened, self.opened = self.opened, None
        if opened is None:
            return
        await self._labour.end()
        self._peer = None
        if not (is_remembered or is_followed):
            await self._library.remember_open("")
        if not is_followed:
            self._showing.begin()
        if await opened.leave():
            await opened.close()
            if opened.last_look and self._tasks is not None:
                self._tasks.create_task(self._draw_last(opened))
        else:
            self._unwritten.keep(opened)
        self._listed()

    async def _draw_last(self, opened: Opened) -> None:
        await opened.draw_preview(opened.last_look)
        self._listed()

    async def _change_link(self, opened: Opened, change: Callable[[Link], None]) -> None:
        await asyncio.to_thread(change, opened.link)
        opened.guests.send_away()
        self._show()

    def _open_one(self) -> Opened:
        if self.opened is None:
            raise NotFound(Code.BOARD_NOT_OPEN)
        return self.opened

    def _met(self, peer: Peer, status: Literal["connecting", "joined", "lost"]) -> None:
        if peer is self._peer:
            self._showing.replace(peer=status)

    def _troubled(self, trouble: Trouble) -> None:
        self._showing.replace(trouble=trouble)

    def _changed(self, names: frozenset[str]) -> None:
        if "access" in names:
            self._show()
        if "power" in names and self._store.state.power.asleep and self._tasks is not None:
            self._tasks.create_task(self.wipe_session())

    def _show(self) -> None:
        if self.opened is not None:
            self._showing.show(self.opened)

    def _listed(self) -> None:
        self._showing.count_change()
        self._show()
