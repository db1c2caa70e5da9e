"""One client of a board, from its first message to its end, whatever carries it."""

from __future__ import annotations

import asyncio
import enum
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog

from appliance.board.pace import Pace
from appliance.board.screening import BadUpdate
from appliance.ink import message
from appliance.ink.message import BadMessage, Kind, Permission, Reader, SyncStep, Wet, read_wet
from appliance.ink.packing import BadStroke, unpack

log = structlog.get_logger()

Send = Callable[[bytes], Awaitable[None]]
Receive = Callable[[], Awaitable[bytes | None]]
"""The next message; None at the end."""

GUEST_MESSAGE_BYTES = 1024 * 1024
GUEST_BYTES_PER_S = 8 * 1024 * 1024
GUEST_MESSAGES_PER_S = 600
WET_PER_S, AWARENESS_PER_S, ASKS_PER_S = 240, 60, 4
MAX_OUTGOING_BYTES = 16 * 1024 * 1024
SEND_TIMEOUT_S = 20.0
GOODBYE_S = 3.0
MAX_RESYNCS = 50
UNDER_WAY_S = 5.0
"""What a guest has sent before it knew that the board may only be looked at is taken for so long."""


class End(enum.Enum):
    """Why a connection ended."""

    LEFT = "left"
    BAD = "bad"
    TOO_LARGE = "too_large"
    SLOW = "slow"
    REVOKED = "revoked"
    CLOSED = "closed"
    """The board was taken from the glass."""
    JOIN = "join"
    """The client changes to another board."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end."""

    id: str
    is_guest: bool
    is_parlor: bool
    """Takes Parlor's own messages."""
    address: str = ""
    is_peer: bool = False
    """Another room, of whose board this is a part."""


class Board(Protocol):
    """What a connection needs of the board that it is on; `table.py` has it."""

    async def submit(self, connection: Connection, update: bytes, nth: int, *, is_answer: bool) -> None: ...  # noqa: D102
    async def missing(self, state_vector: bytes) -> list[bytes]: ...  # noqa: D102
    async def state_vector(self) -> bytes: ...  # noqa: D102
    def awareness(self) -> bytes: ...  # noqa: D102
    def hear_awareness(self, connection: Connection, update: bytes) -> None: ...  # noqa: D102
    def hear_wet(self, connection: Connection, wet: Wet, raw: bytes) -> None: ...  # noqa: D102
    def hear_permission(self, permission: Permission) -> None: ...  # noqa: D102


