"""What is received of people in a call, on the glass and in the loudspeaker.

Tiles outlive lines: when another line takes over, each tile shows the last picture of the former until the next comes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from appliance.api.conference import Track
from appliance.media.delivery import Delivery, Hearing, Showing
from appliance.media.ends import LineId
from appliance.media.engine import EngineTrack, Tile
from appliance.media.layout import Layout
from appliance.media.picture import PictureForm
from appliance.media.playout import Playout
from appliance.media.receiver import StreamReceiver
from appliance.media.sync import LipSync
from appliance.media.tile import PersonTile

SOUNDS = ("microphone", "screen_sound")
QUALITY_EVERY_S = 2.0


class Stage:
    """Fulfils Ends; `on_change` is called in the loop when what `tracks` tells has changed."""

    def __init__(self, frames: Path, playout: Playout, form: PictureForm, on_change: Callable[[], None]) -> None:
        self._frames = frames
        self._playout = playout
        self._form = form
        self._on_change = on_change
        self._loop = asyncio.get_running_loop()
        self._layout = Layout()
        self._tiles: dict[str, PersonTile] = {}
        self._lines: dict[LineId, dict[str, Delivery]] = {}
        self._counting: LineId = 0
        self._quality_s = 0.0

    @property
    def failure(self) -> str:
        """See Ends: nothing is written."""
        return ""

    @property
    def written_bytes(self) -> int:
        """See Ends."""
        return 0

    @property
    def counting(self) -> LineId:
        """See Ends."""
        return self._counting

    async def assign(self, line: LineId, tracks: tuple[Track, ...], receivers: Mapping[str, StreamReceiver]) -> None:
        """See Ends."""
        wanted = {track.mid: track for track in tracks if track.mid in receivers}
        here = self._lines.setdefault(line, {})
        over = [mid for mid, delivery in here.items() if wanted.get(mid) != delivery.track]
        await asyncio.gather(*(here.pop(mid).close() for mid in over))
        for mid, track in wanted.items():
            if mid not in here:
                here[mid] = self._deliver(line, track, receivers[mid], here)
        self._clear()
        self._on_change()

    async def drop(self, line: LineId) -> None:
        """See Ends."""
        here = self._lines.pop(line, {})
        await asyncio.gather(*(delivery.close() for delivery in here.values()))
        self._clear()
        self._on_change()

    def tracks(self) -> tuple[EngineTrack, ...]:
        """See Ends."""
        line = self._counting if self._counting in self._lines else max(self._lines, default=0)
        return tuple(delivery.status for delivery in self._lines.get(line, {}).values())

    def look(self) -> None:
        """See Ends."""
        now_s = time.monotonic()
        must_measure = now_s - self._quality_s >= QUALITY_EVERY_S
        self._quality_s = now_s if must_measure else self._quality_s
        for line, deliveries in self._lines.items():
            for delivery in deliveries.values():
                if line >= self._counting and delivery.look(now_s, must_measure=must_measure):
                    self._on_change()

    async def set_form(self, form: PictureForm) -> None:
        """Draw in another form, or no larger than this."""
        self._form = form
        await self._redraw()

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See MediaEngine.set_call_tiles."""
        self._layout.set_tiles(tiles)
        await self._redraw()

    async def close(self) -> None:
        """See Ends."""
        for line in tuple(self._lines):
            await self.drop(line)

    def _deliver(
        self, line: LineId, track: Track, receiver: StreamReceiver, others: Mapping[str, Delivery]
    ) -> Delivery:
        is_sound = track.source in SOUNDS
        partner = (
            ("screen" if is_sound else "screen_sound")
            if "screen" in track.source
            else ("camera" if is_sound else "microphone")
        )
        found = (
            one.sync for one in others.values() if (one.track.person_id, one.track.source) == (track.person_id, partner)
        )
        sync = next(found, None) or LipSync()

        def is_counting() -> bool:
            # in a decoder's thread: whichever of the newer line comes first
            self._counting = max(self._counting, line)
            return line == self._counting

        if is_sound:
            return Hearing(track, receiver, sync, is_counting, self._playout)
        stream = f"call-{track.person_id}-{track.source}"
        tile = self._tiles.get(stream)
        if tile is None:
            tile = self._tiles[stream] = PersonTile(self._frames / stream, self._form_of(stream), self._note)
        showing = Showing(track, receiver, sync, is_counting, tile)
        showing.set_shown(self._is_shown(stream))
        return showing

    def _note(self) -> None:
        """In a decoder's thread."""
        self._loop.call_soon_threadsafe(self._on_change)

    def _clear(self) -> None:
        """Tiles that no line fills any more end."""
        used = {delivery.status.stream for here in self._lines.values() for delivery in here.values()}
        for stream in self._tiles.keys() - used:
            self._tiles.pop(stream).close()

    async def _redraw(self) -> None:
        for stream, tile in self._tiles.items():
            tile.form = self._form_of(stream)
        for here in self._lines.values():
            for delivery in here.values():
                if isinstance(delivery, Showing):
                    await delivery.change_shown(self._is_shown(delivery.status.stream))
        await self._loop.run_in_executor(None, self._redraw_all, tuple(self._tiles.values()))

    @staticmethod
    def _redraw_all(tiles: tuple[PersonTile, ...]) -> None:
        for tile in tiles:
            tile.redraw()

    def _is_shown(self, stream: str) -> bool:
        return all(self._layout.tiles.get(stream, (1, 1)))

    def _form_of(self, stream: str) -> PictureForm:
        width, height = self._layout.tiles.get(stream, (self._form.max_width, self._form.max_height))
        return PictureForm(self._form.format, min(width, self._form.max_width), min(height, self._form.max_height))
