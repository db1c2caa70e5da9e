"""A recording under way: a folder with a file a track, and a journal that tells how they belong together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from appliance.api.conference import Track
from appliance.api.errors import Busy, Code, Invalid
from appliance.media.engine import EngineTrack
from appliance.media.receiver import StreamReceiver
from appliance.media.recording.disk import MIN_FREE_TO_BEGIN, free_bytes
from appliance.media.recording.shelf import Shelf
from appliance.media.recording.track import Names, TrackWriter
from appliance.media.sync import SenderClock


class Recording:
    """Fulfils Ends: where a connection's media go to disk. `on_change` is called in the loop when `failure` is set.

    Made by open(); everything happens in the loop.
    """

    def __init__(self, folder: Path, on_change: Callable[[], None]) -> None:
        self._failure = ""
        self._on_change = on_change
        self._loop = asyncio.get_running_loop()
        self._begun_s = time.monotonic()
        self._names = Names()
        self._shelf = Shelf(folder, lambda code: self._loop.call_soon_threadsafe(self._fail, code))
        self._shelf.note({"event": "recording.started", "at_s": 0.0, "wall": datetime.now(UTC).isoformat()})
        self._lines: dict[int, dict[str, TrackWriter]] = {}

    @classmethod
    async def open(cls, folder: str, on_change: Callable[[], None]) -> Recording:
        """Begin in a folder that is there and holds no recording.

        Raises Busy(RECORDING_DISK_FULL, free_bytes, needed_bytes), Invalid(RECORDING_BAD_FOLDER, reason).
        """
        path = Path(folder)
        try:
            free = await asyncio.to_thread(free_bytes, path)
            if free < MIN_FREE_TO_BEGIN:
                raise Busy(Code.RECORDING_DISK_FULL, free_bytes=free, needed_bytes=MIN_FREE_TO_BEGIN)
            return cls(path, on_change)
        except OSError as error:
            raise Invalid(Code.RECORDING_BAD_FOLDER, reason=error.strerror or "unusable") from error

    @property
    def failure(self) -> str:
        """See Ends."""
        return self._failure

    @property
    def counting(self) -> int:
        """See Ends."""
        begun = (line for line, writers in self._lines.items() if any(one.has_begun for one in writers.values()))
        return max(begun, default=0)

    def look(self) -> None:
        """See Ends: nobody watches, and what is not sent is not kept."""

    @property
    def written_bytes(self) -> int:
        """So far."""
        return self._shelf.written

    async def assign(self, line: int, tracks: tuple[Track, ...], receivers: Mapping[str, StreamReceiver]) -> None:
        """See Ends; what is not named is not kept."""
        writers = self._lines.setdefault(line, {})
        named = {track.mid: track for track in tracks}
        for mid in named.keys() - writers.keys():
            if (receiver := receivers.get(mid)) is not None:
                clock = SenderClock()
                writers[mid] = TrackWriter(self._shelf, self._names, clock, self._begun_s)
                receiver.write_to(writers[mid], clock)
        for mid, writer in writers.items():
            writer.assign(named.get(mid))

    async def drop(self, line: int) -> None:
        """See Ends."""
        for writer in self._lines.pop(line, {}).values():
            writer.close()

    def tracks(self) -> tuple[EngineTrack, ...]:
        """See Ends."""
        kept = [writer.track for writers in self._lines.values() for writer in writers.values()]
        return tuple(EngineTrack(person_id=one.person_id, source=one.source) for one in kept if one is not None)

    async def close(self) -> None:
        """Write what waits and end all files."""
        for line in tuple(self._lines):
            await self.drop(line)
        await asyncio.to_thread(self._shelf.close)

    def _fail(self, code: str) -> None:
        self._failure = code
        self._on_change()
