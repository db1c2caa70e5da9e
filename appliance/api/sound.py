"""sound: the loudspeaker's volume and whether somebody speaks."""

from __future__ import annotations

from typing import Annotated, Protocol

import msgspec

from appliance.api.role import Role, allow

Volume = Annotated[int, msgspec.Meta(ge=0, le=100)]


class SoundState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Room sound as every client sees it."""

    volume: Volume = 50
    """Loudspeaker, per cent of its range."""
    muted: bool = False
    """Whether the loudspeaker is silent; the volume is kept."""
    speech: bool = False
    """Whether somebody in the room speaks right now."""
    test_tone: bool = False
    """Whether the test tone plays."""


class SoundApi(Protocol):
    """Verbs on the room's sound."""

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def set_volume(self, volume: Volume) -> None:
        """Set the loudspeaker's volume, per cent; it is remembered."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def set_muted(self, muted: bool) -> None:
        """Silence the loudspeaker or let it play."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def play_test_tone(self) -> None:
        """Play one second of a friendly tone at the present volume.

        Errors: devices.away (no loudspeaker), media.away.
        """
        ...
