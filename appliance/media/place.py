"""The place of one kind of device in the room: which is wanted, which are found, which serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import structlog

from appliance.api.devices import Availability
from appliance.media.engine import DriverChoice, EngineDevice
from drivers import registry
from drivers.capabilities import DeviceInfo
from drivers.errors import DriverError, Unavailable

log = structlog.get_logger()

MediaKind = Literal["camera", "microphone", "speaker"]
KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


@dataclass(frozen=True)
class Sighting:
    """What one look for a choice found: the devices that can be listed, and the one that was named."""

    listed: tuple[DeviceInfo, ...] = ()
    named: DeviceInfo | None = None
    is_present: bool = False
    failure: DriverError | None = None
    """Why the named one can never be made as it was configured."""


def look(kind: MediaKind, choice: DriverChoice) -> Sighting:
    """See what there is for a choice; takes milliseconds."""
    listed = _listed(kind, choice.driver)
    if not choice.device or choice.driver == "none":
        return Sighting(listed)
    for info in listed:
        if info.id == choice.device:
            return Sighting(listed, info, is_present=True)
    # not every driver can list what it reaches, and those that can know their devices by other names too
    try:
        device = registry.create(kind, choice.driver, choice.device, **choice.options)
    except Unavailable:
        return Sighting(listed)
    except DriverError as error:
        return Sighting(listed, _unseen(kind, choice), failure=error)
    return Sighting(listed, device.info, is_present=device.present)


def _unseen(kind: MediaKind, choice: DriverChoice) -> DeviceInfo:
    # an address may hold a password, and only its driver knows which part of it may be shown
    shown = choice.driver if "://" in choice.device else choice.device
    return DeviceInfo(shown, kind, shown, choice.driver)


def _listed(kind: MediaKind, driver: str) -> tuple[DeviceInfo, ...]:
    if driver == "none":
        return ()
    try:
        return tuple(registry.discover(kind, driver))
    except DriverError as error:
        # an unknown name is refused by the daemon's configuration; a driver whose library is missing finds nothing
        log.debug("device.not_sought", kind=kind, driver=driver, error=str(error))
        return ()


class Place:
    """Who serves a kind. A device that was named is waited for, any other is replaced when it goes away."""

    def __init__(self, kind: MediaKind) -> None:
        self.kind: MediaKind = kind
        self.was_available = True
        self.choose(DriverChoice(driver="none"))

    def choose(self, choice: DriverChoice) -> None:
        """Want something else."""
        self.choice = choice
        self.serving: DeviceInfo | None = None
        self._listed: dict[str, DeviceInfo] = {}
        self._is_there = False
        self._is_silent = False
        self._failure = ""
        self.was_available = True

    def take(self, sighting: Sighting) -> None:
        """Take what a look at the present choice found."""
        was_there = self._is_there
        self._listed = {info.id: info for info in sighting.listed}
        if self.choice.device and self.choice.driver != "none":
            self.serving = sighting.named or self.serving or _unseen(self.kind, self.choice)
        elif sighting.listed and (self.serving is None or self.serving.id not in self._listed):
            self.serving = sighting.listed[0]
            self._failure = ""
        self._is_there = self._is_listed or sighting.is_present or sighting.failure is not None
        self._is_silent = self._is_silent and was_there and not self._is_listed
        if sighting.failure is not None:
            self._fail(sighting.failure)
        elif self.availability == "lost":
            self._failure = ""

    def note(self, error: DriverError | None) -> None:
        """Remember whether what serves works.

        Of a listed device the next look tells whether it is there; of any other only its use does.
        """
        self._is_silent = isinstance(error, Unavailable) and not self._is_listed
        if error is None or isinstance(error, Unavailable):
            self._failure = ""
        else:
            self._fail(error)

    def _fail(self, error: DriverError) -> None:
        if error.code != self._failure:
            self._failure = error.code
            log.warning("device.failed", kind=self.kind, error=str(error))

    @property
    def _is_listed(self) -> bool:
        return self.serving is not None and self.serving.id in self._listed

    @property
    def availability(self) -> Availability:
        """Of the device that serves."""
        if not self._is_there or self._is_silent:
            return "lost"
        return "failed" if self._failure else "available"

    def report(self) -> list[EngineDevice]:
        """All that are known."""
        infos = dict(self._listed)
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
            reason=self._failure if is_selected else "",
        )
