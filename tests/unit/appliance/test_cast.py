import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from appliance.api.cast import MAX_CASTS, CastEnded, CastPointed, CastQuality, CastTouched, Contact
from appliance.api.errors import Busy, Code, Invalid, NotAllowed, NotFound, Unavailable
from appliance.api.role import Role
from appliance.api.settings import Casting, SettingsState
from appliance.caller import Caller, current_caller
from appliance.cast import queue, roster
from appliance.cast.service import CastService
from appliance.media.engine import EngineCast, EngineStatus
from appliance.store import Store

ANA = Caller(Role.GUEST, "guest-ana", "Ana")
BO = Caller(Role.GUEST, "guest-bo", "Bo")
SHELL = Caller(Role.SHELL, "unix-1")


class Engine:
    """Answers every offer but a bad one, and remembers."""

    def __init__(self) -> None:
        self.casts: dict[str, EngineCast] = {}
        self.is_away = False
        self.silent: frozenset[str] = frozenset()
        self.tiles: dict[str, tuple[int, int]] = {}

    async def receive_cast(self, cast_id: str, offer: str, label: str = "") -> str:
        if offer == "bad":
            raise Invalid(Code.CAST_OFFER)
        if self.is_away:
            raise Unavailable(Code.MEDIA_AWAY)
        self.casts[cast_id] = EngineCast(id=cast_id, label=label, stream=f"cast-{cast_id}", phase="connecting")
        return "answer"

    async def close_cast(self, cast_id: str) -> None:
        if self.casts.pop(cast_id, None) is None:
            raise NotFound(Code.CAST_UNKNOWN)

    async def set_label(self, cast_id: str, label: str) -> None:
        self.casts[cast_id] = msgspec.structs.replace(self.casts[cast_id], label=label)

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        self.silent = self.silent | {cast_id} if muted else self.silent - {cast_id}

    async def set_tiles(self, tiles: dict[str, tuple[int, int]]) -> None:
        self.tiles = tiles

    def status(self, **fields: object) -> EngineStatus:
        return EngineStatus(casts=tuple(msgspec.structs.replace(cast, **fields) for cast in self.casts.values()))


@contextmanager
def as_(caller: Caller) -> Iterator[None]:
    token = current_caller.set(caller)
    yield
    current_caller.reset(token)


def guest(number: int) -> Caller:
    return Caller(Role.GUEST, f"guest-{number}", f"Guest {number}")


class Scene:
    def __init__(self) -> None:
        self.store = Store()
        self.engine = Engine()
        self.service = CastService(self.store, self.engine)  # type: ignore[arg-type]
        self.heard: list[tuple[msgspec.Struct, str]] = []
        self.store.listen(lambda event, to: self.heard.append((event, to)))

    @property
    def ended(self) -> list[CastEnded]:
        return [event for event, _ in self.heard if isinstance(event, CastEnded)]

    def set_casting(self, casting: Casting) -> None:
        self.store.replace(settings=SettingsState(casting=casting))

    async def start(self, caller: Caller) -> str:
        with as_(caller):
            return (await self.service.start_cast("offer")).cast_id

    @property
    def state(self):
        return self.store.state.cast

    @property
    def casts(self):
        return self.state.casts


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_cast_goes_live_with_its_name_size_and_sound(scene: Scene):
    with as_(ANA):
        answer = await scene.service.start_cast("offer")
    assert (answer.answer, scene.casts[0].name, scene.casts[0].phase) == ("answer", "Ana", "connecting")
    arrived = {"phase": "live", "width": 1280, "height": 720, "has_sound": True}
    scene.service.take(scene.engine.status(**arrived, codec="VP8", frame_rate=29.9, bitrate_kbps=4200, delay_ms=6))
    (cast,) = scene.casts
    assert (cast.phase, cast.width, cast.has_sound) == ("live", 1280, True)
    assert cast.quality == CastQuality(codec="VP8", frame_rate=29.9, bitrate_kbps=4200, delay_ms=6)


async def test_several_cast_together_in_the_order_they_came(scene: Scene):
    ids = [await scene.start(caller) for caller in (ANA, BO)]
    assert [cast.id for cast in scene.casts] == ids


