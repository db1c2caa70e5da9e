"""The Chrome DevTools Protocol over a socket that Chromium takes for its debugging pipe: JSON, ended by NUL.

Source: https://chromedevtools.github.io/devtools-protocol/ and --remote-debugging-pipe. No port is opened, so no page
and no neighbour can reach it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

MAX_MESSAGE_BYTES = 32 << 20
CALL_TIMEOUT_S = 5.0

Heard = Callable[[str, str, dict[str, Any]], None]
"""Session ("" for the browser), name and parameters of an event."""


class CdpError(Exception):
    """The browser refused a command, did not answer in time, or is gone."""


class _Message(msgspec.Struct):
    id: int | None = None
    method: str = ""
    session: str = msgspec.field(default="", name="sessionId")
    params: dict[str, Any] = {}
    result: dict[str, Any] = {}
    error: dict[str, Any] | None = None


_decoder = msgspec.json.Decoder(_Message)


class Connection:
    """One browser's commands and events. Events are heard in their order, in the loop; nothing blocks on hearing."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_event: Heard) -> None:
        self._reader = reader
        self._writer = writer
        self._on_event = on_event
        self._waiting: dict[int, tuple[str, asyncio.Future[dict[str, Any]]]] = {}
        self._abandoned: set[str] = set()
        self._last_id = 0
        self.closed = asyncio.Event()

    @classmethod
    async def over(cls, end: socket.socket, on_event: Heard) -> Connection:
        """Speak over a connected stream socket, which is then this object's."""
        reader, writer = await asyncio.open_unix_connection(sock=end, limit=MAX_MESSAGE_BYTES)
        return cls(reader, writer, on_event)

    async def run(self) -> None:
        """Read until the browser ends."""
        try:
            while True:
                self._take(_decoder.decode((await self._reader.readuntil(b"\0"))[:-1]))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError, msgspec.DecodeError):
            pass
        finally:
            self.close()

    async def call(
        self, method: str, session: str = "", *, timeout_s: float = CALL_TIMEOUT_S, **params: Any
    ) -> dict[str, Any]:
        """Give a command and wait for what it results in. Raises CdpError."""
        call_id = self._send(method, session, params)
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = (session, future)
        try:
            async with asyncio.timeout(timeout_s):
                await self._writer.drain()
                return await future
        except TimeoutError:
            raise CdpError(f"{method}: no answer within {timeout_s:g} s") from None
        except ConnectionError as error:
            raise CdpError(f"{method}: the browser is gone") from error
        finally:
            self._waiting.pop(call_id, None)
            future.cancel()

    def tell(self, method: str, session: str = "", **params: Any) -> None:
        """Give a command whose result does not matter."""
        with suppress(CdpError):
            self._send(method, session, params)

    def abandon(self, session: str) -> None:
        """Nothing of a session will be answered any more: whoever waits for it, or calls it, gets a CdpError."""
        self._abandoned.add(session)
        for waiting, future in self._waiting.values():
            if waiting == session and not future.done():
                future.set_exception(CdpError("the page is gone"))

    def close(self) -> None:
        """Whoever waits gets a CdpError."""
        self.closed.set()
        self._writer.close()
        for _, future in self._waiting.values():
            if not future.done():
                future.set_exception(CdpError("the browser is gone"))

    def _send(self, method: str, session: str, params: dict[str, Any]) -> int:
        if self.closed.is_set():
            raise CdpError(f"{method}: the browser is gone")
        if session in self._abandoned:
            raise CdpError(f"{method}: the page is gone")
        self._last_id += 1
        message: dict[str, Any] = {"id": self._last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._writer.write(msgspec.json.encode(message) + b"\0")
        return self._last_id

    def _take(self, message: _Message) -> None:
        if message.id is None:
            self._on_event(message.session, message.method, message.params)
            return
        _, future = self._waiting.pop(message.id, ("", None))
        if future is None or future.done():
            return
        if message.error is not None:
            future.set_exception(CdpError(str(message.error.get("message", "refused"))[:200]))
        else:
            future.set_result(message.result)
