"""RoomState: the sum of all domains, and who may read which."""

from __future__ import annotations

import msgspec

from appliance.api.access import AccessState
from appliance.api.board import BoardState
from appliance.api.cast import CastState
from appliance.api.devices import DevicesState
from appliance.api.glass import GlassState
from appliance.api.health import HealthState
from appliance.api.meeting import MeetingState
from appliance.api.power import PowerState
from appliance.api.recording import RecordingState
from appliance.api.role import EVERYONE, STAFF, Role
from appliance.api.room import RoomInfoState
from appliance.api.schedule import ScheduleState
from appliance.api.settings import SettingsState
from appliance.api.sound import SoundState
from appliance.api.watch import WatchState


class RoomState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a client may know, one frozen struct a domain; each domain has one writer, its service."""

    room: RoomInfoState = RoomInfoState()
    settings: SettingsState = SettingsState()
    access: AccessState = AccessState()
    cast: CastState = CastState()
    board: BoardState = BoardState()
    schedule: ScheduleState = ScheduleState()
    meeting: MeetingState = MeetingState()
    recording: RecordingState = RecordingState()
    sound: SoundState = SoundState()
    devices: DevicesState = DevicesState()
    power: PowerState = PowerState()
    glass: GlassState = GlassState()
    watch: WatchState = WatchState()
    health: HealthState = HealthState()


DOMAINS: tuple[str, ...] = RoomState.__struct_fields__

READERS: dict[str, frozenset[Role]] = dict.fromkeys(DOMAINS, STAFF) | {
    "room": EVERYONE,
    "settings": EVERYONE,
    "cast": STAFF | {Role.GUEST},
    "watch": STAFF | {Role.GUEST},
}
"""The roles that receive each domain; guests see neither codes nor calendar nor devices nor the call."""
