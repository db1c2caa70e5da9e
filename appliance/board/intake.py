"""What waits for a board's document: changes in the order in which they came, and no more than there is room for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc

from appliance.board.connection import Connection

MAX_BATCH = 256
MAX_QUEUED_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class Change:
    """Something for the document: an update of a client's, or work of the room's own with its `done`."""

    update: bytes = b""
    connection: Connection | None = None
    nth: int = 0
    is_answer: bool = False
    work: Callable[[Doc[Any]], Any] | None = None
    done: asyncio.Future[Any] | None = None


class Intake:
    """A queue for one taker."""

    def __init__(self) -> None:
        self._queue: deque[Change] = deque()
        self._queued_bytes = 0
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def __bool__(self) -> bool:
        return bool(self._queue)

    async def room(self) -> None:
        """Wait while too much is waiting."""
        await self._room.wait()

    async def news(self) -> None:
        """Wait until something is there."""
        await self._news.wait()
        self._news.clear()

    def put(self, change: Change) -> None:
        """Let it wait for its turn."""
        self._queue.append(change)
        self._queued_bytes += len(change.update)
        if self._queued_bytes > MAX_QUEUED_BYTES:
            self._room.clear()
        self._news.set()

    def next(self) -> list[Change]:
        """Updates that stand in a row, or one piece of work."""
        batch = [self._queue.popleft()]
        while batch[-1].work is None and self._queue and self._queue[0].work is None and len(batch) < MAX_BATCH:
            batch.append(self._queue.popleft())
        self._queued_bytes -= sum(len(change.update) for change in batch)
        if self._queued_bytes < MAX_QUEUED_BYTES:
            self._room.set()
        return batch
