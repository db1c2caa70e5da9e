"""A client of the room's idiom: JSON-RPC 2.0, newline-delimited, over a Unix socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from appliance.api import wire
from appliance.api.errors import Busy, Code, Invalid, NotAllowed, NotFound, RoomError, Unavailable

Notified = Callable[[str, Any], None]
READ_BYTES = 65_536
_ERRORS = {error.number: error for error in (RoomError, NotAllowed, NotFound, Busy, Unavailable, Invalid)}


class RemoteError(Exception):
    """The other side answered with an error; `code` is the stable code where it gave one."""

    def __init__(self, number: int, message: str, data: dict[str, Any]) -> None:
        super().__init__(message)
        self.number = number
        self.data = data
        self.code: str = data.get("code", "")

    def as_room_error(self) -> RoomError:
        """The refusal that the other side raised."""
        code = Code(self.code) if self.code in set(Code) else Code.INTERNAL
        data = {name: value for name, value in self.data.items() if name != "code"}
        return _ERRORS.get(self.number, RoomError)(code, **data)


class RpcClient:
    """One connection. Every call ends in a result, RemoteError, TimeoutError or ConnectionError."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_notification: Notified | None = None
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._on_notification = on_notification
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._last_id = 0
        self.closed = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def connect(
        cls, path: Path, on_notification: Notified | None = None, timeout_s: float = 5.0
    ) -> AsyncIterator[RpcClient]:
        """Open a connection and read it for as long as the context lasts. Raises OSError or TimeoutError."""
        async with asyncio.timeout(timeout_s):
            reader, writer = await asyncio.open_unix_connection(path, limit=READ_BYTES)
        client = cls(reader, writer, on_notification)
        reading = asyncio.create_task(client._read())
        try:
            yield client
        finally:
            reading.cancel()
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            await asyncio.gather(reading, return_exceptions=True)

    async def call(self, method: str, *, timeout_s: float = 5.0, **params: Any) -> Any:
        """Call a verb and wait for its answer."""
        if self.closed.is_set():
            raise ConnectionError("the connection is closed")
        self._last_id += 1
        call_id = self._last_id
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = future
        try:
            async with asyncio.timeout(timeout_s):
                self._writer.write(wire.call(call_id, method, params) + b"\n")
                await self._writer.drain()
                return await future
        finally:
            self._waiting.pop(call_id, None)
            future.cancel()

    async def _read(self) -> None:
        lines = wire.Lines()
        try:
            while data := await self._reader.read(READ_BYTES):
                for line in lines.feed(data):
                    self._take(msgspec.json.decode(line))
        except ConnectionError:
            pass
        finally:
            self.closed.set()
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(ConnectionError("the other side closed the connection"))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message:
            if self._on_notification is not None:
                self._on_notification(message["method"], message.get("params"))
            return
        future = self._waiting.get(message.get("id") or 0)
        if future is None or future.done():
            return
        if "error" in message:
            error = message["error"]
            future.set_exception(RemoteError(error["code"], error["message"], error.get("data") or {}))
        else:
            future.set_result(message["result"])
