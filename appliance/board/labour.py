"""The long work on the open board: one import or export at a time, which tells how far it is and can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal, TypeVar

from appliance.api.errors import Code, Unavailable
from appliance.board.progress import Told

T = TypeVar("T")

Kind = Literal["", "importing", "exporting"]


class Labour:
    """`told` hears what is being done and how many per cent of it are; empty and 0 at the end."""

    def __init__(self, told: Callable[[Kind, int], None]) -> None:
        self._told = told
        self._one_at_a_time = asyncio.Lock()
        self._job: asyncio.Task[Any] | None = None

    async def do(self, kind: Kind, work: Callable[[Told], Coroutine[Any, Any, T]]) -> T:
        """Do it once nothing else is done. Raises Unavailable(board.cancelled) if it is stopped."""
        async with self._one_at_a_time:
            self._told(kind, 0)
            self._job = job = asyncio.create_task(work(lambda share: self._told(kind, int(share * 100))))
            try:
                return await job
            except asyncio.CancelledError:
                if (task := asyncio.current_task()) and task.cancelling():
                    raise
                raise Unavailable(Code.BOARD_CANCELLED) from None
            finally:
                self._job = None
                self._told("", 0)

    async def end(self) -> None:
        """Stop it and wait until nothing of it is left."""
        if (job := self._job) is not None:
            job.cancel()
            await asyncio.wait([job])

    def stop(self) -> None:
        """Stop what is being done; nothing of it stays."""
        if self._job is not None:
            self._job.cancel()
