"""From a motion to changed pixels on a 4K screen: ours empty and with 100,000 strokes, beside the peers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.bench.board import handwriting, whiteboards
from tests.bench.board.glass import HEIGHT, PREVIEWS_S, WIDTH, glass
from tests.bench.board.yardstick import Yardstick
from tests.bench.table import Table
from tests.rooms.screen import Screen

MANY = 100_000
STROKES, MOTIONS = 4, 100
MEDIAN_MS, P95_MS = 2.0, 8.0

Started = Callable[[Screen, Path], AbstractContextManager[Any]]


async def measure(folder: Path) -> list[Table]:
    """Medians and 95th percentiles, in relation to OpenBoard's empty board."""
    journal, drawing = folder / "s.xopp", folder / "s.excalidraw"
    handwriting.write_xopp(journal, 10_000)
    handwriting.write_excalidraw(drawing, 10_000)
    peers: dict[str, Started] = {
        "OpenBoard, empty": whiteboards.openboard,
        "Xournal++, empty": whiteboards.xournalpp,
        "Xournal++, 10,000 strokes": lambda screen, home: whiteboards.xournalpp(screen, home, journal),
        "tldraw, empty": lambda screen, home: whiteboards.in_browser("tldraw", screen, home),
        "Excalidraw, empty": lambda screen, home: whiteboards.in_browser("excalidraw", screen, home),
        "Excalidraw, 10,000 strokes": lambda screen, home: whiteboards.in_browser("excalidraw", screen, home, drawing),
    }
    first, *others = peers
    delays = {first: await asyncio.to_thread(_peer, folder / "0", peers[first])}
    delays |= await _ours(folder / "ours")
    for at, name in enumerate(others, 1):
        delays[name] = await asyncio.to_thread(_peer, folder / str(at), peers[name])
    median = Table("Input to pixel at 4K, median", ["p50"], "ms", is_compared=True)
    slow = Table("Input to pixel at 4K, 95th percentile", ["p95"], "ms", is_compared=True)
    for name, samples in delays.items():
        ordered = sorted(samples)
        is_ours = name.startswith("Parlor")
        median.add(name, ordered[len(ordered) // 2], target=MEDIAN_MS if is_ours else None)
        slow.add(name, ordered[int(len(ordered) * 0.95)], target=P95_MS if is_ours else None)
    return [median, slow]


def _peer(folder: Path, started: Started) -> list[float]:
    with Screen(folder / "screen", WIDTH, HEIGHT) as screen, started(screen, folder / "home"):
        yardstick = Yardstick(screen.display, folder / "screen" / "Xvfb_screen0")
        delays = _strokes(yardstick)
        yardstick.close()
        return delays


async def _ours(folder: Path) -> dict[str, list[float]]:
    async with glass(folder) as shown:
        empty = await asyncio.to_thread(_strokes, shown.yardstick)
        await shown.fill(MANY)
        await shown.until_still()
        await asyncio.sleep(PREVIEWS_S)
        assert shown.ink() > 0.05, "the glass does not show what the guest wrote"
        full = await asyncio.to_thread(_strokes, shown.yardstick)
    return {"Parlor, empty": empty, "Parlor, 100,000 strokes": full}


def _strokes(yardstick: Yardstick) -> list[float]:
    """Strokes in a colour that the written ones hide nowhere: short steps, from left to right, in the middle."""
    delays: list[float] = []
    for at in range(STROKES):
        delays += yardstick.stroke(900, 700 + 160 * at, 10, 2, MOTIONS)
    return delays
