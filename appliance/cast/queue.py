"""Who waits for a place on a full glass: first come, first called."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from appliance.api.cast import MAX_QUEUE, Ticket, Waiting
from appliance.api.errors import Busy, Code
from appliance.caller import Caller
from appliance.store import Store

START_WITHIN_S = 30.0
KEPT_S = 20.0


@dataclass(slots=True)
class _Place:
    owner: str
    waiting: Waiting
    deadline: float
    """By time.monotonic: when this place is lost, by not starting or by not being asked for again."""


class Queue:
    """Writes `queue` of the cast domain. `on_deadline` is called when a new deadline came."""

    def __init__(
        self, store: Store, on_deadline: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._on_deadline = on_deadline
        self._clock = clock
        self._places: list[_Place] = []

    def enter(self, caller: Caller, name: str) -> Ticket:
        """Wait, or wait on where the caller already does, for KEPT_S from now. Raises Busy(cast.queue_full)."""
        place = self._find(caller.id)
        if place is None:
            if len(self._places) >= MAX_QUEUE:
                raise Busy(Code.CAST_QUEUE_FULL, limit=MAX_QUEUE)
            waiting = Waiting(id=uuid.uuid4().hex, name=name or caller.name, since=datetime.now(UTC))
            place = _Place(caller.id, waiting, 0.0)
            self._places.append(place)
        if not place.waiting.called:
            self._expire(place, KEPT_S)
        self._publish()
        return Ticket(id=place.waiting.id)

    def leave(self, owner: str) -> None:
        """Wait no longer; whoever does not wait may say so too."""
        self._places = [place for place in self._places if place.owner != owner]
        self._publish()

    def is_called(self, owner: str) -> bool:
        """Whether a place on the glass is kept for this caller."""
        place = self._find(owner)
        return place is not None and place.waiting.called

    @property
    def kept(self) -> int:
        """Places on the glass that are kept for those who were called."""
        return sum(place.waiting.called for place in self._places)

    def call(self, free: int) -> None:
        """Call the next ones while so many places on the glass are free."""
        for place in self._places:
            if self.kept >= free:
                break
            if not place.waiting.called:
                place.waiting = msgspec.structs.replace(place.waiting, called=True)
                self._expire(place, START_WITHIN_S)
        self._publish()

    def next_deadline(self) -> float | None:
        """When, by time.monotonic, the first place is lost."""
        return min((place.deadline for place in self._places), default=None)

    def drop_overdue(self) -> None:
        """Forget who did not start, or did not ask again, in time."""
        now = time.monotonic()
        self._places = [place for place in self._places if place.deadline > now]
        self._publish()

    def _find(self, owner: str) -> _Place | None:
        return next((place for place in self._places if place.owner == owner), None)

    def _expire(self, place: _Place, after_s: float) -> None:
        place.deadline = time.monotonic() + after_s
        self._on_deadline()

    def _publish(self) -> None:
        queue = tuple(place.waiting for place in self._places)
        self._store.replace(cast=msgspec.structs.replace(self._store.state.cast, queue=queue))