async def test_a_full_glass_refuses_and_queues_and_keeps_a_freed_place_for_the_first(scene: Scene):
    ids = [await scene.start(guest(number)) for number in range(MAX_CASTS)]
    with pytest.raises(Busy) as busy:
        await scene.start(ANA)
    assert busy.value.code == Code.CAST_FULL
    with as_(ANA):
        ticket = await scene.service.enter_queue("Ana")
    with as_(BO):
        await scene.service.enter_queue("Bo")
    assert [(one.name, one.called) for one in scene.state.queue] == [("Ana", False), ("Bo", False)]
    with as_(SHELL):
        await scene.service.stop_cast(ids[2])
    assert [(one.id == ticket.id, one.called) for one in scene.state.queue] == [(True, True), (False, False)]
    with pytest.raises(Busy):
        await scene.start(BO)
    await scene.start(ANA)
    assert [one.name for one in scene.state.queue] == ["Bo"]


async def test_a_called_guest_who_does_not_start_loses_the_place_to_the_next(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "START_WITHIN_S", 0.05)
    ids = [await scene.start(guest(number)) for number in range(MAX_CASTS)]
    scene.service.take(scene.engine.status(phase="live"))
    for caller in (ANA, BO):
        with as_(caller):
            await scene.service.enter_queue()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(scene.service.run())
        with as_(SHELL):
            await scene.service.stop_cast(ids[0])
        monkeypatch.setattr(queue, "START_WITHIN_S", 9)
        await asyncio.sleep(0.2)
        running.cancel()
    assert [(one.name, one.called) for one in scene.state.queue] == [("Bo", True)]


async def test_the_queue_is_bounded_and_who_does_not_ask_again_leaves_it(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queue, "KEPT_S", 0.05)
    for number in range(MAX_CASTS):
        await scene.start(guest(number))
    scene.service.take(scene.engine.status(phase="live"))
    for number in range(queue.MAX_QUEUE):
        with as_(guest(100 + number)):
            await scene.service.enter_queue()
    with as_(ANA), pytest.raises(Busy) as busy:
        await scene.service.enter_queue()
    assert busy.value.code == Code.CAST_QUEUE_FULL
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(scene.service.run())
        await asyncio.sleep(0.2)
        running.cancel()
    assert scene.state.queue == ()


async def test_where_the_room_asks_a_cast_is_neither_seen_nor_heard_before_it_is_admitted(scene: Scene):
    scene.set_casting("ask")
    cast_id = await scene.start(ANA)
    with as_(SHELL):
        await scene.service.set_tiles({cast_id: (1920, 1080)})
    assert (scene.casts[0].admitted, cast_id in scene.engine.silent) == (False, True)
    assert scene.engine.tiles == {cast_id: (0, 0)}
    with as_(SHELL):
        await scene.service.admit_cast(cast_id)
        await scene.service.set_tiles({cast_id: (1920, 1080)})
    assert (scene.casts[0].admitted, cast_id in scene.engine.silent) == (True, False)
    assert scene.engine.tiles == {cast_id: (1920, 1080)}


async def test_a_refused_cast_is_told_so(scene: Scene):
    scene.set_casting("ask")
    cast_id = await scene.start(ANA)
    with as_(SHELL):
        await scene.service.stop_cast(cast_id)
    assert scene.ended == [CastEnded(cast_id=cast_id, reason="refused")]


async def test_an_admitted_cast_stays_admitted_when_it_comes_back_and_when_the_room_restarts(scene: Scene):
    scene.set_casting("ask")
    cast_id = await scene.start(ANA)
    with as_(SHELL):
        await scene.service.admit_cast(cast_id)
    with as_(ANA):
        await scene.service.start_cast("offer", cast_id=cast_id)
    assert (scene.casts[0].admitted, cast_id in scene.engine.silent) == (True, False)
    successor = Scene()
    successor.set_casting("ask")
    successor.service.take(scene.engine.status(phase="live"))
    assert successor.casts[0].admitted


async def test_a_newcomer_takes_over_where_the_room_says_so(scene: Scene):
    scene.set_casting("take_over")
    first = await scene.start(ANA)
    second = await scene.start(BO)
    assert [cast.id for cast in scene.casts] == [second]
    assert scene.ended == [CastEnded(cast_id=first, reason="taken_over")]


