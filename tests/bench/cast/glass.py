"""The whole room: how old Chromium's clock is on the panel, and how soon a guest who typed the code is seen there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from playwright.async_api import Page, async_playwright

from tests.bench.cast.page import FLAGS
from tests.bench.cast.receiver import PAGE
from tests.bench.table import Bound, Table, share
from tests.rooms.house import House
from tests.rooms.laptop import Laptop
from tests.rooms.screen import Screen
from tests.rooms.test_cast import shows_slides

WARM_UP_S = 8.0
MEASURED_S = 15.0
JOINS = 20
JOIN_S = 20.0
LOOK_EVERY_S = 0.001
MAX_DELAY_MS = 60.0
MAX_JOIN_S = 2.0
BITS = 32


async def measure(folder: Path) -> list[Table]:
    """Age of what is seen, and time until something is."""
    with Screen(folder / "panel") as panel:
        async with House(folder, panel) as house:
            age = await _age(house, panel)
            # its browser was killed: what it cast is waited for, beside whoever comes next
            await house.until(lambda state: not state["cast"]["casts"], 30)
            return [age, await _joins(house, panel, folder)]


async def _age(house: House, panel: Screen) -> Table:
    table = Table("Chromium's clock on the panel, 720p30", ("p50", "p95", "fps"), "ms, pictures a second")
    async with clock(house):
        await asyncio.sleep(WARM_UP_S)
        ages = await asyncio.to_thread(watch, panel)
    figures = share(ages, 0.5), share(ages, 0.95), len(ages) / MEASURED_S
    table.add("Parlor", *figures, bounds={"p50": Bound(most=MAX_DELAY_MS)})
    return table


@asynccontextmanager
async def clock(house: House, query: str = "width=1280&height=720") -> AsyncIterator[Page]:
    """Chromium casts page.html into the room."""
    url = (await house.until(lambda state: state["access"]["urls"]))["access"]["urls"][0]
    token = await house.call("access.create_token", name="bench", role="integrator")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, "--allow-loopback-in-peer-connection", "--disable-web-security"],
        )
        try:
            page = await browser.new_page(ignore_https_errors=True)
            await page.goto(f"{PAGE.as_uri()}?{query}&at={url}/whip&token={token['secret']}")
            await page.wait_for_function("window.isSending")
            yield page
        finally:
            await browser.close()


def watch(panel: Screen) -> list[float]:
    """The ages of the clocks that appear, ms."""
    ages, last, until_s = [], None, time.monotonic() + MEASURED_S
    bar = panel.width / 40
    y = int(max(32, 720 / 24) * 0.4 * panel.height / 720)
    places = [int(bar * (bit + 4.5)) for bit in range(BITS)]
    while time.monotonic() < until_s:
        row = panel.row(y)
        shown = sum(1 << bit for bit, x in enumerate(places) if row[x] > 128)
        now_ms = int(time.time() * 1000) % 2**BITS
        is_clock = row[int(bar)] > 128 and row[int(bar * 3)] < 128
        # a row that is being written mixes two clocks
        if is_clock and shown != last and np.array_equal(row, panel.row(y)):
            ages.append(float(now_ms - shown))
            last = shown
        time.sleep(LOOK_EVERY_S)
    return ages


async def _joins(house: House, panel: Screen, folder: Path) -> Table:
    table = Table("Code typed, share pressed, slides on the panel", ("p50", "worst", "p95"), "s")
    taken = []
    (folder / "laptop").mkdir()
    with Screen(folder / "laptop-screen", 1280, 800) as screen:
        async with Laptop(folder / "laptop", screen) as laptop:
            for _ in range(JOINS):
                page = await laptop.page.context.new_page()
                taken.append(await _join(house, panel, page))
                await page.close()
                await house.until(lambda state: not state["cast"]["casts"], 20)
    table.add("Parlor", share(taken, 0.5), max(taken), share(taken, 0.95), target=MAX_JOIN_S)
    return table


async def _join(house: House, panel: Screen, page: Page) -> float:
    access = (await house.until(lambda state: state["access"]["urls"]))["access"]
    await page.goto(access["urls"][0])
    await page.get_by_label("Code").fill(access["code"])
    started_s = time.monotonic()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Share your screen").click()
    while not shows_slides(panel.picture()):
        await asyncio.sleep(0.02)
        assert time.monotonic() - started_s < JOIN_S, "the slides never came"
    return time.monotonic() - started_s
