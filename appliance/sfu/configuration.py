"""What the forwarder must know, and its verbs: those of every engine, and being told where media may come in."""

from __future__ import annotations

from typing import Protocol

import msgspec

from appliance.meeting.engine import Forwarded, MeetingEngine


class ForwarderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the forwarder must know; it holds for connections to come."""

    addresses: tuple[str, ...] = ()
    """Local addresses for media; empty: all but loopback."""


class Forwarder(MeetingEngine, Protocol):
    """The verbs at sfu.sock. Conferences are reported whole when they change and every half second (engine.status)."""

    async def configure(self, config: ForwarderConfig) -> tuple[Forwarded, ...]:
        """Take the configuration and answer with all conferences."""
        ...
