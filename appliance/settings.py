"""What the room remembers over restarts, and the settings domain."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.errors import Code, Unavailable
from appliance.api.settings import Casting, HideTitles, Language, SettingsState, Theme
from appliance.store import Store

log = structlog.get_logger()

VERSION = 1


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """The file's content. Unknown fields are ignored, so that an older Parlor can read a newer one's file."""

    version: int = VERSION
    room_id: str = ""
    settings: SettingsState = SettingsState()
    volume: int = 50
    muted: bool = False
    devices: dict[str, str] = {}
    """Kind to the id of the device chosen for it."""


class SettingsFile:
    """One JSON file, replaced atomically. Writing raises Unavailable(settings.not_saved) and changes nothing then."""

    def __init__(self, path: Path, first: Memory) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self.memory = self._load(first)

    def _load(self, first: Memory) -> Memory:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Memory)
        except FileNotFoundError:
            return first
        except (msgspec.DecodeError, OSError) as error:
            aside = self._path.with_name(f"{self._path.name}.unreadable-{int(time.time())}")
            log.error("settings.unreadable", kept_as=str(aside), reason=str(error))
            if self._path.exists():
                self._path.rename(aside)
            return first

    async def change(self, **fields: Any) -> Memory:
        """Replace fields of the memory on disk, then in memory."""
        async with self._lock:
            changed = msgspec.structs.replace(self.memory, **fields)
            try:
                await asyncio.to_thread(_write, self._path, msgspec.json.format(msgspec.json.encode(changed)))
            except OSError as error:
                log.error("settings.not_saved", reason=error.strerror)
                raise Unavailable(Code.SETTINGS_NOT_SAVED, reason=error.strerror or "") from error
            self.memory = changed
            return changed


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.fresh")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class SettingsService:
    """Answers settings.*"""

    def __init__(self, store: Store, file: SettingsFile) -> None:
        self._store = store
        self._file = file
        store.replace(settings=file.memory.settings)

    async def change(
        self,
        *,
        room_name: str | None = None,
        language: Language | None = None,
        theme: Theme | None = None,
        idle_timeout_s: int | None = None,
        casting: Casting | None = None,
        airplay: bool | None = None,
        watching: bool | None = None,
        hide_titles: HideTitles | None = None,
        no_show_min: int | None = None,
        join_muted: bool | None = None,
        camera_on_join: bool | None = None,
        lobby: bool | None = None,
        recording: bool | None = None,
        auto_answer: bool | None = None,
    ) -> None:
        """See SettingsApi."""
        given = {
            "room_name": room_name,
            "language": language,
            "theme": theme,
            "idle_timeout_s": idle_timeout_s,
            "casting": casting,
            "airplay": airplay,
            "watching": watching,
            "hide_titles": hide_titles,
            "no_show_min": no_show_min,
            "join_muted": join_muted,
            "camera_on_join": camera_on_join,
            "lobby": lobby,
            "recording": recording,
            "auto_answer": auto_answer,
        }
        wanted = {name: value for name, value in given.items() if value is not None}
        settings = msgspec.structs.replace(self._store.state.settings, **wanted)
        await self._file.change(settings=settings)
        self._store.replace(settings=settings)
