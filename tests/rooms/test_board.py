"""The whiteboard in a whole room: a hand on the real glass, a guest in a real browser, processes that are killed."""

from __future__ import annotations

import asyncio
import itertools
import os
import subprocess
import time

import numpy as np
import pytest

from tests.rooms.house import House
from tests.rooms.screen import Screen, blob, near
from tests.web.board.guest import come_in, draw, ink_at, is_connected
from tests.web.browser import chromium, tab

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

GUEST_GREEN = "#2e7d32"
TILE_GROUND = "#f8e8c4"
"""Of the disc on the home page's Whiteboard tile."""
INK = "#1a1a1a"


async def open_whiteboard(house: House, glass: Screen) -> str:
    """Touch the tile on the home page; gives the link for guests."""
    await house.call("settings.change", theme="light")
    await until(lambda: blob(near(glass.picture(), TILE_GROUND, 6))[2] > 1000, "the home page")
    x, y, _ = blob(near(glass.picture(), TILE_GROUND, 6))
    glass.touch(x, y)
    board = (await house.until(lambda state: state["board"]["join_url"]))["board"]
    await asyncio.sleep(0.5)
    return board["join_url"]


def write(glass: Screen, y: int) -> None:
    """A hand draws a line from left to right."""
    steps = [word for x in range(420, 900, 16) for word in ("mousemove", str(x), str(y), "sleep", "0.008")]
    command = ["xdotool", "mousemove", "400", str(y), "mousedown", "1", *steps, "mouseup", "1"]
    subprocess.run(command, env={**os.environ, "DISPLAY": glass.display}, check=True, timeout=20)


def is_inked_glass(glass: Screen, colour: str, x: int, y: int, tolerance: int = 40) -> bool:
    """Whether ink of about this colour lies near a pixel."""
    return bool(near(glass.picture()[y - 12 : y + 12, x - 12 : x + 12], colour, tolerance).any())


async def until(holds, what: str, timeout_s: float = 8.0) -> float:
    """Wait; gives the seconds it took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < timeout_s, what
        await asyncio.sleep(0.05)
    return time.monotonic() - begun


async def test_the_glass_and_a_guest_draw_on_one_board(shown_house: House, glass: Screen):
    url = await open_whiteboard(shown_house, glass)
    async with chromium() as browser, tab(browser, viewport={"width": 1280, "height": 720}) as page:
        await come_in(page, url, "Ben", "Green")
        write(glass, 400)
        assert is_inked_glass(glass, INK, 650, 400), "ink is on the glass at once"
        # the page shows a glass of 1920 units on 1280 pixels, less its margins: look along the line
        await until_found(page)
        before = glass.picture()
        await draw(page, [(300, 500), (700, 500)])
        await until(lambda: guest_ink(before, glass.picture()) > 300, "the guest's stroke never came to the glass")
        state = await shown_house.until(lambda state: state["board"]["guests"])
        assert [guest["name"] for guest in state["board"]["guests"]] == ["Ben"]


async def test_killed_processes_lose_no_ink(shown_house: House, glass: Screen):
    url = await open_whiteboard(shown_house, glass)
    async with chromium() as browser, tab(browser) as page:
        await come_in(page, url, "Ben", "Green")
        write(glass, 400)
        lines = await until_found(page)
        shown_house.kill("room")
        write(glass, 500)
        await until(lambda: is_inked_glass(glass, INK, 650, 500), "the glass does not draw while the room is away")
        await shown_house.until(lambda state: state["board"]["open"] and state["glass"]["attached"])
        await is_connected(page)
        assert (await shown_house.until(lambda state: state["board"]["join_url"]))["board"]["join_url"] == url
        assert await until_found(page, lines + 1) == lines + 1, "what was drawn meanwhile has reached the room"
        shown_house.kill("shell")
        await shown_house.until(lambda state: not state["glass"]["attached"])
        await shown_house.until(lambda state: state["glass"]["attached"], 20)
        await until(lambda: blob(near(glass.picture(), TILE_GROUND, 6))[2] > 1000, "the home page", 15)
        await open_whiteboard(shown_house, glass)
        await until(lambda: is_inked_glass(glass, INK, 650, 400), "the first line is lost", 15)
        await until(lambda: is_inked_glass(glass, INK, 650, 500), "the line drawn meanwhile is lost")


async def until_found(page, lines: int = 1) -> int:
    """Until so many lines from the glass are on the guest's page, one above the other; how many there are."""
    async with asyncio.timeout(12):
        while True:
            dark = [sum(await ink_at(page, 450, y)) < 150 for y in range(120, 600, 6)]
            found = sum(now and not before for before, now in itertools.pairwise([False, *dark]))
            if found >= lines:
                return found
            await asyncio.sleep(0.1)


def guest_ink(before: np.ndarray, now: np.ndarray) -> int:
    """Pixels that have become green."""
    return int((near(now, GUEST_GREEN, 50) & ~near(before, GUEST_GREEN, 50)).sum())
