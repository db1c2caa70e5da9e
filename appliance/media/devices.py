"""Which devices there are, which serve the room, and which of those are away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, get_args

import structlog

from appliance.api.devices import Availability, Fault
from appliance.api.errors import Code, Invalid, NotFound
from appliance.media.engine import DriverChoice, EngineConfig, EngineDevice
from drivers import registry
from drivers.capabilities import DeviceInfo, Faulty
from drivers.errors import DriverError, Unavailable, Unsupported

log = structlog.get_logger()

POLL_S = 0.5
MediaKind = Literal["camera", "microphone", "speaker"]
KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


class _Place:
    """One kind of device: what is wanted, what is found, what serves."""

    def __init__(self, kind: MediaKind) -> None:
        self.kind: MediaKind = kind
        self.choice = DriverChoice(driver="none")
        self.found: dict[str, DeviceInfo] = {}
        self.serving: DeviceInfo | None = None
        self.failure = ""
        self.was_available = True

    def choose(self, choice: DriverChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.found, self.serving, self.failure, self.was_available = {}, None, "", True

    def take(self, found: list[DeviceInfo]) -> None:
        """Keep a device while it is plugged in; one that was named is waited for, any other is replaced."""
        self.found = {info.id: info for info in found}
        wanted = self.choice.device
        if wanted:
            missing = DeviceInfo(wanted, self.kind, wanted, self.choice.driver)
            self.serving = self.found.get(wanted) or self.serving or missing
        elif found and (self.serving is None or self.serving.id not in self.found):
            self.serving = found[0]
            self.failure = ""
        if self.availability == "lost":
            self.failure = ""

    @property
    def availability(self) -> Availability:
        if self.serving is None or self.serving.id not in self.found:
            return "lost"
        return "failed" if self.failure else "available"

    def report(self) -> list[EngineDevice]:
        infos = dict(self.found)
        if self.serving is not None:
            infos.setdefault(self.serving.id, self.serving)
        return [self._describe(info) for info in infos.values()]

    def _describe(self, info: DeviceInfo) -> EngineDevice:
        is_selected = self.serving is not None and info.id == self.serving.id
        return EngineDevice(
            id=info.id,
            kind=self.kind,
            name=info.name,
            driver=info.driver,
            virtual=info.virtual,
            selected=is_selected,
            availability=self.availability if is_selected else "available",
            reason=self.failure if is_selected else "",
        )


class DeviceBoard:
    """Looks for devices twice a second in a thread of its own; `on_change` is called in the loop, with the kinds that
    began or ceased to be available.
    """

    def __init__(self, on_change: Callable[[set[MediaKind]], None]) -> None:
        self._on_change = on_change
        self._places: dict[MediaKind, _Place] = {kind: _Place(kind) for kind in KINDS}
        self._executor = ThreadPoolExecutor(1, "devices")
        self._reported: tuple[EngineDevice, ...] = ()

    @property
    def devices(self) -> tuple[EngineDevice, ...]:
        """All devices as last seen."""
        return self._reported

    async def configure(self, config: EngineConfig) -> None:
        """Take the choices and look at once."""
        for kind, place in self._places.items():
            place.choose(getattr(config, kind))
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

    def open(self, kind: MediaKind, *arguments: Any) -> Any:
        """Make and open the device that serves a kind, from any thread. Raises DriverError."""
        place = self._places[kind]
        if place.serving is None:
            raise Unavailable(f"there is no {kind}")
        device = registry.create(kind, place.serving.driver, place.serving.id, **place.choice.options)
        device.open(*arguments)
        return device

    def note(self, kind: MediaKind, error: DriverError | None) -> None:
        """Remember whether the serving device of a kind works; in the loop."""
        place = self._places[kind]
        failure = "" if error is None or isinstance(error, Unavailable) else error.code
        if failure and failure != place.failure:
            log.warning("device.failed", kind=kind, error=str(error))
        place.failure = failure
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
        choices: dict[MediaKind, str] = {kind: place.choice.driver for kind, place in self._places.items()}
        found = await asyncio.get_running_loop().run_in_executor(self._executor, _discover, choices)
        for kind, place in self._places.items():
            # the choice may have changed while the thread looked for the one before
            if choices[kind] == place.choice.driver:
                place.take(found[kind])
        self._compare()

    def _compare(self) -> None:
        changed: set[MediaKind] = {kind for kind, place in self._places.items() if self._has_turned(place)}
        devices = tuple(device for place in self._places.values() for device in place.report())
        if changed or devices != self._reported:
            self._reported = devices
            self._on_change(changed)

    def _has_turned(self, place: _Place) -> bool:
        is_available = place.availability == "available"
        if is_available == place.was_available or place.serving is None:
            return False
        place.was_available = is_available
        if is_available:
            log.info("device.back", kind=place.kind, device=place.serving.id)
        elif place.availability == "lost":
            log.warning("device.lost", kind=place.kind, device=place.serving.id)
        return True


def _discover(choices: dict[MediaKind, str]) -> dict[MediaKind, list[DeviceInfo]]:
    return {kind: _devices(kind, driver) for kind, driver in choices.items()}


def _devices(kind: MediaKind, driver: str) -> list[DeviceInfo]:
    if driver == "none":
        return []
    try:
        return registry.discover(kind, driver)
    except DriverError as error:
        # an unknown name is refused by the daemon's configuration; a driver whose library is missing finds nothing
        log.debug("device.not_sought", kind=kind, driver=driver, error=str(error))
        return []
