"""The folder of one recording: what it is about, what was written into it, what became of it.

`meeting.json` (what it is), `events.jsonl` (who, when; by the room), `tracks.jsonl` and `*.mkv` (by the media worker),
`meeting.mp4` (the film). The newest state of `meeting.json` replaces the one before, so that it is whole at any time.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from appliance.api.recording import KeptFile

ABOUT, EVENTS, FILM = "meeting.json", "events.jsonl", "meeting.mp4"
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")
FILES = re.compile(r"[0-9A-Za-z][\w-]{0,80}\.(mkv|mp4|json|jsonl)")
_UMASK = 0o007
"""The media worker writes as another user of the root folder's group, which folders in it inherit."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a recording is."""

    title: str = ""
    number: str = ""
    started_at: datetime
    ended_at: datetime | None = None
    is_film_wanted: bool = True
    failure: str = ""
    """Why it ended early, as a code."""
    film_failure: str = ""


class Folder:
    """One recording on disk. Everything blocks; reading raises OSError or msgspec.MsgspecError where it is broken."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def id(self) -> str:
        """Its name."""
        return self.path.name

    @property
    def has_film(self) -> bool:
        """Whether the film is whole."""
        return (self.path / FILM).exists()

    @classmethod
    def make(cls, root: Path, title: str, number: str) -> Folder:
        """Make one. Raises OSError."""
        now = datetime.now(UTC)
        root.mkdir(mode=0o750, parents=True, exist_ok=True)
        folder = cls(root / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}")
        # chmod would take the group's inheritance away, and the unit lets nobody set it
        before = os.umask(_UMASK)
        try:
            folder.path.mkdir()
        finally:
            os.umask(before)
        folder.write(About(title=title, number=number, started_at=now))
        return folder

    @classmethod
    def all(cls, root: Path) -> list[Folder]:
        """Those there are, the newest first."""
        if not root.is_dir():
            return []
        found = [cls(path) for path in root.iterdir() if NAME.fullmatch(path.name) and (path / ABOUT).is_file()]
        return sorted(found, key=lambda folder: folder.id, reverse=True)

    def read(self) -> About:
        """What it is."""
        return msgspec.json.decode((self.path / ABOUT).read_bytes(), type=About)

    def change(self, **fields: Any) -> About:
        """Write down what changed."""
        about = msgspec.structs.replace(self.read(), **fields)
        self.write(about)
        return about

    def write(self, about: About) -> None:
        """Write down what it is."""
        part = self.path / f".{ABOUT}.part"
        with part.open("wb") as file:
            file.write(msgspec.json.encode(about))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path / ABOUT)

    def note(self, event: dict[str, Any]) -> None:
        """Add a line to the events."""
        with (self.path / EVENTS).open("ab") as file:
            file.write(msgspec.json.encode({"at": datetime.now(UTC), **event}) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def files(self) -> tuple[KeptFile, ...]:
        """What may be fetched."""
        found = sorted(path for path in self.path.iterdir() if FILES.fullmatch(path.name) and path.is_file())
        return tuple(KeptFile(name=path.name, size_bytes=path.stat().st_size) for path in found)

    def remove(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path)
