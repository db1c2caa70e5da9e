"""What the room lends a page: asked of the media worker before it opens, kept as the call wants it, taken back."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from appliance.api.errors import RoomError
from appliance.media.engine import EngineStatus, Lendable, Lent, MediaEngine

log = structlog.get_logger()

RETRY_S = 1.0


class PageLoan:
    """The room is heard where both sides say so: people by the bar, and the page by its own switch."""

    def __init__(self, media: MediaEngine, call_id: str) -> None:
        self._media = media
        self._call_id = call_id
        self._kinds: list[Lendable] = []
        self._open = (False, False)
        self._is_muting = False
        """The bar has muted, and the page has yet to follow."""
        self._is_lent = False
        self._must_act = asyncio.Event()
        self._turn = asyncio.Lock()

    async def begin(self, kinds: list[Lendable]) -> Lent:
        """Lend these, as far as the machine can; nothing where the media worker is away."""
        if not kinds:
            return Lent()
        try:
            lent = await self._media.lend_devices(self._call_id, kinds)
        except RoomError as error:
            log.warning("loan.refused", error=error.code)
            return Lent()
        self._kinds = kinds
        self._is_lent = True
        return lent

    async def keep(self) -> None:
        """Bring about what is wanted, also with a new media worker; until cancelled."""
        while True:
            await self._must_act.wait()
            self._must_act.clear()
            try:
                await self._act()
            except RoomError:
                await asyncio.sleep(RETRY_S)
                self._must_act.set()

    async def mute(self) -> None:
        """Silence the room at once, whatever the page says, until it says the same."""
        self._is_muting = True
        with suppress(RoomError):
            await self._act()

    def unmute(self) -> None:
        """Let the room be heard as soon as the page lets it."""
        self._is_muting = False
        self._want(True, self._open[1])

    def follow(self, *, muted: bool, camera_on: bool) -> None:
        """What is true on the page."""
        self._is_muting = self._is_muting and not muted
        self._want(not muted, camera_on)

    def take(self, status: EngineStatus) -> None:
        """A worker that does not know of the loan is a new one."""
        if self._kinds and status.lent != self._call_id:
            self._is_lent = False
            self._must_act.set()

    async def end(self) -> None:
        """Take it back."""
        if self._kinds:
            self._kinds = []
            with suppress(RoomError):
                await self._media.take_back(self._call_id)

    def _want(self, microphone: bool, camera: bool) -> None:
        if (microphone, camera) != self._open:
            self._open = (microphone, camera)
            self._must_act.set()

    async def _act(self) -> None:
        async with self._turn:
            if not self._kinds:
                return
            if not self._is_lent:
                await self._media.lend_devices(self._call_id, self._kinds)
                self._is_lent = True
            microphone, camera = self._open
            await self._media.open_lent(self._call_id, microphone and not self._is_muting, camera)
