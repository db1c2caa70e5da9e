"""The devices domain: what the media worker and the panel's driver report, and which device serves each kind."""

from __future__ import annotations

import asyncio

import msgspec
import structlog

from appliance.api.devices import Device, DevicesState, Fault
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.settings import SettingsFile
from appliance.store import Store

log = structlog.get_logger()


class DevicesService:
    """Answers devices.*; `display` is the panel this daemon drives itself, if any."""

    def __init__(self, store: Store, engine: MediaEngine, file: SettingsFile, display: Device | None = None) -> None:
        self._store = store
        self._engine = engine
        self._file = file
        self._own = () if display is None else (display,)
        self._inputs: frozenset[str] = frozenset()
        self._is_preview_wanted = False
        self._look_again = asyncio.Event()
        store.replace(devices=DevicesState(devices=self._own))
        store.subscribe(self._changed)

    async def run(self) -> None:
        """Close the preview when the glass is gone or asleep, as nobody sees it then; runs until cancelled.

        A preview that a restarted worker has forgotten is opened again.
        """
        while True:
            await self._look_again.wait()
            self._look_again.clear()
            try:
                if self._has_preview and not self._is_seen:
                    await self.close_preview()
                elif self._is_preview_wanted and not self._store.state.devices.preview:
                    await self.open_preview()
            except Unavailable as error:
                log.warning("preview.not_followed", code=error.code)

    @property
    def _has_preview(self) -> bool:
        # what was asked for shows in the state only when the worker has done it
        return self._is_preview_wanted or bool(self._store.state.devices.preview)

    @property
    def _is_seen(self) -> bool:
        return self._store.state.glass.attached and not self._store.state.power.asleep

    def _changed(self, names: frozenset[str]) -> None:
        # not on a change of the preview itself: a shell that connects may ask for it just before it is the glass
        if names & {"glass", "power"}:
            self._look_again.set()

    def meet_worker(self) -> None:
        """The media worker is there, perhaps a new one."""
        self._look_again.set()

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        self._inputs = frozenset(each.id for each in status.inputs)
        found = tuple(msgspec.convert(device, Device, from_attributes=True) for device in status.devices)
        self._store.replace(devices=DevicesState(devices=found + self._own, preview=status.preview))

    async def select_device(self, device_id: str) -> None:
        """See DevicesApi."""
        device = self._find(device_id)
        await self._file.change(devices=self._file.memory.devices | {device.kind: device.id})
        chosen = tuple(
            msgspec.structs.replace(one, selected=one.id == device.id) if one.kind == device.kind else one
            for one in self._store.state.devices.devices
        )
        self._store.replace(devices=msgspec.structs.replace(self._store.state.devices, devices=chosen))

    async def open_preview(self) -> None:
        """See DevicesApi."""
        self._is_preview_wanted = True
        await self._engine.set_preview(True)

    async def close_preview(self) -> None:
        """See DevicesApi."""
        self._is_preview_wanted = False
        await self._engine.set_preview(False)

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """See DevicesApi."""
        await self._engine.inject_fault(self._known(device_id), fault)

    async def clear_fault(self, device_id: str) -> None:
        """See DevicesApi."""
        await self._engine.clear_fault(self._known(device_id))

    def _known(self, device_id: str) -> str:
        return device_id if device_id in self._inputs else self._find(device_id).id

    def _find(self, device_id: str) -> Device:
        for device in self._store.state.devices.devices:
            if device.id == device_id:
                return device
        raise NotFound(Code.DEVICE_UNKNOWN, device_id=device_id)
