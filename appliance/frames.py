"""The latest-frame mailbox: one file on tmpfs a stream, one writer, any number of readers, no queue.

Layout, little endian. The file is a header of 64 bytes and three slots of equal capacity:

    0   4s  magic b"PLFR"
    4   u32 layout version
    8   u64 capacity of a slot's pixels, bytes
    16  u64 sequence: frames published so far; the newest lies in slot sequence % 3
    24  u8  closed: the writer is gone for good

    slot header (64 bytes): u64 sequence, u64 monotonic time ns, u32 width, height, stride, format, u64 bytes

The writer marks the slot after the newest as void (sequence 0), fills it, and then publishes the header's sequence.
A reader copies the newest slot and looks at the slot's sequence before and after: if it changed, the writer has
lapped it and the copy is thrown away. The file is sparse: slots cost memory only as far as frames reached.
"""

from __future__ import annotations

import enum
import mmap
import os
import struct
import time
from pathlib import Path
from typing import NamedTuple, Protocol

MAGIC = b"PLFR"
LAYOUT = 1
SLOTS = 3
GLASS = "glass"
"""The stream of the glass itself."""
PAGE = "call-web"
"""The stream of a third party's page, which lies apart from the others: its writer is not theirs."""
MAX_FRAME_BYTES = 3840 * 2160 * 4
_HEADER = struct.Struct("<4sIQQB")
_HEADER_SIZE = 64
_SEQUENCE = struct.Struct("<Q")
_SEQUENCE_AT = 16
_CLOSED_AT = 24
_SLOT = struct.Struct("<QQIIIIQ")
_SLOT_SIZE = 64


class PixelFormat(enum.IntEnum):
    """How a slot's bytes are laid out."""

    BGRX = 1
    """Four bytes a pixel, ready to paint: QImage.Format_RGB32, PyAV "bgr0"."""
    I420 = 2
    """Planes Y, U, V of BT.601 in video range; stride is Y's, even; U and V have half of it."""
    I420_FULL = 3
    """As I420, full range."""
    I420_709 = 4
    """As I420, BT.709."""
    I420_709_FULL = 5
    """As I420, BT.709 in full range: what Chromium sends of screens."""
    RGBX = 6
    """Four bytes a pixel: what a GPU hands back of the glass."""


class Frame(NamedTuple):
    """One picture, copied out of a mailbox."""

    sequence: int
    t_ns: int
    """time.monotonic_ns() when it was published."""
    width: int
    height: int
    stride: int
    format: PixelFormat
    pixels: bytes | bytearray


class Pixels(Protocol):
    """Anything with the buffer protocol."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


class MailboxError(Exception):
    """The file is no mailbox of this layout, or a frame does not fit in it."""


class MailboxWriter:
    """The one writer of a stream. Creating it replaces what was there; close() removes the file."""

    def __init__(self, path: Path, capacity: int = MAX_FRAME_BYTES) -> None:
        self.path = path
        self._capacity = capacity
        self.sequence = 0
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o640)
        try:
            os.ftruncate(descriptor, _HEADER_SIZE + SLOTS * (_SLOT_SIZE + capacity))
            self._map = mmap.mmap(descriptor, 0)
        finally:
            os.close(descriptor)
        _HEADER.pack_into(self._map, 0, MAGIC, LAYOUT, capacity, 0, 0)
        fresh.rename(path)

    def publish(self, width: int, height: int, stride: int, pixel_format: PixelFormat, *planes: Pixels) -> int:
        """Write the planes one after another as the newest frame; returns its sequence number.

        Raises MailboxError where they exceed the capacity.
        """
        views = [memoryview(plane).cast("B") for plane in planes]
        size = sum(view.nbytes for view in views)
        if size > self._capacity:
            raise MailboxError(f"a frame of {size} bytes does not fit in {self._capacity}")
        sequence = self.sequence + 1
        slot = _HEADER_SIZE + (sequence % SLOTS) * (_SLOT_SIZE + self._capacity)
        _SEQUENCE.pack_into(self._map, slot, 0)
        at = slot + _SLOT_SIZE
        for view in views:
            self._map[at : at + view.nbytes] = view
            at += view.nbytes
        _SLOT.pack_into(self._map, slot, sequence, time.monotonic_ns(), width, height, stride, pixel_format, size)
        _SEQUENCE.pack_into(self._map, _SEQUENCE_AT, sequence)
        self.sequence = sequence
        return sequence

    def close(self) -> None:
        """Tell readers that nothing follows, and remove the file."""
        self._map[_CLOSED_AT] = 1
        self._map.close()
        self.path.unlink(missing_ok=True)


class MailboxReader:
    """Reads the newest frame of a stream. Raises FileNotFoundError or MailboxError when opened."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            if os.fstat(descriptor).st_size < _HEADER_SIZE:
                raise MailboxError(f"{path} is too short for a mailbox")
            self._map = mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)
        finally:
            os.close(descriptor)
        magic, layout, self._capacity, _, _ = _HEADER.unpack_from(self._map, 0)
        expected = _HEADER_SIZE + SLOTS * (_SLOT_SIZE + self._capacity)
        if magic != MAGIC or layout != LAYOUT or len(self._map) != expected:
            self._map.close()
            raise MailboxError(f"{path} is no mailbox of layout {LAYOUT}")

    @property
    def sequence(self) -> int:
        """The newest frame's number; 0 before the first."""
        return _SEQUENCE.unpack_from(self._map, _SEQUENCE_AT)[0]

    @property
    def closed(self) -> bool:
        """Whether the writer has ended the stream. A writer that was killed leaves it open."""
        return self._map[_CLOSED_AT] == 1

    def read(self, newer_than: int = 0) -> Frame | None:
        """Copy the newest frame, or None when there is none newer or the writer lapped the copy."""
        newest = self.sequence
        if newest <= newer_than:
            return None
        slot = _HEADER_SIZE + (newest % SLOTS) * (_SLOT_SIZE + self._capacity)
        sequence, t_ns, width, height, stride, pixel_format, size = _SLOT.unpack_from(self._map, slot)
        if sequence != newest or size > self._capacity:
            return None
        at = slot + _SLOT_SIZE
        pixels = self._map[at : at + size]
        if _SEQUENCE.unpack_from(self._map, slot)[0] != sequence:
            return None
        return Frame(sequence, t_ns, width, height, stride, PixelFormat(pixel_format), pixels)

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
