"""MediaEngine: what the room asks of its media worker, and the plain data between them.

The worker keeps nothing: the room tells it the configuration when they meet, and the worker reports its whole status
when it changes (notification `engine.status`), so either may restart.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from appliance.api.conference import Source, Track
from appliance.api.devices import Availability, Fault, Kind

CastPhase = Literal["connecting", "live", "interrupted", "closed"]
WatcherPhase = Literal["connecting", "live", "closed"]
FrameFormat = Literal["bgrx", "i420"]
Lendable = Literal["microphone", "camera"]
Tile = tuple[int, int]
"""Width and height in pixels."""


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
    input: DriverChoice = DriverChoice(driver="none")
    """Capture cards to watch; never the camera."""
    volume: int = 50
    """Per cent."""
    muted: bool = False
    ringing: bool = False
    """Whether the ring tone sounds."""
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


class EngineInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A capture card as the worker finds it; its id is a camera's for receive_capture."""

    id: str
    name: str
    virtual: bool = False
    has_signal: bool = False
    """Whether something that sends a picture is plugged into it."""


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
    codec: str = ""
    """VP8, H264, VP9 or AV1; empty for a camera."""
    frame_rate: float = 0.0
    """Pictures a second that were decoded; a slide that does not change has none."""
    bitrate_kbps: int = 0
    loss_percent: float = 0.0
    """Of the packets of pictures, before they were sent again."""
    delay_ms: int = 0
    """From the last packet of a frame to its picture in the mailbox: the median of the last second."""


class EngineWatcher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to whom the glass is sent. closed: reported once, then gone."""

    id: str
    label: str = ""
    """What the room gave with the offer."""
    phase: WatcherPhase


class CallOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The worker's side of a connection that sends."""

    offer: str
    """SDP, complete with candidates."""
    sources: dict[str, Source]
    """By mid."""


class Lent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Devices by which another program of this machine hears and sees the room; empty: that cannot be had here."""

    microphone: str = ""
    """What people see of it. Its sound has been through the room's chain: another must not work on it again."""
    source: str = ""
    """The microphone's name at the sound server."""
    speaker: str = ""
    """The name there of a sink: what is played into it is the room's sound, and known to its echo canceller."""
    camera: str = ""
    """What people see of it."""


class EngineTrack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of somebody that is received."""

    person_id: str
    source: Source
    stream: str = ""
    """The mailbox, of pictures."""
    width: int = 0
    height: int = 0
    is_frozen: bool = False
    """Nothing has come for a second."""
    frame_rate: float = 0.0
    bitrate_kbps: int = 0
    loss_percent: float = 0.0


class EngineCall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call or a recording. closed: the connection is gone, the room opens another under the next epoch."""

    id: str
    label: str = ""
    sending: CastPhase | None = None
    receiving: CastPhase | None = None
    tracks: tuple[EngineTrack, ...] = ()
    failure: str = ""
    """Of a recording that had to end: recording.disk_full and so on."""
    written_bytes: int = 0
    """Of a recording."""


