"""Fulfils WebEngine: one visit at a time, begun and ended at the room's word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from appliance.api.meeting import PageKey, TouchPoint
from appliance.meeting.web.address import BadAddress, page_of
from appliance.meeting.web.browser import wipe
from appliance.meeting.web.engine import PageDevices, PageStatus
from appliance.meeting.web.join import House, Ticket, Visit
from appliance.meeting.web.recipe import Recipes, plain
from appliance.meeting.web.touch import Fingers, key_events


class Host:
    """Runs visits within `run`, so that none outlives it."""

    def __init__(self, house: House, recipes: Recipes, on_change: Callable[[], None]) -> None:
        self._house = house
        self._recipes = recipes
        self._on_change = on_change
        self._visit: Visit | None = None
        self._task: asyncio.Task[None] | None = None
        self._group: asyncio.TaskGroup | None = None
        self._fingers = Fingers()
        self._turn = asyncio.Lock()
        self._is_ready = asyncio.Event()
        """Verbs may come before `run` has begun."""
        self.status = PageStatus()
        """As it is now."""

    async def run(self) -> None:
        """Work until cancelled; what an earlier life left behind is removed first."""
        await asyncio.to_thread(_wipe_all, self._house.home)
        async with asyncio.TaskGroup() as self._group:
            self._is_ready.set()
            await asyncio.Event().wait()

    async def open(
        self,
        call_id: str,
        service: str,
        url: str,
        name: str,
        devices: PageDevices,
        muted: bool = False,
        camera_on: bool = True,
    ) -> PageStatus:
        """See WebEngine."""
        await self._is_ready.wait()
        async with self._turn:
            await self._end()
            recipe = self._recipes.get(service) or plain(service)
            self.status = PageStatus(call_id=call_id, phase="joining", step="page", muted=muted, camera_on=camera_on)
            try:
                ticket = Ticket(call_id, recipe, url, page_of(recipe, url, name), name, devices)
            except BadAddress as error:
                self._fail("meeting.bad_address", str(error))
            else:
                if recipe.web_client:
                    self._begin(Visit(ticket, self._house, self._follow, muted=muted, camera_on=camera_on))
                else:
                    self._fail("web.no_web_client", service)
            return self.status

    async def close(self, call_id: str) -> None:
        """See WebEngine."""
        async with self._turn:
            if call_id == self.status.call_id:
                await self._end()
                self.status = PageStatus()
                self._on_change()

    async def look(self) -> PageStatus:
        """See WebEngine."""
        return self.status

    async def set_muted(self, muted: bool) -> None:
        """See WebEngine."""
        if self._visit is not None:
            await self._visit.switch(self._visit.microphone, on=not muted)

    async def set_camera(self, on: bool) -> None:
        """See WebEngine."""
        if self._visit is not None:
            await self._visit.switch(self._visit.camera, on=on)

    async def set_size(self, width: int, height: int) -> None:
        """See WebEngine."""
        changed = self._house.screen.resize(width, height)
        if changed and self._visit is not None and self._visit.page is not None:
            self._visit.page.show()

    async def touch(self, points: list[TouchPoint]) -> None:
        """See WebEngine."""
        change = self._fingers.change(points, self._house.screen.size)
        if change is not None:
            self._send("Input.dispatchTouchEvent", **change)

    async def type(self, text: str) -> None:
        """See WebEngine."""
        self._send("Input.insertText", text=text)

    async def press(self, key: PageKey) -> None:
        """See WebEngine."""
        for event in key_events(key):
            self._send("Input.dispatchKeyEvent", **event)

    def _send(self, method: str, **params: object) -> None:
        if self._visit is not None and self._visit.page is not None:
            self._visit.note_touch()
            self._visit.page.tell(method, **params)

    def _follow(self) -> None:
        if self._visit is not None:
            self.status = self._visit.status
            self._on_change()

    def _fail(self, failure: str, detail: str) -> None:
        call_id = self.status.call_id
        self.status = PageStatus(call_id=call_id, phase="over", failure=failure, detail=detail)
        self._on_change()

    def _begin(self, visit: Visit) -> None:
        assert self._group is not None  # noqa: S101  set before it is ready
        self._fingers = Fingers()
        self._visit = visit
        self._task = self._group.create_task(visit.run())

    async def _end(self) -> None:
        visit, task = self._visit, self._task
        self._visit = self._task = None
        if visit is None or task is None:
            return
        await visit.leave()
        task.cancel()
        await asyncio.wait([task])


def _wipe_all(home: Path) -> None:
    for left in home.glob("*"):
        wipe(left)
