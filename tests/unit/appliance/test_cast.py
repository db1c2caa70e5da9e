import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from appliance.api.cast import CastEnded
from appliance.api.errors import Busy, Code, Invalid, NotAllowed, NotFound, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller, current_caller
from appliance.cast import service as cast_service
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

    def status(self, **phase: str) -> EngineStatus:
        return EngineStatus(casts=tuple(msgspec.structs.replace(cast, **phase) for cast in self.casts.values()))


@contextmanager
def as_(caller: Caller) -> Iterator[None]:
    token = current_caller.set(caller)
    yield
    current_caller.reset(token)


class Scene:
    def __init__(self) -> None:
        self.store = Store()
        self.engine = Engine()
        self.service = CastService(self.store, self.engine)  # type: ignore[arg-type]
        self.ended: list[CastEnded] = []
        self.store.listen(self.ended.append)  # type: ignore[arg-type]

    @property
    def casts(self):
        return self.store.state.cast.casts


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_cast_goes_live_with_its_name_size_and_sound(scene: Scene):
    with as_(ANA):
        answer = await scene.service.start_cast("offer")
    assert (answer.answer, scene.casts[0].name, scene.casts[0].phase) == ("answer", "Ana", "connecting")
    scene.service.take(scene.engine.status(phase="live", width=1280, height=720, has_sound=True))
    (cast,) = scene.casts
    assert (cast.phase, cast.width, cast.has_sound) == ("live", 1280, True)


async def test_somebody_else_is_told_who_is_casting(scene: Scene):
    with as_(ANA):
        await scene.service.start_cast("offer")
    with as_(BO), pytest.raises(Busy) as busy:
        await scene.service.start_cast("offer")
    assert (busy.value.code, busy.value.data) == (Code.CAST_BUSY, {"name": "Ana"})


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
    monkeypatch.setattr(cast_service, "GRACE_S", 0.05)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(scene.service.run())
        with as_(ANA):
            cast_id = (await scene.service.start_cast("offer")).cast_id
        await asyncio.sleep(0.2)
        running.cancel()
    assert scene.ended == [CastEnded(cast_id=cast_id, reason="lost")]
    assert not scene.engine.casts
