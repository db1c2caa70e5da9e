"""The engine in the test's own process, where its parts can be watched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from appliance.media.engine import EngineCast
from appliance.media.local import LocalEngine
from appliance.media.sound.chain import MakeChain
from tests.media.room import config


class Here:
    def __init__(self, frames: Path, make_chain: MakeChain | None = None) -> None:
        self.casts: tuple[EngineCast, ...] = ()
        self.seen: list[EngineCast] = []
        self._news = asyncio.Event()
        mirror = frames.parent / "mirror"
        self.engine = LocalEngine(frames, mirror, self._note, lambda stuck: pytest.fail(str(stuck)), make_chain)

    def _note(self) -> None:
        self.casts = self.engine.take_status().casts
        self.seen.extend(self.casts)
        self._news.set()

    async def until(self, is_so: Callable[[tuple[EngineCast, ...]], bool], timeout_s: float = 10) -> None:
        async with asyncio.timeout(timeout_s):
            while not is_so(self.casts):
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def engine_here(frames: Path, make_chain: MakeChain | None = None, **fields: Any) -> AsyncIterator[Here]:
    frames.mkdir()
    here = Here(frames, make_chain)
    running = asyncio.create_task(here.engine.run())
    await here.engine.configure(config(**fields))
    try:
        yield here
    finally:
        running.cancel()
        await asyncio.wait([running])
    assert list(frames.iterdir()) == []
