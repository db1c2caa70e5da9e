"""devices: camera, microphone array, loudspeaker and display, as the room sees them."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

Kind = Literal["camera", "microphone", "speaker", "display"]
Availability = Literal["available", "lost", "failed"]
Fault = Literal["unplugged", "frozen", "black", "silent", "clipping", "xrun", "drift", "delay_jump"]


class Device(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One device, plugged in or lost while chosen."""

    id: str
    """Stable over restarts and replugging."""
    kind: Kind
    name: str
    driver: str
    virtual: bool = False
    selected: bool = False
    """Whether the room uses this one for its kind."""
    availability: Availability = "available"
    """lost: it was here and is unplugged; failed: it is here and does not work."""
    reason: str = ""
    """A driver's error code where it failed."""


class DevicesState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every device known; a kind without an entry has none."""

    devices: tuple[Device, ...] = ()
    preview: str = ""
    """The mailbox stream of the camera preview while one is open, else empty."""


class DevicesApi(Protocol):
    """Verbs on devices."""

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def select_device(self, device_id: str) -> None:
        """Use this device for its kind; remembered. Errors: devices.unknown."""
        ...

    @allow(Role.SHELL, Role.ADMIN)
    async def open_preview(self) -> None:
        """Show the camera's picture in a mailbox stream, until closed or the glass leaves.

        Errors: media.away.
        """
        ...

    @allow(Role.SHELL, Role.ADMIN)
    async def close_preview(self) -> None:
        """Stop the camera preview."""
        ...

    @allow(Role.ADMIN)
    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """Break a virtual device, to see what the room makes of it.

        Errors: devices.unknown, devices.not_virtual, devices.fault_unsupported, media.away.
        """
        ...

    @allow(Role.ADMIN)
    async def clear_fault(self, device_id: str) -> None:
        """Mend a virtual device. Errors: devices.unknown, devices.not_virtual, media.away."""
        ...
