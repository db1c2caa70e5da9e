"""Leg: a connection of the media worker with a conference: published once an epoch, received as the glass needs.

It brings the worker and the engine in step with what is wanted, again and again: after a change of wants, of people, of
engine (epoch), after either of them was away, and after a connection that broke.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import structlog

from appliance.api.conference import Conference, Want
from appliance.api.errors import Code, RoomError
from appliance.media.engine import EngineCall, EngineStatus, MediaEngine, Tile
from appliance.meeting.conversation import Conversation

log = structlog.get_logger()

BACK_OFF_S = (0.1, 0.3, 1.0, 2.0)
LOOK_S = 0.5
SILENT_S = 1.0
"""How long a line may be silent before the engine is looked at."""
GIVE_UP_S = 4.0
LONGEST_S = 32.0
"""How long it may be silent, or not come to be, before it is made anew; twice as long after each time in vain."""
SHOWN = ("microphone", "camera", "screen")
Sending = tuple[bool, bool, str]
"""Microphone, camera, screen."""


class Leg:
    """`run` keeps it going; the other methods say what is wanted, and may be called at any time."""

    def __init__(
        self,
        call_id: str,
        media: MediaEngine,
        conversation: Conversation,
        on_change: Callable[[], None],
        *,
        sends: bool = True,
    ) -> None:
        self._call_id = call_id
        self._media = media
        self._conversation = conversation
        self._on_change = on_change
        self._sends = sends
        self._view: Conference | None = None
        self._wants: tuple[Want, ...] = ()
        self._wanted_sending: Sending = (False, False, "")
        self._tiles: dict[str, Tile] = {}
        self._told_tiles: dict[str, Tile] = {}
        self._published: int | None = None
        self._sending: Sending | None = None
        self._received: tuple[int, tuple[Want, ...], frozenset[tuple[str, str]]] | None = None
        self._connected: int | None = None
        """The epoch of the receiving connection that is there."""
        self._changed_at = 0.0
        self._silent_since: float | None = None
        self._asked_at = 0.0
        self._patience_s = GIVE_UP_S
        self._wake = asyncio.Event()
        self.status: EngineCall | None = None

    @property
    def is_up(self) -> bool:
        """Whether everything of this epoch is negotiated."""
        epoch = self._view.engine.epoch if self._view else 0
        return bool(epoch) and self._received is not None and self._received[0] == epoch

    @property
    def is_flowing(self) -> bool:
        """Whether the line is up, and what was asked for arrives, if there is any of it."""
        if not self.is_up or self._view is None:
            return False
        status = self.status
        if status is None or (self._sends and status.sending != "live"):
            return False
        return status.receiving == "live" or not _comes(self._view, self._wants)

    def see(self, view: Conference, wants: tuple[Want, ...], sending: Sending) -> None:
        """What is known of the conference, what is wanted of it, and what goes into it."""
        self._view, self._wants, self._wanted_sending = view, wants, sending
        self._wake.set()

    def draw(self, tiles: dict[str, Tile]) -> None:
        """How many pixels each picture is drawn with."""
        self._tiles = tiles
        self._wake.set()

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        found = next((one for one in status.calls if one.id == self._call_id), None)
        if found is None and self.status is not None:
            self.lose_media()
        self.status = found
        if found is not None and found.sending == "closed" and self._published is not None:
            self._published = None
        if found is not None and found.receiving == "closed":
            self._forget_reception()
        self._wake.set()

    def lose_media(self) -> None:
        """The worker is away: everything is to be negotiated with the next."""
        self._published = self._sending = self.status = None
        self._told_tiles = {}
        self._forget_reception()
        self._wake.set()

    async def run(self) -> None:
        """Keep everything in step until cancelled."""
        failures = 0
        while True:
            self._wake.clear()
            try:
                await self._step()
                await self._look_at_silence()
            except (RoomError, TimeoutError, OSError) as error:
                failures += 1
                log.info("call.retries", reason=str(error) or type(error).__name__, attempt=failures)
                await asyncio.sleep(BACK_OFF_S[min(failures, len(BACK_OFF_S)) - 1])
                continue
            failures = 0
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()

    async def _step(self) -> None:
        view = self._view
        if view is None or not view.engine.epoch:
            return
        epoch = view.engine.epoch
        if self._sends and self._published != epoch:
            await self._publish(epoch)
        if self._sends and self._sending != self._wanted_sending:
            sending = self._wanted_sending
            await self._media.set_call_sources(self._call_id, *sending)
            self._sending = sending
        if self._sends and self._told_tiles != self._tiles:
            tiles = self._tiles
            await self._media.set_call_tiles(self._call_id, tiles)
            self._told_tiles = tiles
        # who publishes anew is picked up by asking again
        sources = frozenset((person.id, person.phase) for person in view.people if person.phase != "lobby")
        if self._received != (epoch, self._wants, sources):
            await self._receive(epoch, self._wants, sources)

    async def _publish(self, epoch: int) -> None:
        offer = await self._media.open_call(self._call_id)
        publication = await self._conversation.publish(epoch, offer.offer, offer.sources)
        await self._media.connect_call(self._call_id, publication.answer)
        self._published, self._sending = epoch, None
        self._changed_at = time.monotonic()

    async def _receive(self, epoch: int, wants: tuple[Want, ...], sources: frozenset[tuple[str, str]]) -> None:
        is_new = self._connected != epoch
        try:
            if is_new:
                # the engine may hold a connection of a worker, or of a daemon, that is no more
                await self._conversation.restart_reception(epoch)
            reception = await self._conversation.receive(epoch, list(wants))
            tracks = list(reception.tracks)
            if reception.offer:
                answer = await self._media.receive_call(self._call_id, reception.offer, tracks, is_new)
                await self._conversation.answer_reception(epoch, answer)
                self._connected, self._changed_at = epoch, time.monotonic()
            elif self._connected == epoch:
                await self._media.receive_call(self._call_id, "", tracks)
        except (RoomError, TimeoutError, OSError) as error:
            if not (isinstance(error, RoomError) and error.code in (Code.MEETING_OLD_EPOCH, Code.MEETING_NO_ENGINE)):
                await self._restart(epoch)
            raise
        self._received = (epoch, wants, sources)
        self._on_change()

    async def _restart(self, epoch: int) -> None:
        self._forget_reception()
        with contextlib.suppress(RoomError, TimeoutError, OSError):
            await self._conversation.restart_reception(epoch)

    async def _look_at_silence(self) -> None:
        """A line that is down: first the engine is looked at, then the line is made anew."""
        status, view, now = self.status, self._view, time.monotonic()
        if status is None or view is None:
            return
        is_sending_down = status.sending not in (None, "live")
        is_receiving_down = status.receiving not in (None, "live") and _comes(view, self._wants)
        if not is_sending_down and not is_receiving_down:
            self._silent_since, self._patience_s = None, GIVE_UP_S
            return
        since = self._silent_since = self._silent_since or now
        if now - since >= SILENT_S and now - self._asked_at >= SILENT_S:
            self._asked_at = now
            await self._conversation.report_silence(view.engine.epoch)
        if now - max(since, self._changed_at) >= self._patience_s:
            self._silent_since, self._patience_s = None, min(2 * self._patience_s, LONGEST_S)
            if is_sending_down:
                self._published = None
            if is_receiving_down:
                await self._restart(view.engine.epoch)

    def _forget_reception(self) -> None:
        self._received = self._connected = None


def _comes(view: Conference, wants: tuple[Want, ...]) -> bool:
    """Whether somebody who is there sends something of what is asked for."""
    on = {
        (person.id, source)
        for person in view.people
        if person.phase == "present"
        for source, is_on in zip(SHOWN, (not person.muted, person.camera_on, person.sharing), strict=True)
        if is_on
    }
    return any((want.person_id, want.source) in on for want in wants)
