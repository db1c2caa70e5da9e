"""A visit to a third party's meeting: the browser, the page, the recipe's steps, and how it all stands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.meeting import CallHint, CallStep
from appliance.meeting.web.address import host_of
from appliance.meeting.web.browser import Browser, NoBrowser
from appliance.meeting.web.cdp import CdpError, Connection
from appliance.meeting.web.engine import PageDevices, PagePhase, PageStatus
from appliance.meeting.web.guard import Guard
from appliance.meeting.web.page import Page, Seen
from appliance.meeting.web.recipe import Recipe, Selectors
from appliance.meeting.web.screen import Screen
from appliance.meeting.web.steps import Steps
from appliance.meeting.web.switch import Switch

log = structlog.get_logger()

LOOK_S = 0.25
LIVE_LOOK_S = 0.5
LEAVE_S = 0.7
MAX_RELOADS = 1
CRASHED = "page"
"""The page alone is gone; it may be opened anew."""
_HINTS: dict[str, CallHint] = {"captcha": "captcha", "sign_in": "sign_in"}
_VIRTUAL = ("--use-fake-device-for-media-stream",)


@dataclass(frozen=True)
class Ticket:
    """What is to be joined."""

    call_id: str
    recipe: Recipe
    link: str
    address: str
    """What the recipe makes of the link."""
    name: str
    devices: PageDevices


@dataclass(frozen=True)
class House:
    """What every visit uses."""

    program: str
    home: Path
    """Holds the profiles."""
    screen: Screen
    flags: tuple[str, ...] = ()


class Over(Exception):
    """The visit ends by itself."""

    def __init__(self, failure: str = "", detail: str = "") -> None:
        super().__init__(failure)
        self.failure = failure
        self.detail = detail


class Visit:
    """Lives as long as its `run`; the status only ever tells what was seen."""

    def __init__(
        self,
        ticket: Ticket,
        house: House,
        on_change: Callable[[], None],
        *,
        muted: bool = False,
        camera_on: bool = True,
    ) -> None:
        self._ticket = ticket
        self._house = house
        self._on_change = on_change
        self._page: Page | None = None
        self._reloads = 0
        self._clock = asyncio.get_running_loop().time
        self._steps = Steps(ticket.recipe, self._clock)
        self.microphone = Switch("audio", ticket.recipe.microphone)
        self.camera = Switch("video", ticket.recipe.camera)
        self.microphone.tell(on=not muted)
        self.camera.tell(on=camera_on)
        self.status = PageStatus(call_id=ticket.call_id, phase="joining", step="page", muted=muted, camera_on=camera_on)

    @property
    def page(self) -> Page | None:
        """The page, once it is there."""
        return self._page

    async def run(self) -> None:
        """Join, and stay until the meeting or the browser ends; cancelled, leave at once."""
        end = await self._once()
        while end.failure == CRASHED and self._reloads < MAX_RELOADS:
            # a fresh browser, not the page again: what the crash left of the old one's settings is not known
            self._reloads += 1
            log.warning("page.crashed")
            self._tell(phase="reconnecting", step="page", hint="")
            end = await self._once()
        failure = "web.crashed" if end.failure == CRASHED else end.failure
        self._tell(phase="over", step="", hint="", failure=failure, detail=end.detail)

    async def _once(self) -> Over:
        devices = self._ticket.devices
        flags = (*self._house.flags, *(_VIRTUAL if devices.virtual else ()))
        try:
            browser = Browser(
                self._house.program, self._house.home, flags, source=devices.source, speaker=devices.speaker
            )
        except NoBrowser as error:
            return Over("web.no_browser", str(error))
        try:
            return await self._stay(browser)
        finally:
            self._page = None
            self._house.screen.close()
            await asyncio.shield(browser.close())

    async def leave(self) -> None:
        """Press what the page has for going, so that nobody there waits for a silence to end; LEAVE_S at most."""
        if self._page is None or self.status.phase not in ("live", "lobby", "reconnecting"):
            return
        with suppress(TimeoutError, CdpError):
            async with asyncio.timeout(LEAVE_S):
                if self._ticket.recipe.leave and await self._page.click(self._ticket.recipe.leave):
                    await asyncio.sleep(LEAVE_S / 4)

    def note_touch(self) -> None:
        """Somebody acts on the page themselves: once it is theirs, nothing else is done to it."""
        self._steps.touched = self._steps.touched or self._steps.handed_over

    async def switch(self, which: Switch, *, on: bool) -> None:
        """Switch microphone or camera."""
        which.tell(on=on)
        if self._page is not None:
            with suppress(CdpError):
                await which.turn(self._page, on=on)
        self._tell_switches()

    async def _stay(self, browser: Browser) -> Over:
        connection = await browser.connect(self._hear)
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(connection.run())
            visiting = group.create_task(self._outcome(connection))
            ending = group.create_task(browser.ended.wait())
            tasks = (reading, visiting, ending)
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
        return visiting.result() if not visiting.cancelled() else Over("web.crashed")

    async def _outcome(self, connection: Connection) -> Over:
        try:
            await self._visit(connection)
        except Over as end:
            return end
        return Over("web.crashed")

    async def _visit(self, connection: Connection) -> None:
        guard = Guard(connection, self._ticket.recipe, self._ticket.link, self._stopped)
        page = Page(connection, guard, self._house.screen, self._ticket.devices)
        self._page = page
        try:
            await guard.begin()
            await page.begin()
            for which in (self.microphone, self.camera):
                await which.hold(page)
        except (CdpError, TimeoutError) as error:
            log.warning("page.no_browser", error=str(error) or "time-out")
            raise Over("web.no_browser", self._house.program) from error
        await self._open(page)
        while not page.crashed.is_set():
            await self._look(page)
            await asyncio.sleep(LIVE_LOOK_S if self.status.phase == "live" else LOOK_S)
        raise Over(CRASHED)

    async def _open(self, page: Page) -> None:
        try:
            trouble = await page.open(self._ticket.address)
        except CdpError as error:
            trouble = str(error)
        if trouble and not page.crashed.is_set() and self.status.hint != "stopped":
            log.warning("page.unreachable", host=host_of(self._ticket.address), error=trouble)
            raise Over("web.unreachable", host_of(self._ticket.address))
        waits = [asyncio.ensure_future(event.wait()) for event in (page.loaded, page.crashed)]
        try:
            await asyncio.wait(waits, timeout=self._ticket.recipe.load_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        self._steps = Steps(self._ticket.recipe, self._clock)

    async def _renew(self, page: Page) -> None:
        for which in (self.microphone, self.camera):
            with suppress(CdpError):
                await which.renew(page)
        self._tell_switches()

    async def _look(self, page: Page) -> None:
        signals = self._ticket.recipe.signal
        wanted: dict[str, Selectors] = {name: signal.at for name, signal in signals.items() if signal.at}
        wanted |= self.microphone.selectors() | self.camera.selectors()
        switches = [(which, which.turns) for which in (self.microphone, self.camera)]
        seen = await page.look({**wanted, **self._steps.selectors()})
        seen.shown |= {name for name, each in signals.items() if each.url and re.search(each.url, page.address)}
        if any(each.connected for each in signals.values()) and await page.count_lines():
            seen.shown |= {name for name, each in signals.items() if each.connected}
        for which, turns in switches:
            which.note(seen.shown, turns)
        self._tell(typing=seen.typing)
        self._tell_switches()
        await self._go_on(page, seen)

    async def _go_on(self, page: Page, seen: Seen) -> None:
        was_in = self.status.phase in ("live", "lobby")
        if "refused" in seen.shown:
            raise Over("web.refused")
        if "ended" in seen.shown and was_in:
            raise Over
        if "live" in seen.shown:
            await self._arrive(page)
            await self._finish(page, seen)
        elif self.status.phase == "live":
            pass  # bars hide and come again; only the page's own word ends it
        elif "lobby" in seen.shown:
            self._steps.wait()
            self._tell(phase="lobby", step="admission", hint="")
        elif hint := next((_HINTS[name] for name in _HINTS if name in seen.shown), ""):
            self._tell(phase="joining", step="hand_over", hint=hint)
        elif not was_in:
            await self._do_next(page, seen)

    async def _arrive(self, page: Page) -> None:
        if self.status.phase == "live":
            return
        self._tell(phase="live", step="", hint="")
        await self._renew(page)

    async def _finish(self, page: Page, seen: Seen) -> None:
        """What a page asks of one who is in already, as how to be heard."""
        step = self._steps.choose(seen.shown)
        if step is not None and step.optional and await self._do(page, step.do, step.at):
            self._steps.done(step)

    async def _do_next(self, page: Page, seen: Seen) -> None:
        phase: PagePhase = "reconnecting" if self._reloads else "joining"
        if step := self._steps.choose(seen.shown):
            self._tell(phase=phase, step=step.step)
            if await self._do(page, step.do, step.at):
                self._steps.done(step)
        if self._steps.judge() == "hand_over":
            self._tell(phase="joining", step="hand_over")
            return
        current = self._steps.current
        going: CallStep = current.step if current else "ask"
        self._tell(phase=phase, step=going, hint="")

    async def _do(self, page: Page, what: str, at: Selectors) -> bool:
        try:
            if what == "fill":
                return await page.fill(at, self._ticket.name)
            return what == "wait" or await page.click(at)
        except CdpError as error:
            log.info("page.step_failed", step=what, error=str(error))
            return False

    def _stopped(self, _host: str) -> None:
        if self.status.phase == "live":
            self._tell(hint="stopped")
            return
        self._steps.handed_over = True
        self._tell(step="hand_over", hint="stopped")

    def _tell_switches(self) -> None:
        self._tell(muted=not self.microphone.is_on, camera_on=self.camera.is_on)

    def _tell(self, **changes: Any) -> None:
        status = msgspec.structs.replace(self.status, **changes)
        if status != self.status:
            self.status = status
            self._on_change()

    def _hear(self, session: str, method: str, params: dict[str, Any]) -> None:
        if self._page is not None:
            self._page.hear(session, method, params)
