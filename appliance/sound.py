"""The sound domain: volume is the room's, speech and the test tone are reported by the media worker."""

from __future__ import annotations

import msgspec

from appliance.api.sound import SoundState
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.settings import SettingsFile
from appliance.store import Store


class SoundService:
    """Answers sound.*"""

    def __init__(self, store: Store, engine: MediaEngine, file: SettingsFile) -> None:
        self._store = store
        self._engine = engine
        self._file = file
        store.replace(sound=SoundState(volume=file.memory.volume, muted=file.memory.muted))

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        self._replace(speech=status.speech, test_tone=status.test_tone)

    async def set_volume(self, volume: int) -> None:
        """See SoundApi."""
        self._replace(volume=volume)
        await self._file.change(volume=volume)

    async def set_muted(self, muted: bool) -> None:
        """See SoundApi."""
        self._replace(muted=muted)
        await self._file.change(muted=muted)

    async def play_test_tone(self) -> None:
        """See SoundApi."""
        await self._engine.play_test_tone()

    def _replace(self, **fields: int | bool) -> None:
        self._store.replace(sound=msgspec.structs.replace(self._store.state.sound, **fields))
