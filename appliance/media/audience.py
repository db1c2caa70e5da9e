"""All who watch the glass from elsewhere, by their ids."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.api.errors import Code, NotFound
from appliance.media.engine import EngineWatcher
from appliance.media.playout import Playout

if TYPE_CHECKING:
    from appliance.media.broadcast import Broadcast
    from appliance.media.spectator import Spectator


class Audience:
    """Everything happens in the loop; `on_change` is called when the status may have changed."""

    def __init__(self, mailbox: Path, playout: Playout, on_change: Callable[[], None]) -> None:
        self._mailbox = mailbox
        self._playout = playout
        self._on_change = on_change
        self._spectators: dict[str, Spectator] = {}
        self._broadcast: Broadcast | None = None

    @property
    def status(self) -> tuple[EngineWatcher, ...]:
        """Everybody."""
        return tuple(
            EngineWatcher(id=watch_id, label=one.label, phase=one.phase) for watch_id, one in self._spectators.items()
        )

    def forget_closed(self) -> None:
        """Drop those who are gone."""
        self._spectators = {id_: one for id_, one in self._spectators.items() if one.phase != "closed"}

    async def admit(
        self, watch_id: str, offer: str, label: str, start: Callable[[Coroutine[Any, Any, None]], Any]
    ) -> str:
        """Answer an offer; `start` runs the work that this is. Raises Invalid(WATCH_OFFER)."""
        from appliance.media.broadcast import Broadcast
        from appliance.media.spectator import Spectator

        if self._broadcast is None:
            self._broadcast = Broadcast(self._mailbox, self._playout)
        one = Spectator(self._broadcast, label, self._on_change)
        try:
            answer = await one.answer(offer)
        except BaseException:
            await one.close()
            raise
        self._spectators[watch_id] = one
        start(one.run())
        self._on_change()
        return answer

    async def add_candidates(self, watch_id: str, fragment: str, address: str) -> None:
        """See MediaEngine."""
        await self._find(watch_id).add_candidates(fragment, address)

    async def remove(self, watch_id: str) -> None:
        """See MediaEngine."""
        one = self._find(watch_id)
        del self._spectators[watch_id]
        await one.close()
        self._on_change()

    async def close(self) -> None:
        """End all."""
        spectators, self._spectators = list(self._spectators.values()), {}
        await asyncio.gather(*(one.close() for one in spectators))
        if self._broadcast is not None:
            await self._broadcast.close()

    def _find(self, watch_id: str) -> Spectator:
        if (one := self._spectators.get(watch_id)) is None:
            raise NotFound(Code.WATCH_UNKNOWN)
        return one