class EngineStatus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the worker knows."""

    casts: tuple[EngineCast, ...] = ()
    watchers: tuple[EngineWatcher, ...] = ()
    calls: tuple[EngineCall, ...] = ()
    devices: tuple[EngineDevice, ...] = ()
    inputs: tuple[EngineInput, ...] = ()
    lent: str = ""
    """The call that devices are lent to."""
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

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        """Receive plain RTP on two UDP ports of 127.0.0.1 into stream `cast-<id>`; replaces a cast of the same id.

        Pictures: H.264, payload type 96, 90 kHz, packetization-mode 1. Sound: L16, payload type 97, 48 kHz stereo.
        Sender reports (RTCP) may come to the same ports. There is no way to ask for anything, so losses are shown until
        the next key frame. It is interrupted while nothing comes to either port, and ends by close_cast only.

        Errors: cast.bad_port (no port above 1023, or both the same), cast.port_taken.
        """
        ...

    async def receive_capture(self, cast_id: str, device: str, label: str = "") -> None:
        """Film with a camera, by its device id, into stream `cast-<id>`; replaces a cast of the same id.

        It is interrupted while the camera is away, and ends by close_cast only. A camera that the room uses itself can
        be taken a second time only where its driver allows that.

        Errors: devices.unknown.
        """
        ...

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """Draw each named cast no larger than this many pixels (width, height): scaled down to fit, never up.

        With a width or height of 0 it is not shown: it is decoded, but its stream stands still. Casts that are not
        named stay as they are, in full size at first; casts to come may be named.
        """
        ...

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        """Leave a cast's sound out of what is played, or let it in again; a cast to come may be named."""
        ...

    async def add_candidates(self, cast_id: str, fragment: str, address: str) -> None:
        """Try to reach a cast's sender at those ICE candidates of a fragment (RFC 8840) that lie at an address.

        Errors: cast.unknown, cast.bad_fragment, cast.no_ice_restart.
        """
        ...

    async def answer_probe(self, offer: str) -> str:
        """Answer a WebRTC offer (SDP) of one data channel whose messages are sent back; it ends by itself.

        Errors: cast.bad_offer, session.rate_limited (retry_after_s) while too many are under way.
        """
        ...

    async def close_cast(self, cast_id: str) -> None:
        """End a received stream. Errors: cast.unknown."""
        ...

    async def set_label(self, cast_id: str, label: str) -> None:
        """Hand back another label with a cast's status from now on. Errors: cast.unknown."""
        ...

    async def send_glass(self, watch_id: str, offer: str, label: str = "") -> str:
        """Answer a WebRTC offer (SDP) and send it the glass and what the room plays, until it is not reached any more.

        Errors: watch.bad_offer.
        """
        ...

    async def add_watcher_candidates(self, watch_id: str, fragment: str, address: str) -> None:
        """As add_candidates, for somebody who watches.

        Errors: watch.unknown, cast.bad_fragment, cast.no_ice_restart.
        """
        ...

    async def close_watcher(self, watch_id: str) -> None:
        """Send to them no longer. Errors: watch.unknown."""
        ...

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        """Offer to send microphone, camera (large and small), screen and the screen's sound, each in its own section.

        both_ways (SIP): microphone and camera only, and their sections receive too: receive_call without an offer then
        says what comes in them.

        Nothing is sent but what set_call_sources names. Called again it begins another connection, and the former one
        serves until connect_call.
        """
        ...

    async def answer_call(self, call_id: str, offer: str, label: str = "") -> str:
        """Answer (SDP) somebody who calls by SIP: an audio and perhaps a video section, both ways, as of both_ways.

        Errors: meeting.bad_offer (reason).
        """
        ...

    async def connect_call(self, call_id: str, answer: str) -> None:
        """Take the answer (SDP) to open_call. Errors: meeting.unknown, meeting.bad_offer (reason)."""
        ...

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:
        """Answer (SDP) an offer and take what its media sections carry; without an offer only the latter.

        Pictures go to the mailboxes `call-<person>-<source>`, sound to the loudspeaker; both to disk in a recording.
        A new connection (is_new) takes the place of the former when its first picture or sound came.
        Errors: meeting.unknown, meeting.bad_offer (reason).
        """
        ...

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        """Send these; screen: "board" (what the shell puts in the mirror's mailbox `board`), "cast-<id>" or nothing."""
        ...

    async def set_call_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        """Draw each named stream no larger than this many pixels, as set_tiles does."""
        ...

    async def close_call(self, call_id: str) -> None:
        """End a call, or a recording, whose files are whole then. Errors: meeting.unknown."""
        ...

    async def open_recording(self, call_id: str, folder: str, label: str = "") -> None:
        """Begin to write what receive_call brings to a folder: Matroska, a file a track, without encoding anew.

        Errors: recording.disk_full, recording.bad_folder.
        """
        ...

    async def lend_devices(self, call_id: str, kinds: list[Lendable]) -> Lent:
        """Make devices for another program, silent and black until open_lent; again for the same call: the same.

        One call at a time; a new one ends the loan before. It ends too with the last connection of a room. Devices that
        a worker lent which has died go on.
        """
        ...

    async def open_lent(self, call_id: str, microphone: bool, camera: bool) -> None:
        """Let the room be heard and seen by them; of what is off, nothing is captured. Nothing where none are lent."""
        ...

    async def take_back(self, call_id: str) -> None:
        """End the loan: silent at once, and gone when nobody uses them any more, or after 3 s."""
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
