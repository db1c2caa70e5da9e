"""NDJSON, or other messages, over a Unix socket; the kernel says who the other side is."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

import structlog

from appliance.api import wire
from appliance.caller import Caller
from appliance.server.kinship import is_own_child

log = structlog.get_logger()

_CREDENTIALS = struct.Struct("3i")
READ_BYTES = 65_536
MAX_CONNECTIONS = 128

Serve = Callable[[Caller, AsyncIterator[bytes], Callable[[bytes], Awaitable[None]]], Awaitable[None]]
Identify = Callable[[int, str], Caller | None]
"""From a peer's uid and a fresh connection id to its caller; None turns it away."""


class Framing(NamedTuple):
    """How messages lie behind each other in the stream."""

    messages: Callable[[asyncio.StreamReader, asyncio.StreamWriter], AsyncIterator[bytes]]
    sender: Callable[[asyncio.StreamWriter], Callable[[bytes], Awaitable[None]]]


class UnixServer:
    """Serves every connection with `serve` until closed. The socket is a path to bind or one inherited from systemd."""

    def __init__(
        self, where: Path | socket.socket, identify: Identify, serve: Serve, framing: Framing | None = None
    ) -> None:
        self._framing = framing or Framing(_messages, _sender)
        self._where = where
        self._identify = identify
        self._serve = serve
        self._count = 0
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        if isinstance(self._where, Path):
            self._where.unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._accept, path=self._where, limit=READ_BYTES)
            self._where.chmod(0o660)
        else:
            # from Python 3.13 on asyncio would remove the file of a socket that others hold open for us
            kept: dict[str, Any] = {"cleanup_socket": False} if sys.version_info >= (3, 13) else {}
            self._server = await asyncio.start_unix_server(self._accept, sock=self._where, limit=READ_BYTES, **kept)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._server.close()
        for task in tuple(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  a stream callback runs in a task
        self._connections.add(task)
        try:
            if len(self._connections) <= MAX_CONNECTIONS and (caller := self._peer(writer)):
                await self._serve(caller, self._framing.messages(reader, writer), self._framing.sender(writer))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    def _peer(self, writer: asyncio.StreamWriter) -> Caller | None:
        peer: socket.socket = writer.get_extra_info("socket")
        pid, uid, _ = _CREDENTIALS.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
        self._count += 1
        caller = None if is_own_child(pid) else self._identify(uid, f"unix-{self._count}")
        if caller is None:
            log.warning("client.refused", uid=uid, pid=pid)
        return caller


def _sender(writer: asyncio.StreamWriter) -> Callable[[bytes], Awaitable[None]]:
    async def send(message: bytes) -> None:
        writer.write(message + b"\n")
        await writer.drain()

    return send


async def _messages(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncIterator[bytes]:
    lines = wire.Lines()
    while data := await reader.read(READ_BYTES):
        try:
            complete = lines.feed(data)
        except wire.MessageTooLarge as error:
            writer.write(wire.error(None, error.number, str(error)) + b"\n")
            return
        for line in complete:
            yield line
