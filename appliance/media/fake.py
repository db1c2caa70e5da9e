"""A media engine without media, for tests and for working on everything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import msgspec
import numpy as np

from appliance.api.conference import Source, Track
from appliance.api.devices import Fault
from appliance.api.errors import Code, Invalid, NotFound
from appliance.frames import MailboxWriter, PixelFormat
from appliance.media.engine import (
    CallOffer,
    CastPhase,
    EngineCall,
    EngineCast,
    EngineConfig,
    EngineDevice,
    EngineStatus,
    EngineTrack,
    EngineWatcher,
    Lendable,
    Lent,
    Tile,
)

WIDTH, HEIGHT = 640, 360
BARS_BGR = ((255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0))


class FakeEngine:
    """Fulfils MediaEngine: every cast is colour bars at once, devices are what `devices` says."""

    def __init__(self, frames: Path, on_status: Callable[[EngineStatus], None]) -> None:
        self.config = EngineConfig()
        self.status = EngineStatus()
        self.tiles: dict[str, Tile] = {}
        self.muted: set[str] = set()
        self.fragments: list[tuple[str, str, str]] = []
        self.call_sources: dict[str, tuple[bool, bool, str]] = {}
        self.lent: dict[Lendable, str] = {}
        """What this machine can lend, and how it is called."""
        self.lent_open = (False, False)
        self._frames = frames
        self._on_status = on_status
        self._mailboxes: dict[str, MailboxWriter] = {}

    def replace(self, **fields: object) -> None:
        """Change the status and report it."""
        self.status = msgspec.structs.replace(self.status, **fields)
        self._on_status(self.status)

    def set_devices(self, *devices: EngineDevice) -> None:
        """Say which devices there are."""
        self.replace(devices=devices)

    def drop(self, cast_id: str, phase: CastPhase = "closed") -> None:
        """The sender leaves (closed) or goes silent (interrupted)."""
        self._change(cast_id, phase=phase)
        if phase == "closed":
            self._forget(cast_id)

    async def configure(self, config: EngineConfig) -> EngineStatus:
        """See MediaEngine."""
        self.config = config
        return self.status

    async def receive_cast(self, cast_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine; any offer that begins like SDP is good."""
        if not offer.startswith("v=0"):
            raise Invalid(Code.CAST_OFFER, reason="no_sdp")
        self._begin(cast_id, label, codec="VP8")
        return "v=0\r\n"

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        """See MediaEngine; the ports are not looked at."""
        if video_port == audio_port:
            raise Invalid(Code.CAST_BAD_PORT, port=video_port)
        self._begin(cast_id, label, has_sound=True, codec="H264")

    async def receive_capture(self, cast_id: str, device: str, label: str = "") -> None:
        """See MediaEngine."""
        if all(one.id != device or one.kind != "camera" for one in self.status.devices):
            raise NotFound(Code.DEVICE_UNKNOWN, device_id=device)
        self._begin(cast_id, label)

    async def set_label(self, cast_id: str, label: str) -> None:
        """See MediaEngine."""
        self._change(cast_id, label=label)

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See MediaEngine; the picture stays as it is, `tiles` tells what was asked."""
        self.tiles = self.tiles | tiles

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        """See MediaEngine; `muted` tells which casts are."""
        self.muted.discard(cast_id)
        if muted:
            self.muted.add(cast_id)

    async def add_candidates(self, cast_id: str, fragment: str, address: str) -> None:
        """See MediaEngine; `fragments` tells what came."""
        self._change(cast_id)
        self.fragments.append((cast_id, fragment, address))

    async def answer_probe(self, offer: str) -> str:
        """See MediaEngine; nobody is behind the answer."""
        if not offer.startswith("v=0"):
            raise Invalid(Code.CAST_OFFER, reason="no_sdp")
        return "v=0\r\n"

    async def close_cast(self, cast_id: str) -> None:
        """See MediaEngine."""
        if all(cast.id != cast_id for cast in self.status.casts):
            raise NotFound(Code.CAST_UNKNOWN)
        self._forget(cast_id)

    async def send_glass(self, watch_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine; they are live at once."""
        if not offer.startswith("v=0"):
            raise Invalid(Code.WATCH_OFFER, reason="no_sdp")
        one = EngineWatcher(id=watch_id, label=label, phase="live")
        self.replace(watchers=(*self.status.watchers, one))
        return "v=0\r\n"

    async def add_watcher_candidates(self, watch_id: str, fragment: str, address: str) -> None:
        """See MediaEngine; `fragments` tells what came."""
        self._find_watcher(watch_id)
        self.fragments.append((watch_id, fragment, address))

    async def close_watcher(self, watch_id: str) -> None:
        """See MediaEngine."""
        gone = self._find_watcher(watch_id)
        self.replace(watchers=tuple(one for one in self.status.watchers if one is not gone))

    def lose_watcher(self, watch_id: str) -> None:
        """They are not reached any more."""
        gone = self._find_watcher(watch_id)
        closed = msgspec.structs.replace(gone, phase="closed")
        self.replace(watchers=tuple(closed if one is gone else one for one in self.status.watchers))
        self.status = msgspec.structs.replace(
            self.status, watchers=tuple(one for one in self.status.watchers if one is not closed)
        )

    def _find_watcher(self, watch_id: str) -> EngineWatcher:
        found = next((one for one in self.status.watchers if one.id == watch_id), None)
        if found is None:
            raise NotFound(Code.WATCH_UNKNOWN)
        return found

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        """See MediaEngine; nobody is behind the offer."""
        former = self._call(call_id)
        self._set_call(msgspec.structs.replace(former or EngineCall(id=call_id), label=label, sending="connecting"))
        sources: tuple[Source, ...] = ("microphone", "camera") if both_ways else get_args(Source)
        return CallOffer(offer="v=0\r\n", sources={str(mid): source for mid, source in enumerate(sources)})

    async def answer_call(self, call_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine; it is live at once."""
        if not offer.startswith("v=0"):
            raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
        self._set_call(EngineCall(id=call_id, label=label, sending="live", receiving="live"))
        return "v=0\r\n"

    async def connect_call(self, call_id: str, answer: str) -> None:
        """See MediaEngine; it is live at once."""
        if not answer.startswith("v=0"):
            raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
        self._set_call(msgspec.structs.replace(self._find_call(call_id), sending="live"))

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:  # noqa: ARG002
        """See MediaEngine; every picture is colour bars at once."""
        if offer and not offer.startswith("v=0"):
            raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
        call = self._find_call(call_id)
        self._clear_tiles(call)
        found = tuple(self._track(track) for track in tracks)
        self._set_call(msgspec.structs.replace(call, receiving="live", tracks=found))
        return "v=0\r\n" if offer else ""

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        """See MediaEngine; `call_sources` tells what was asked."""
        self._find_call(call_id)
        self.call_sources[call_id] = (microphone, camera, screen)

    async def set_call_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        """See MediaEngine; `tiles` tells what was asked."""
        self._find_call(call_id)
        self.tiles = self.tiles | tiles

    async def close_call(self, call_id: str) -> None:
        """See MediaEngine."""
        gone = self._find_call(call_id)
        self._clear_tiles(gone)
        self.replace(calls=tuple(one for one in self.status.calls if one is not gone))

    async def open_recording(self, call_id: str, folder: str, label: str = "") -> None:
        """See MediaEngine; nothing is written."""
        del folder
        self.replace(calls=(*self.status.calls, EngineCall(id=call_id, label=label)))

    async def lend_devices(self, call_id: str, kinds: list[Lendable]) -> Lent:
        """See MediaEngine."""
        self.replace(lent=call_id)
        microphone = self.lent.get("microphone", "") if "microphone" in kinds else ""
        camera = self.lent.get("camera", "") if "camera" in kinds else ""
        names = ("fake_microphone", "fake_speaker") if microphone else ("", "")
        return Lent(microphone=microphone, source=names[0], speaker=names[1], camera=camera)

    async def open_lent(self, call_id: str, microphone: bool, camera: bool) -> None:
        """See MediaEngine."""
        if call_id == self.status.lent:
            self.lent_open = (microphone, camera)

    async def take_back(self, call_id: str) -> None:
        """See MediaEngine."""
        if call_id == self.status.lent:
            self.lent_open = (False, False)
            self.replace(lent="")

    def lose_call(self, call_id: str, phase: CastPhase = "closed") -> None:
        """Both its lines go silent (interrupted) or are gone (closed)."""
        call = self._find_call(call_id)
        self._set_call(msgspec.structs.replace(call, sending=phase, receiving=phase))

    def _call(self, call_id: str) -> EngineCall | None:
        return next((one for one in self.status.calls if one.id == call_id), None)

    def _find_call(self, call_id: str) -> EngineCall:
        if (call := self._call(call_id)) is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        return call

    def _set_call(self, call: EngineCall) -> None:
        self.replace(calls=(*(one for one in self.status.calls if one.id != call.id), call))

    def _track(self, track: Track) -> EngineTrack:
        if track.source not in ("camera", "screen"):
            return EngineTrack(person_id=track.person_id, source=track.source)
        stream = f"call-{track.person_id}-{track.source}"
        self._paint(stream)
        return EngineTrack(
            person_id=track.person_id, source=track.source, stream=stream, width=WIDTH, height=HEIGHT, frame_rate=30
        )

    def _clear_tiles(self, call: EngineCall) -> None:
        for track in call.tracks:
            if track.stream:
                self._close(track.stream)

    async def play_test_tone(self) -> None:
        """See MediaEngine; it ends at once."""
        self.replace(test_tone=True)
        self.replace(test_tone=False)

    async def set_preview(self, is_open: bool) -> None:
        """See MediaEngine."""
        if is_open:
            self._paint("camera")
        else:
            self._close("camera")
        self.replace(preview="camera" if is_open else "")

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """See MediaEngine; an unplugged device is lost, any other fault does not show."""
        self._set_availability(device_id, "lost" if fault == "unplugged" else "available")

    async def clear_fault(self, device_id: str) -> None:
        """See MediaEngine."""
        self._set_availability(device_id, "available")

    def close(self) -> None:
        """Remove the streams."""
        for stream in tuple(self._mailboxes):
            self._close(stream)

    def _begin(self, cast_id: str, label: str, *, has_sound: bool = False, codec: str = "") -> None:
        others = tuple(cast for cast in self.status.casts if cast.id != cast_id)
        stream = f"cast-{cast_id}"
        self._paint(stream)
        cast = EngineCast(
            id=cast_id,
            label=label,
            stream=stream,
            phase="live",
            width=WIDTH,
            height=HEIGHT,
            has_sound=has_sound,
            codec=codec,
        )
        self.replace(casts=(*others, cast))

    def _set_availability(self, device_id: str, availability: str) -> None:
        if all(device.id != device_id for device in self.status.devices):
            raise NotFound(Code.DEVICE_UNKNOWN, device_id=device_id)
        self.replace(
            devices=tuple(
                msgspec.structs.replace(device, availability=availability) if device.id == device_id else device
                for device in self.status.devices
            )
        )

    def _change(self, cast_id: str, **fields: object) -> None:
        if all(cast.id != cast_id for cast in self.status.casts):
            raise NotFound(Code.CAST_UNKNOWN)
        self.replace(
            casts=tuple(
                msgspec.structs.replace(cast, **fields) if cast.id == cast_id else cast for cast in self.status.casts
            )
        )

    def _forget(self, cast_id: str) -> None:
        self._close(f"cast-{cast_id}")
        self.replace(casts=tuple(cast for cast in self.status.casts if cast.id != cast_id))

    def _paint(self, stream: str) -> None:
        self._close(stream)
        bars = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        for place, colour in enumerate(BARS_BGR):
            bars[:, WIDTH * place // 7 : WIDTH * (place + 1) // 7, :3] = colour
        mailbox = self._mailboxes[stream] = MailboxWriter(self._frames / stream)
        mailbox.publish(WIDTH, HEIGHT, WIDTH * 4, PixelFormat.BGRX, bars.tobytes())

    def _close(self, stream: str) -> None:
        mailbox = self._mailboxes.pop(stream, None)
        if mailbox is not None:
            mailbox.close()
