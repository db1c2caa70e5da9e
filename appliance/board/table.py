"""An open board and everybody at it: changes are taken in order, told to all others, and written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import structlog
from pycrdt import Doc

from appliance.api.board import LookOnly
from appliance.api.errors import Code, NotFound
from appliance.board import limits
from appliance.board.awareness import Awareness
from appliance.board.connection import Connection, End, Receive, Send, Visitor
from appliance.board.folder import Folder, Loaded
from appliance.board.intake import Change, Intake
from appliance.board.limits import Limits
from appliance.board.paper import Owner, Paper, Taken
from appliance.board.rescue import rescuing
from appliance.board.wet import left_over
from appliance.board.wet_record import WetRecord, named
from appliance.board.writer import Trouble, Writer
from appliance.ink import message
from appliance.ink.message import Permission, SyncStep, Wet

log = structlog.get_logger()

T = TypeVar("T")

ROTATE_BYTES = 5 * 1024 * 1024
LOOK_AFTER_ORPHANS_S = 0.5
LOOK_WHETHER_WRITTEN_S = 0.02


@dataclass(slots=True)
class Listeners:
    """Whom a table tells; all are called in the event loop and must not block."""

    changed: Callable[[], None] = field(default=lambda: None)
    """Something is new on the board."""
    people: Callable[[], None] = field(default=lambda: None)
    """Somebody came, left, or changed their name."""
    trouble: Callable[[Trouble], None] = field(default=lambda _trouble: None)
    look_only: Callable[[], None] = field(default=lambda: None)
    """The board may only be looked at, or is drawn on again."""


class Table:
    """One open board. `run` must run while it is open."""

    def __init__(self, board_id: str, folder: Folder, owner: Owner, paper: Paper, journal_bytes: int) -> None:
        self.board_id = board_id
        self.folder = folder
        self.listeners = Listeners()
        self.connections: dict[str, Connection] = {}
        self.owner = owner
        self._paper = paper
        self._writer = Writer(folder, journal_bytes, self._durable, self._troubled)
        self._awareness = Awareness()
        self._wet = WetRecord(self._writer)
        self._intake = Intake()
        self._tasks: asyncio.TaskGroup | None = None
        self._limits = Limits(self.connections, self._tell_look_only)
        self._durable_count = 0
        self._is_closed = False

    @classmethod
    async def open(cls, board_id: str, folder: Folder, owner: Owner) -> Table:
        """Read a board from its folder. Raises Damaged or OSError."""
        loaded = await asyncio.to_thread(folder.load)
        paper = await owner.run(lambda: Paper(loaded.updates, has_gaps=loaded.has_gaps))
        table = cls(board_id, folder, owner, paper, loaded.journal_bytes)
        await table._recover(loaded)
        return table

    async def run(self) -> None:
        """Take changes until cancelled."""
        self._is_closed = False
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            tasks.create_task(self._look_after_orphans())
            while True:
                await self._intake.news()
                while self._intake:
                    await self._step()

    async def leave(self) -> None:
        """Send everybody away and take what they sent, after run() has ended; run() may be called again."""
        self._is_closed, self._tasks = True, None
        for connection in tuple(self.connections.values()):
            connection.end(End.CLOSED)
        while self._intake:
            await self._step()
        self._wet.settle()

    @property
    def is_written(self) -> bool:
        """Whether every change is on the disk."""
        return self._durable_count >= self._writer.appended

    async def written(self) -> None:
        """Wait until every change is on the disk."""
        while True:
            if self.is_written:
                return
            await asyncio.sleep(LOOK_WHETHER_WRITTEN_S)

    async def close(self) -> bool:
        """Write the rest and let go of the document; False where the disk would not take it."""
        await self.leave()
        is_written = await self._writer.close()
        await self.owner.run(self._paper.close)
        return is_written

    async def serve(
        self, visitor: Visitor, permission: Permission, receive: Receive, send: Send, *, limit_bytes: int = 0
    ) -> Connection:
        """Run a client's connection; returns it, ended."""
        connection = Connection(self, visitor, send, permission)
        connection.limit_bytes = limit_bytes or connection.limit_bytes
        connection.on_may_draw_again = partial(self._ask_again, connection)
        self._limits.meet(connection)
        self.connections[visitor.id] = connection
        self.listeners.people()
        try:
            connection.ended_as = await connection.run(receive)
        finally:
            del self.connections[visitor.id]
            self._wet.leave(visitor.id)
            if gone := self._awareness.leave(visitor.id):
                self._relay(message.awareness(gone), None)
            self.listeners.people()
        return connection

    @property
    def look_only(self) -> LookOnly:
        """Why nobody may draw here; empty where they may."""
        return self._limits.look_only

    def hear_permission(self, permission: Permission) -> None:
        """What the other room, of whose board this is a part, lets this one do; the end of its link lets it draw."""
        self._limits.hear_peer(permission is not Permission.VIEW)

    def has_room_for(self, size: int) -> bool:
        """Whether a change of that size fits into the document."""
        return self._paper.bytes + size <= limits.MAX_DOCUMENT_BYTES

    def person(self, connection_id: str) -> tuple[str, int]:
        """How somebody at the table calls themselves, and their colour."""
        return self._awareness.person(connection_id)

    async def change_alone(self, work: Callable[[Doc[Any]], Any]) -> None:
        """Change the document of a table that does not run, since nobody sits at it."""
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        await self._work(Change(work=work, done=done))
        await done

    async def change(self, work: Callable[[Doc[Any]], T]) -> T:
        """Change the document from within the room, in its turn."""
        if self._is_closed:
            raise NotFound(Code.BOARD_NOT_OPEN)
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._intake.put(Change(work=work, done=done))
        return await done

    async def ask(self, connection: Connection) -> None:
        """Ask a client for all that it has and the board has not."""
        connection.is_behind = True
        connection.ask(await self.state_vector())

    async def look(self, work: Callable[[Doc[Any]], T]) -> T:
        """Read from the document."""
        return await self.owner.run(lambda: self._paper.look(work))

    async def state(self) -> bytes:
        """The whole document as one update."""
        return await self.owner.run(self._paper.state)

    async def page_count(self) -> int:
        """Pages of the document."""
        return await self.owner.run(self._paper.page_count)

    async def submit(self, connection: Connection, update: bytes, nth: int, *, is_answer: bool) -> None:
        """An update of a client's; waits while too much is waiting."""
        await self._intake.room()
        self._intake.put(Change(update, connection, nth, is_answer))

    async def missing(self, state_vector: bytes) -> list[bytes]:
        """What a client with that state vector lacks, in parts."""
        return await self.owner.run(self._paper.missing, state_vector)

    async def state_vector(self) -> bytes:
        """What is here."""
        return await self.owner.run(self._paper.state_vector)

    def awareness(self) -> bytes:
        """Everybody's awareness as an update; empty where there is none."""
        return self._awareness.everything()

    def hear_awareness(self, connection: Connection, update: bytes) -> None:
        """A client says something of itself."""
        before = self.person(connection.visitor.id)
        if news := self._awareness.take(update, connection.visitor.id):
            self._relay(message.awareness(news), connection)
        if self.person(connection.visitor.id) != before:
            self.listeners.people()

    def hear_wet(self, connection: Connection, wet: Wet, raw: bytes) -> None:
        """A client draws."""
        if not self._wet.take(wet, raw, connection.visitor.id):
            return
        for other in tuple(self.connections.values()):
            if other is not connection and other.visitor.is_parlor:
                other.send(raw)

    async def _recover(self, loaded: Loaded) -> None:
        if loaded.has_gaps:
            self._writer.rotate(await self.state())
        if strokes := left_over(loaded.wet):
            log.info("board.wet_ink_kept", strokes=len(strokes), board=self.board_id)
            await self._work(Change(work=rescuing(strokes), done=asyncio.get_running_loop().create_future()))
        self._writer.restart_wet()
        await self._weigh()

    async def _step(self) -> None:
        batch = self._intake.next()
        if batch[0].work is not None:
            await self._work(batch[0])
        else:
            await self._updates(batch)
        if self._writer.journal_bytes > ROTATE_BYTES:
            # nothing is taken meanwhile, so that the snapshot holds all that the journal does
            self._writer.rotate(await self.state())
        await self._weigh()

    async def _weigh(self) -> None:
        """See whether the document is full: the sum of all changes is more than what is left of them."""
        if self._paper.bytes > limits.MAX_DOCUMENT_BYTES and self.look_only != "board.full":
            await self.state()
        self._limits.weigh(self._paper.bytes)

    def _tell_look_only(self) -> None:
        self.listeners.look_only()

    def _ask_again(self, connection: Connection) -> None:
        """Who may draw again is asked for what it drew before it knew that it might not."""
        if self._tasks is not None:
            self._tasks.create_task(self.ask(connection))

    async def _work(self, change: Change) -> None:
        assert change.work is not None  # noqa: S101
        assert change.done is not None  # noqa: S101
        try:
            update, result = await self.owner.run(self._paper.change, change.work)
        except Exception as error:  # noqa: BLE001  whoever asked for the work is told
            if not change.done.done():
                change.done.set_exception(error)
            return
        if update:
            self._took(update, None)
        if not change.done.done():
            change.done.set_result(result)

    async def _updates(self, batch: Sequence[Change]) -> None:
        has_room = self._paper.bytes <= limits.MAX_DOCUMENT_BYTES + limits.SPARE_BYTES
        takeable = [change for change in batch if has_room or not change.connection]
        pending = self._wet.pending()
        taken, present = await self.owner.run(self._take, [change.update for change in takeable], pending)
        for change, result in zip(takeable, taken, strict=True):
            if result is Taken.NEW and pending:
                present |= named(change.update, pending)
            await self._answer(change, result)
        if present:
            self._wet.finish(pending, present)

    def _take(self, updates: list[bytes], pending: list[tuple[str, str]]) -> tuple[list[Taken], set[str]]:
        return self._paper.take(updates), self._paper.present(pending) if pending else set()

    async def _answer(self, change: Change, result: Taken) -> None:
        connection = change.connection
        if result is Taken.NEW:
            self._took(change.update, connection)
        if connection is None:
            return
        if result is Taken.BAD:
            connection.end(End.BAD)
        elif result is Taken.MISSING:
            if not connection.is_behind or change.is_answer:
                await self.ask(connection)
        else:
            connection.is_behind = connection.is_behind and not change.is_answer
            if not connection.is_behind:
                connection.store(self._writer.appended, change.nth)
                connection.stored(self._durable_count)

    def _took(self, update: bytes, origin: Connection | None) -> None:
        self._writer.append(update)
        self._relay(message.sync(SyncStep.UPDATE, update), origin)
        self.listeners.changed()

    def _relay(self, data: bytes, origin: Connection | None) -> None:
        for connection in tuple(self.connections.values()):
            if connection is not origin:
                connection.send(data)

    async def _look_after_orphans(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AFTER_ORPHANS_S)
            if strokes := self._wet.orphans():
                log.info("board.wet_ink_kept", strokes=len(strokes), board=self.board_id)
                await self.change(rescuing(strokes))
                self._wet.settle([(page_id, stroke_id) for page_id, stroke_id, _ in strokes])

    def _durable(self, count: int) -> None:
        self._durable_count = count
        for connection in tuple(self.connections.values()):
            connection.stored(count)

    def _troubled(self, trouble: Trouble) -> None:
        self.listeners.trouble(trouble)
