"""The Janus API over WebSocket: one session of the server, its transactions and handles.

https://janus.conf.meetecho.com/docs/rest.html (subprotocol `janus-protocol`). Requests that a plugin works on later are
acknowledged first; their result is the event of the same transaction.
"""

from __future__ import annotations

import asyncio
import itertools
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec

from appliance.config.meeting import JanusConfig
from appliance.log import get_logger
from appliance.meeting.engines.janus.handle import JanusHandle, Told
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.trouble import JanusAway, JanusTrouble

log = get_logger("janus")

ASK_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 1.5
KEEPALIVE_S = 20.0
"""A session ends after 60 s in which nothing of it is asked, unless configured otherwise."""
MAX_MESSAGE_BYTES = 1 << 20
PROTOCOL = "janus-protocol"
_decoder = msgspec.json.Decoder(dict[str, Any])


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A request without its answer."""

    future: asyncio.Future[dict[str, Any]]
    is_message: bool
    """To a plugin: first it is acknowledged, the event is the result."""


class JanusSession:
    """A session on a server. It outlives a lost WebSocket where `resume` is in time."""

    def __init__(self, config: JanusConfig, keys: JanusKeys) -> None:
        self._url = config.url
        self._ca_file = config.ca_file
        self._keys = keys
        self._id: int | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._waiting: dict[str, _Waiting] = {}
        self._handles: dict[int, JanusHandle] = {}
        self._transactions = (f"{number:x}" for number in itertools.count(1))

    async def connect(self, http: aiohttp.ClientSession) -> None:
        """Open a WebSocket; read it from now on, and begin or resume.

        Raises OSError, TimeoutError or aiohttp.ClientError where there is no connection.
        """
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            self._socket = await http.ws_connect(
                self._url, protocols=(PROTOCOL,), ssl=_trust(self._ca_file), max_msg_size=MAX_MESSAGE_BYTES
            )

    async def read(self) -> None:
        """Hand out what comes, until the connection ends."""
        socket = self._socket
        if socket is None:
            return
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._socket = None
            self._fail("the connection ended")
            await socket.close()

    async def begin(self) -> None:
        """Make a session; those before are over. Raises JanusTrouble."""
        self._handles.clear()
        self._id = None
        reply = await self._ask({"janus": "create"})
        self._id = int(reply["data"]["id"])

    async def resume(self) -> bool:
        """Take the session up again on this connection; False where the server has it no more."""
        if self._id is None:
            return False
        try:
            await self._ask({"janus": "claim", "session_id": self._id})
        except JanusTrouble:
            return False
        return True

    async def end(self) -> None:
        """Let the server forget it, and all handles with it."""
        if self._id is not None:
            with suppress(JanusTrouble):
                await self._ask({"janus": "destroy", "session_id": self._id})
        self._handles.clear()

    async def attach(self, plugin: str, on_told: Callable[[Told], None]) -> JanusHandle:
        """A handle of a plugin, named without `janus.plugin.`. Raises JanusTrouble."""
        reply = await self._ask({"janus": "attach", "plugin": f"janus.plugin.{plugin}", "session_id": self._id})
        handle = JanusHandle(self, int(reply["data"]["id"]), on_told)
        self._handles[handle.id] = handle
        return handle

    async def detach(self, handle: JanusHandle) -> None:
        """See JanusHandle.detach."""
        if self._handles.pop(handle.id, None) is not None:
            await self._ask({"janus": "detach", "session_id": self._id, "handle_id": handle.id})

    async def ask_handle(self, handle_id: int, message: dict[str, Any]) -> Told:
        """See JanusHandle.ask."""
        if handle_id not in self._handles:
            raise JanusAway("the handle is gone")
        told = _told(await self._ask({"janus": "message", "session_id": self._id, "handle_id": handle_id, **message}))
        if "error_code" in told.data:
            raise JanusTrouble(int(told.data["error_code"]), str(told.data.get("error", "")))
        return told

    async def keep_alive(self) -> None:
        """Show the server that the session is in use. Raises JanusTrouble."""
        await self._ask({"janus": "keepalive", "session_id": self._id})

    async def ping(self, timeout_s: float) -> float:
        """Seconds until it answers. Raises JanusAway."""
        started = asyncio.get_running_loop().time()
        await self._ask({"janus": "ping"}, timeout_s)
        return asyncio.get_running_loop().time() - started

    async def describe(self) -> dict[str, Any]:
        """What the server tells of itself (`info`). Raises JanusTrouble."""
        return await self._ask({"janus": "info"})

    async def drop(self) -> None:
        """Close a connection that is silent."""
        if self._socket is not None:
            await self._socket.close()

    async def _ask(self, message: dict[str, Any], timeout_s: float = ASK_TIMEOUT_S) -> dict[str, Any]:
        socket = self._socket
        if socket is None or socket.closed:
            raise JanusAway("not connected")
        transaction = next(self._transactions)
        if self._keys.api_secret:
            message = {"apisecret": self._keys.api_secret, **message}
        waiting = _Waiting(asyncio.get_running_loop().create_future(), message["janus"] == "message")
        self._waiting[transaction] = waiting
        try:
            async with asyncio.timeout(timeout_s):
                await socket.send_str(msgspec.json.encode({"transaction": transaction, **message}).decode())
                reply = await waiting.future
        except TimeoutError:
            raise JanusAway(f"no answer to {message['janus']} in {timeout_s:g} s") from None
        except (OSError, aiohttp.ClientError) as error:
            raise JanusAway(str(error) or type(error).__name__) from None
        finally:
            self._waiting.pop(transaction, None)
        if reply["janus"] == "error":
            error = reply.get("error", {})
            raise JanusTrouble(int(error.get("code", 0)), str(error.get("reason", "")))
        return reply

    def _take(self, text: str) -> None:
        try:
            message = _decoder.decode(text)
            kind = str(message["janus"])
        except (msgspec.DecodeError, KeyError):
            log.warning("janus.unreadable", bytes=len(text))
            return
        waiting = self._waiting.get(str(message.get("transaction", "")))
        # what comes after the result bears its mark too, perhaps before whoever asked has read it
        if waiting is not None and not waiting.future.done():
            if kind != "ack" or not waiting.is_message:
                waiting.future.set_result(message)
            return
        handle = self._handles.get(message.get("sender", 0))
        if handle is None:
            return
        if kind == "detached":
            self._handles.pop(handle.id, None)
        handle.on_told(_told(message))

    def _fail(self, words: str) -> None:
        for waiting in self._waiting.values():
            if not waiting.future.done():
                waiting.future.set_exception(JanusAway(words))


def _trust(ca_file: str) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cafile=ca_file) if ca_file else True


def _told(message: dict[str, Any]) -> Told:
    described = message.get("jsep") or {}
    data = message.get("plugindata", {}).get("data") if "plugindata" in message else message
    return Told(
        str(message["janus"]),
        data if isinstance(data, dict) else {},
        str(described.get("sdp", "")),
        str(described.get("type", "")),
    )


@asynccontextmanager
async def joined(config: JanusConfig, keys: JanusKeys) -> AsyncIterator[JanusSession]:
    """A session of one's own for as long as the block lasts, which ends with JanusAway when the server goes.

    Raises OSError, TimeoutError or aiohttp.ClientError where there is no connection, JanusTrouble where it refuses.
    """
    session = JanusSession(config, keys)
    try:
        async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
            await session.connect(http)
            work = [group.create_task(_serve(session)), group.create_task(_stay(session))]
            await session.begin()
            try:
                yield session
            finally:
                await session.end()
                for task in work:
                    task.cancel()
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None


async def _serve(session: JanusSession) -> None:
    await session.read()
    raise JanusAway("the connection ended")


async def _stay(session: JanusSession) -> None:
    while True:
        await asyncio.sleep(KEEPALIVE_S)
        await session.keep_alive()
