"""The time for the schedule, in one place, so that tests can choose it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present, UTC."""
    return datetime.now(UTC)
