"""recording: what was kept of conferences on this room's disk, and the films made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

RecordingId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$")]
"""When it began (UTC), and what tells it from others of that second."""
FilmPhase = Literal["none", "waiting", "making", "ready", "failed"]
"""none: the conference is still recorded, or nobody wants a film; waiting: others are made first."""


class KeptFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of a recording, to be fetched at /recordings/<id>/<name>."""

    name: str
    size_bytes: int


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recording."""

    id: str
    title: str = ""
    number: str = ""
    """Of the conference."""
    started_at: datetime
    ended_at: datetime | None = None
    """None while it is on, and where power was lost before its end."""
    is_on: bool = False
    film: FilmPhase = "none"
    percent: int = 0
    """Of `making`."""
    failure: str = ""
    """Why there is no film, or less than all was kept, as a code."""
    files: tuple[KeptFile, ...] = ()


class Film(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A film that is being made, or waits for it."""

    recording_id: str
    phase: Literal["waiting", "making"]
    percent: int = 0


class RecordingState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is being done with recordings; what there is tells list_recordings."""

    on: tuple[str, ...] = ()
    """Recordings that are being made."""
    films: tuple[Film, ...] = ()


class RecordingApi(Protocol):
    """Verbs on recordings. Errors of those that name one: recording.unknown."""

    @allow(Role.ADMIN)
    async def list_recordings(self) -> tuple[Kept, ...]:
        """All, the newest first."""
        ...

    @allow(Role.ADMIN)
    async def delete_recording(self, recording_id: RecordingId) -> None:
        """Remove everything of it; a film that is being made ends. Errors: recording.is_on."""
        ...

    @allow(Role.ADMIN)
    async def make_film(self, recording_id: RecordingId) -> None:
        """Make its film, also once more. Errors: recording.is_on."""
        ...

    @allow(Role.ADMIN)
    async def cancel_film(self, recording_id: RecordingId) -> None:
        """Make it no longer; what was kept stays. None is fine too."""
        ...
