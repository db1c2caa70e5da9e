"""The shell's board on its own Unix socket: messages behind their length, and a change of boards without a new one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog

from appliance.board.connection import End, Visitor
from appliance.board.service import BoardService
from appliance.caller import Caller
from appliance.ink import message
from appliance.ink.message import BadMessage, Kind, Permission, Reader
from appliance.server.unix import Framing

log = structlog.get_logger()

WAIT_FOR_BOARD_S = 15.0
"""How long a client that joins may be ahead of the room."""
MAX_WAITING = 64
MAX_SHELL_BYTES = 64 * 1024 * 1024
"""The glass answers with all that a room has lost, whatever its size."""
_LENGTH_BYTES = 4


class BoardSocket:
    """Serves board.sock."""

    def __init__(self, boards: BoardService) -> None:
        self._boards = boards

    async def serve(
        self, caller: Caller, incoming: AsyncIterator[bytes], send: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Run one connection until the other side leaves or breaks the rules."""
        waiting: asyncio.Queue[bytes | None] = asyncio.Queue(MAX_WAITING)
        reading = asyncio.create_task(_read(incoming, waiting))
        try:
            wanted = ""
            while True:
                while not wanted:
                    data = await waiting.get()
                    if data is None:
                        return
                    wanted = _joins(data)
                wanted = await self._at_board(caller, wanted, waiting, send)
        except BadMessage as error:
            log.info("board.bad_message", reason=str(error))
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _at_board(
        self,
        caller: Caller,
        board_id: str,
        waiting: asyncio.Queue[bytes | None],
        send: Callable[[bytes], Awaitable[None]],
    ) -> str:
        """Serve one board; returns the next that the client joins, if it said so. Raises ConnectionError."""
        opened = await self._boards.wait_for(board_id, WAIT_FOR_BOARD_S)
        if opened is None:
            await send(message.permission(Permission.REVOKED))
            return ""
        visitor = Visitor(id=caller.id, is_guest=False, is_parlor=True)
        connection = await opened.table.serve(visitor, Permission.EDIT, waiting.get, send, limit_bytes=MAX_SHELL_BYTES)
        if connection.ended_as is End.CLOSED and not self._boards.is_stopping:
            await send(message.permission(Permission.REVOKED))
            return ""
        if connection.ended_as is not End.JOIN:
            raise ConnectionResetError(connection.ended_as.value)
        return connection.next_board


async def _read(incoming: AsyncIterator[bytes], waiting: asyncio.Queue[bytes | None]) -> None:
    """A task of its own, so that a connection that ends in the middle of a message does not lose its place."""
    try:
        async for data in incoming:
            await waiting.put(data)
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        # the queue may be full of what nobody takes any more; whoever waits finds the end behind it
        while waiting.full():
            waiting.get_nowait()
        waiting.put_nowait(None)


def _joins(data: bytes) -> str:
    """The board that a message joins; empty for any other message. Raises BadMessage."""
    reader = Reader(data)
    return reader.text(64) if reader.kind() == Kind.JOIN else ""


async def _messages(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> AsyncIterator[bytes]:
    while True:
        length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES), "big")
        if length > MAX_SHELL_BYTES:
            log.warning("board.message_too_large", size=length)
            return
        yield await reader.readexactly(length)


def _sender(writer: asyncio.StreamWriter) -> Callable[[bytes], Awaitable[None]]:
    async def send(data: bytes) -> None:
        writer.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
        await writer.drain()

    return send


FRAMED = Framing(_messages, _sender)
