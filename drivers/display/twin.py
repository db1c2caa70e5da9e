"""A virtual panel."""

from typing import ClassVar

from drivers.capabilities import DeviceInfo, Fault
from drivers.errors import Unavailable
from drivers.twin import Twin
from drivers.world import World


class TwinDisplay(Twin):
    """Remembers whether it is on."""

    info = DeviceInfo("twin:display", "display", "Virtual display", "twin", virtual=True)
    possible_faults: ClassVar[frozenset[Fault]] = frozenset({"unplugged"})

    def __init__(self, device: str = "", *, world: World | None = None):
        super().__init__(device, world=world)
        self._is_on = True

    @property
    def power(self) -> bool:
        """Whether the panel is lit."""
        self._check_present()
        return self._is_on

    def set_power(self, on: bool) -> None:
        """Light it or let it sleep."""
        self._check_present()
        self._is_on = on

    def _check_present(self) -> None:
        if not self.present:
            raise Unavailable(f"{self.info.id} is unplugged")
