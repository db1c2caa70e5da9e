"""How much a call may send, as the other side's reports tell, and how sources share it.

Sources: the loss-based controller of draft-ietf-rmcat-gcc-02 section 6 for what receiver reports tell, and
draft-alvestrand-rmcat-remb-03, which is obeyed as a limit.
"""

from __future__ import annotations

import time

from appliance.api.conference import Source
from appliance.media.compressor import CAMERA, CAMERA_LOW, SCREEN, Grade

GRADES: dict[Source, Grade] = {"camera": CAMERA, "camera_low": CAMERA_LOW, "screen": SCREEN}
MOST_KBPS = sum(grade.most_kbps for grade in GRADES.values())
LEAST_KBPS = sum(grade.least_kbps for grade in GRADES.values())
MUCH_LOSS, LITTLE_LOSS = 0.10, 0.02
RISE = 1.05
REPORT_S = 0.8
"""Reports come about once a second of each stream; more often the estimate is not changed."""
CEILING_S = 10.0
"""A limit that is not told again is over."""
SCREEN_SHARE = 0.6


class Bandwidth:
    """Estimates the most for all pictures together, in kbit/s; starts with what a local network carries."""

    def __init__(self) -> None:
        self._estimate_kbps = float(MOST_KBPS)
        self._changed_s = 0.0
        self._losses: dict[int, float] = {}
        self._ceiling: tuple[float, float] | None = None

    @property
    def kbps(self) -> int:
        """The most now."""
        most = self._estimate_kbps
        if self._ceiling is not None and time.monotonic() - self._ceiling[1] < CEILING_S:
            most = min(most, self._ceiling[0])
        return round(max(LEAST_KBPS, most))

    def limit(self, bits_per_s: int) -> None:
        """The other side wants no more (REMB)."""
        self._ceiling = (bits_per_s / 1000, time.monotonic())

    def report(self, ssrc: int, lost: float, now_s: float) -> None:
        """The other side lost this part, 0..1, of a stream's packets since it told last."""
        self._losses[ssrc] = lost
        if now_s - self._changed_s < REPORT_S:
            return
        self._changed_s = now_s
        worst = max(self._losses.values())
        self._losses.clear()
        if worst > MUCH_LOSS:
            self._estimate_kbps = max(LEAST_KBPS, self._estimate_kbps * (1 - worst / 2))
        elif worst < LITTLE_LOSS:
            self._estimate_kbps = min(MOST_KBPS, self._estimate_kbps * RISE)


def share(kbps: int, sources: set[Source]) -> dict[Source, int]:
    """Split a rate among the pictures that are sent: the small camera comes first, a screen before the large camera."""
    rates: dict[Source, int] = {}
    left = kbps
    if "camera_low" in sources:
        rates["camera_low"] = min(CAMERA_LOW.most_kbps, left)
        left -= rates["camera_low"]
    if "screen" in sources:
        part = SCREEN_SHARE if "camera" in sources else 1.0
        rates["screen"] = min(SCREEN.most_kbps, round(left * part))
        left -= rates["screen"]
    if "camera" in sources:
        rates["camera"] = min(CAMERA.most_kbps, left)
    return rates
