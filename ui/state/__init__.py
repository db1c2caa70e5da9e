"""What QML sees of the room: one singleton a domain in the module Parlor.State. Importing this registers them."""

from ui.state.access import Access
from ui.state.boards import Boards
from ui.state.casts import Casts, roster
from ui.state.chat import Chat
from ui.state.conference import Conference
from ui.state.connection import Connection
from ui.state.devices import Devices
from ui.state.doctor import Doctor
from ui.state.health import Health
from ui.state.history import History
from ui.state.inputs import Inputs
from ui.state.meeting import Meeting
from ui.state.power import Power
from ui.state.room_info import RoomInfo
from ui.state.schedule import Schedule
from ui.state.settings import Settings
from ui.state.sound import Sound
from ui.state.take_away import TakeAway
from ui.state.watch import Watch

__all__ = [
    "Access", "Boards", "Casts", "Chat", "Conference", "Connection", "Devices", "Doctor", "Health", "History", "Inputs",
    "Meeting", "Power", "RoomInfo", "Schedule", "Settings", "Sound", "TakeAway", "Watch", "roster",
]  # fmt: skip
