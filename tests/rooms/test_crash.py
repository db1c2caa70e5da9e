"""kill -9 on each process while a cast runs: the others stay up, and the cast is back by itself."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.rooms.house import House
from tests.rooms.laptop import Laptop
from tests.rooms.screen import Screen
from tests.rooms.test_cast import join, seen, share, shows_slides

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
async def casting(shown_house: House, glass: Screen, laptop: Laptop) -> House:
    await join(shown_house, laptop)
    await share(laptop)
    await seen(glass, True, 8)
    await shown_house.until(lambda state: state["cast"]["casts"] and state["cast"]["casts"][0]["phase"] == "live")
    return shown_house


def running(house: House, *processes: str) -> dict[str, int]:
    return {process: house.pid(process) for process in processes}


def is_in_step(state: dict) -> bool:
    return state["glass"]["attached"] and [cast["phase"] for cast in state["cast"]["casts"]] == ["live"]


async def test_killing_the_daemon_veils_the_glass_and_loses_nothing(casting: House, glass: Screen):
    others = running(casting, "media", "shell")
    cast_id = (await casting.until(is_in_step))["cast"]["casts"][0]["id"]
    before = glass.picture().mean()
    killed = time.monotonic()
    pid = casting.kill("room")
    while glass.picture().mean() > before * 0.8:
        assert time.monotonic() - killed < 0.5, "no veil within half a second"
        await asyncio.sleep(0.01)
    assert await casting.call("session.describe", timeout_s=10)
    returned = time.monotonic()
    state = await casting.until(is_in_step, 5)
    await seen(glass, True, 5)
    assert time.monotonic() - returned < 1, "not in step within a second"
    assert state["cast"]["casts"][0]["id"] == cast_id
    assert running(casting, "media", "shell") == others
    assert casting.pid("room") != pid


async def test_killing_the_media_worker_brings_the_cast_back_by_itself(casting: House, glass: Screen):
    others = running(casting, "room", "shell")
    casting.kill("media")
    await casting.until(lambda state: not is_in_step(state), 2)
    await casting.until(is_in_step, 5)
    assert await seen(glass, True, 2) < 2
    assert running(casting, "room", "shell") == others


async def test_killing_the_shell_brings_the_picture_back(casting: House, glass: Screen):
    others = running(casting, "room", "media")
    casting.kill("shell")
    await seen(glass, False, 2)
    assert await seen(glass, True, 5) <= 5
    assert running(casting, "room", "media") == others
    assert shows_slides(glass.picture())
