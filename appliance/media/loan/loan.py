"""What is lent for one call: a microphone and a loudspeaker, a camera, or what of these this machine can have."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from appliance.media.camera import HEIGHT, WIDTH, Camera
from appliance.media.engine import Lendable, Lent
from appliance.media.loan.picture import FPS, LentPicture
from appliance.media.loan.sound import LentSound
from appliance.media.microphone import Microphone
from appliance.media.playout import Playout
from drivers import loopback
from drivers.errors import Unavailable
from drivers.pulse import handover

log = structlog.get_logger()

SWEEP_AFTER_S = 10.0
"""Devices that a worker before this one lent are kept so long for the call that may go on with them."""


class Lender:
    """One call's loan at a time. Verbs belong to the loop and take turns."""

    def __init__(self, microphone: Microphone, camera: Camera, playout: Playout) -> None:
        self._microphone = microphone
        self._camera = camera
        self._playout = playout
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._sound: LentSound | None = None
        self._picture: LentPicture | None = None
        self._lent = Lent()
        self._leaving: set[asyncio.Future[None]] = set()
        """Devices that somebody may still use."""
        self.call_id = ""
        """Whose loan it is; empty while nothing is lent."""

    async def run(self) -> None:
        """Remove what a worker that died has lent to a call that did not come back."""
        await asyncio.sleep(SWEEP_AFTER_S)
        async with self._turn:
            if not self.call_id:
                await self._blocking(_sweep)

    async def lend(self, call_id: str, kinds: list[Lendable]) -> Lent:
        """See MediaEngine.lend_devices."""
        async with self._turn:
            if call_id != self.call_id:
                await self._end()
                self.call_id = call_id
                await self._blocking(lambda: self._begin(frozenset(kinds)))
                log.info("loan.begun", microphone=bool(self._sound), camera=bool(self._picture))
            return self._lent

    async def open(self, call_id: str, *, microphone: bool, camera: bool) -> None:
        """See MediaEngine.open_lent."""
        async with self._turn:
            if call_id != self.call_id:
                return
            if self._sound is not None:
                await self._blocking(lambda sound=self._sound: sound.set_open(microphone))
            if self._picture is not None:
                await self._blocking(lambda picture=self._picture: picture.set_open(camera))

    async def take_back(self, call_id: str) -> None:
        """See MediaEngine.take_back."""
        async with self._turn:
            if call_id == self.call_id:
                await self._end()

    async def close(self) -> None:
        """End: what was lent is gone when this returns."""
        async with self._turn:
            await self._end()
        await asyncio.gather(*self._leaving)

    def _begin(self, kinds: frozenset[Lendable]) -> None:
        if "microphone" in kinds:
            try:
                self._sound = LentSound(self.call_id, self._microphone, self._playout)
            except Unavailable as error:
                log.info("loan.no_sound", error=str(error))
        node = loopback.find() if "camera" in kinds else None
        if node is not None:
            self._picture = LentPicture(self._camera, lambda: loopback.LoopbackCamera(node, WIDTH, HEIGHT, FPS))
        devices = self._sound.devices if self._sound is not None else None
        self._lent = Lent(
            microphone=devices.label if devices else "",
            source=devices.microphone if devices else "",
            speaker=devices.speaker if devices else "",
            camera=loopback.LABEL if self._picture is not None else "",
        )

    async def _end(self) -> None:
        sound, self._sound = self._sound, None
        picture, self._picture = self._picture, None
        self.call_id, self._lent = "", Lent()
        for one in (sound, picture):
            if one is not None:
                await self._blocking(one.stop)
        if sound is not None:
            self._leaving = {one for one in self._leaving if not one.done()}
            self._leaving.add(self._loop.run_in_executor(None, sound.withdraw))

    async def _blocking(self, work: Any) -> None:
        await self._loop.run_in_executor(None, work)


def _sweep() -> None:
    try:
        handover.sweep()
    except Unavailable as error:
        log.debug("loan.not_swept", error=str(error))
