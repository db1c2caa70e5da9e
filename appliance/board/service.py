"""BoardService: the board on the glass, its guests, and the list of all boards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import structlog
from pycrdt import Doc, Map

from appliance.api.board import (
    BoardGuest,
    BoardHistory,
    BoardInfo,
    BoardState,
    BoardTakeAway,
    ExportFormat,
    LostPart,
)
from appliance.api.errors import Code, Invalid, NotFound, RoomError, Unavailable
from appliance.board.folder import Damaged, Folder, Summary, replace
from appliance.board.link import Link
from appliance.board.opened import Opened
from appliance.board.paper import Owner
from appliance.board.peer import BadLink, Peer
from appliance.board.shelf import Shelf
from appliance.board.table import Table
from appliance.board.takeaway import TakeAways
from appliance.board.writer import Trouble
from appliance.ink.message import Permission
from appliance.ink.record import META
from appliance.store import Store

log = structlog.get_logger()

T = TypeVar("T")

EMPTY_BIN_EVERY_S = 3600.0
LOOK_AT_UNWRITTEN_S = 1.0


class BoardService:
    """Implements BoardApi. Boards lie in `boards`; `files` is the folder in memory that the shell sees too."""

    def __init__(self, store: Store, boards: Path, files: Path) -> None:
        self._store = store
        self._shelf = Shelf(boards)
        self._files = files
        self._take_aways = TakeAways(files / "take-away")
        self._owner = Owner()
        self._changing = asyncio.Lock()
        self._working = asyncio.Lock()
        self._job: asyncio.Task[Any] | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._started = asyncio.Event()
        self._peer: Peer | None = None
        self._opened = asyncio.Event()
        self._unwritten: dict[str, Opened] = {}
        self.on_drawn: Callable[[], None] = lambda: None
        """Called now and then while somebody draws, be it on the glass or on a phone."""
        self.is_stopping = False
        """The room ends: who sits at the board comes back to it."""
        self.opened: Opened | None = None
        """The board on the glass."""
        self._last = self._shelf.last_open()
        if self._last:
            # told before anybody connects: to a glass that draws, the board was never away
            name = self._shelf.folder(self._last).read_summary().name
            self._store.replace(board=BoardState(open=self._last, name=name))
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
                    await asyncio.to_thread(self._shelf.empty_bin)
                    await asyncio.sleep(EMPTY_BIN_EVERY_S)
        finally:
            self.is_stopping = True
            self._tasks = None
            self._unsubscribe()
            await asyncio.shield(self._shut(is_remembered=True))
            for opened in self._unwritten.values():
                await asyncio.shield(opened.close())
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
        found = await asyncio.to_thread(self._shelf.list)
        await asyncio.to_thread(self._shelf.show_previews, found, self._files)
        return [_info(board_id, summary) for board_id, summary in found]

    async def create_board(self, name: str = "", dark: bool = False) -> BoardInfo:
        """See BoardApi."""
        now = _now_ms()
        summary = Summary(name=name, created=now, changed=now)

        def begin(doc: Doc[Any]) -> None:
            meta: Map[Any] = doc.get(META, type=Map)
            meta["name"], meta["dark"], meta["created"] = name, dark, now

        update = await self._owner.run(_made, begin)
        board_id = await self._saved(self._shelf.create, update, summary)
        async with self._changing:
            await self._open(board_id)
        self._listed()
        return _info(board_id, summary)

    async def open_board(self, board_id: str) -> None:
        """See BoardApi."""
        async with self._changing:
            if self.opened is None or self.opened.board_id != board_id:
                await asyncio.to_thread(self._shelf.folder, board_id)
                await self._open(board_id)

    async def close_board(self) -> None:
        """See BoardApi."""
        async with self._changing:
            await self._shut()

    async def rename_board(self, board_id: str, name: str) -> None:
        """See BoardApi."""

        def rename(doc: Doc[Any]) -> None:
            doc.get(META, type=Map)["name"] = name

        async with self._changing:
            if self.opened is not None and self.opened.board_id == board_id:
                await self.opened.table.change(rename)
                self._replace(name=name)
                await self.opened.note()
            else:
                self._check_written(board_id)
                folder = await asyncio.to_thread(self._shelf.folder, board_id)
                await self._rename_closed(board_id, folder, name, rename)
        self._listed()

    async def duplicate_board(self, board_id: str) -> BoardInfo:
        """See BoardApi."""
        async with self._changing:
            folder = await asyncio.to_thread(self._shelf.folder, board_id)
            if self.opened is not None and self.opened.board_id == board_id:
                state = await self.opened.table.state()
                await self.opened.note()
            else:
                self._check_written(board_id)
                state = await self._state_of(board_id, folder)
        now = _now_ms()
        old = await asyncio.to_thread(folder.read_summary)
        summary = Summary(name=old.name, created=now, changed=now, pages=old.pages)
        copied = await self._saved(self._shelf.create, state, summary)
        await self._saved(self._shelf.copy_files, board_id, copied)
        self._listed()
        return _info(copied, summary)

    async def delete_board(self, board_id: str) -> None:
        """See BoardApi."""
        async with self._changing:
            await asyncio.to_thread(self._shelf.folder, board_id)
            if self.opened is not None and self.opened.board_id == board_id:
                await self._shut()
            self._check_written(board_id)
            await self._saved(self._shelf.throw_away, board_id)
        self._listed()

    async def restore_board(self, board_id: str) -> None:
        """See BoardApi."""
        await self._saved(self._shelf.restore, board_id)
        self._listed()

    async def set_view_only(self, view_only: bool, guest_id: str = "") -> None:
        """See BoardApi."""
        opened = self._open_one()
        if not opened.allow(view_only, guest_id):
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
        self._replace(peer="connecting")
        opened.add(peer.run())

    async def leave_peer(self) -> None:
        """See BoardApi."""
        if self._peer is not None:
            self._peer.stop()
            self._peer = None
            self._replace(peer="")

    async def export_board(self, format: ExportFormat, page_id: str = "") -> BoardTakeAway:  # noqa: A002
        """See BoardApi."""
        opened = self._open_one()
        made = await self._work("exporting", lambda: opened.export(format, page_id, self._take_aways))
        urls = self._store.state.access.urls
        url = f"{urls[0]}/take-away/{made.address}" if urls else ""
        return BoardTakeAway(file=str(made.path), url=url, size_bytes=made.size, lost=made.lost)

    async def import_file(self, name: str) -> tuple[LostPart, ...]:
        """See BoardApi."""
        opened = self._open_one()
        return await self._work("importing", lambda: opened.take_in(self._inbox(name), name))

    async def cancel_work(self) -> None:
        """See BoardApi."""
        if self._job is not None:
            self._job.cancel()

    async def keep_picture(self, name: str) -> str:
        """See BoardApi."""
        return await self._open_one().keep_picture(self._inbox(name), name)

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
        opened.on_noted = self._listed
        self.opened = opened
        opened.on_touched = self.on_drawn
        await opened.show(self._tasks)
        await asyncio.to_thread(self._shelf.remember_open, board_id)
        self._store.replace(board=BoardState(open=board_id, revision=self._store.state.board.revision))
        self._show()
        self._opened.set()

    async def _taken_up(self, board_id: str) -> Opened:
        """A board from the disk, or one that is not written yet from memory. Raises RoomError."""
        if (kept := self._unwritten.pop(board_id, None)) is not None:
            return kept
        folder = await asyncio.to_thread(self._shelf.folder, board_id)
        try:
            return await Opened.open(board_id, folder, self._files, self._owner)
        except (Damaged, OSError) as error:
            log.error("board.unreadable", board=board_id, reason=str(error))
            raise Unavailable(Code.BOARD_DAMAGED, board_id=board_id) from error

    async def _close_unwritten(self) -> None:
        """Boards that a disk would not take when they were closed are kept until it does."""
        while True:
            await asyncio.sleep(LOOK_AT_UNWRITTEN_S)
            async with self._changing:
                for board_id, opened in tuple(self._unwritten.items()):
                    if opened.table.is_written:
                        del self._unwritten[board_id]
                        await opened.close()

    async def _reopen(self, board_id: str) -> None:
        try:
            async with self._changing:
                await self._open(board_id)
        except RoomError as error:
            log.error("board.not_reopened", reason=error.code)
            self._store.replace(
                board=BoardState(trouble="board.damaged", revision=self._store.state.board.revision + 1)
            )

    async def _shut(self, *, is_remembered: bool = False, is_followed: bool = False) -> None:
        opened, self.opened = self.opened, None
        if opened is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._peer = None
        if not (is_remembered or is_followed):
            await asyncio.to_thread(self._shelf.remember_open, "")
        if not is_followed:
            self._store.replace(board=BoardState(revision=self._store.state.board.revision))
        if await opened.leave():
            await opened.close()
            if opened.last_look and self._tasks is not None:
                self._tasks.create_task(self._draw_last(opened))
        else:
            log.error("board.kept_in_memory", board=opened.board_id)
            self._unwritten[opened.board_id] = opened
        self._listed()

    async def _draw_last(self, opened: Opened) -> None:
        await opened.draw_preview(opened.last_look)
        self._listed()

    async def _rename_closed(
        self, board_id: str, folder: Folder, name: str, rename: Callable[[Doc[Any]], None]
    ) -> None:
        try:
            table = await Table.open(board_id, folder, self._owner)
        except (Damaged, OSError) as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=str(error)) from error
        await table.change_alone(rename)
        if not await table.close():
            raise Unavailable(Code.BOARD_NOT_SAVED, reason="the disk takes nothing")
        summary = msgspec.structs.replace(folder.read_summary(), name=name, changed=_now_ms())
        await self._saved(replace, folder.summary, msgspec.json.encode(summary))

    async def _state_of(self, board_id: str, folder: Folder) -> bytes:
        try:
            return await Opened.read(folder, self._owner)
        except (Damaged, OSError) as error:
            raise Unavailable(Code.BOARD_NOT_SAVED, board_id=board_id, reason=str(error)) from error

    def _check_written(self, board_id: str) -> None:
        if board_id in self._unwritten:
            raise Unavailable(Code.BOARD_NOT_SAVED, board_id=board_id)

    async def _saved(self, write: Callable[..., T], *arguments: object) -> T:
        try:
            return await asyncio.to_thread(write, *arguments)
        except OSError as error:
            log.error("board.not_saved", reason=error.strerror)
            raise Unavailable(Code.BOARD_NOT_SAVED, reason=error.strerror or "") from error

    async def _work(self, kind: Literal["importing", "exporting"], work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with self._working:
            self._replace(working=kind)
            self._job = job = asyncio.create_task(work())
            try:
                return await job
            except asyncio.CancelledError:
                if (task := asyncio.current_task()) and task.cancelling():
                    raise
                raise Unavailable(Code.BOARD_CANCELLED) from None
            finally:
                self._job = None
                self._replace(working="")

    async def _change_link(self, opened: Opened, change: Callable[[Link], None]) -> None:
        await asyncio.to_thread(change, opened.link)
        opened.send_guests_away()
        self._show()

    def _open_one(self) -> Opened:
        if self.opened is None:
            raise NotFound(Code.BOARD_NOT_OPEN)
        return self.opened

    def _inbox(self, name: str) -> Path:
        if name in (".", ".."):
            raise Invalid(Code.BOARD_BAD_FILE, file=name, reason="damaged")
        return self._files / "inbox" / name

    def _met(self, peer: Peer, status: Literal["connecting", "joined", "lost"]) -> None:
        if peer is self._peer:
            self._replace(peer=status)

    def _troubled(self, trouble: Trouble) -> None:
        self._replace(trouble=trouble)

    def _changed(self, names: frozenset[str]) -> None:
        if "access" in names:
            self._show()
        if "power" in names and self._store.state.power.asleep and self._tasks is not None:
            self._tasks.create_task(self.wipe_session())

    def _show(self) -> None:
        opened = self.opened
        if opened is None:
            return
        urls, key = self._store.state.access.urls, opened.link.key
        guests = tuple(
            BoardGuest(id=one.visitor.id, name=name, color=color, view_only=one.permission is Permission.VIEW)
            for one in opened.guests()
            for name, color in (opened.table.person(one.visitor.id),)
        )
        self._replace(
            open=opened.board_id,
            name=opened.name,
            join_url=f"{urls[0]}/board#{opened.board_id}.{key}" if urls and key else "",
            shared=bool(key),
            view_only=opened.is_view_only,
            guests=guests,
        )

    def _listed(self) -> None:
        self._replace(revision=self._store.state.board.revision + 1)
        self._show()

    def _replace(self, **fields: Any) -> None:
        self._store.replace(board=msgspec.structs.replace(self._store.state.board, **fields))


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
