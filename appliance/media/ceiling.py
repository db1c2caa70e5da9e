"""How much each cast may send, so that all together stay within what the room's network and decoders carry."""

from __future__ import annotations

ALONE_KBPS = 20_000
TOGETHER_KBPS = 24_000


def ceiling_kbps(casts: int) -> int:
    """The most that each of so many casts may send: 20 Mbit/s alone, 12 beside another, 6 of four."""
    return ALONE_KBPS if casts <= 1 else TOGETHER_KBPS // casts
