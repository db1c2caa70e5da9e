"""Packets in order, joined to frames, with constant work a packet.

A frame ends at its last packet (the RTP marker), not when the next one begins: a slide that changes once a minute is
shown at once. What stays away is asked for again about every round trip, and given up after a while.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from appliance.media.patience import Patience
from appliance.rtp.roundtrip import RoundTrip
from appliance.rtp.sequence import Unwrapper

CAPACITY = 4096
MAX_WAITING_BYTES = 16 << 20
MAX_FRAME_BYTES = 8 << 20
MAX_GAPS = 1024
MAX_ASKED = 256
"""Packets asked for at one time, so that the message fits into a packet."""
REORDER_AT_START = 32

Join = Callable[[str, list[bytes]], bytes]
"""Makes a codec's frame of its packets' payloads; raises ValueError for garbage."""


class Packet(NamedTuple):
    """One RTP packet's payload; an empty one is padding."""

    sequence: int
    timestamp: int
    is_last: bool
    data: bytes
    codec: str = ""


class EncodedFrame(NamedTuple):
    """One whole frame; after_loss: frames before it are missing."""

    data: bytes
    timestamp: int
    after_loss: bool
    codec: str = ""


class _Gap:
    __slots__ = ("asked", "asked_at_s", "since_s")

    def __init__(self, since_s: float) -> None:
        self.since_s = since_s
        self.asked = 0
        self.asked_at_s = -1.0


def concatenate(_codec: str, payloads: list[bytes]) -> bytes:
    """The simplest Join."""
    return b"".join(payloads)


class FrameBuffer:
    """Takes packets in any order and gives frames. Times are seconds of one monotonic clock.

    is_joining: frames may be longer than a packet, so that what follows a loss may lack its head.
    """

    def __init__(self, patience: Patience, is_joining: bool = True, join: Join = concatenate) -> None:
        self.patience = patience
        self._is_joining = is_joining
        self._join = join
        self._unwrap = Unwrapper()
        self._roundtrip = RoundTrip()
        self._waiting: dict[int, Packet] = {}
        self._waiting_bytes = 0
        self._gaps: dict[int, _Gap] = {}
        self._next: int | None = None
        self._has_given = False
        self._parts: list[bytes] = []
        self._size = 0
        self._timestamp = 0
        self._codec = ""
        self._is_headless = False
        self._after_loss = False
        self.has_new_gap = False
        """Whether packets are missing that wanted() has not told yet."""

    @property
    def has_gaps(self) -> bool:
        """Whether packets are missing."""
        return bool(self._gaps)

    @property
    def repair_s(self) -> float:
        """How long it takes to get a packet again, with some to spare."""
        return self._roundtrip.pause_s

    @property
    def highest(self) -> int:
        """The newest packet's place in the sender's numbering, which never wraps."""
        return self._unwrap.highest or 0

    def add(self, packet: Packet, now_s: float) -> list[EncodedFrame]:
        """Take a packet; give the frames that it completes, in order."""
        highest = self._unwrap.highest
        index = self._unwrap.unwrap(packet.sequence)
        if self._next is None or highest is None:
            self._next, highest = index, index
        if index < self._next:
            if self._has_given or self._next - index > REORDER_AT_START:
                self.patience.came_too_late(index, now_s)
                return []
            self._next = index
        elif index - self._next >= CAPACITY or index - highest > MAX_GAPS or self._waiting_bytes > MAX_WAITING_BYTES:
            self._restart(index)
        else:
            self._miss(range(highest + 1, index), now_s)
        self._hear(index, now_s)
        if index not in self._waiting:
            self._waiting[index] = packet
            self._waiting_bytes += len(packet.data)
        return self._drain()

    def wanted(self, now_s: float) -> list[int]:
        """Places (see `highest`) of packets to ask for again now, in order, each about every round trip."""
        self.has_new_gap = False
        pause_s = self._roundtrip.pause_s
        due = [(index, gap) for index, gap in self._gaps.items() if now_s - gap.asked_at_s >= pause_s]
        for _, gap in due[:MAX_ASKED]:
            gap.asked_at_s = now_s
            gap.asked += 1
        return sorted(index for index, _ in due[:MAX_ASKED])

    def give_up(self, now_s: float) -> list[EncodedFrame] | None:
        """Pass over what has been missing for too long; None where nothing has, else the frames behind it."""
        head = self._gaps.get(self._next) if self._next is not None else None
        if head is None or now_s - head.since_s < self.patience.wait_s:
            return None
        upto = min(self._waiting)
        for index, gap in self._gaps.items():
            if index < upto:
                self.patience.gave_up(index, gap.since_s)
        self._lose(upto)
        return self._drain()

    def _miss(self, indexes: range, now_s: float) -> None:
        for missing in indexes:
            self._gaps[missing] = _Gap(now_s)
            self.has_new_gap = True

    def _hear(self, index: int, now_s: float) -> None:
        gap = self._gaps.pop(index, None)
        if gap is not None:
            self.patience.came(now_s - gap.since_s, now_s)
            if gap.asked == 1:
                self._roundtrip.add(now_s - gap.asked_at_s)

    def _restart(self, index: int) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0
        self._lose(index)

    def _lose(self, index: int) -> None:
        self._gaps = {missing: gap for missing, gap in self._gaps.items() if missing > index}
        self._next = index
        self._clear_frame()
        self._is_headless = self._is_joining
        self._after_loss = True

    def _drain(self) -> list[EncodedFrame]:
        frames: list[EncodedFrame] = []
        while self._next is not None and (packet := self._waiting.pop(self._next, None)):
            self._next += 1
            self._waiting_bytes -= len(packet.data)
            if packet.data:
                self._append(packet, frames)
        return frames

    def _append(self, packet: Packet, frames: list[EncodedFrame]) -> None:
        if self._parts and packet.timestamp != self._timestamp:
            self._finish(frames)
        self._timestamp, self._codec = packet.timestamp, packet.codec
        self._parts.append(packet.data)
        self._size += len(packet.data)
        if self._size > MAX_FRAME_BYTES:
            self._clear_frame()
            self._is_headless = self._after_loss = True
        if packet.is_last:
            self._finish(frames)

    def _finish(self, frames: list[EncodedFrame]) -> None:
        if not self._is_headless:
            try:
                data = self._join(self._codec, self._parts)
            except ValueError:
                self._after_loss = True
            else:
                frames.append(EncodedFrame(data, self._timestamp, self._after_loss, self._codec))
                self._after_loss = False
                self._has_given = True
        self._is_headless = False
        self._clear_frame()

    def _clear_frame(self) -> None:
        self._parts = []
        self._size = 0
