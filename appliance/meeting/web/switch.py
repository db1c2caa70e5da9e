"""The microphone's or the camera's switch on a page: what the room wants of it, and what is true."""

from __future__ import annotations

import asyncio
from typing import Literal

from appliance.meeting.web.page import Page
from appliance.meeting.web.recipe import Control, Selectors

READ_BACK_S = 2.0
READ_PAUSE_S = 0.1


class Switch:
    """On until told otherwise. What cannot be seen to be off on the page is taken away from it."""

    def __init__(self, kind: Literal["audio", "video"], control: Control | None) -> None:
        self._kind: Literal["audio", "video"] = kind
        self._control = control
        self._told: bool | None = None
        self._shown: bool | None = None
        self._taken = False
        self._turn = asyncio.Lock()
        self.turns = 0
        """How often it was turned."""

    @property
    def is_on(self) -> bool:
        """Whether anything of the room can be heard, or seen, there."""
        return not self._taken and self._shown is not False

    def selectors(self) -> dict[str, Selectors]:
        """What to look for on the page, by the names that `see` knows."""
        if self._control is None:
            return {}
        return {f"{self._kind}_on": self._control.on, f"{self._kind}_off": self._control.off}

    def note(self, shown: set[str], turns: int) -> None:
        """See, where it had been turned `turns` times when the look began: one that overlaps a turn is out of date."""
        if turns == self.turns and not self._turn.locked():
            self.see(shown)

    def see(self, shown: set[str]) -> None:
        """Note what the page tells; where it tells nothing, as behind a bar that hides, the last stands."""
        if (is_on := f"{self._kind}_on" in shown) != (f"{self._kind}_off" in shown):
            self._shown = is_on

    def tell(self, *, on: bool) -> None:
        """What the room wants, now and of every page to come."""
        self._told = on
        if not on:
            self._taken = True

    async def turn(self, page: Page, *, on: bool) -> None:
        """Switch, and look whether it happened. Raises CdpError."""
        async with self._turn:
            self.tell(on=on)
            try:
                if not on:
                    await self._take(page, is_off=True)  # at once; given back once the page itself says that it is off
                if await self._press(page, on=on) or on:
                    await self._take(page, is_off=False)
            finally:
                self.turns += 1

    async def hold(self, page: Page) -> None:
        """Hold a page, before it is anywhere, to what was told. Raises CdpError."""
        self._shown = None
        await self._take(page, is_off=self._taken)

    async def renew(self, page: Page) -> None:
        """Switch the page, which is only now in the meeting, as was told. Raises CdpError."""
        self._shown = None
        if self._told is not None:
            await self.turn(page, on=self._told)

    async def _press(self, page: Page, *, on: bool) -> bool:
        if self._control is None:
            return False
        await self._read(page)
        if self._shown is (not on):
            await page.click(self._control.off if on else self._control.on)
        loop = asyncio.get_running_loop()
        until = loop.time() + READ_BACK_S
        while self._shown is not on and loop.time() < until:
            await asyncio.sleep(READ_PAUSE_S)
            await self._read(page)
        return self._shown is on

    async def _read(self, page: Page) -> None:
        self.see((await page.look(self.selectors())).shown)

    async def _take(self, page: Page, *, is_off: bool) -> None:
        self._taken = is_off
        await page.take_away(self._kind, is_off=is_off)
