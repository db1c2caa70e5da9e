"""What the media worker keeps for us with a cast, so that a restarted daemon knows whose it is."""

from __future__ import annotations

from datetime import datetime

import msgspec

from appliance.api.cast import Cast, Kind


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a cast that only the daemon knows and that must outlive it."""

    owner: str
    name: str
    kind: Kind
    started_at: datetime
    admitted: bool
    muted: bool

    @classmethod
    def of(cls, cast: Cast, owner: str) -> str:
        """A cast's label as text."""
        label = cls(
            owner=owner,
            name=cast.name,
            kind=cast.kind,
            started_at=cast.started_at,
            admitted=cast.admitted,
            muted=cast.muted,
        )
        return msgspec.json.encode(label).decode()
