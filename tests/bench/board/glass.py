"""The room itself on a 4K screen, with a board open and its pen ready."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.board import handwriting
from tests.bench.board.guest import Guest
from tests.bench.board.yardstick import Yardstick
from tests.rooms.house import House
from tests.rooms.screen import Screen

WIDTH, HEIGHT = 3840, 2160
PAGE = "first"
PREVIEWS_S = 15.0
"""Until the room has drawn its small pictures of what was written."""
WHITEBOARD_TILE = (0.14, 0.86)
"""Where the home page has it, in parts of the glass."""


@dataclass(frozen=True)
class Glass:
    """A running room's glass."""

    house: House
    screen: Screen
    yardstick: Yardstick

    async def join_url(self) -> str:
        """The open board's link."""
        state = await self.house.until(lambda state: state["board"]["join_url"])
        return state["board"]["join_url"]

    async def fill(self, count: int) -> None:
        """Let a guest write so many strokes all over the glass."""
        async with Guest(await self.join_url()) as guest:
            await guest.write(PAGE, handwriting.strokes(count, 0.5))

    async def until_still(self, still_s: float = 1.5, give_up_s: float = 120.0) -> None:
        """Until nothing on the screen changes."""
        last, since = self.screen.picture(), time.monotonic()
        begun = since
        while time.monotonic() - since < still_s:
            await asyncio.sleep(0.2)
            now = self.screen.picture()
            if (now != last).any():
                last, since = now, time.monotonic()
            if time.monotonic() - begun > give_up_s:
                raise TimeoutError("the glass never comes to rest")

    def ink(self) -> float:
        """Which part of the glass is not as its most frequent colour."""
        picture = self.screen.picture()[::4, ::4].reshape(-1, 3)
        ground = np.median(picture, axis=0)
        return float((np.abs(picture - ground).max(axis=1) > 24).mean())


@asynccontextmanager
async def glass(folder: Path, width: int = WIDTH, height: int = HEIGHT) -> AsyncIterator[Glass]:
    """A room whose whiteboard was opened by touch."""
    folder.mkdir(parents=True, exist_ok=True)
    with Screen(folder / "screen", width, height) as screen:
        async with House(folder, screen) as house:
            yardstick = Yardstick(screen.display, folder / "screen" / "Xvfb_screen0")
            try:
                shown = Glass(house, screen, yardstick)
                await open_whiteboard(shown)
                await house.until(lambda state: state["board"]["open"])
                yield shown
            finally:
                yardstick.close()


async def open_whiteboard(shown: Glass, still_s: float = 1.5) -> None:
    """Touch the tile on the home page, and wait for what comes."""
    await shown.until_still(still_s)
    shown.yardstick.click(WHITEBOARD_TILE[0] * shown.screen.width, WHITEBOARD_TILE[1] * shown.screen.height)
    await shown.until_still(still_s)
