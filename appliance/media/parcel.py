"""What encoders hand to senders."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import av


class Parcel(NamedTuple):
    """One encoded picture or 20 ms of sound; its pts is on the same clock as `at_s`."""

    packet: av.Packet
    at_s: float
    """When it was seen or heard first (monotonic)."""
    is_key: bool = True
    """Whether it can be decoded without any before it."""
    level: int | None = None
    """Of sound: how far it is below the loudest, in dB (RFC 6464), 127 for silence."""
    is_speech: bool = False


Post = Callable[[Parcel], None]
"""Takes a parcel in the encoder's thread."""
