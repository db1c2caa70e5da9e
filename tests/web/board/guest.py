"""Guests of a board in browsers, and what the room has of what they did."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playwright.async_api import Page, expect

from appliance.board.document import read
from appliance.ink.element import Board, Placed
from tests.web.door import Door

TIMEOUT_S = 8.0
DARK = 200
"""Red, green and blue of ink together, at most."""


async def open_board(door: Door, name: str = "Sketches", *, dark: bool = False) -> str:
    """A new board on the glass; gives the guests' address."""
    await door.call("board.create_board", name=name, dark=dark)
    return link(door)


def link(door: Door) -> str:
    """The address behind the QR code."""
    opened = door.boards.opened
    assert opened is not None
    return f"{door.url}/board#{opened.board_id}.{opened.link.key}"


async def come_in(page: Page, url: str, name: str = "Anna", colour: str = "Blue") -> None:
    """Open the link, say who one is, and wait until the board is there."""
    await page.goto(url)
    await page.get_by_label("Your name").fill(name)
    await page.get_by_role("radio", name=colour).click()
    await page.get_by_role("button", name="Open the board").click()
    await is_connected(page)


async def is_connected(page: Page) -> None:
    await expect(page.get_by_role("status").filter(has_text="Connected")).to_be_attached()


async def board_of(door: Door) -> Board:
    """The room's board as it is now."""
    opened = door.boards.opened
    assert opened is not None
    return await opened.table.look(read)


async def elements(door: Door, page: int = 0) -> list[Placed]:
    """What lies on a page in the room."""
    board = await board_of(door)
    return list(board.pages[page].elements) if page < len(board.pages) else []


async def until(door: Door, holds: Callable[[list[Placed]], bool], page: int = 0) -> list[Placed]:
    """The elements of a page once something is true of them."""
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            found = await elements(door, page)
            if holds(found):
                return found
            await asyncio.sleep(0.03)


async def draw(page: Page, points: list[tuple[float, float]], *, steps: int = 6) -> None:
    """Draw with the mouse through these points of the view."""
    await page.mouse.move(*points[0])
    await page.mouse.down()
    for point in points[1:]:
        await page.mouse.move(*point, steps=steps)
    await page.mouse.up()


async def ink_at(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """The darkest colour of the dry board near a point of the view."""
    found: Any = await page.evaluate(
        """([x, y]) => {
             const canvas = document.querySelector(".surface canvas"), ratio = canvas.width / canvas.clientWidth;
             const copy = Object.assign(document.createElement("canvas"), { width: 7, height: 7 });
             const pen = copy.getContext("2d", { willReadFrequently: true });
             pen.drawImage(canvas, 3 - x * ratio, 3 - y * ratio);
             const { data } = pen.getImageData(0, 0, 7, 7);
             let best = [255, 255, 255];
             for (let at = 0; at < data.length; at += 4) {
               const one = [data[at], data[at + 1], data[at + 2]];
               if (one[0] + one[1] + one[2] < best[0] + best[1] + best[2]) best = one;
             }
             return best;
           }""",
        [x, y],
    )
    return (found[0], found[1], found[2])


async def is_inked(page: Page, x: float, y: float) -> None:
    """Wait until there is dark ink near a point of the view."""
    await _seen(page, x, y, lambda colour: sum(colour) < DARK)


async def is_blank(page: Page, x: float, y: float) -> None:
    """Wait until there is nothing near a point of a light board."""
    await _seen(page, x, y, lambda colour: colour == (255, 255, 255))


async def _seen(page: Page, x: float, y: float, holds: Callable[[tuple[int, int, int]], bool]) -> None:
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            if holds(await ink_at(page, x, y)):
                return
            await asyncio.sleep(0.05)


class Fingers:
    """Touches of several fingers, as a touch screen sends them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: Any = None
        self._down: dict[int, tuple[float, float]] = {}

    async def put(self, **moved: tuple[float, float]) -> None:
        """Land or move fingers, named f0, f1, …"""
        self._session = self._session or await self._page.context.new_cdp_session(self._page)
        is_new = any(int(name[1:]) not in self._down for name in moved)
        self._down |= {int(name[1:]): at for name, at in moved.items()}
        await self._send("touchStart" if is_new else "touchMove")

    async def lift(self) -> None:
        """All of them at once."""
        self._down.clear()
        await self._send("touchEnd")

    async def _send(self, kind: str) -> None:
        points = [{"x": x, "y": y, "id": finger, "radiusX": 6, "radiusY": 6} for finger, (x, y) in self._down.items()]
        await self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
