"""A clock on a canvas in Chromium: how old its pictures are at the receiver, and how fast the sender's rate rises."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from tests.bench.cast.namespace import namespace, wrapped
from tests.bench.cast.peer import PEERS, URL, peer
from tests.bench.table import Bound, Table, share

RAMP_S = 5.0
WARM_UP_S = 3.0
MEASURED_S = 12.0
SLIDES_S = 20.0
MIN_MBIT_S = 3.0
MAX_DELAY_MS = 30.0
MAX_BESIDE_CHROMIUM = 1.3
MAX_SLIDE_MS = 200.0
CHROMIUM = "Chromium"
COLUMNS = ("fps", "p50", "p95", "at 5 s", "beside")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--autoplay-policy=no-user-gesture-required",
    # only a secure page may look into the pictures that it receives
    f"--unsafely-treat-insecure-origin-as-secure={URL}",
]


@dataclass(frozen=True)
class Run:
    """What one receiver did with one page."""

    fps: float
    delays_ms: list[float]
    mbit_s: float
    """Of the last second of RAMP_S, as sent."""


async def measure(folder: Path) -> list[Table]:
    """Text that scrolls in two sizes, slides, and a film. Raises NoNamespace."""
    with namespace() as inside:
        browser = wrapped(inside, "/usr/bin/chromium", folder)
        tables = [await _scrolling(inside, browser, 1280, 720), await _scrolling(inside, browser, 1920, 1080)]
        return [*tables, await _slides(inside, browser), await _film(inside, browser)]


async def _scrolling(inside: list[str], browser: Path, width: int, height: int) -> Table:
    runs = {kind: await _run(kind, inside, browser, f"width={width}&height={height}") for kind in PEERS}
    runs[CHROMIUM] = await _run(CHROMIUM, inside, browser, f"width={width}&height={height}&to=page")
    table = Table(
        f"Chromium sends scrolling text, {height}p30", COLUMNS, "age in ms, Mbit/s, age beside Chromium's own"
    )
    own = share(runs[CHROMIUM].delays_ms, 0.5)
    for kind, run in runs.items():
        median = share(run.delays_ms, 0.5)
        bounds = {"at 5 s": Bound(least=MIN_MBIT_S), "beside": Bound(most=MAX_BESIDE_CHROMIUM)}
        if height == 720:
            bounds["p50"] = Bound(most=MAX_DELAY_MS)
        figures = (run.fps, median, share(run.delays_ms, 0.95), run.mbit_s, median / own)
        table.add(kind, *figures, bounds=bounds if kind == "Parlor" else None)
    return table


async def _slides(inside: list[str], browser: Path) -> Table:
    table = Table(
        "Chromium sends a slide that changes every 2 s, 1080p", ("p50", "p95"), "ms until the change is there"
    )
    for kind in PEERS:
        run = await _run(kind, inside, browser, "width=1920&height=1080&content=slide", SLIDES_S)
        bounds = {"p95": Bound(most=MAX_SLIDE_MS)} if kind == "Parlor" else None
        table.add(kind, share(run.delays_ms, 0.5), share(run.delays_ms, 0.95), bounds=bounds)
    return table


async def _film(inside: list[str], browser: Path) -> Table:
    """Text of 720 lines costs Chromium little over 1 Mbit/s, to itself too: this shows how fast the rate rises."""
    table = Table("Chromium sends a grainy film, 720p30", ("fps", "at 5 s"), "Mbit/s")
    query = "content=film"
    runs = {kind: await _run(kind, inside, browser, query) for kind in PEERS}
    runs[CHROMIUM] = await _run(CHROMIUM, inside, browser, f"{query}&to=page")
    for kind, run in runs.items():
        bounds = {"at 5 s": Bound(least=MIN_MBIT_S)} if kind == "Parlor" else None
        table.add(kind, run.fps, run.mbit_s, bounds=bounds)
    return table


async def _run(kind: str, inside: list[str], browser: Path, query: str, seconds: float = MEASURED_S) -> Run:
    # Chromium's own page comes from ours, whose receiver then has nothing to do
    receiving = peer("Parlor" if kind == CHROMIUM else kind, inside)
    async with receiving as receiver, browser_tab(browser, f"{URL}/page?{query}") as page:
        rate = await _ramp(page)
        await asyncio.sleep(WARM_UP_S)
        receiver.start()
        await page.evaluate("window.report.delays.length = 0")
        await asyncio.sleep(seconds)
        if kind == CHROMIUM:
            delays = await page.evaluate("window.report.delays")
            return Run(len(delays) / seconds, delays, rate)
        report: dict[str, Any] = await receiver.report()
        return Run(report["fps"][0] if report["fps"] else math.nan, report["barcode_ms"], rate)


async def _ramp(page: Page) -> float:
    await asyncio.sleep(RAMP_S - 1)
    before = await page.evaluate("window.sent()")
    await asyncio.sleep(1)
    after = await page.evaluate("window.sent()")
    return (after["bytes"] - before["bytes"]) * 8 / max(0.1, after["at_s"] - before["at_s"]) / 1e6


@asynccontextmanager
async def browser_tab(browser: Path, url: str) -> AsyncIterator[Page]:
    """Chromium with page.html open, sending."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=browser, args=FLAGS)
        try:
            page = await running.new_page()
            await page.goto(url)
            await page.wait_for_function("window.isSending")
            yield page
        finally:
            await running.close()
