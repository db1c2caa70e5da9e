"""Neighbourhood: what meetings need of the rest of the room; handed in, as services do not know each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from appliance.api.health import Status
from appliance.api.meeting import CallKind
from appliance.api.schedule import MeetingLink
from appliance.meeting.address import Recognise, Target
from appliance.meeting.bell import Bell
from appliance.meeting.directory import Neighbours
from appliance.meeting.provider import Provider
from appliance.meeting.recorder import Recorder

Guess = Callable[[str, Callable[[], bool]], None]
"""Whether what somebody at a network address says is right; raises meeting.unknown, or access.too_many_tries."""
Report = Callable[[str, Status, str], object]
"""HealthService.report"""
Join = Callable[[Target, str], Provider]
"""The provider of a call by what is to be joined and the call's id."""


@dataclass(frozen=True)
class Neighbourhood:
    """All of it."""

    guess: Guess
    get_link: Callable[[str], Awaitable[MeetingLink]]
    extend_booking: Callable[[str, int], Awaitable[object]]
    recognise: Recognise
    report: Report = lambda _name, _status, _reason: None
    neighbours: Neighbours | None = None
    recorder: Recorder | None = None
    telephone: Callable[[Bell], Coroutine[Any, Any, None]] | None = None
    """Lets others call this room, as long as it runs; None where nobody can."""
    providers: Mapping[CallKind, Join] = field(default_factory=dict)
    """Of `web` and `sip`, where this room has them."""
