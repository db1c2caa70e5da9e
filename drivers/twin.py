"""What all twins share: their world, their faults, and handles that a pulled cable breaks."""

from typing import ClassVar, Self

from drivers import world as worlds
from drivers.capabilities import DeviceInfo, Fault
from drivers.errors import Rejected, Unavailable, Unsupported


class Twin:
    """A virtual device in a `World`."""

    info: ClassVar[DeviceInfo]
    possible_faults: ClassVar[frozenset[Fault]]

    def __init__(self, device: str = "", *, world: worlds.World | None = None):
        if device not in {"", self.info.id}:
            raise Unavailable(f"no virtual {self.info.kind} {device!r}; there is {self.info.id!r}")
        self.world = world or worlds.shared()
        self._plug: int | None = None

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return the device unless it is unplugged in the shared world."""
        return [cls.info] if worlds.shared().faults.of(cls.info.id) != "unplugged" else []

    @property
    def present(self) -> bool:
        """Whether it is plugged in."""
        return self.fault != "unplugged"

    @property
    def fault(self) -> Fault | None:
        """What is wrong with it now."""
        return self.world.faults.of(self.info.id)

    def inject(self, fault: Fault) -> None:
        """Break it."""
        if fault not in self.possible_faults:
            raise Unsupported(f"a {self.info.kind} cannot be {fault!r}; it can be {sorted(self.possible_faults)}")
        self.world.faults.inject(self.info.id, fault)

    def clear(self) -> None:
        """Mend it."""
        self.world.faults.clear(self.info.id)

    def close(self) -> None:
        """Let go of the device."""
        self._plug = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> None:
        if self._plug is not None:
            raise Rejected(f"{self.info.id} is open already")
        if not self.present:
            raise Unavailable(f"{self.info.id} is unplugged")
        self._plug = self.world.faults.unplugs(self.info.id)

    def _check_open(self) -> None:
        if self._plug is None:
            raise Rejected(f"{self.info.id} is not open")
        if self._plug != self.world.faults.unplugs(self.info.id):
            raise Unavailable(f"{self.info.id} was unplugged")
