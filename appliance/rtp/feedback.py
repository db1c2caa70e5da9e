"""Messages to a sender (RTCP): packets that are missing, key frames that are wanted, the most it may send, reports.

Sources: RFC 3550 section 6.4.2, RFC 4585 section 6, draft-alvestrand-rmcat-remb-03.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import pack

from aiortc.rtp import (
    RTCP_PSFB,
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB,
    RTCP_RTPFB_NACK,
    pack_remb_fci,
    pack_rtcp_packet,
)

ARRIVALS = 15
_BITS = 16


def arrivals(sender: int, media: int, fci: bytes) -> bytes:
    """When each packet came: see `congestion`."""
    return pack_rtcp_packet(RTCP_RTPFB, ARRIVALS, pack("!LL", sender, media) + fci)


def lost(sender: int, media: int, places: Iterable[int]) -> bytes:
    """Ask for packets again. `places` are in order and never wrap: aiortc's own packing fails where numbers do."""
    entries: list[tuple[int, int]] = []
    for place in places:
        if entries and 0 < place - entries[-1][0] <= _BITS:
            first, bits = entries[-1]
            entries[-1] = (first, bits | 1 << (place - first - 1))
        else:
            entries.append((place, 0))
    fci = b"".join(pack("!HH", first & 0xFFFF, bits) for first, bits in entries)
    return pack_rtcp_packet(RTCP_RTPFB, RTCP_RTPFB_NACK, pack("!LL", sender, media) + fci)


def key_frame(sender: int, media: int) -> bytes:
    """Ask for a key frame."""
    return pack_rtcp_packet(RTCP_PSFB, RTCP_PSFB_PLI, pack("!LL", sender, media))


def ceiling(sender: int, media: int, bits_per_s: int) -> bytes:
    """Tell the most that may be sent."""
    return pack_rtcp_packet(RTCP_PSFB, RTCP_PSFB_APP, pack("!LL", sender, 0) + pack_remb_fci(bits_per_s, [media]))
