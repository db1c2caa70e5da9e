"""A page of a third party as the room's call: a Provider over the browser worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from appliance.api.conference import Layout
from appliance.api.devices import Device, DevicesState
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.api.meeting import Capability, PageGets, Shared
from appliance.frames import PAGE
from appliance.media.engine import EngineStatus, Lendable, Lent, MediaEngine, Tile
from appliance.meeting.address import Target
from appliance.meeting.provider import CallFailed, Desk
from appliance.meeting.web.client import RemotePages
from appliance.meeting.web.engine import PageDevices, PageStatus
from appliance.meeting.web.loan import PageLoan

CAN: tuple[Capability, ...] = ("mute", "camera")
LENDABLE: tuple[Lendable, ...] = ("microphone", "camera")


class WebProvider:
    """Fulfils Provider. `pages` serves one call after the other; what the page hears and sees is lent by
    `media` where the machine can, else the browser takes the devices themselves.
    """

    def __init__(
        self,
        pages: RemotePages,
        target: Target,
        call_id: str,
        name: Callable[[], str],
        devices: Callable[[], DevicesState],
        media: MediaEngine,
    ) -> None:
        self._pages = pages
        self._target = target
        self._call_id = call_id
        self._name = name
        self._devices = devices
        self._loan = PageLoan(media, call_id)
        self._last = PageStatus()

    async def run(self, desk: Desk) -> None:
        """See Provider."""
        desk.change(step="page", capabilities=CAN)
        try:
            devices = await self._lend()
            desk.change(page_hears=_gets("microphone", devices), page_sees=_gets("camera", devices))
            keeping = asyncio.create_task(self._loan.keep())
            try:
                await self._visit(desk, devices)
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)
        finally:
            await asyncio.shield(self._loan.end())
        if self._last.failure:
            raise CallFailed(self._last.failure, self._last.detail)

    async def _lend(self) -> PageDevices:
        state = self._devices()
        devices = page_devices(state, await self._loan.begin(list(_serving(state))))
        if devices.virtual or not (devices.microphone_lent or devices.camera_lent):
            await self._loan.end()
        return devices

    async def _visit(self, desk: Desk, devices: PageDevices) -> None:
        call = desk.call
        self._loan.follow(muted=call.muted, camera_on=call.camera_on)

        def take(status: PageStatus) -> None:
            self._last = status
            if status.phase not in ("", "over"):
                desk.change(**_told(status, desk))
                self._loan.follow(muted=status.muted, camera_on=status.camera_on)

        await self._pages.visit(
            self._call_id,
            self._target.service,
            self._target.url,
            self._name(),
            devices,
            take,
            muted=call.muted,
            camera_on=call.camera_on,
        )

    async def set_muted(self, muted: bool) -> None:
        """See Provider."""
        if muted:
            await self._loan.mute()
        else:
            self._loan.unmute()
        await self._pages.set_muted(muted)

    async def set_camera(self, on: bool) -> None:
        """See Provider."""
        await self._pages.set_camera(on)

    async def share(self, what: Shared, cast_id: str) -> None:  # noqa: ARG002  as the Protocol names them
        """See Provider: the page cannot be given a screen."""
        raise Unavailable(Code.MEETING_CANNOT_SHARE)

    async def set_layout(self, layout: Layout) -> None:
        """See Provider: the page lays itself out."""

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See Provider: the page gets the size in which it is drawn."""
        if PAGE in tiles:
            await self._pages.set_size(*tiles[PAGE])

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """See Provider; of a page these only."""
        match verb:
            case "touch_page":
                await self._pages.touch(params["points"])
            case "type_page":
                await self._pages.type(params["text"])
            case "press_page_key":
                await self._pages.press(params["key"])
            case _:
                raise NotFound(Code.MEETING_NOT_IN)

    def take(self, status: EngineStatus) -> None:
        """See Provider."""
        self._loan.take(status)

    def lose_media(self) -> None:
        """See Provider: the page goes on, and hears and sees the room again once there is another worker."""


def page_devices(state: DevicesState, lent: Lent) -> PageDevices:
    """What a page gets: what is lent of the room's devices, and else these themselves."""
    serving = _serving(state)
    bare = [kind for kind in serving if not getattr(lent, kind)]
    if bare and all(device.virtual for device in serving.values()):
        return PageDevices(virtual=True)
    names = {kind: device.name for kind, device in serving.items() if not device.virtual}
    return PageDevices(
        microphone=lent.microphone or names.get("microphone", ""),
        camera=lent.camera or names.get("camera", ""),
        microphone_lent=bool(lent.microphone),
        camera_lent=bool(lent.camera),
        source=lent.source,
        speaker=lent.speaker,
    )


def _serving(state: DevicesState) -> dict[Lendable, Device]:
    chosen = {device.kind: device for device in state.devices if device.selected}
    return {kind: chosen[kind] for kind in LENDABLE if kind in chosen}


def _gets(kind: Lendable, devices: PageDevices) -> PageGets:
    if getattr(devices, f"{kind}_lent"):
        return "room"
    return "device" if getattr(devices, kind) else ""


def _told(status: PageStatus, desk: Desk) -> dict[str, object]:
    is_live = status.phase == "live"
    return {
        "phase": status.phase,
        "step": status.step,
        "hint": status.hint,
        "window": True,
        "typing": status.typing,
        "muted": status.muted,
        "camera_on": status.camera_on,
        "live_since": (desk.call.live_since or datetime.now(UTC)) if is_live else desk.call.live_since,
    }
