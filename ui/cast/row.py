"""CastRow: a cast as a list shows it, every fact a role of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from appliance.api.cast import Cast, CastQuality

POOR_LOSS_PERCENT = 2.0
"""From here on text on a screen that scrolls visibly falls apart."""
POOR_FRAME_RATE = 8.0
MOVING_KBPS = 300
"""A screen that stands still sends next to nothing: few pictures are a fault only where there is much to send."""


class CastRow(msgspec.Struct, frozen=True, kw_only=True):
    """See Cast and CastQuality for what the fields mean."""

    id: str
    name: str
    kind: str
    phase: str
    started_at: datetime
    stream: str
    source_width: int
    source_height: int
    has_sound: bool
    muted: bool
    paused: bool
    touchable: bool
    codec: str
    frame_rate: float
    bitrate_kbps: int
    loss_percent: float
    delay_ms: int
    poor: bool
    """Whether the network is too bad for a good picture."""

    @classmethod
    def of(cls, cast: Cast) -> CastRow:
        """The row of a cast."""
        quality = msgspec.structs.asdict(cast.quality)
        facts: dict[str, Any] = msgspec.structs.asdict(cast) | quality
        facts |= {"source_width": cast.width, "source_height": cast.height, "poor": is_poor(cast.quality)}
        return cls(**{name: facts[name] for name in cls.__struct_fields__})


def is_poor(quality: CastQuality) -> bool:
    """Whether people see that the network is bad: pictures lost, or few of them though much is sent."""
    is_slow = 0 < quality.frame_rate < POOR_FRAME_RATE and quality.bitrate_kbps >= MOVING_KBPS
    return is_slow or quality.loss_percent >= POOR_LOSS_PERCENT
