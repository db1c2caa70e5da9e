"""Who may watch, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from appliance.api.errors import Busy, NotAllowed, NotFound, Unavailable
from appliance.api.glass import GlassState
from appliance.api.role import Role
from appliance.api.settings import SettingsState
from appliance.api.watch import MAX_WATCHERS, WatchEnded
from appliance.caller import Caller, current_caller
from appliance.media.engine import EngineStatus, EngineWatcher
from appliance.media.fake import FakeEngine
from appliance.store import Store
from appliance.watch import WatchService

OFFER = "v=0\r\n"
MARIA, JONAS = Caller(Role.GUEST, "g-maria", "Maria"), Caller(Role.GUEST, "g-jonas", "Jonas")
DISPLAY, SHELL = Caller(Role.INTEGRATOR, "i-1", "Second display"), Caller(Role.SHELL, "shell")


class Room:
    def __init__(self, folder: Path) -> None:
        self.store = Store()
        self.engine = FakeEngine(folder, lambda status: self.watch.take(status))  # noqa: PLW0108  it comes to be below
        self.watch = WatchService(self.store, self.engine)
        self.ended: list[tuple[str, str, str]] = []
        self.store.listen(self._hear)
        self.allow(True)
        self.store.replace(glass=GlassState(attached=True))

    def _hear(self, event: msgspec.Struct, to: str) -> None:
        assert isinstance(event, WatchEnded)
        self.ended.append((event.watch_id, event.reason, to))

    def allow(self, is_allowed: bool) -> None:
        self.store.replace(settings=SettingsState(watching=is_allowed))

    async def start(self, caller: Caller, name: str = "", after: str = "") -> str:
        current_caller.set(caller)
        return (await self.watch.start_watching(OFFER, name, after)).watch_id

    async def stop(self, caller: Caller, watch_id: str) -> None:
        current_caller.set(caller)
        await self.watch.stop_watching(watch_id)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.store.state.watch.watchers]


@asynccontextmanager
async def running(room: Room) -> AsyncIterator[None]:
    task = asyncio.create_task(room.watch.run())
    yield
    task.cancel()


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


async def test_watchers_are_named_in_the_order_in_which_they_came(room: Room) -> None:
    await room.start(MARIA)
    await room.start(JONAS, "Jonas at home")
    assert room.names == ["Maria", "Jonas at home"]
    assert {one.phase for one in room.store.state.watch.watchers} == {"live"}


async def test_who_was_stopped_does_not_come_back_unasked(room: Room) -> None:
    stopped, lost = await room.start(MARIA), await room.start(JONAS)
    await room.stop(SHELL, stopped)
    room.watch.lose_media()
    with pytest.raises(NotAllowed, match=r"watch\.stopped"):
        await room.start(MARIA, after=stopped)
    await room.start(JONAS, after=lost)
    await room.start(MARIA)
    assert room.names == ["Jonas", "Maria"], "one was lost, the other asked again"


async def test_somebody_elses_stop_says_nothing_of_oneself(room: Room) -> None:
    stopped = await room.start(MARIA)
    await room.stop(SHELL, stopped)
    await room.start(JONAS, after=stopped)
    assert room.names == ["Jonas"]


async def test_guests_need_the_rooms_leave_and_machines_do_not(room: Room) -> None:
    room.allow(False)
    with pytest.raises(NotAllowed, match=r"watch\.off"):
        await room.start(MARIA)
    await room.start(DISPLAY)
    assert room.names == ["Second display"]


async def test_when_leave_is_taken_guests_end_and_are_told(room: Room) -> None:
    async with running(room):
        watch_id = await room.start(MARIA)
        await room.start(DISPLAY)
        room.allow(False)
        for _ in range(5):
            await asyncio.sleep(0)
    assert room.names == ["Second display"]
    assert room.ended == [(watch_id, "off", "g-maria")]
    assert len(room.engine.status.watchers) == 1


async def test_leave_that_is_taken_while_a_guest_is_answered_counts(room: Room) -> None:
    engine_answers = asyncio.Event()
    send = room.engine.send_glass

    async def slowly(watch_id: str, offer: str, label: str = "") -> str:
        await engine_answers.wait()
        return await send(watch_id, offer, label)

    room.engine.send_glass = slowly  # type: ignore[method-assign]
    async with running(room):
        starting = asyncio.create_task(room.start(MARIA))
        await asyncio.sleep(0)
        room.allow(False)
        for _ in range(5):
            await asyncio.sleep(0)
        engine_answers.set()
        with pytest.raises(NotAllowed, match=r"watch\.off"):
            await starting
    assert room.names == []
    assert room.engine.status.watchers == ()


async def test_without_a_shell_there_is_nothing_to_watch(room: Room) -> None:
    room.store.replace(glass=GlassState())
    with pytest.raises(Unavailable, match=r"watch\.no_picture"):
        await room.start(DISPLAY)
    assert not room.store.state.watch.drawn
    room.store.replace(glass=GlassState(attached=True))
    assert room.store.state.watch.drawn


async def test_where_it_is_full_ones_own_oldest_makes_room_and_nobody_elses(room: Room) -> None:
    first = await room.start(MARIA)
    for _ in range(MAX_WATCHERS - 1):
        await room.start(DISPLAY)
    with pytest.raises(Busy, match=r"watch\.full"):
        await room.start(JONAS)
    await room.start(MARIA)
    assert first not in {one.id for one in room.store.state.watch.watchers}
    assert room.ended == [(first, "watcher", "g-maria")]


async def test_guests_stop_only_themselves_and_the_glass_anybody(room: Room) -> None:
    maria, jonas = await room.start(MARIA), await room.start(JONAS)
    with pytest.raises(NotAllowed):
        await room.stop(JONAS, maria)
    await room.stop(JONAS, jonas)
    await room.stop(SHELL, maria)
    assert room.ended == [(jonas, "watcher", "g-jonas"), (maria, "glass", "g-maria")]
    with pytest.raises(NotFound, match=r"watch\.unknown"):
        await room.stop(SHELL, maria)


async def test_a_refused_offer_leaves_nothing(room: Room) -> None:
    current_caller.set(MARIA)
    with pytest.raises(Exception, match=r"watch\.bad_offer"):
        await room.watch.start_watching("nonsense")
    assert room.names == []


async def test_who_is_lost_is_told_of(room: Room) -> None:
    watch_id = await room.start(MARIA)
    room.engine.lose_watcher(watch_id)
    assert room.ended == [(watch_id, "lost", "g-maria")]
    other = await room.start(MARIA)
    room.watch.lose_media()
    assert room.ended[-1] == (other, "lost", "g-maria")
    assert room.names == []


async def test_a_new_daemon_adopts_whom_the_worker_sends_to(room: Room) -> None:
    await room.start(MARIA)
    await room.start(DISPLAY)
    known = room.store.state.watch.watchers
    store = Store()
    store.replace(settings=SettingsState(watching=False))
    heir = WatchService(store, room.engine)
    stranger = EngineWatcher(id="f00", label="not ours", phase="live")
    heir.take(msgspec.structs.replace(room.engine.status, watchers=(*room.engine.status.watchers, stranger)))
    assert store.state.watch.watchers == known
    late = EngineWatcher(id="f01", label=room.engine.status.watchers[0].label, phase="live")
    heir.take(EngineStatus(watchers=(*room.engine.status.watchers, late)))
    assert store.state.watch.watchers == known, "only the first report holds predecessors"
