import asyncio
from datetime import UTC, datetime

import msgspec
import pytest

from appliance.api.cast import Cast, CastState, Incoming
from appliance.api.conference import Conference, Person
from appliance.api.meeting import Call, MeetingState
from appliance.api.settings import SettingsState
from appliance.power import PowerService
from appliance.store import Store


@pytest.fixture
def store() -> Store:
    return Store()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_idle_darkens_the_glass_and_touch_lights_it(store: Store):
    now = 0.0
    panel: list[bool] = []
    service = PowerService(store, panel.append, clock=lambda: now)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(service.run())
        await settle()
        now = 601.0
        store.replace(settings=SettingsState(room_name="News"))
        await asyncio.sleep(0.02)
        assert store.state.power.asleep
        await service.report_activity()
        await settle()
        assert not store.state.power.asleep
        running.cancel()
    assert panel == [False, True]


async def test_a_cast_wakes_the_glass_and_keeps_it_awake(store: Store):
    panel: list[bool] = []
    service = PowerService(store, panel.append)
    await service.sleep()
    assert store.state.power.asleep
    cast = Cast(id="a", started_at=datetime.now(UTC), stream="cast-a")
    store.replace(cast=CastState(casts=(cast,)))
    assert not store.state.power.asleep
    await service.sleep()
    assert not store.state.power.asleep


async def test_a_cable_wakes_the_glass_but_a_receiver_that_comes_and_goes_does_not(store: Store):
    service = PowerService(store, lambda _on: None)
    await service.sleep()
    store.replace(cast=CastState(airplay="ready"))
    store.replace(cast=CastState(airplay="failed"))
    assert store.state.power.asleep
    incoming = Incoming(device_id="v4l2:card", name="Cam Link 4K", starts_at=datetime.now(UTC))
    store.replace(cast=CastState(airplay="failed", incoming=(incoming,)))
    assert not store.state.power.asleep


async def test_a_call_keeps_the_glass_awake_and_a_knock_wakes_it(store: Store):
    now = 0.0
    service = PowerService(store, lambda _: None, clock=lambda: now)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(service.run())
        held = conference("Maria")
        store.replace(meeting=MeetingState(call=held))
        now = 5000.0
        store.replace(settings=SettingsState(room_name="News"))
        await asyncio.sleep(0.02)
        assert not store.state.power.asleep
        await service.sleep()
        assert not store.state.power.asleep
        store.replace(meeting=MeetingState())
        now = 10_000.0
        await service.sleep()
        assert store.state.power.asleep
        store.replace(meeting=MeetingState(call=held))
        assert not store.state.power.asleep
        running.cancel()


def test_who_speaks_is_no_use_of_the_glass_and_who_knocks_is(store: Store):
    now = 0.0
    service = PowerService(store, lambda _: None, clock=lambda: now)
    store.replace(meeting=MeetingState(call=conference("Maria")))
    before = service._last_activity
    now = 100.0
    store.replace(meeting=MeetingState(call=msgspec.structs.replace(conference("Maria"), speaking=("b0",))))
    assert service._last_activity == before
    store.replace(meeting=MeetingState(call=conference("Maria", waiting="Ben")))
    assert service._last_activity == now


def conference(name: str, waiting: str = "") -> Call:
    since = datetime(2026, 11, 24, tzinfo=UTC)
    people = [Person(id="b0", name=name, phase="present", since=since)]
    if waiting:
        people.append(Person(id="b1", name=waiting, phase="lobby", since=since))
    held = Conference(number="482913507", since=since, people=tuple(people))
    return Call(id="c", kind="hosted", phase="live", since=since, conference=held)
