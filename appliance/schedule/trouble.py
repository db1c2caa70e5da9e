"""What can go wrong with a calendar, by codes that health and state carry and the glass translates."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "no_secret", "refused", "unreachable", "timed_out", "untrusted", "not_found", "rate_limited", "server_error",
    "too_large", "damaged", "read_only", "changed", "not_installed",
]  # fmt: skip

LASTING: frozenset[str] = frozenset({"no_secret", "refused", "untrusted", "not_found", "not_installed"})
"""Reasons that somebody must do something about."""


class CalendarTrouble(Exception):
    """A calendar cannot be read or written now. detail is for the log and holds no secret."""

    def __init__(self, reason: Reason, detail: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason
        self.detail = detail
        self.retry_after_s = retry_after_s
