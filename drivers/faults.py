"""Which virtual devices are broken, and how."""

from collections import Counter

from drivers.capabilities import Fault


class Faults:
    """Faults by device id: every twin of a device sees the same fault, as all programs see one pulled cable."""

    def __init__(self) -> None:
        self._active: dict[str, Fault] = {}
        self._unplugs: Counter[str] = Counter()

    def inject(self, device: str, fault: Fault) -> None:
        """Replace the device's fault."""
        if fault == "unplugged" and self.of(device) != "unplugged":
            self._unplugs[device] += 1
        self._active[device] = fault

    def clear(self, device: str) -> None:
        """Mend the device."""
        self._active.pop(device, None)

    def of(self, device: str) -> Fault | None:
        """Return the device's fault, None if it is sound."""
        return self._active.get(device)

    def unplugs(self, device: str) -> int:
        """Count how often it was unplugged: an open handle does not survive that, even when it is plugged again."""
        return self._unplugs[device]
