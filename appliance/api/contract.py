"""The method table, derived from the Protocols: one place that server, clients, schema and tests read."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec

from appliance.api.access import AccessApi
from appliance.api.board import BoardApi
from appliance.api.cast import CastApi, CastEnded, CastPointed, CastTouched
from appliance.api.conference import Captioned, Chatted, ConferenceChanged, ConferenceLeft, Reacted, Spoken
from appliance.api.devices import DevicesApi
from appliance.api.doctor import DoctorApi
from appliance.api.glass import CaptureRequested, GlassApi
from appliance.api.meeting import MeetingApi
from appliance.api.power import PowerApi
from appliance.api.recording import RecordingApi
from appliance.api.role import EVERYONE, Role
from appliance.api.schedule import ScheduleApi
from appliance.api.session import SessionApi
from appliance.api.settings import SettingsApi
from appliance.api.sound import SoundApi
from appliance.api.watch import WatchApi, WatchEnded

APIS: dict[str, type] = {
    "session": SessionApi,
    "settings": SettingsApi,
    "access": AccessApi,
    "cast": CastApi,
    "board": BoardApi,
    "schedule": ScheduleApi,
    "meeting": MeetingApi,
    "recording": RecordingApi,
    "sound": SoundApi,
    "devices": DevicesApi,
    "power": PowerApi,
    "glass": GlassApi,
    "doctor": DoctorApi,
    "watch": WatchApi,
}

Event = (
    CastEnded
    | CastTouched
    | CastPointed
    | CaptureRequested
    | WatchEnded
    | ConferenceChanged
    | ConferenceLeft
    | Chatted
    | Reacted
    | Spoken
    | Captioned
)

_PEOPLE = frozenset({Role.MEMBER, Role.GUEST})

EVENTS: dict[type[msgspec.Struct], frozenset[Role]] = {
    CastEnded: EVERYONE - {Role.MEMBER},
    CastTouched: frozenset({Role.GUEST}),
    CastPointed: frozenset({Role.SHELL}),
    CaptureRequested: frozenset({Role.SHELL}),
    WatchEnded: EVERYONE - {Role.SHELL, Role.MEMBER},
    ConferenceChanged: _PEOPLE,
    ConferenceLeft: _PEOPLE,
    Chatted: _PEOPLE | {Role.SHELL},
    Reacted: _PEOPLE | {Role.SHELL},
    Spoken: _PEOPLE,
    Captioned: _PEOPLE | {Role.SHELL},
}
"""Transient facts and who hears them; the wire name is the struct's tag."""

FLEETING: frozenset[type[msgspec.Struct]] = frozenset({CastTouched, CastPointed, Reacted, Spoken})
"""Events that a connection which lags misses: the next of their kind makes them obsolete."""


class Verb(msgspec.Struct, frozen=True):
    """One callable of the contract."""

    name: str
    """domain.verb_object"""
    params: type[msgspec.Struct]
    returns: Any
    roles: frozenset[Role]
    doc: str


def verbs_of(domain: str, api: type) -> dict[str, Verb]:
    """Read a Protocol's public methods into verbs, keyed by wire name."""
    found = (
        _verb(f"{domain}.{name}", method)
        for name, method in inspect.getmembers(api, inspect.isfunction)
        if not name.startswith("_")
    )
    return {verb.name: verb for verb in found}


def _verb(name: str, method: Any) -> Verb:
    hints = get_type_hints(method, include_extras=True)
    fields: list[Any] = []
    for parameter in list(inspect.signature(method).parameters.values())[1:]:
        kind = hints[parameter.name]
        required = parameter.default is inspect.Parameter.empty
        fields.append((parameter.name, kind) if required else (parameter.name, kind, parameter.default))
    params = msgspec.defstruct(name, fields, kw_only=True, frozen=True, forbid_unknown_fields=True)
    roles: frozenset[Role] = getattr(method, "roles", frozenset())
    return Verb(name, params, hints.get("return"), roles, inspect.getdoc(method) or "")


def _all_verbs() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for domain, api in APIS.items():
        table |= verbs_of(domain, api)
    return table


VERBS: Mapping[str, Verb] = _all_verbs()


def event_name(event: type[msgspec.Struct]) -> str:
    """The wire name of an event type."""
    tag = event.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101  every event is tagged by its declaration
    return tag
