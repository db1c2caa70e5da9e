"""Which devices there are, which serve the room, and which of those are away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from appliance.api.devices import Fault
from appliance.api.errors import Code, Invalid, NotFound
from appliance.media.engine import DriverChoice, EngineConfig, EngineDevice
from appliance.media.place import KINDS, MediaKind, Place, Sighting, look
from drivers import registry
from drivers.capabilities import Faulty
from drivers.errors import DriverError, Unavailable, Unsupported

log = structlog.get_logger()

POLL_S = 0.5


class DeviceBoard:
    """Looks for devices twice a second in a thread of its own; `on_change` is called in the loop, with the kinds that
    began or ceased to be available.
    """

    def __init__(self, on_change: Callable[[set[MediaKind]], None]) -> None:
        self._on_change = on_change
        self._places: dict[MediaKind, Place] = {kind: Place(kind) for kind in KINDS}
        self._executor = ThreadPoolExecutor(1, "devices")
        self._reported: tuple[EngineDevice, ...] = ()

    @property
    def devices(self) -> tuple[EngineDevice, ...]:
        """All devices as last seen."""
        return self._reported

    async def configure(self, config: EngineConfig) -> None:
        """Take the choices and look at once."""
        for kind, place in self._places.items():
            choice = getattr(config, kind)
            if choice != place.choice:
                place.choose(choice)
        await self._look()

    async def run(self) -> None:
        """Look until cancelled."""
        try:
            while True:
                await asyncio.sleep(POLL_S)
                await self._look()
        finally:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def is_available(self, kind: MediaKind) -> bool:
        """Whether the device of that kind can be used."""
        return self._places[kind].availability == "available"

    def selected(self, kind: MediaKind) -> str:
        """The id of the device that serves a kind; empty where none does."""
        serving = self._places[kind].serving
        return serving.id if serving is not None else ""

    def open(self, kind: MediaKind, *arguments: Any) -> Any:
        """Make and open the device that serves a kind, from any thread. Raises DriverError."""
        place = self._places[kind]
        choice, serving = place.choice, place.serving
        if serving is None:
            raise Unavailable(f"there is no {kind}")
        # an address is more than the id that is shown of it
        device = registry.create(kind, serving.driver, choice.device or serving.id, **choice.options)
        device.open(*arguments)
        return device

    def note(self, kind: MediaKind, error: DriverError | None) -> None:
        """Remember whether the serving device of a kind works; in the loop."""
        self._places[kind].note(error)
        self._compare()

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """Break a twin. Raises RoomError."""
        try:
            self._twin(device_id).inject(fault)
        except Unsupported as error:
            raise Invalid(Code.FAULT_UNSUPPORTED, device_id=device_id, fault=fault) from error
        await self._look()

    async def clear_fault(self, device_id: str) -> None:
        """Mend a twin. Raises RoomError."""
        self._twin(device_id).clear()
        await self._look()

    def _twin(self, device_id: str) -> Faulty:
        device = next((one for one in self._reported if one.id == device_id), None)
        if device is None or device.kind == "display":
            raise NotFound(Code.DEVICE_UNKNOWN, device_id=device_id)
        twin = registry.create(device.kind, device.driver, device.id) if device.virtual else None
        if not isinstance(twin, Faulty):
            raise Invalid(Code.DEVICE_NOT_VIRTUAL, device_id=device_id)
        return twin

    async def _look(self) -> None:
        choices: dict[MediaKind, DriverChoice] = {kind: place.choice for kind, place in self._places.items()}
        seen = await asyncio.get_running_loop().run_in_executor(self._executor, _look_for_all, choices)
        for kind, place in self._places.items():
            # the choice may have changed while the thread looked for the one before
            if choices[kind] == place.choice:
                place.take(seen[kind])
        self._compare()

    def _compare(self) -> None:
        changed: set[MediaKind] = {kind for kind, place in self._places.items() if self._has_turned(place)}
        devices = tuple(device for place in self._places.values() for device in place.report())
        if changed or devices != self._reported:
            self._reported = devices
            self._on_change(changed)

    def _has_turned(self, place: Place) -> bool:
        is_available = place.availability == "available"
        if is_available == place.was_available or place.serving is None:
            return False
        place.was_available = is_available
        if is_available:
            log.info("device.back", kind=place.kind, device=place.serving.id)
        elif place.availability == "lost":
            log.warning("device.lost", kind=place.kind, device=place.serving.id)
        return True


def _look_for_all(choices: dict[MediaKind, DriverChoice]) -> dict[MediaKind, Sighting]:
    return {kind: look(kind, choice) for kind, choice in choices.items()}
