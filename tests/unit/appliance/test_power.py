import asyncio
from datetime import UTC, datetime

import pytest

from appliance.api.cast import Cast, CastState, Incoming
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
