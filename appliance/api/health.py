"""health: what works and what does not."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Status = Literal["ok", "degraded", "failed"]


class Component(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of the room."""

    name: str
    status: Status
    reason: str = ""
    """A stable code where it is not ok, or why a part that a room can do without rests."""
    since: datetime


class HealthState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every component's health, in a fixed order."""

    components: tuple[Component, ...] = ()
