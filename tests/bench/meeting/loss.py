"""What is left of a call where packets are lost, late, or stay away: our receiver, stock aiortc and Chromium."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bench.cast.namespace import ADDRESS, namespace, wrapped
from tests.bench.cast.page import browser_tab
from tests.bench.meeting.stream import stream
from tests.bench.table import Bound, Table, share

PORT = 8741
MAX_LINE = 1 << 24
START_S = 30.0
WARM_UP_S = 3.0
MEASURED_S = 15.0
FREEZE_S = 0.2
"""A gap between pictures that counts as frozen."""
NAMES = {"ours": "Parlor", "stock": "stock aiortc", "chromium": "Chromium"}
WEATHERS = {
    "0": "nothing lost",
    "0.01": "1 % lost",
    "0.02": "2 % lost",
    "0.05": "5 % lost",
    "0.1": "10 % lost",
    "jitter-20": "20 ms of jitter",
    "jitter-100": "100 ms of jitter",
    "down": "cut for 3 s",
}
COLUMNS = ("fps", "worst gap", "frozen", "sound/s", "made up", "p50", "p95")
BOUNDS = {
    "0.02": {"worst gap": Bound(most=600), "sound/s": Bound(least=48)},
    "0.05": {"worst gap": Bound(most=1200), "sound/s": Bound(least=46)},
}


async def measure(folder: Path) -> list[Table]:
    """A table each weather. Raises NoNamespace."""
    stream(folder)
    with namespace() as inside:
        browser = wrapped(inside, "/usr/bin/chromium", folder)
        return [await _table(weather, title, inside, browser, folder) for weather, title in WEATHERS.items()]


async def _table(weather: str, title: str, inside: list[str], browser: Path, folder: Path) -> Table:
    table = Table(f"A call of 720p30, {title}", COLUMNS, "gaps and age in ms, frozen and made up in %")
    for kind, name in NAMES.items():
        figures = await _receive(kind, weather, inside, browser, folder)
        table.add(name, *figures, bounds=BOUNDS.get(weather) if kind == "ours" else None)
    return table


async def _receive(kind: str, weather: str, inside: list[str], browser: Path, folder: Path) -> tuple[float, ...]:
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(_running(inside, "receiver", kind, ADDRESS, str(PORT + 1)))
        way = await stack.enter_async_context(_running(inside, "weather", ADDRESS, str(PORT), weather))
        page = None
        if kind == "chromium":
            page = await stack.enter_async_context(browser_tab(browser, f"http://{ADDRESS}:{PORT + 1}/receive"))
        url = f"http://{ADDRESS}:{PORT}/whip"
        sender = await stack.enter_async_context(_running(inside, "sender", ADDRESS, url, str(folder)))
        await asyncio.sleep(WARM_UP_S)
        sent = dict(await _asked(sender))
        await (page.evaluate("take()") if page else _asked(receiver))
        if weather == "down":
            _order(way)
        await asyncio.sleep(MEASURED_S)
        found = await (page.evaluate("take()") if page else _asked(receiver))
        return _figures(found, sent | dict(await _asked(sender)))


def _figures(found: dict[str, Any], sent: dict[int, float]) -> tuple[float, ...]:
    pictures = found["pictures"]
    gaps_s = [after - before for (_, before), (_, after) in itertools.pairwise(pictures)]
    ages_ms = [(shown_s - sent[timestamp]) * 1000 for timestamp, shown_s in pictures if timestamp in sent]
    frozen_s = sum(gap_s for gap_s in gaps_s if gap_s > FREEZE_S)
    samples = found["samples"]
    return (
        len(pictures) / MEASURED_S,
        max(gaps_s, default=MEASURED_S) * 1000,
        frozen_s / MEASURED_S * 100,
        samples / 960 / MEASURED_S,
        found["made_up"] / samples * 100 if samples else math.nan,
        share(ages_ms, 0.5),
        share(ages_ms, 0.95),
    )


@asynccontextmanager
async def _running(inside: list[str], module: str, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [*inside, sys.executable, "-m", f"tests.bench.meeting.{module}", *arguments]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=MAX_LINE)
    try:
        assert process.stdout
        async with asyncio.timeout(START_S):
            said = await process.stdout.readline()
        assert said.strip() == b"ready", f"{module} said {said!r}"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _order(process: asyncio.subprocess.Process) -> None:
    assert process.stdin
    process.stdin.write(b"\n")


async def _asked(process: asyncio.subprocess.Process) -> Any:
    _order(process)
    assert process.stdout
    async with asyncio.timeout(START_S):
        return json.loads(await process.stdout.readline())