async def test_a_newcomer_whose_offer_is_bad_takes_nothing_over(scene: Scene):
    scene.set_casting("take_over")
    first = await scene.start(ANA)
    with as_(BO), pytest.raises(Invalid):
        await scene.service.start_cast("bad")
    assert [cast.id for cast in scene.casts] == [first]


async def test_tiles_are_arranged_and_one_is_enlarged_until_it_ends(scene: Scene):
    a, b, c = [await scene.start(guest(number)) for number in range(3)]
    with as_(SHELL):
        await scene.service.order_casts([c, a])
        await scene.service.enlarge_cast(b)
    assert ([cast.id for cast in scene.casts], scene.state.enlarged) == ([c, a, b], b)
    with as_(SHELL):
        await scene.service.stop_cast(b)
    assert ([cast.id for cast in scene.casts], scene.state.enlarged) == ([c, a], "")


async def test_a_muted_cast_is_silent_also_after_it_came_back(scene: Scene):
    cast_id = await scene.start(ANA)
    with as_(SHELL):
        await scene.service.set_muted(cast_id, True)
    assert (scene.casts[0].muted, scene.engine.silent) == (True, {cast_id})
    scene.engine.silent = frozenset()
    with as_(ANA):
        await scene.service.start_cast("offer", cast_id=cast_id)
    assert scene.engine.silent == {cast_id}


async def test_a_guest_commands_only_their_own_cast(scene: Scene):
    cast_id = await scene.start(ANA)
    with as_(BO):
        for verb in (scene.service.set_muted, scene.service.set_paused, scene.service.set_touchable):
            with pytest.raises(NotAllowed):
                await verb(cast_id, True)
        with pytest.raises(NotAllowed):
            await scene.service.point(cast_id, 0.5, 0.5)
    with as_(ANA):
        await scene.service.set_paused(cast_id, True)
    assert scene.casts[0].paused


async def test_touches_reach_the_sender_alone_and_only_when_they_want_them(scene: Scene):
    cast_id = await scene.start(ANA)
    contact = Contact(id=1, phase="down", x=0.25, y=0.5)
    with as_(SHELL):
        await scene.service.touch(cast_id, [contact])
    assert scene.heard == []
    with as_(ANA):
        await scene.service.set_touchable(cast_id, True)
        await scene.service.point(cast_id, 0.1, 0.2)
    with as_(SHELL):
        await scene.service.touch(cast_id, [contact])
    assert scene.heard == [
        (CastPointed(cast_id=cast_id, x=0.1, y=0.2, shown=True), ""),
        (CastTouched(cast_id=cast_id, contacts=(contact,)), ANA.id),
    ]


async def test_the_same_sender_replaces_their_own_cast(scene: Scene):
    with as_(ANA):
        first = await scene.service.start_cast("offer")
        second = await scene.service.start_cast("offer")
    assert [cast.id for cast in scene.casts] == [second.cast_id]
    assert list(scene.engine.casts) == [second.cast_id]
    assert scene.ended == [CastEnded(cast_id=first.cast_id, reason="sender")]


async def test_only_the_owner_or_the_room_stops_a_cast(scene: Scene):
    with as_(ANA):
        cast_id = (await scene.service.start_cast("offer")).cast_id
    with as_(BO), pytest.raises(NotAllowed):
        await scene.service.stop_cast(cast_id)
    with as_(SHELL):
        await scene.service.stop_cast(cast_id)
        with pytest.raises(NotFound):
            await scene.service.stop_cast(cast_id)
    assert scene.ended == [CastEnded(cast_id=cast_id, reason="glass")]
    assert not scene.engine.casts


async def test_an_offer_the_worker_refuses_leaves_nothing_behind(scene: Scene):
    with as_(ANA), pytest.raises(Invalid):
        await scene.service.start_cast("bad")
    assert scene.casts == ()


