"""A recording under way: a folder with a file a track, and a journal that tells how they belong together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from appliance.api.conference import Track
from appliance.api.errors import Busy, Code, Invalid
from appliance.media.recording.disk import MIN_FREE_TO_BEGIN, free_bytes
from appliance.media.recording.shelf import Shelf
from appliance.media.recording.track import Names, TrackWriter
from appliance.media.sync import SenderClock


class Recording:
    """The far end of a connection that receives for the disk. `on_change` is called in the loop when `failure` is set.

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
        self._writers: dict[str, TrackWriter] = {}
        self._tracks: dict[str, Track] = {}

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

    def writer(self, mid: str, clock: SenderClock) -> TrackWriter:
        """Where what a media section carries shall go; `clock` is what its sender's reports set."""
        if (former := self._writers.get(mid)) is not None:
            former.close()
        writer = TrackWriter(self._shelf, self._names, clock, self._begun_s)
        writer.assign(self._tracks.get(mid))
        self._writers[mid] = writer
        return writer

    def assign(self, tracks: list[Track]) -> None:
        """What the media sections carry from now on; what is not named is not kept."""
        self._tracks = {track.mid: track for track in tracks}
        for mid, writer in self._writers.items():
            writer.assign(self._tracks.get(mid))

    def forget(self) -> None:
        """The connection is gone: another brings media sections of its own."""
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()

    async def close(self) -> None:
        """Write what waits and end all files."""
        self.forget()
        await asyncio.to_thread(self._shelf.close)

    def _fail(self, code: str) -> None:
        self._failure = code
        self._on_change()
