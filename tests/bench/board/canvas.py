"""What the canvas costs, timed from within the shell on a 4K screen, in a real room."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.bench.board import handwriting
from tests.bench.board.glass import HEIGHT, PAGE, PREVIEWS_S, WIDTH
from tests.bench.board.guest import Guest
from tests.bench.table import Table
from tests.rooms.house import House
from tests.rooms.screen import Screen

MANY = 100_000
SOME = 10_000
FRAME_MS, EVENT_US, OPEN_S, EXACT_S, APPLY_S = 16.0, 100.0, 0.3, 0.5, 0.2
OPENINGS = 5
ZOOMS = ("2", "3.1", "1.7", "4", "2.4")
"""From a view of the whole page."""


async def measure(folder: Path) -> list[Table]:
    """Events, frames, opening, sharpening, and others' changes."""
    async with _house(folder) as (house, display):
        # before there is a shell, which would know their strokes from having shown them
        some = [await _board(house, f"some {at}", SOME) for at in range(OPENINGS)]
        empty = await _board(house, "empty", 0)
        await asyncio.sleep(PREVIEWS_S)
        async with _inside(house, display) as inside:
            return await _figures(house, inside, empty, some)


async def _figures(house: House, inside: _Inside, empty: str, some: list[str]) -> list[Table]:
    opened, again = [], []
    for board in some:
        for times in (opened, again):
            await inside.ask("open", empty)
            times.append(await inside.ask("open", board))
    await inside.ask("open", empty)
    one, ten = await inside.ask("fingers", "1"), await inside.ask("fingers", "10")
    at_once, gaps_at_once = await _changes(house, inside, singly=False)
    await inside.ask("open", await _board(house, "another", 0))
    singly, gaps_singly = await _changes(house, inside, singly=True)
    many = await _board(house, "many", MANY)
    await inside.ask("open", many)
    await asyncio.sleep(PREVIEWS_S)
    full = await inside.ask("fingers", "10")
    pan, zoom = await inside.ask("pan", "200"), await inside.ask("zoom", "200")
    exact = [await inside.ask("sharpen", zoom) for zoom in ZOOMS]
    events = Table("GUI thread's work for an input event", ["p95", "p50"], "us")
    for name, samples in (("one finger", one), ("ten fingers", ten), (f"ten fingers, {MANY} strokes", full)):
        events.add(name, _part(samples, 0.95), _part(samples, 0.5), target=EVENT_US)
    frames = Table(f"Frames at 4K with {MANY} strokes", ["p50", "p95"], "ms")
    frames.add("pan", _part(pan, 0.5), _part(pan, 0.95), target=FRAME_MS)
    frames.add("zoom", _part(zoom, 0.5), _part(zoom, 0.95), target=FRAME_MS)
    waits = Table("Waiting for the picture", ["fastest", "median"], "s")
    waits.add(f"open {SOME} strokes", min(opened), statistics.median(opened), target=OPEN_S)
    waits.add("open them again", min(again), statistics.median(again), target=OPEN_S)
    waits.add(f"exact after zoom, {MANY} strokes", min(exact), statistics.median(exact), target=EXACT_S)
    changes = Table(f"GUI thread's work for {SOME} changes of others", ["all"], "s")
    changes.add("at once", at_once, target=APPLY_S)
    changes.add("one by one", singly, target=APPLY_S)
    flowing = Table("Gaps between frames while others change the board", ["p50", "p95"], "ms")
    for name, gaps in (("at once", gaps_at_once), ("one by one", gaps_singly)):
        flowing.add(name, _part(gaps, 0.5), _part(gaps, 0.95))
    return [events, frames, waits, changes, flowing]


def _part(samples: list[float], part: float) -> float:
    return sorted(samples)[int(len(samples) * part)]


class _Inside:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def answer(self) -> Any:
        assert self._process.stdout
        async with asyncio.timeout(300):
            line = await self._process.stdout.readline()
        assert line, "the shell with the stopwatch ended"
        return json.loads(line)

    async def ask(self, *words: str) -> Any:
        assert self._process.stdin
        self._process.stdin.write((" ".join(words) + "\n").encode())
        return await self.answer()


@asynccontextmanager
async def _house(folder: Path) -> AsyncIterator[tuple[House, str]]:
    """A room without a shell, and the display for one."""
    folder.mkdir(parents=True, exist_ok=True)
    with Screen(folder / "screen", WIDTH, HEIGHT) as screen:
        async with House(folder) as house:
            yield house, screen.display


@asynccontextmanager
async def _inside(house: House, display: str) -> AsyncIterator[_Inside]:
    shown = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.board.inside", str(house.runtime),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=os.environ | shown, limit=2**26,
    )  # fmt: skip
    try:
        inside = _Inside(process)
        assert await inside.answer() == "ready"
        yield inside
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _board(house: House, name: str, count: int) -> str:
    made = await house.call("board.create_board", name=name)
    if count:
        state = await house.until(lambda state: state["board"]["open"] == made["id"] and state["board"]["join_url"])
        async with Guest(state["board"]["join_url"]) as guest:
            await guest.write(PAGE, handwriting.strokes(count, 0.5))
    return made["id"]


async def _changes(house: House, inside: _Inside, *, singly: bool) -> tuple[float, list[float]]:
    """What ten thousand changes, together or one message each, take of the GUI thread, and the frames meanwhile."""
    state = await house.until(lambda state: state["board"]["join_url"])
    now_ms = int(time.time() * 1000)
    fresh = [replace(stroke, created_ms=now_ms + at) for at, stroke in enumerate(handwriting.strokes(SOME, 0.5))]
    async with Guest(state["board"]["join_url"]) as guest:
        watching = asyncio.create_task(inside.ask("watch", str(SOME)))
        await asyncio.sleep(0.5)
        await (guest.write_singly if singly else guest.write)(PAGE, fresh)
        seen = await watching
    return seen["applying"], seen["gaps"]
