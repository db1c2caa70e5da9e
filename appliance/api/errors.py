"""Everything a room can answer instead of a result.

RoomError            a verb was refused: a stable `code`, and `data` for the words that the client chooses
    NotAllowed       the role may not call this verb
    NotFound         what the parameters name does not exist
    Busy             right now something else is in the way
    Unavailable      a device or process that the verb needs is away
    Invalid          a value that the schema admits but the room cannot take
WireError            a message that is no JSON-RPC request (see `wire`)
"""

from __future__ import annotations

import enum
from typing import ClassVar


class Code(enum.StrEnum):
    """Stable names of errors on the wire; clients translate them."""

    FORBIDDEN = "access.forbidden"
    WRONG_CODE = "access.wrong_code"
    TOO_MANY_TRIES = "access.too_many_tries"
    USED_TICKET = "access.used_ticket"
    UNKNOWN_TOKEN = "access.unknown_token"
    BOARD_UNKNOWN = "board.unknown"
    BOARD_NOT_OPEN = "board.not_open"
    BOARD_NOT_SAVED = "board.not_saved"
    BOARD_DAMAGED = "board.damaged"
    BOARD_UNKNOWN_GUEST = "board.unknown_guest"
    BOARD_BAD_LINK = "board.bad_link"
    BOARD_BAD_FILE = "board.bad_file"
    BOARD_TOO_LARGE = "board.too_large"
    BOARD_FULL = "board.full"
    BOARD_PEER_VIEW_ONLY = "board.peer_view_only"
    BOARD_CANCELLED = "board.cancelled"
    BOARD_EXPORT_FAILED = "board.export_failed"
    CAST_FULL = "cast.full"
    CAST_QUEUE_FULL = "cast.queue_full"
    CAST_UNKNOWN = "cast.unknown"
    CAST_OFFER = "cast.bad_offer"
    CAST_BAD_PORT = "cast.bad_port"
    CAST_PORT_TAKEN = "cast.port_taken"
    CAST_FRAGMENT = "cast.bad_fragment"
    CAST_RESTART = "cast.no_ice_restart"
    DEVICE_UNKNOWN = "devices.unknown"
    DEVICE_NOT_VIRTUAL = "devices.not_virtual"
    DEVICE_AWAY = "devices.away"
    FAULT_UNSUPPORTED = "devices.fault_unsupported"
    GLASS_AWAY = "glass.away"
    CAPTURE_UNKNOWN = "glass.unknown_capture"
    MEDIA_AWAY = "media.away"
    MEETING_UNKNOWN = "meeting.unknown"
    MEETING_UNKNOWN_PERSON = "meeting.unknown_person"
    MEETING_NOT_IN = "meeting.not_in"
    MEETING_IN_CALL = "meeting.in_call"
    MEETING_NO_CALL = "meeting.no_call"
    MEETING_NOT_RINGING = "meeting.not_ringing"
    MEETING_FORBIDDEN = "meeting.forbidden"
    MEETING_LOBBY = "meeting.lobby"
    MEETING_LOCKED = "meeting.locked"
    MEETING_FULL = "meeting.full"
    MEETING_BUSY = "meeting.busy"
    MEETING_NO_ENGINE = "meeting.no_engine"
    MEETING_OLD_EPOCH = "meeting.old_epoch"
    MEETING_OFFER = "meeting.bad_offer"
    MEETING_ADDRESS = "meeting.bad_address"
    MEETING_MAY_NOT_UNMUTE = "meeting.may_not_unmute"
    MEETING_CANNOT_SHARE = "meeting.cannot_share"
    MEETING_NO_SIP = "meeting.no_sip"
    MEETING_UNREACHABLE = "meeting.unreachable"
    MEETING_UNTRUSTED = "meeting.untrusted"
    MEETING_NO_MEDIA = "meeting.no_media"
    RECORDING_DISK_FULL = "recording.disk_full"
    RECORDING_BAD_FOLDER = "recording.bad_folder"
    RECORDING_UNKNOWN = "recording.unknown"
    RECORDING_ON = "recording.is_on"
    RECORDING_EMPTY = "recording.empty"
    RECORDING_BROKEN = "recording.broken"
    SCHEDULE_UNKNOWN = "schedule.unknown_meeting"
    SCHEDULE_NOT_NOW = "schedule.not_now"
    SCHEDULE_TAKEN = "schedule.taken"
    SCHEDULE_READ_ONLY = "schedule.read_only"
    SCHEDULE_AWAY = "schedule.calendar_away"
    SCHEDULE_NO_LINK = "schedule.no_link"
    SETTINGS_NOT_SAVED = "settings.not_saved"
    WATCH_OFF = "watch.off"
    WATCH_STOPPED = "watch.stopped"
    WATCH_FULL = "watch.full"
    WATCH_UNKNOWN = "watch.unknown"
    WATCH_NO_PICTURE = "watch.no_picture"
    WATCH_OFFER = "watch.bad_offer"
    RATE_LIMITED = "session.rate_limited"
    INTERNAL = "session.internal"
    BAD_REQUEST = "session.bad_request"


class RoomError(Exception):
    """A verb was refused. `data` holds plain values only, never secrets."""

    number: ClassVar[int] = -32000

    def __init__(self, code: Code, **data: str | float | bool) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class NotAllowed(RoomError):
    """The caller's role may not call this verb."""

    number = -32001


class NotFound(RoomError):
    """What the parameters name does not exist (any more)."""

    number = -32002


class Busy(RoomError):
    """Right now something else is in the way; trying later may work."""

    number = -32003


class Unavailable(RoomError):
    """A device or process that the verb needs is away."""

    number = -32004


class Invalid(RoomError):
    """A value that fits the schema but that the room cannot take."""

    number = -32005
