"""The watch of capture cards, over the virtual one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from appliance.api.errors import Code, Invalid
from appliance.media import inputs
from appliance.media.engine import DriverChoice
from appliance.media.inputs import InputWatch

HDMI = "twin-input:hdmi"
TWIN = DriverChoice(driver="twin")


@asynccontextmanager
async def a_watch(camera: str = "") -> AsyncIterator[tuple[InputWatch, asyncio.Queue[bool]]]:
    seen: asyncio.Queue[bool] = asyncio.Queue()
    watch = InputWatch(lambda: camera, lambda: seen.put_nowait(any(each.has_signal for each in watch.inputs)))
    task = asyncio.create_task(watch.run())
    try:
        yield watch, seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_cable_is_plugged_in_and_pulled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "POLL_S", 30)
    async with asyncio.timeout(10), a_watch() as (watch, seen):
        watch.configure(TWIN)
        assert not await seen.get()
        assert [(each.id, each.virtual) for each in watch.inputs] == [(HDMI, True)]
        assert watch.clear_fault(HDMI)
        assert await seen.get(), "at once, not with the next look"
        with pytest.raises(Invalid) as refused:
            watch.inject_fault(HDMI, "xrun")
        assert refused.value.code == Code.FAULT_UNSUPPORTED
        assert watch.inject_fault(HDMI, "unplugged")
        assert not await seen.get()
        watch.configure(DriverChoice(driver="none"))
        await seen.get()
        assert watch.inputs == ()
        assert not watch.clear_fault(HDMI), "nobody knows it any more"


async def test_the_rooms_camera_is_no_input() -> None:
    async with asyncio.timeout(10), a_watch(camera=HDMI) as (watch, seen):
        watch.configure(TWIN)
        await asyncio.sleep(0.3)
        assert watch.inputs == ()
        assert seen.empty()


async def test_an_input_that_is_not_there_is_waited_for() -> None:
    async with asyncio.timeout(10), a_watch() as (watch, seen):
        watch.configure(DriverChoice(driver="v4l2", device="/dev/video-none"))
        await asyncio.sleep(0.3)
        watch.configure(TWIN)
        await seen.get()
        assert [each.id for each in watch.inputs] == [HDMI]
