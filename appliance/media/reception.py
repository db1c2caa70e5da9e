"""All that the room receives at the same time, and how they share the glass, the loudspeaker and the network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.api.errors import Code, NotFound
from appliance.media.ceiling import ceiling_kbps
from appliance.media.engine import EngineCast, EngineConfig, Tile
from appliance.media.layout import Layout
from appliance.media.playout import Playout

if TYPE_CHECKING:
    from appliance.media.cast import ReceivedCast
    from appliance.media.inlet import Inlet, Origin

Open = Callable[["Inlet"], Awaitable[tuple["Origin", Any]]]
"""Opens an origin that gives to an inlet; the second part is what the caller wants to know of it."""


class Reception:
    """The casts by their ids. Everything happens in the loop; `on_change` when the status may have changed."""

    def __init__(self, frames: Path, playout: Playout, on_change: Callable[[], None]) -> None:
        self._frames = frames
        self._playout = playout
        self._on_change = on_change
        self._config = EngineConfig()
        self._casts: dict[str, ReceivedCast] = {}
        self._layout = Layout()

    @property
    def status(self) -> tuple[EngineCast, ...]:
        """Every cast."""
        return tuple(cast.status for cast in self._casts.values())

    def forget_closed(self) -> None:
        """Drop those that are over."""
        for cast in [cast for cast in self._casts.values() if cast.phase == "closed"]:
            del self._casts[cast.id]
            self._layout.forget(cast.id)

    async def configure(self, config: EngineConfig) -> None:
        """Take how pictures are wanted."""
        self._config = config
        await self._redraw(self._casts)

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See MediaEngine."""
        before = {cast_id: self._form(cast_id) for cast_id in self._casts}
        self._layout.set_tiles(tiles)
        await self._redraw([cast_id for cast_id in self._casts if self._form(cast_id) != before[cast_id]])

    def set_muted(self, cast_id: str, is_muted: bool) -> None:
        """See MediaEngine."""
        self._layout.set_muted(cast_id, is_muted)
        if (cast := self._casts.get(cast_id)) is not None:
            cast.set_muted(is_muted)

    async def add_candidates(self, cast_id: str, fragment: str, address: str) -> None:
        """See MediaEngine. Raises NotFound(CAST_UNKNOWN), or Invalid where the fragment is not this session's."""
        await self.find(cast_id).add_candidates(fragment, address)

    def set_label(self, cast_id: str, label: str) -> None:
        """See MediaEngine. Raises NotFound(CAST_UNKNOWN)."""
        self.find(cast_id).label = label
        self._on_change()

    async def receive(
        self,
        cast_id: str,
        label: str,
        open_origin: Open,
        start: Callable[[Coroutine[Any, Any, None]], Any],
        *,
        is_exclusive: bool = False,
    ) -> Any:
        """Receive from an origin, and give what its opening tells; `start` runs the work that this is.

        Where it cannot be opened, the cast that was there stays. is_exclusive: it may need what that one holds, so that
        one ends first.
        """
        from appliance.media.cast import ReceivedCast

        known = self._casts.get(cast_id)
        if known is not None and known.phase == "closed":
            known = None
        cast = known or ReceivedCast(cast_id, self._frames, self._form(cast_id), self._playout, self._on_change)
        if is_exclusive:
            await cast.let_go()
        inlet = cast.inlet()
        try:
            origin, answer = await open_origin(inlet)
        except BaseException:
            if known is None:
                await cast.close()
            elif is_exclusive:
                await self.remove(cast_id)
            raise
        cast.set_muted(cast_id in self._layout.muted)
        self._casts[cast_id] = cast
        await cast.begin(origin, inlet, label)
        self._share()
        start(self._receive(cast))
        self._on_change()
        return answer

    async def _receive(self, cast: ReceivedCast) -> None:
        await cast.run()
        if cast.phase == "closed":
            await cast.close()
            self._share()

    async def remove(self, cast_id: str) -> None:
        """End one. Raises NotFound(CAST_UNKNOWN)."""
        cast = self.find(cast_id)
        del self._casts[cast_id]
        self._layout.forget(cast_id)
        await cast.close()
        self._share()
        self._on_change()

    async def close(self) -> None:
        """End all."""
        for cast_id in tuple(self._casts):
            await self.remove(cast_id)

    def _share(self) -> None:
        present = [cast for cast in self._casts.values() if cast.phase != "closed"]
        for cast in present:
            cast.set_ceiling(ceiling_kbps(len(present)))

    async def _redraw(self, cast_ids: Any) -> None:
        casts = [self._casts[cast_id] for cast_id in cast_ids]
        await asyncio.gather(*(cast.set_form(self._form(cast.id)) for cast in casts))

    def _form(self, cast_id: str) -> Any:
        from appliance.media.picture import PictureForm

        largest = (self._config.max_width, self._config.max_height)
        width, height = self._layout.tiles.get(cast_id, largest)
        return PictureForm(self._config.frame_format, min(width, largest[0]), min(height, largest[1]))

    def find(self, cast_id: str) -> ReceivedCast:
        """Raises NotFound(CAST_UNKNOWN)."""
        if (cast := self._casts.get(cast_id)) is None:
            raise NotFound(Code.CAST_UNKNOWN)
        return cast
