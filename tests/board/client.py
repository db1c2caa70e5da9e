"""A client of a board, as the shell or a guest is one: a replica that counts what is stored."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
from pycrdt import Doc, Map

from appliance.ink import message
from appliance.ink.element import Stroke, new_id
from appliance.ink.message import Kind, Permission, Reader, SyncStep, Wet, WetState, read_wet
from appliance.ink.packing import pack

FIRST = "first"


def stroke(seed: int = 1, points: int = 60) -> bytes:
    """A packed stroke with pressure."""
    random = np.random.default_rng(seed)
    path = random.normal(0, 3, (points, 2)).cumsum(0).astype(np.float32)
    factors = random.uniform(0.5, 1.5, points).astype(np.float32)
    now = time.time_ns() // 1_000_000
    return pack(Stroke(points=path, factors=factors, color=0x1A1A1AFF, width=3, author=seed & 0xFFFF, created_ms=now))


class BoardClient:
    """One connection; its document survives it, so that another may follow."""

    def __init__(self, doc: Doc[Any] | None = None) -> None:
        self.doc: Doc[Any] = doc or Doc()
        self.sent = 0
        self.stored = 0
        self.permission: Permission | None = None
        self.wet: list[Wet] = []
        self.awareness: list[bytes] = []
        self.kinds: list[int] = []
        self.updates = 0
        self.is_synced = False
        self.closed = asyncio.Event()
        self.close_code: int | None = None
        self.news = asyncio.Event()
        self._send: Callable[[bytes], Awaitable[None]]

    async def serve(self, send: Callable[[bytes], Awaitable[None]], receive: Callable[[], Awaitable[bytes]]) -> None:
        self._send = send
        try:
            await send(message.sync(SyncStep.STATE_VECTOR, self.doc.get_state()))
            while True:
                await self._take(await receive())
                self.news.set()
        except (ConnectionError, asyncio.IncompleteReadError, EOFError):
            pass
        finally:
            self.closed.set()
            self.news.set()

    async def _take(self, data: bytes) -> None:
        reader = Reader(data)
        kind = reader.kind()
        self.kinds.append(kind)
        if kind == Kind.SYNC:
            step, body = reader.number(), reader.chunk()
            if step == SyncStep.STATE_VECTOR:
                await self.change_raw(self.doc.get_update(body), SyncStep.MISSING)
            else:
                self.updates += 1
                self.doc.apply_update(body)
                self.is_synced = self.is_synced or step == SyncStep.MISSING
        elif kind == Kind.STORED:
            self.stored = reader.number()
        elif kind == Kind.PERMISSION:
            self.permission = Permission(reader.number())
        elif kind == Kind.WET:
            self.wet.append(read_wet(reader))
        elif kind == Kind.AWARENESS:
            self.awareness.append(reader.chunk())

    async def change_raw(self, update: bytes, step: SyncStep = SyncStep.UPDATE) -> int:
        """Send changes; returns their number among all of this connection."""
        self.sent += 1
        number = self.sent
        await self._send(message.sync(step, update))
        return number

    async def draw(self, packed: bytes, element_id: str = "", page: str = FIRST) -> tuple[str, int]:
        """Put a stroke on the board; returns its id and the number of the message."""
        element_id = element_id or new_id()
        before = self.doc.get_state()
        self.doc.get(f"o:{page}", type=Map)[element_id] = packed
        return element_id, await self.change_raw(self.doc.get_update(before))

    async def send_wet(self, stroke_id: str, start: int, packed: bytes, state: WetState = WetState.DRAWING) -> None:
        await self._send(Wet(FIRST, stroke_id, start, state, packed).encode())

    async def send_raw(self, data: bytes) -> None:
        await self._send(data)

    def elements(self, page: str = FIRST) -> dict[str, Any]:
        return self.doc.get(f"o:{page}", type=Map).to_py() or {}

    def meta(self) -> dict[str, Any]:
        return self.doc.get("meta", type=Map).to_py() or {}

    async def until(self, condition: Callable[[], bool], timeout_s: float = 10) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while not condition():
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            raise AssertionError(
                f"not within {timeout_s} s; {len(self.elements())} elements, {self.kinds[-9:]}"
            ) from None


@asynccontextmanager
async def shell(socket: Path, board_id: str, doc: Doc[Any] | None = None):
    """A client on board.sock, synced."""
    reader, writer = await asyncio.open_unix_connection(socket)

    async def send(data: bytes) -> None:
        writer.write(len(data).to_bytes(4, "big") + data)
        await writer.drain()

    async def receive() -> bytes:
        return await reader.readexactly(int.from_bytes(await reader.readexactly(4), "big"))

    client = BoardClient(doc)
    await send(message.join(board_id))
    serving = asyncio.create_task(client.serve(send, receive))
    try:
        await client.until(lambda: client.is_synced or client.closed.is_set())
        yield client
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        writer.close()


def unverified() -> ssl.SSLContext:
    """For a room's own certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def board_url(join_url: str) -> tuple[str, str]:
    """The address under which a board's link serves the board, and its key."""
    origin, _, fragment = join_url.partition("/board#")
    board_id, _, key = fragment.partition(".")
    return f"{origin}/boards/{board_id}", key


@asynccontextmanager
async def guest(join_url: str, doc: Doc[Any] | None = None, *, parlor: bool = True):
    """A guest in a browser, connected (whether let in is to be seen)."""
    url, key = board_url(join_url)
    query = {"key": key} | ({"parlor": "1"} if parlor else {})
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, params=query, ssl=unverified(), max_msg_size=0) as socket,
    ):
        client = BoardClient(doc)

        async def receive() -> bytes:
            got = await socket.receive()
            if got.type is not aiohttp.WSMsgType.BINARY:
                client.close_code = socket.close_code
                raise EOFError
            return got.data

        serving = asyncio.create_task(client.serve(socket.send_bytes, receive))
        try:
            await client.until(lambda: client.is_synced or client.closed.is_set())
            yield client
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
    # aiohttp lets go of a TLS connection a moment after its session is closed, and nothing tells when
    await asyncio.sleep(0.1)