async def test_after_the_worker_died_the_sender_takes_its_cast_up_again(scene: Scene):
    with as_(ANA):
        cast_id = (await scene.service.start_cast("offer")).cast_id
        scene.service.take(scene.engine.status(phase="live"))
        scene.service.lose_media()
        assert scene.casts[0].phase == "reconnecting"
        scene.engine.casts.clear()
        scene.service.take(EngineStatus())
        assert scene.casts[0].phase == "reconnecting"
        again = await scene.service.start_cast("offer", cast_id=cast_id)
    assert again.cast_id == cast_id
    scene.service.take(scene.engine.status(phase="live"))
    assert (scene.casts[0].phase, scene.ended) == ("live", [])


async def test_a_sender_who_is_back_before_the_worker_keeps_its_cast(scene: Scene):
    with as_(ANA):
        cast_id = (await scene.service.start_cast("offer")).cast_id
        scene.service.lose_media()
        scene.engine.is_away = True
        with pytest.raises(Unavailable):
            await scene.service.start_cast("offer", cast_id=cast_id)
        assert [(cast.id, cast.phase) for cast in scene.casts] == [(cast_id, "reconnecting")]


async def test_a_new_cast_without_a_worker_leaves_nothing_behind(scene: Scene):
    scene.engine.is_away = True
    with as_(ANA), pytest.raises(Unavailable):
        await scene.service.start_cast("offer")
    assert scene.casts == ()


async def test_a_restarted_room_adopts_running_casts_and_their_owners(scene: Scene):
    with as_(ANA):
        cast_id = (await scene.service.start_cast("offer")).cast_id
    successor = Scene()
    successor.engine = scene.engine
    successor.service = CastService(successor.store, scene.engine)  # type: ignore[arg-type]
    successor.service.take(scene.engine.status(phase="live"))
    assert [(cast.id, cast.name, cast.phase) for cast in successor.casts] == [(cast_id, "Ana", "live")]
    with as_(ANA):
        await successor.service.stop_cast(cast_id)
    assert successor.casts == ()


async def test_a_late_report_does_not_bring_a_stopped_cast_back(scene: Scene):
    scene.service.take(EngineStatus())
    with as_(ANA):
        cast_id = (await scene.service.start_cast("offer")).cast_id
        late = scene.engine.status(phase="live")
        await scene.service.stop_cast(cast_id)
    scene.service.take(late)
    assert scene.casts == ()


async def test_a_cast_that_does_not_come_back_is_given_up(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roster, "GRACE_S", 0.05)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(scene.service.run())
        with as_(ANA):
            cast_id = (await scene.service.start_cast("offer")).cast_id
        await asyncio.sleep(0.2)
        running.cancel()
    assert scene.ended == [CastEnded(cast_id=cast_id, reason="lost")]
    assert not scene.engine.casts


async def test_a_cast_that_is_stopped_while_it_is_made_ready_leaves_nothing() -> None:
    scene = Scene()
    begun = asyncio.Event()

    async def connect(cast_id: str, label: str) -> str:
        begun.set()
        await asyncio.sleep(0.05)
        return await scene.engine.receive_cast(cast_id, "offer", label)

    task = asyncio.create_task(scene.service.begin(ANA, "airplay", "Ana", connect, is_admitted=False))
    await begun.wait()
    with as_(SHELL):
        await scene.service.stop_cast(scene.store.state.cast.casts[0].id)
    with pytest.raises(NotFound):
        await task
    assert scene.engine.casts == {}
    assert [event.reason for event in scene.ended] == ["refused"]


async def test_a_process_of_the_room_ends_and_resumes_its_cast() -> None:
    scene = Scene()

    async def connect(cast_id: str, label: str) -> str:
        return await scene.engine.receive_cast(cast_id, "offer", label)

    cast_id, _ = await scene.service.begin(ANA, "input", "HDMI", connect, is_admitted=True)
    assert scene.service.cast_of(ANA.id) is scene.store.state.cast.casts[0]
    assert scene.service.cast_of(BO.id) is None
    scene.engine.casts.clear()
    scene.service.lose_media()
    await scene.service.resume(cast_id, connect)
    assert list(scene.engine.casts) == [cast_id]
    await scene.service.drop(cast_id, "sender")
    await scene.service.drop(cast_id, "sender")
    await scene.service.resume(cast_id, connect)
    assert scene.engine.casts == {}
    assert [event.reason for event in scene.ended] == ["sender"]
