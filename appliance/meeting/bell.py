"""Bell: somebody calls the room; it rings until they are answered, turned away, or give up."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, Protocol

import structlog

from appliance.api.errors import Code, NotFound
from appliance.api.telephone import MissedCall, Ringing
from appliance.meeting.call import RoomCall
from appliance.meeting.provider import Provider

log = structlog.get_logger()

RING_S = 60.0
AUTO_ANSWER_S = 3.0
"""So long it rings before the room answers by itself: whoever is in it looks up first."""
MAX_MISSED = 20
Refusal = Literal["busy", "declined", "no_answer"]


class Incoming(Protocol):
    """Somebody who calls."""

    @property
    def address(self) -> str:
        """As they say."""
        ...

    @property
    def name(self) -> str:
        """As they say; may be empty."""
        ...

    async def gone(self) -> None:
        """Return when they have given up, or the line is lost."""
        ...

    async def refuse(self, refusal: Refusal) -> None:
        """Turn them away."""
        ...

    def provider(self, call_id: str) -> Provider:
        """What serves the call with them, which it answers first."""
        ...


class Bell:
    """Rings for one at a time; `begin` makes a call with somebody the room's, `on_change` is told of what is seen."""

    def __init__(
        self,
        call: RoomCall,
        begin: Callable[[Incoming], None],
        answers_itself: Callable[[], bool],
        on_change: Callable[[], None],
    ) -> None:
        self._call = call
        self._begin = begin
        self._answers_itself = answers_itself
        self._on_change = on_change
        self._caller: Incoming | None = None
        self._outcome: asyncio.Future[Refusal | None] | None = None
        self.ringing: Ringing | None = None
        self.missed: tuple[MissedCall, ...] = ()

    async def ring(self, caller: Incoming) -> None:
        """Ring until it is settled what becomes of it; a room that is in a call is busy."""
        if self._call.now is not None or self._outcome is not None:
            await self._refuse(caller, "busy")
            return
        self._caller, self._outcome = caller, asyncio.get_running_loop().create_future()
        self.ringing = Ringing(id=uuid.uuid4().hex, address=caller.address, name=caller.name, since=datetime.now(UTC))
        log.info("bell.rings", ringing=self.ringing.id)
        self._on_change()
        try:
            refusal = await self._settled(caller, self.ringing.id, self._outcome)
        finally:
            self._outcome = None
            self._hush()
        if refusal is not None:
            await self._refuse(caller, refusal)

    async def _settled(
        self, caller: Incoming, ringing_id: str, outcome: asyncio.Future[Refusal | None]
    ) -> Refusal | None:
        gone = asyncio.ensure_future(caller.gone())
        by_itself = asyncio.get_running_loop().call_later(AUTO_ANSWER_S, self._answer_itself, ringing_id)
        try:
            await asyncio.wait({gone, outcome}, timeout=RING_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            by_itself.cancel()
            gone.cancel()
        return outcome.result() if outcome.done() else "no_answer"

    def take(self, ringing_id: str) -> None:
        """Answer. Raises NotFound(meeting.not_ringing)."""
        caller = self._find(ringing_id)
        self._settle(None)
        self._begin(caller)

    def decline(self, ringing_id: str) -> None:
        """Turn away. Raises NotFound(meeting.not_ringing)."""
        self._find(ringing_id)
        self._settle("declined")

    def look(self) -> None:
        """The room's call may have changed: who goes into one does not answer another."""
        if self.ringing is not None and self._call.now is not None:
            self._settle("busy")

    def miss(self, address: str, name: str, *, was_busy: bool) -> None:
        """Somebody called in vain."""
        missed = MissedCall(address=address, name=name, at=datetime.now(UTC), was_busy=was_busy)
        self.missed = (missed, *self.missed)[:MAX_MISSED]
        self._on_change()

    def dismiss(self) -> None:
        """Forget who called in vain."""
        self.missed = ()
        self._on_change()

    def _find(self, ringing_id: str) -> Incoming:
        if self.ringing is None or self.ringing.id != ringing_id or self._caller is None:
            raise NotFound(Code.MEETING_NOT_RINGING)
        return self._caller

    def _settle(self, refusal: Refusal | None) -> None:
        if self._outcome is not None and not self._outcome.done():
            log.info("bell.settled", outcome=refusal or "taken")
            self._outcome.set_result(refusal)
        self._hush()

    def _hush(self) -> None:
        self._caller = None
        if self.ringing is not None:
            self.ringing = None
            self._on_change()

    def _answer_itself(self, ringing_id: str) -> None:
        if self._answers_itself() and self.ringing is not None and self.ringing.id == ringing_id:
            self.take(ringing_id)

    async def _refuse(self, caller: Incoming, refusal: Refusal) -> None:
        if refusal != "declined":
            self.miss(caller.address, caller.name, was_busy=refusal == "busy")
        await caller.refuse(refusal)
