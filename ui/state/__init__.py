"""What QML sees of the room: one singleton a domain in the module Parlor.State. Importing this registers them."""

from ui.state.access import Access
from ui.state.casts import Casts
from ui.state.connection import Connection
from ui.state.devices import Devices
from ui.state.health import Health
from ui.state.power import Power
from ui.state.room_info import RoomInfo
from ui.state.schedule import Schedule
from ui.state.settings import Settings
from ui.state.sound import Sound

__all__ = [
    "Access", "Casts", "Connection", "Devices", "Health", "Power", "RoomInfo", "Schedule", "Settings", "Sound",
]  # fmt: skip
