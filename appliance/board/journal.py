"""Records of a journal: written one behind the other, read back as far as they are whole. See FORMAT.md."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = b"PLJOURN1"
_HEAD = struct.Struct("<II")
_TIME = struct.Struct("<Q")
HEADER_BYTES = _HEAD.size + _TIME.size
MAX_PAYLOAD_BYTES = 300 * 1024 * 1024
_YEAR_2000_MS, _YEAR_2200_MS = 946_684_800_000, 7_258_118_400_000
_TIME_TOP = _HEAD.size + 6
"""Where in a record the top two bytes of its time are, which are zero until the year 10,889."""


@dataclass(frozen=True, slots=True)
class Record:
    """One change."""

    time_ms: int
    payload: bytes


@dataclass(slots=True)
class Journal:
    """What was found in a journal."""

    records: list[Record] = field(default_factory=list)
    whole_bytes: int = 0
    """Up to where the file is to be kept: what follows is a torn write."""
    gaps: int = 0
    """Places in the middle that could not be read."""


def encode(payload: bytes, time_ms: int | None = None) -> bytes:
    """A record, of now unless told."""
    timed = _TIME.pack(time.time_ns() // 1_000_000 if time_ms is None else time_ms) + payload
    return _HEAD.pack(len(payload), zlib.crc32(timed)) + timed


def read(data: bytes) -> Journal:
    """Every whole record; damage in the middle is stepped over."""
    found = Journal()
    is_begun = data[: len(MAGIC)] == MAGIC
    if not is_begun and len(data) < len(MAGIC) + HEADER_BYTES:
        return found
    at = found.whole_bytes = len(MAGIC) if is_begun else 0
    if not is_begun:
        found.gaps, at = 1, _next_whole(data, 0)
    while at < len(data):
        end = _whole_end(data, at)
        if end:
            time_ms = _TIME.unpack_from(data, at + _HEAD.size)[0]
            found.records.append(Record(time_ms, data[at + HEADER_BYTES : end]))
            found.whole_bytes = at = end
            continue
        following = _next_whole(data, at + 1)
        if following == len(data):
            break
        found.gaps += 1
        at = following
    return found


def _next_whole(data: bytes, start: int) -> int:
    return next((at for at in _candidates(data, start) if _whole_end(data, at)), len(data))


def _candidates(data: bytes, start: int) -> Iterator[int]:
    at = data.find(b"\0\0", start + _TIME_TOP)
    while at >= 0:
        yield at - _TIME_TOP
        at = data.find(b"\0\0", at + 1)


def _whole_end(data: bytes, at: int) -> int:
    """Where the record at `at` ends; 0 where there is no whole one."""
    if at + HEADER_BYTES > len(data):
        return 0
    length, crc = _HEAD.unpack_from(data, at)
    end = at + HEADER_BYTES + length
    if end > len(data) or length > MAX_PAYLOAD_BYTES:
        return 0
    if not _YEAR_2000_MS < _TIME.unpack_from(data, at + _HEAD.size)[0] < _YEAR_2200_MS:
        return 0
    return end if zlib.crc32(memoryview(data)[at + _HEAD.size : end]) == crc else 0
