"""Chromium sends over a network that loses packets: how many pictures come, and how long it freezes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from tests.bench.cast.namespace import namespace, wrapped
from tests.bench.cast.page import browser_tab
from tests.bench.cast.peer import PEERS, RELAYED, URL, peer, relay
from tests.bench.table import Bound, Table, share

WARM_UP_S = 8.0
MEASURED_S = 15.0
EVENTS = 8
EVENT_S = 2.0
MAX_FREEZE_MS = 500.0
PATTERNS = {"0.01": "1 % lost", "0.05": "5 % lost", "0.1": "10 % lost", "burst": "60 ms lost every 2 s"}
COLUMNS = ("fps", "freeze p99", "worst")


async def measure(folder: Path) -> list[Table]:
    """A table each pattern of loss. Raises NoNamespace."""
    with namespace() as inside:
        browser = wrapped(inside, "/usr/bin/chromium", folder)
        tables = [await _lossy(pattern, name, inside, browser) for pattern, name in PATTERNS.items()]
        return [*tables, await _once(inside, browser)]


async def _lossy(pattern: str, name: str, inside: list[str], browser: Path) -> Table:
    table = Table(f"Chromium sends 720p30, {name}", COLUMNS, "gaps between pictures in ms")
    for kind in PEERS:
        async with (
            peer(kind, inside, RELAYED) as receiver,
            relay(pattern, inside),
            browser_tab(browser, f"{URL}/page?width=1280&height=720"),
        ):
            await asyncio.sleep(WARM_UP_S)
            receiver.start()
            await asyncio.sleep(MEASURED_S)
            report: dict[str, Any] = await receiver.report()
            gaps = report["gaps_ms"]
            table.add(kind, sum(report["fps"]), share(gaps, 0.99), max(gaps, default=MEASURED_S * 1000))
    return table


async def _once(inside: list[str], browser: Path) -> Table:
    table = Table("One packet and its retransmission lost", ("p50", "worst"), "ms without a picture")
    for kind in PEERS:
        async with (
            peer(kind, inside, RELAYED) as receiver,
            relay("once", inside) as lose_one,
            browser_tab(browser, f"{URL}/page?width=1280&height=720"),
        ):
            await asyncio.sleep(WARM_UP_S)
            freezes = []
            for _ in range(EVENTS):
                receiver.start()
                lose_one()
                await asyncio.sleep(EVENT_S)
                freezes.append(max((await receiver.report())["gaps_ms"], default=EVENT_S * 1000))
            bounds = {"worst": Bound(most=MAX_FREEZE_MS)} if kind == "Parlor" else None
            table.add(kind, share(freezes, 0.5), max(freezes), bounds=bounds)
    return table
