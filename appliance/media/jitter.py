"""Packets in order, joined to frames, with constant work a packet.

A frame ends at its last packet (the RTP marker), not when the next one begins: a slide that changes once a minute is
shown at once. What stays away is asked for again, and given up after a while.
"""

from __future__ import annotations

from typing import NamedTuple

from appliance.media.sequence import Unwrapper

CAPACITY = 4096
MAX_FRAME_BYTES = 8 << 20
MAX_GAPS = 1024
REORDER_AT_START = 32
RETRY_S = 0.04


class Packet(NamedTuple):
    """One RTP packet's payload, its codec's descriptor taken off; an empty one is padding."""

    sequence: int
    timestamp: int
    is_last: bool
    data: bytes


class EncodedFrame(NamedTuple):
    """One whole frame; after_loss: frames before it are missing."""

    data: bytes
    timestamp: int
    after_loss: bool


class _Gap:
    __slots__ = ("asked_at_s", "since_s")

    def __init__(self, since_s: float) -> None:
        self.since_s = since_s
        self.asked_at_s = -1.0


class FrameBuffer:
    """Takes packets in any order and gives frames. Times are seconds of one monotonic clock.

    is_joining: frames may be longer than a packet, so that what follows a loss may lack its head.
    """

    def __init__(self, patience_s: float, is_joining: bool = True) -> None:
        self._patience_s = patience_s
        self._is_joining = is_joining
        self._unwrap = Unwrapper()
        self._waiting: dict[int, Packet] = {}
        self._gaps: dict[int, _Gap] = {}
        self._next: int | None = None
        self._has_given = False
        self._parts: list[bytes] = []
        self._size = 0
        self._timestamp = 0
        self._is_headless = False
        self._after_loss = False

    def add(self, packet: Packet, now_s: float) -> list[EncodedFrame]:
        """Take a packet; give the frames that it completes, in order."""
        highest = self._unwrap.highest
        index = self._unwrap.unwrap(packet.sequence)
        if self._next is None or highest is None:
            self._next, highest = index, index
        if index < self._next:
            if self._has_given or self._next - index > REORDER_AT_START:
                return []
            self._next = index
        elif index - self._next >= CAPACITY or index - highest > MAX_GAPS:
            self._restart(index)
        else:
            for missing in range(highest + 1, index):
                self._gaps[missing] = _Gap(now_s)
        self._gaps.pop(index, None)
        self._waiting[index] = packet
        return self._drain()

    def wanted(self, now_s: float) -> list[int]:
        """Sequence numbers to ask for again now, each at most every RETRY_S."""
        due = [(index, gap) for index, gap in self._gaps.items() if now_s - gap.asked_at_s >= RETRY_S]
        for _, gap in due:
            gap.asked_at_s = now_s
        return [index & 0xFFFF for index, _ in due]

    def give_up(self, now_s: float) -> list[EncodedFrame] | None:
        """Pass over what has been missing for too long; None where nothing has, else the frames behind it."""
        head = self._gaps.get(self._next) if self._next is not None else None
        if head is None or now_s - head.since_s < self._patience_s:
            return None
        self._lose(min(self._waiting))
        return self._drain()

    def _restart(self, index: int) -> None:
        self._waiting.clear()
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
            if not packet.data:
                continue
            if self._size and packet.timestamp != self._timestamp:
                self._finish(frames)
            self._timestamp = packet.timestamp
            self._parts.append(packet.data)
            self._size += len(packet.data)
            if self._size > MAX_FRAME_BYTES:
                self._parts.clear()
                self._is_headless = self._after_loss = True
            if packet.is_last:
                self._finish(frames)
        return frames

    def _finish(self, frames: list[EncodedFrame]) -> None:
        if not self._is_headless:
            frames.append(EncodedFrame(b"".join(self._parts), self._timestamp, self._after_loss))
            self._after_loss = False
            self._has_given = True
        self._is_headless = False
        self._clear_frame()

    def _clear_frame(self) -> None:
        self._parts.clear()
        self._size = 0
