"""A guest who writes: a y-websocket client of a board's link, as fast as the room takes it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from pycrdt import Doc, Map

from appliance.ink import message
from appliance.ink.element import Stroke, new_id
from appliance.ink.message import Kind, SyncStep
from appliance.ink.packing import pack_all
from appliance.ink.record import elements_of

BATCH_BYTES = 700_000
"""Below what a guest may send in one message."""
STORED_S = 120.0


class Guest:
    """`async with Guest(join_url)`: joined and in step."""

    def __init__(self, join_url: str) -> None:
        parts = urlsplit(join_url)
        board_id, _, key = parts.fragment.partition(".")
        self._url = f"wss://{parts.netloc}/boards/{board_id}?key={key}&parlor=1"
        self.doc = Doc()
        self._sent = self._stored = 0
        self._news = asyncio.Event()
        self._is_synced = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False))
        self._socket = await self._session.ws_connect(self._url, max_msg_size=message.MAX_MESSAGE_BYTES)
        await self._socket.send_bytes(message.sync(SyncStep.STATE_VECTOR, self.doc.get_state()))
        self._listening = asyncio.create_task(self._listen())
        async with asyncio.timeout(20):
            await self._is_synced.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self._socket.close()
        await self._session.close()

    async def write(self, page_id: str, strokes: Sequence[Stroke]) -> list[str]:
        """Put strokes on a page; returns their ids once the room has them on its disk."""
        ids = [new_id() for _ in strokes]
        elements = self.doc.get(elements_of(page_id), type=Map)
        for batch in _batches(list(zip(ids, pack_all(strokes), strict=True))):
            before = self.doc.get_state()
            with self.doc.transaction():
                for id_, packed in batch:
                    elements[id_] = packed
            await self._send(self.doc.get_update(before))
        await self._until_stored()
        return ids

    async def write_singly(self, page_id: str, strokes: Sequence[Stroke]) -> None:
        """Put strokes on a page, a message each, as many hands at once would."""
        updates: list[bytes] = []
        watching = self.doc.observe(lambda event: updates.append(event.update))
        elements = self.doc.get(elements_of(page_id), type=Map)
        for packed in pack_all(strokes):
            elements[new_id()] = packed
        self.doc.unobserve(watching)
        for update in updates:
            await self._send(update)
        await self._until_stored()

    async def remove(self, page_id: str, ids: Iterable[str]) -> None:
        """Take elements from a page."""
        elements = self.doc.get(elements_of(page_id), type=Map)
        before = self.doc.get_state()
        with self.doc.transaction():
            for id_ in ids:
                if id_ in elements:
                    del elements[id_]
        await self._send(self.doc.get_update(before))
        await self._until_stored()

    async def _send(self, update: bytes) -> None:
        await self._socket.send_bytes(message.sync(SyncStep.UPDATE, update))
        self._sent += 1

    async def _until_stored(self) -> None:
        async with asyncio.timeout(STORED_S):
            while self._stored < self._sent:
                self._news.clear()
                await self._news.wait()

    async def _listen(self) -> None:
        async for received in self._socket:
            if received.type is not aiohttp.WSMsgType.BINARY:
                continue
            reader = message.Reader(received.data)
            kind = reader.kind()
            if kind == Kind.SYNC:
                await self._sync(reader)
            elif kind == Kind.STORED:
                self._stored = reader.number()
                self._news.set()

    async def _sync(self, reader: message.Reader) -> None:
        step, data = reader.number(), reader.chunk()
        if step == SyncStep.STATE_VECTOR:
            await self._socket.send_bytes(message.sync(SyncStep.MISSING, self.doc.get_update(data)))
            self._sent += 1
            return
        self.doc.apply_update(data)
        if step == SyncStep.MISSING:
            self._is_synced.set()


def _batches(packed: list[tuple[str, bytes]]) -> Iterable[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    size = 0
    for one in packed:
        batch.append(one)
        size += len(one[1]) + 40
        if size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
