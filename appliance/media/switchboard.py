"""All calls by their ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from appliance.api.conference import Track
from appliance.api.errors import Code, NotFound
from appliance.media.call import Call, Start
from appliance.media.ends import Ends
from appliance.media.engine import CallOffer, EngineCall, EngineConfig, Tile
from appliance.media.picture import PictureForm
from appliance.media.playout import Playout
from appliance.media.stack import form_of
from appliance.media.stage import Stage
from appliance.media.studio import Studio


class Switchboard:
    """Everything happens in the loop; `on_change` is called when the status may have changed."""

    def __init__(
        self, frames: Path, playout: Playout, studio: Studio, start: Start, on_change: Callable[[], None]
    ) -> None:
        self._frames = frames
        self._playout = playout
        self._studio = studio
        self._start = start
        self._on_change = on_change
        self._form = PictureForm("i420", 3840, 2160)
        self._calls: dict[str, Call] = {}

    @property
    def status(self) -> tuple[EngineCall, ...]:
        """Every call."""
        return tuple(call.status for call in self._calls.values())

    async def configure(self, config: EngineConfig) -> None:
        """Take how pictures are wanted."""
        self._form = form_of(config)
        for call in self._calls.values():
            if isinstance(call.ends, Stage):
                await call.ends.set_form(self._form)

    async def open(self, call_id: str, label: str, *, both_ways: bool) -> CallOffer:
        """See MediaEngine.open_call."""
        call = self._calls.get(call_id)
        if call is None:
            stage = Stage(self._frames, self._playout, self._form, self._on_change)
            call = self.begin(call_id, label, stage, self._studio)
        call.label = label
        return await call.open(both_ways=both_ways)

    async def answer(self, call_id: str, offer: str, label: str) -> str:
        """See MediaEngine.answer_call."""
        if call_id in self._calls:
            await self.remove(call_id)
        stage = Stage(self._frames, self._playout, self._form, self._on_change)
        call = self.begin(call_id, label, stage, self._studio)
        try:
            return await call.answer(offer)
        except BaseException:
            await self.remove(call_id)
            raise

    def begin(self, call_id: str, label: str, ends: Ends, studio: Studio | None = None) -> Call:
        """Make a call with other ends; without a studio it only receives."""
        call = self._calls[call_id] = Call(call_id, label, ends, studio, self._start, self._on_change)
        self._start(call.run())
        self._on_change()
        return call

    async def connect(self, call_id: str, answer: str) -> None:
        """See MediaEngine.connect_call."""
        await self.find(call_id).connect(answer)

    async def receive(self, call_id: str, offer: str, tracks: list[Track], *, is_new: bool) -> str:
        """See MediaEngine.receive_call."""
        return await self.find(call_id).receive(offer, tuple(tracks), is_new=is_new)

    async def set_sources(self, call_id: str, *, microphone: bool, camera: bool, screen: str) -> None:
        """See MediaEngine.set_call_sources."""
        await self.find(call_id).set_sources(microphone=microphone, camera=camera, screen=screen)

    async def set_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        """See MediaEngine.set_call_tiles."""
        ends = self.find(call_id).ends
        if isinstance(ends, Stage):
            await ends.set_tiles(tiles)

    async def remove(self, call_id: str) -> None:
        """See MediaEngine.close_call."""
        call = self.find(call_id)
        del self._calls[call_id]
        await call.close()
        self._on_change()

    async def close(self) -> None:
        """End all."""
        for call_id in tuple(self._calls):
            await self.remove(call_id)

    def find(self, call_id: str) -> Call:
        """Raises NotFound(MEETING_UNKNOWN)."""
        if (call := self._calls.get(call_id)) is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        return call
