"""The watch domain: who sees the glass from elsewhere.

The media worker sends; this service decides who may. A watcher's label in the worker says who it is, so that a
restarted daemon adopts it.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import deque
from datetime import UTC, datetime

import msgspec
import structlog

from appliance.api.errors import Busy, Code, NotAllowed, NotFound, RoomError, Unavailable
from appliance.api.role import Role
from appliance.api.watch import MAX_WATCHERS, WatchAnswer, WatchEnd, WatchEnded, Watcher, WatchState
from appliance.caller import Caller, current_caller
from appliance.media.engine import EngineStatus, EngineWatcher, MediaEngine
from appliance.store import Store

log = structlog.get_logger()

MAX_STOPPED = 64
"""Watchers remembered whom the room stopped."""


class _Label(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a watcher that only the daemon knows and that must outlive it."""

    owner: str
    is_guest: bool
    name: str
    since: datetime


class WatchService:
    """Answers watch.*"""

    def __init__(self, store: Store, engine: MediaEngine) -> None:
        self._store = store
        self._engine = engine
        self._labels: dict[str, _Label] = {}
        self._negotiating: set[str] = set()
        self._adopting = True
        self._stopped: deque[tuple[str, str]] = deque(maxlen=MAX_STOPPED)
        """Ids of those whom the room stopped, and whose they were: who did not hear of it comes back unasked."""
        self._news = asyncio.Event()
        store.subscribe(self._hear)

    async def start_watching(self, offer: str, name: str = "", after: str = "") -> WatchAnswer:
        """See WatchApi."""
        caller = current_caller.get()
        if caller.role is Role.GUEST and not self._store.state.settings.watching:
            raise NotAllowed(Code.WATCH_OFF)
        if (after, caller.id) in self._stopped:
            raise NotAllowed(Code.WATCH_STOPPED)
        if not self._store.state.glass.attached:
            raise Unavailable(Code.WATCH_NO_PICTURE)
        await self._make_room(caller)
        id_, since = uuid.uuid4().hex, datetime.now(UTC)
        label = _Label(owner=caller.id, is_guest=caller.role is Role.GUEST, name=name or caller.name, since=since)
        self._labels[id_] = label
        self._negotiating.add(id_)
        self._publish((*self._watchers, Watcher(id=id_, name=label.name, since=since)))
        try:
            answer = await self._engine.send_glass(id_, offer, msgspec.json.encode(label).decode())
        except BaseException:
            self._end(id_, "lost")
            raise
        finally:
            self._negotiating.discard(id_)
        if id_ not in self._labels:
            # while this was negotiated guests lost their leave
            await self._close(id_)
            raise NotAllowed(Code.WATCH_OFF)
        log.info("watch.started", watch_id=id_)
        return WatchAnswer(watch_id=id_, answer=answer)

    async def _make_room(self, caller: Caller) -> None:
        """A page that comes back may stand in its own way: that its predecessor is gone is not known at once."""
        if len(self._watchers) < MAX_WATCHERS:
            return
        own = [one.id for one in self._watchers if self._labels[one.id].owner == caller.id]
        if not own or own[0] in self._negotiating:
            raise Busy(Code.WATCH_FULL, limit=MAX_WATCHERS)
        await self._stop(own[0], "watcher")

    async def add_candidates(self, watch_id: str, fragment: str) -> None:
        """See WatchApi."""
        caller = current_caller.get()
        self._claim(watch_id, caller)
        await self._engine.add_watcher_candidates(watch_id, fragment, caller.address)

    async def stop_watching(self, watch_id: str) -> None:
        """See WatchApi."""
        caller = current_caller.get()
        self._claim(watch_id, caller)
        await self._stop(watch_id, "watcher" if self._labels[watch_id].owner == caller.id else "glass")

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports: its watchers are the truth, but for those just being negotiated."""
        reported = {one.id: one for one in status.watchers if one.phase != "closed"}
        for one in reported.values():
            if self._adopting and one.id not in self._labels and one.id not in self._negotiating:
                self._adopt(one)
        self._adopting = False
        for one in self._watchers:
            if one.id in reported:
                self._turn(one, reported[one.id])
            elif one.id not in self._negotiating:
                self._end(one.id, "lost")

    def lose_media(self) -> None:
        """The worker is away, and with it everybody's session: who watches comes back by themselves."""
        for one in self._watchers:
            self._end(one.id, "lost")

    async def run(self) -> None:
        """End those who may watch no longer; runs until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            if self._store.state.settings.watching:
                continue
            for watch_id in [id_ for id_, label in self._labels.items() if label.is_guest]:
                await self._stop(watch_id, "off")

    @property
    def _watchers(self) -> tuple[Watcher, ...]:
        return self._store.state.watch.watchers

    def _hear(self, names: frozenset[str]) -> None:
        if "glass" in names:
            is_drawn = self._store.state.glass.attached
            self._store.replace(watch=WatchState(watchers=self._watchers, drawn=is_drawn))
        if "settings" in names:
            self._news.set()

    def _claim(self, watch_id: str, caller: Caller) -> None:
        if watch_id not in self._labels:
            raise NotFound(Code.WATCH_UNKNOWN)
        if caller.role is Role.GUEST and self._labels[watch_id].owner != caller.id:
            raise NotAllowed(Code.FORBIDDEN)

    def _adopt(self, reported: EngineWatcher) -> None:
        """Somebody whom the worker sends to for our predecessor: only its first report can hold one."""
        try:
            label = msgspec.json.decode(reported.label, type=_Label)
        except msgspec.DecodeError:
            log.warning("watch.not_adopted", watch_id=reported.id)
            return
        self._labels[reported.id] = label
        self._publish((*self._watchers, Watcher(id=reported.id, name=label.name, since=label.since)))
        self._news.set()
        log.info("watch.adopted", watch_id=reported.id)

    def _turn(self, one: Watcher, reported: EngineWatcher) -> None:
        turned = msgspec.structs.replace(one, phase="live" if reported.phase == "live" else "connecting")
        self._publish(tuple(turned if each is one else each for each in self._watchers))

    async def _stop(self, watch_id: str, reason: WatchEnd) -> None:
        self._end(watch_id, reason)
        await self._close(watch_id)

    async def _close(self, watch_id: str) -> None:
        try:
            await self._engine.close_watcher(watch_id)
        except RoomError as error:
            log.debug("watch.already_gone", watch_id=watch_id, code=error.code)

    def _end(self, watch_id: str, reason: WatchEnd) -> None:
        label = self._labels.pop(watch_id, None)
        if label is None:
            return
        if reason == "glass":
            self._stopped.append((watch_id, label.owner))
        self._publish(tuple(one for one in self._watchers if one.id != watch_id))
        self._store.emit(WatchEnded(watch_id=watch_id, reason=reason), to=label.owner)
        log.info("watch.ended", watch_id=watch_id, reason=reason)

    def _publish(self, watchers: tuple[Watcher, ...]) -> None:
        self._store.replace(watch=msgspec.structs.replace(self._store.state.watch, watchers=watchers))
