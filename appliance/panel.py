"""The panel behind the glass: the display driver, which this daemon drives itself."""

from __future__ import annotations

from typing import Protocol

import structlog

from appliance.api.devices import Device
from appliance.media.engine import DriverChoice
from drivers import registry
from drivers.errors import DriverError

log = structlog.get_logger()


class Display(Protocol):
    """What is asked of the driver."""

    def set_power(self, on: bool) -> None:
        """Light or darken; may raise DriverError."""
        ...


class Panel:
    """Switches the chosen display; a panel that cannot be switched stays lit, and that is said once."""

    def __init__(self, choice: DriverChoice) -> None:
        self.device: Device | None = None
        self._display: Display | None = None
        self._has_failed = False
        found = [] if choice.driver == "none" else registry.discover("display", choice.driver)
        if found:
            info = next((one for one in found if one.id == choice.device), found[0])
            self._display = registry.create("display", info.driver, info.id, **choice.options)
            self.device = Device(
                id=info.id, kind="display", name=info.name, driver=info.driver, virtual=info.virtual, selected=True
            )

    def switch(self, on: bool) -> None:
        """Light or darken it."""
        if self._display is None:
            return
        try:
            self._display.set_power(on)
        except DriverError as error:
            if not self._has_failed:
                log.warning("display.failed", reason=error.code)
            self._has_failed = True
        else:
            if self._has_failed:
                log.info("display.recovered")
            self._has_failed = False
