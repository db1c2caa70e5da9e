"""How much somebody's network carries, as their reports tell: large pictures give way to small ones, then come back.

Receivers of WebRTC tell an estimate (REMB, draft-alvestrand-rmcat-remb-03), which never exceeds much what is sent, so
it says only whether that is too much; all tell their losses (RFC 3550). What gave way is tried again, later each time.
"""

from __future__ import annotations

LOSSY = 0.1
"""Share of lost packets beyond which less is sent."""
CALM_S = 1.0
"""After a change nothing is concluded for so long: what is under way tells of before."""
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 60.0
STALE_S = 4.0


class Allowance:
    """Loop only. `bits_per_s` is None while nothing limits."""

    def __init__(self) -> None:
        self.bits_per_s: float | None = None
        self._estimate = (0.0, 0.0)
        self._loss = 0.0
        self._lossy_reports = 0
        self._pause_s = FIRST_PAUSE_S
        self._changed_s = 0.0
        self._raised_s = 0.0

    def estimated(self, bits_per_s: float, now_s: float) -> None:
        """The receiver told what it thinks its network carries."""
        self._estimate = (bits_per_s, now_s)

    def lost(self, share: float) -> None:
        """The receiver told which share of what was sent is lost."""
        self._loss = share
        self._lossy_reports = self._lossy_reports + 1 if share > LOSSY else 0

    def tend(self, sent_bits_per_s: float, now_s: float) -> None:
        """Conclude from what was sent lately; called about once a second."""
        if now_s - self._changed_s < CALM_S:
            return
        estimate, told_s = self._estimate
        is_over = told_s > now_s - STALE_S and estimate < 0.85 * sent_bits_per_s
        if is_over or self._lossy_reports >= 2:
            self._reduce(min(estimate if is_over else sent_bits_per_s, sent_bits_per_s * (1 - self._loss)), now_s)
        elif self.bits_per_s is not None and now_s - self._changed_s > self._pause_s:
            self.bits_per_s = None
            self._changed_s = self._raised_s = now_s
        elif self.bits_per_s is None and now_s - self._raised_s > LONGEST_PAUSE_S:
            self._pause_s = FIRST_PAUSE_S

    def _reduce(self, bits_per_s: float, now_s: float) -> None:
        if self._raised_s:
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
        self.bits_per_s = bits_per_s
        self._changed_s = now_s
        self._lossy_reports = 0