class Connection:
    """Speaks the y-websocket protocol and Parlor's additions with one client."""

    def __init__(self, board: Board, visitor: Visitor, send: Send, permission: Permission) -> None:
        self.visitor = visitor
        self.limit_bytes = GUEST_MESSAGE_BYTES if visitor.is_guest else message.MAX_MESSAGE_BYTES
        self.granted = permission
        """What the client may do as far as it is a matter of the client."""
        self._barred_at: float | None = None
        self.next_board = ""
        self.is_behind = False
        """Changes of this client build on some that are not here; it was asked for them."""
        self.on_may_draw_again: Callable[[], None] = lambda: None
        self.ended_as = End.LEFT
        self._board = board
        self._send = send
        self._outgoing: deque[tuple[bytes, int]] = deque()
        """Messages, and how many bytes of each count against the limit: a document that was asked for does not."""
        self._read_up = asyncio.Event()
        self._read_up.set()
        self._outgoing_bytes = 0
        self._news = asyncio.Event()
        self._ended: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._changes = 0
        self._resyncs = 0
        self._unstored: deque[tuple[int, int]] = deque()
        self._pace = Pace(GUEST_BYTES_PER_S)
        self._messages = Pace(GUEST_MESSAGES_PER_S)
        self._asks = Pace(ASKS_PER_S)
        self._wet_pace, self._awareness_pace = Pace(WET_PER_S), Pace(AWARENESS_PER_S)

    async def run(self, receive: Receive) -> End:
        """Serve until the client leaves, breaks the rules, or `end` is called."""
        self.tell_permission()
        self.send(message.sync(SyncStep.STATE_VECTOR, await self._board.state_vector()))
        if known := self._board.awareness():
            self.send(message.awareness(known))
        tasks = {asyncio.create_task(self._read(receive)), asyncio.create_task(self._write())}
        try:
            await asyncio.wait({*tasks, self._ended}, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    self.end(task.result())
            return self._ended.result()
        finally:
            self.end(End.LEFT)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._ended.result() is End.REVOKED:
                await self._say_goodbye()

    def end(self, why: End) -> None:
        """End run()."""
        if not self._ended.done():
            self._ended.set_result(why)

    def send(self, data: bytes) -> None:
        """Queue a message; a client that leaves too many unread is let go, and catches up when it comes back."""
        if self._outgoing and self._outgoing_bytes + len(data) > MAX_OUTGOING_BYTES:
            self.end(End.SLOW)
            return
        self._outgoing.append((data, len(data)))
        self._outgoing_bytes += len(data)
        self._news.set()

    @property
    def permission(self) -> Permission:
        """What the client may do now."""
        if self._barred_at is not None and self.granted is Permission.EDIT:
            return Permission.VIEW
        return self.granted

    def allow(self, permission: Permission) -> None:
        """Change what the client may do."""
        was, self.granted = self.permission, permission
        if permission is Permission.REVOKED:
            self.end(End.REVOKED)
        else:
            self._tell_change(was)

    def bar(self, is_barred: bool) -> None:
        """Let nobody draw, whatever they are allowed, or all who are allowed to."""
        was = self.permission
        if is_barred == (self._barred_at is None):
            self._barred_at = time.monotonic() if is_barred else None
        self._tell_change(was)

    def tell_permission(self) -> None:
        """Tell a Parlor client what it may do."""
        if self.visitor.is_parlor:
            self.send(message.permission(self.permission))

    def _tell_change(self, was: Permission) -> None:
        if self.permission is was:
            return
        self.tell_permission()
        if self.permission is Permission.EDIT:
            self.on_may_draw_again()

    def _is_taken(self) -> bool:
        """Whether the client's changes are taken: the room's own glass knows by itself when it may only look."""
        if self._barred_at is None or not self.visitor.is_guest:
            return self.granted is Permission.EDIT
        return self.granted is Permission.EDIT and time.monotonic() - self._barred_at < UNDER_WAY_S

    def store(self, number: int, nth: int) -> None:
        """The client's nth change is safe once the board's record of this number is."""
        self._unstored.append((number, nth))

    def stored(self, number: int) -> None:
        """All records up to this number are on the disk."""
        last = 0
        while self._unstored and self._unstored[0][0] <= number:
            last = self._unstored.popleft()[1]
        if last and self.visitor.is_parlor:
            self.send(message.stored(last))

    def ask(self, state_vector: bytes) -> None:
        """Ask the client for what is missing here."""
        self._resyncs += 1
        if self._resyncs > MAX_RESYNCS:
            self.end(End.BAD)
        self.send(message.sync(SyncStep.STATE_VECTOR, state_vector))

    async def _read(self, receive: Receive) -> End:
        while (data := await receive()) is not None:
            if len(data) > self.limit_bytes:
                return End.TOO_LARGE
            if self.visitor.is_guest:
                await asyncio.sleep(max(self._pace.wait_s(len(data)), self._messages.wait_s(1)))
            try:
                await self._take(data)
            except (BadMessage, BadUpdate, BadStroke) as error:
                log.info("board.bad_message", reason=str(error), guest=self.visitor.is_guest)
                return End.BAD
            if self.next_board:
                return End.JOIN
        return End.LEFT

    async def _take(self, data: bytes) -> None:
        reader = Reader(data)
        kind = reader.kind()
        if kind == Kind.SYNC:
            await self._sync(reader)
        elif kind == Kind.AWARENESS and self._awareness_pace.take():
            self._board.hear_awareness(self, reader.chunk())
        elif kind == Kind.QUERY_AWARENESS:
            if known := self._board.awareness():
                self.send(message.awareness(known))
        elif kind == Kind.WET:
            self._wet(reader, data)
        elif kind == Kind.PERMISSION and self.visitor.is_peer:
            self._board.hear_permission(_permission(reader.number()))
        elif kind == Kind.JOIN and not self.visitor.is_guest:
            self.next_board = reader.text(64)

    async def _sync(self, reader: Reader) -> None:
        step, body = reader.number(), reader.chunk()
        if step == SyncStep.STATE_VECTOR:
            if self.visitor.is_guest:
                await asyncio.sleep(self._asks.wait_s(1))
            await self._read_up.wait()  # one answer at a time: it may be a whole document
            self._read_up.clear()
            *parts, last = await self._board.missing(body)
            answer = [message.sync(SyncStep.UPDATE, part) for part in parts] + [message.sync(SyncStep.MISSING, last)]
            self._outgoing.extend((part, 0) for part in answer)
            self._news.set()
        elif step in (SyncStep.MISSING, SyncStep.UPDATE):
            self._changes += 1
            if self._is_taken():
                await self._board.submit(self, body, self._changes, is_answer=step == SyncStep.MISSING)
            elif step == SyncStep.UPDATE:
                self.tell_permission()
        else:
            raise BadMessage("an unknown step of synchronisation")

    def _wet(self, reader: Reader, raw: bytes) -> None:
        wet = read_wet(reader)
        if wet.packed and self.visitor.is_guest:
            unpack(wet.packed)
        if self._is_taken() and (not self.visitor.is_guest or self._wet_pace.take()):
            self._board.hear_wet(self, wet, raw)

    async def _write(self) -> End:
        while True:
            await self._news.wait()
            self._news.clear()
            await self._flush()

    async def _say_goodbye(self) -> None:
        with suppress(TimeoutError, ConnectionError, RuntimeError):
            async with asyncio.timeout(GOODBYE_S):
                await self._send(message.permission(self.permission))

    async def _flush(self) -> None:
        try:
            while self._outgoing:
                data, counted = self._outgoing[0]
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await self._send(data)
                self._outgoing.popleft()
                self._outgoing_bytes -= counted
            self._read_up.set()
        except TimeoutError:
            self.end(End.SLOW)
        except (ConnectionError, RuntimeError):
            self.end(End.LEFT)


def _permission(number: int) -> Permission:
    try:
        return Permission(number)
    except ValueError as error:
        raise BadMessage("an unknown permission") from error
