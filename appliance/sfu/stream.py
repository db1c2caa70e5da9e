"""One thing that somebody sends, as it comes in: numbered, asked for where it is missing, and passed to outlets."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiortc.rtp import RtcpReceiverInfo

from appliance.api.conference import Source
from appliance.rtp import feedback
from appliance.sfu.format import Format
from appliance.sfu.gaps import Gaps
from appliance.sfu.packet import Packet, elements, split
from appliance.sfu.payload import read_vp8, starts_h264_key
from appliance.sfu.tally import Tally

if TYPE_CHECKING:
    from appliance.sfu.outlet import Outlet

KEY_FRAME_PAUSE_S = 0.3
FLOWING_S = 1.0
KEPT = 192
"""Packets of pictures that an outlet gets which joins at a key frame whose beginning came late."""
UNKNOWN_LEVEL = -1
Control = Callable[[bytes], None]


class Stream:
    """Loop only. `on_level` is told how loud a microphone is (dB below full scale), or UNKNOWN_LEVEL."""

    def __init__(self, source: Source, formats: tuple[Format, ...], own_ssrc: int, control: Control) -> None:
        self.source: Source = source
        self.kind = "audio" if source in ("microphone", "screen_sound") else "video"
        self.is_forwarded = False
        self.outlets: tuple[Outlet, ...] = ()
        """Who gets it now."""
        self.waiting: tuple[Outlet, ...] = ()
        """Who gets it from the next key frame on."""
        self.format = formats[0]
        self.ssrc = 0
        self.last_s = 0.0
        self.bits_per_s = 0.0
        self.sync: tuple[float, int] | None = None
        """When, by its sender's clock (seconds), its RTP clock showed what."""
        self.level_number = 0
        self.on_level: Callable[[int, float], None] | None = None
        self._own_ssrc = own_ssrc
        self._control = control
        self._formats = {one.payload_type: one for one in formats}
        self._repaired = {one.repair: one for one in formats if one.repair is not None}
        self._gaps = Gaps()
        self._tally = Tally(self.format.rate)
        self._recent: deque[Packet] = deque(maxlen=KEPT)
        self._asked_key_s = 0.0
        self._bytes = 0
        self._measured_s = 0.0

    def is_flowing(self, now_s: float) -> bool:
        """Whether something came lately."""
        return now_s - self.last_s < FLOWING_S

    def is_repair(self, second: int) -> bool:
        """Whether a packet of this second byte is sent again."""
        return second & 0x7F in self._repaired

    def begin(self, ssrc: int) -> None:
        """It comes under another SSRC from now on: whoever gets it waits for a key frame."""
        if self.ssrc:
            self._gaps = Gaps()
            self._tally = Tally(self.format.rate)
            self._recent.clear()
            for outlet in self.outlets:
                outlet.interrupt()
            if self.kind == "video":
                self.waiting += self.outlets
                self.outlets = ()
        self.ssrc = ssrc

    def take(self, data: bytes, second: int, sequence: int, timestamp: int, now_s: float) -> None:
        """A packet came; `second` is its second byte. Raises ValueError, IndexError or struct.error for garbage."""
        at, payload = split(data)
        own = self._formats.get(second & 0x7F)
        if own is None:
            own = self._repaired.get(second & 0x7F)
            if own is None or len(payload) < 3:
                return
            sequence, payload = payload[0] << 8 | payload[1], payload[2:]
        index, has_gap = self._gaps.add(sequence, now_s)
        self._tally.add(index, timestamp, now_s)
        self.last_s = now_s
        self._bytes += len(data)
        if has_gap and self.kind == "video":
            self._ask_again(now_s)
        if not self.is_forwarded:
            return
        packet = Packet(index, timestamp, second & 0x80, payload, now_s)
        if own is not self.format:
            self.format = own
        if self.kind == "audio":
            self._measure(packet, data, at, now_s)
        elif payload:
            self._look(packet)
        entering = self._admit() if packet.starts_key and self.waiting else ()
        for outlet in self.outlets:
            outlet.forward(packet)
        if entering:
            self._catch_up(packet, entering)
        if self.kind == "video":
            self._recent.append(packet)

    def _measure(self, packet: Packet, data: bytes, at: int, now_s: float) -> None:
        level = UNKNOWN_LEVEL
        if at and self.level_number and (found := elements(data, at).get(self.level_number)):
            packet.level = b"\x30" + found[:1]
            level = found[0] & 0x7F
        if self.on_level is not None:
            self.on_level(level, now_s)

    def _look(self, packet: Packet) -> None:
        if self.format.name == "VP8":
            packet.numbers = read_vp8(packet.payload)
            packet.starts_key = packet.numbers.starts_key
        else:
            packet.starts_key = starts_h264_key(packet.payload)

    def _admit(self) -> tuple[Outlet, ...]:
        """A key frame begins: whoever waited for it gets it."""
        entering, self.waiting = self.waiting, ()
        for outlet in entering:
            outlet.enter(self)
        return entering

    def _catch_up(self, start: Packet, entering: tuple[Outlet, ...]) -> None:
        """Pass on what had come already of a key frame whose beginning came late."""
        behind = sorted((one for one in self._recent if one.index > start.index), key=lambda one: one.index)
        for outlet in entering:
            for packet in behind:
                outlet.forward(packet)

    # Those who get it

    def attach(self, outlet: Outlet) -> None:
        """Pass it to somebody from the next packet on."""
        if outlet not in self.outlets:
            self.outlets += (outlet,)

    def detach(self, outlet: Outlet) -> None:
        """Pass it to them no longer, at once."""
        self.outlets = tuple(one for one in self.outlets if one is not outlet)
        self.waiting = tuple(one for one in self.waiting if one is not outlet)

    def wait(self, outlet: Outlet, now_s: float) -> None:
        """Pass it to them from a key frame on, which is asked for."""
        if outlet not in self.waiting:
            self.waiting += (outlet,)
        self.ask_key(now_s)

    # Its sender

    def ask_key(self, now_s: float) -> None:
        """Ask for a key frame, unless it was just asked for."""
        if self.ssrc and self.is_forwarded and now_s - self._asked_key_s >= KEY_FRAME_PAUSE_S:
            self._asked_key_s = now_s
            self._control(feedback.key_frame(self._own_ssrc, self.ssrc))

    def heard_report(self, ntp: int, timestamp: int, now_s: float) -> None:
        """The sender's report came."""
        self.sync = (ntp / (1 << 32), timestamp)
        self._tally.heard_report(ntp, now_s)

    def tend(self, now_s: float) -> None:
        """Ask for what is missing; called some fifty times a second."""
        if self.kind == "video" and self.ssrc:
            if not self._gaps.is_whole:
                self._ask_again(now_s)
            if self.waiting:
                self.ask_key(now_s)

    def _ask_again(self, now_s: float) -> None:
        if wanted := self._gaps.wanted(now_s):
            self._control(feedback.lost(self._own_ssrc, self.ssrc, wanted))

    def report(self, now_s: float) -> RtcpReceiverInfo | None:
        """What its sender shall know, once a second."""
        passed_s = now_s - self._measured_s
        self.bits_per_s = self._bytes * 8 / passed_s if self._measured_s else 0.0
        self._bytes, self._measured_s = 0, now_s
        return self._tally.report(self.ssrc, now_s) if self.ssrc else None
