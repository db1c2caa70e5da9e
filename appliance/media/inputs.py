"""Watches capture cards: which there are, and into which of them something is plugged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog

from appliance.api.devices import Fault
from appliance.api.errors import Code, Invalid
from appliance.media.engine import DriverChoice, EngineInput
from drivers import registry
from drivers.capabilities import Faulty
from drivers.errors import DriverError, Unsupported

log = structlog.get_logger()

POLL_S = 0.5
NONE = DriverChoice(driver="none")


@dataclass(frozen=True)
class _Look:
    """What there was to see, with the devices that were made for it."""

    inputs: tuple[EngineInput, ...]
    devices: dict[str, Any]


class InputWatch:
    """Looks twice a second in a thread of its own. `camera` tells the room's camera, which is never an input;
    `on_change` is called in the loop.
    """

    def __init__(self, camera: Callable[[], str], on_change: Callable[[], None]) -> None:
        self._camera = camera
        self._on_change = on_change
        self._choice = NONE
        self._devices: dict[str, Any] = {}
        self._executor = ThreadPoolExecutor(1, "inputs")
        self._news = asyncio.Event()
        self.inputs: tuple[EngineInput, ...] = ()

    def configure(self, choice: DriverChoice) -> None:
        """Watch these from now on."""
        if choice != self._choice:
            self._choice, self._devices = choice, {}
            self._news.set()

    async def run(self) -> None:
        """Look until cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                self._news.clear()
                choice = self._choice
                seen = await loop.run_in_executor(self._executor, _look, choice, self._camera(), self._devices)
                if choice == self._choice:
                    self._take(seen)
                await self._wait()
        finally:
            self._executor.shutdown(wait=False, cancel_futures=True)

    async def _wait(self) -> None:
        try:
            # where nothing is to be watched nothing is looked for
            async with asyncio.timeout(None if self._choice.driver == "none" else POLL_S):
                await self._news.wait()
        except TimeoutError:
            return

    def _take(self, seen: _Look) -> None:
        self._devices = seen.devices
        if seen.inputs != self.inputs:
            self.inputs = seen.inputs
            self._on_change()

    def inject_fault(self, device_id: str, fault: Fault) -> bool:
        """Break a twin; whether it is an input. Raises Invalid."""
        if device_id not in self._devices:
            return False
        try:
            self._twin(device_id).inject(fault)
        except Unsupported as error:
            raise Invalid(Code.FAULT_UNSUPPORTED, device_id=device_id, fault=fault) from error
        self._news.set()
        return True

    def clear_fault(self, device_id: str) -> bool:
        """Mend a twin; whether it is an input. Raises Invalid."""
        if device_id not in self._devices:
            return False
        self._twin(device_id).clear()
        self._news.set()
        return True

    def _twin(self, device_id: str) -> Faulty:
        device = self._devices[device_id]
        if not isinstance(device, Faulty):
            raise Invalid(Code.DEVICE_NOT_VIRTUAL, device_id=device_id)
        return device


def _look(choice: DriverChoice, camera: str, known: dict[str, Any]) -> _Look:
    devices: dict[str, Any] = {}
    inputs: list[EngineInput] = []
    for device in _find(choice, known):
        info = device.info
        if info.id == camera or info.id in devices or (not device.present and not info.virtual):
            continue
        devices[info.id] = device
        inputs.append(EngineInput(id=info.id, name=info.name, virtual=info.virtual, has_signal=device.has_signal()))
    return _Look(tuple(inputs), devices)


def _find(choice: DriverChoice, known: dict[str, Any]) -> list[Any]:
    if choice.driver == "none":
        return []
    try:
        if choice.device:
            driver = "v4l2" if choice.driver == "auto" else choice.driver
            # what was made for a name is kept, as it remembers its last look
            return list(known.values()) or [registry.create("input", driver, choice.device)]
        found = registry.discover("input", choice.driver)
        return [known.get(info.id) or registry.create("input", info.driver, info.id) for info in found]
    except DriverError as error:
        # it is away, or its driver's library is missing
        log.debug("input.not_found", error=str(error))
        return []
