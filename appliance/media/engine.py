"""MediaEngine: what the room asks of its media worker, and the plain data between them.

The worker keeps nothing: the room tells it the configuration when they meet, and the worker reports its whole status
when it changes (notification `engine.status`), so either may restart.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from appliance.api.devices import Availability, Fault, Kind

CastPhase = Literal["connecting", "live", "interrupted", "closed"]
FrameFormat = Literal["bgrx", "i420"]


class DriverChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which driver serves a kind of device."""

    driver: str = "auto"
    """A name of the registry, "auto" (the first real one that finds a device) or "none"."""
    device: str = ""
    """A device id, or empty for the first found."""
    options: dict[str, str | int | float | bool] = {}


class EngineConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the worker must know; sending it again changes only what differs."""

    camera: DriverChoice = DriverChoice()
    microphone: DriverChoice = DriverChoice()
    speaker: DriverChoice = DriverChoice()
    volume: int = 50
    """Per cent."""
    muted: bool = False
    listening: bool = True
    """Whether the microphone may be open (for the speech indicator)."""
    addresses: tuple[str, ...] = ()
    """Local addresses for media; empty: all but loopback."""
    frame_format: FrameFormat = "i420"
    """How casts and the preview are put in their mailboxes."""
    max_width: int = 3840
    max_height: int = 2160
    """Pictures are scaled down to fit, keeping their shape."""


class EngineDevice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A device as the worker finds it."""

    id: str
    kind: Kind
    name: str
    driver: str
    virtual: bool
    selected: bool
    availability: Availability = "available"
    reason: str = ""


class EngineCast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A received stream. interrupted: no media comes, it may come back; closed: reported once, then gone."""

    id: str
    label: str = ""
    """What the room gave with the offer, so that a restarted room knows whose cast this is."""
    stream: str
    phase: CastPhase
    width: int = 0
    height: int = 0
    has_sound: bool = False


class EngineStatus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the worker knows."""

    casts: tuple[EngineCast, ...] = ()
    devices: tuple[EngineDevice, ...] = ()
    speech: bool = False
    test_tone: bool = False
    preview: str = ""
    """The preview's stream while open."""


class MediaEngine(Protocol):
    """The worker's verbs. Errors are RoomErrors."""

    async def configure(self, config: EngineConfig) -> EngineStatus:
        """Take the configuration and answer with the whole status."""
        ...

    async def receive_cast(self, cast_id: str, offer: str, label: str = "") -> str:
        """Answer a WebRTC offer (SDP) and receive it into stream `cast-<id>`; replaces a cast of the same id.

        The label is handed back with the cast's status.

        Errors: cast.bad_offer.
        """
        ...

    async def close_cast(self, cast_id: str) -> None:
        """End a received stream. Errors: cast.unknown."""
        ...

    async def set_label(self, cast_id: str, label: str) -> None:
        """Hand back another label with a cast's status from now on. Errors: cast.unknown."""
        ...

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        """Leave a cast's sound out of what is played, or let it in again. Errors: cast.unknown."""
        ...

    async def set_tiles(self, tiles: dict[str, tuple[int, int]]) -> None:
        """Draw each named cast no larger than this many pixels (width, height); none: do not draw it at all.

        Casts that are not named stay as they are, unknown ones are passed over.
        """
        ...

    async def play_test_tone(self) -> None:
        """Play the test tone. Errors: devices.away."""
        ...

    async def set_preview(self, is_open: bool) -> None:
        """Put the camera's picture into stream `camera`, or stop."""
        ...

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """Break a twin. Errors: devices.unknown, devices.not_virtual, devices.fault_unsupported."""
        ...

    async def clear_fault(self, device_id: str) -> None:
        """Mend a twin. Errors: devices.unknown, devices.not_virtual."""
        ...
