"""What is plugged in is announced, shared by itself, and over when it is unplugged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from appliance.api.cast import MAX_CASTS, CastEnded
from appliance.api.errors import Busy, Code, Invalid, NotFound, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller, current_caller
from appliance.cast import inputs
from appliance.cast.inputs import InputService
from appliance.cast.service import CastService
from appliance.media.engine import EngineInput
from appliance.store import Store
from tests.unit.appliance.cast.engine import Engine

PLUGGED = EngineInput(id="v4l2:card", name="Cam Link 4K", has_signal=True)
LOOSE = EngineInput(id="v4l2:card", name="Cam Link 4K")
SHELL = Caller(Role.SHELL, "shell-1")


class Room:
    def __init__(self) -> None:
        self.store = Store()
        self.engine = Engine()
        self.casts = CastService(self.store, self.engine)  # type: ignore[arg-type]
        self.service = self.casts.inputs = InputService(self.store, self.casts, self.engine)  # type: ignore[arg-type]
        self.ended: list[CastEnded] = []
        self.store.listen(lambda event, _to: self.ended.append(event) if isinstance(event, CastEnded) else None)

    def report(self, *found: EngineInput) -> None:
        status = self.engine.status(*found)
        self.casts.take(status)
        self.service.take(status)

    @property
    def state(self):
        return self.store.state.cast

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not is_so():  # noqa: ASYNC110  the state has no event
                await asyncio.sleep(0.005)


@asynccontextmanager
async def a_room() -> AsyncIterator[Room]:
    room = Room()
    token = current_caller.set(SHELL)
    task = asyncio.create_task(room.service.run())
    try:
        yield room
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        current_caller.reset(token)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "COUNTDOWN_S", 0.2)
    monkeypatch.setattr(inputs, "PATIENCE_S", 0.15)
    monkeypatch.setattr(inputs, "ABSENT_S", 0.3)


async def test_a_signal_is_announced_and_then_shared() -> None:
    async with a_room() as room:
        before = datetime.now(UTC)
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming)
        (incoming,) = room.state.incoming
        assert (incoming.device_id, incoming.name, incoming.dismissed) == ("v4l2:card", "Cam Link 4K", "")
        assert 0.1 < (incoming.starts_at - before).total_seconds() < 1
        assert room.state.casts == ()
        await room.until(lambda: room.state.casts)
        (cast,) = room.state.casts
        assert datetime.now(UTC) >= incoming.starts_at
        assert (cast.kind, cast.name, cast.admitted) == ("input", "Cam Link 4K", True)
        assert room.engine.devices == {cast.id: "v4l2:card"}
        await room.until(lambda: not room.state.incoming)


async def test_it_is_shared_at_once_where_somebody_asks() -> None:
    async with a_room() as room:
        inputs.COUNTDOWN_S = 60
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming)
        await room.casts.start_input("v4l2:card")
        assert len(room.state.casts) == 1
        assert room.state.incoming == ()
        await room.casts.start_input("v4l2:card")
        assert len(room.state.casts) == 1


async def test_not_now_holds_until_the_signal_comes_again() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming)
        await room.casts.dismiss_input("v4l2:card")
        assert room.state.incoming[0].dismissed == "asked"
        await asyncio.sleep(0.4)
        assert room.state.casts == ()
        room.report(LOOSE)
        await room.until(lambda: not room.state.incoming)
        room.report(PLUGGED)
        await room.until(lambda: room.state.casts)


async def test_the_cable_is_pulled_before_it_was_shared() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming)
        room.report(LOOSE)
        await room.until(lambda: not room.state.incoming)
        await asyncio.sleep(0.3)
        assert room.state.casts == ()


async def test_the_cast_ends_with_the_signal_but_not_with_a_flicker() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.casts)
        room.report(LOOSE)
        await asyncio.sleep(0.05)
        room.report(PLUGGED)
        await asyncio.sleep(0.3)
        assert room.ended == []
        cast_id = room.state.casts[0].id
        room.report(LOOSE)
        await room.until(lambda: room.ended)
        assert room.ended == [CastEnded(cast_id=cast_id, reason="sender")]
        assert room.engine.casts == {}
        assert room.state.incoming == ()


async def test_a_card_that_is_pulled_out_ends_its_cast() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.casts)
        room.report()
        await room.until(lambda: room.ended)
        assert room.ended[0].reason == "sender"


async def test_what_the_glass_stopped_is_not_shared_again_by_itself() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.casts)
        await room.casts.stop_cast(room.state.casts[0].id)
        await room.until(lambda: room.state.incoming)
        assert room.state.incoming[0].dismissed == "asked"
        await asyncio.sleep(0.4)
        assert room.state.casts == ()
        await room.casts.start_input("v4l2:card")
        assert len(room.state.casts) == 1


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [(Busy(Code.CAST_FULL), "full"), (Unavailable(Code.MEDIA_AWAY), "failed"), (Invalid(Code.CAST_OFFER), "failed")],
)
async def test_what_cannot_be_shared_says_why_and_is_not_tried_again(refusal, reason: str) -> None:
    async with a_room() as room:
        room.engine.refusal = refusal
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming and room.state.incoming[0].dismissed)
        assert room.state.incoming[0].dismissed == reason
        assert room.state.casts == ()
        room.engine.refusal = None
        await asyncio.sleep(0.3)
        assert room.state.casts == ()


async def test_a_full_glass_is_told() -> None:
    async with a_room() as room:

        async def connect(cast_id: str, label: str) -> str:
            await room.engine.receive_capture(cast_id, "other", label)
            return ""

        for number in range(MAX_CASTS):
            await room.casts.begin(Caller(Role.GUEST, f"g{number}"), "browser", "", connect, is_admitted=True)
        room.report(PLUGGED)
        await room.until(lambda: room.state.incoming and room.state.incoming[0].dismissed)
        assert room.state.incoming[0].dismissed == "full"
        with pytest.raises(Busy):
            await room.casts.start_input("v4l2:card")


async def test_a_restarted_worker_receives_it_again_under_the_same_id() -> None:
    async with a_room() as room:
        room.report(PLUGGED)
        await room.until(lambda: room.state.casts)
        cast_id = room.state.casts[0].id
        room.casts.lose_media()
        room.engine.casts.clear()
        room.engine.devices.clear()
        room.report()
        room.report(PLUGGED)
        await room.until(lambda: room.engine.devices)
        assert room.engine.devices == {cast_id: "v4l2:card"}
        room.report(PLUGGED)
        assert room.state.casts[0].phase == "live"
        assert room.ended == []


async def test_a_restarted_daemon_keeps_it() -> None:
    async with a_room() as first:
        first.report(PLUGGED)
        await first.until(lambda: first.state.casts)
        kept = first.engine.casts
    async with a_room() as second:
        second.engine.casts = kept
        second.report(PLUGGED)
        await asyncio.sleep(0.4)
        assert [cast.id for cast in second.state.casts] == list(kept)
        assert second.state.incoming == ()
        second.report(LOOSE)
        await second.until(lambda: second.ended)
        assert second.ended[0].reason == "sender"


@pytest.mark.parametrize("verb", ["start_input", "dismiss_input"])
async def test_an_input_without_a_signal_is_unknown(verb: str) -> None:
    async with a_room() as room:
        room.report(LOOSE)
        with pytest.raises(NotFound) as refused:
            await getattr(room.casts, verb)("v4l2:card")
        assert refused.value.code == Code.DEVICE_UNKNOWN
