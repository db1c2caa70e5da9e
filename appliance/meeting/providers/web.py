"""A page of a third party as the room's call: a Provider over the browser worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from appliance.api.conference import Layout
from appliance.api.devices import DevicesState, Kind
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.api.meeting import Capability, Shared
from appliance.frames import PAGE
from appliance.media.engine import EngineStatus, Tile
from appliance.meeting.address import Target
from appliance.meeting.provider import CallFailed, Desk
from appliance.meeting.web.client import RemotePages
from appliance.meeting.web.engine import PageDevices, PageStatus

CAN: tuple[Capability, ...] = ("mute", "camera")


class WebProvider:
    """Fulfils Provider. `pages` serves one call after the other; sound and picture are the browser's own affair."""

    def __init__(
        self,
        pages: RemotePages,
        target: Target,
        call_id: str,
        name: Callable[[], str],
        devices: Callable[[], PageDevices],
    ) -> None:
        self._pages = pages
        self._target = target
        self._call_id = call_id
        self._name = name
        self._devices = devices
        self._last = PageStatus()

    async def run(self, desk: Desk) -> None:
        """See Provider."""
        desk.change(step="page", capabilities=CAN)
        call = desk.call

        def take(status: PageStatus) -> None:
            self._last = status
            if status.phase not in ("", "over"):
                desk.change(**_told(status, desk))

        await self._pages.visit(
            self._call_id,
            self._target.service,
            self._target.url,
            self._name(),
            self._devices(),
            take,
            muted=call.muted,
            camera_on=call.camera_on,
        )
        if self._last.failure:
            raise CallFailed(self._last.failure, self._last.detail)

    async def set_muted(self, muted: bool) -> None:
        """See Provider."""
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
        """See Provider: media of a page are none of the worker's."""

    def lose_media(self) -> None:
        """See Provider."""


def page_devices(state: DevicesState) -> PageDevices:
    """What a page gets of the room's devices."""
    chosen = {device.kind: device for device in state.devices if device.selected}
    kinds: tuple[Kind, ...] = ("microphone", "camera")
    present = [chosen[kind] for kind in kinds if kind in chosen]
    if present and all(device.virtual for device in present):
        return PageDevices(virtual=True)
    names = {kind: chosen[kind].name for kind in kinds if kind in chosen and not chosen[kind].virtual}
    return PageDevices(microphone=names.get("microphone", ""), camera=names.get("camera", ""))


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
