"""The glass itself: it sleeps, wakes by touch, and can be watched by whoever holds the admin code."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.rooms.house import House
from tests.rooms.laptop import Laptop
from tests.rooms.screen import Screen

pytestmark = pytest.mark.timeout(120)


async def test_a_sleeping_glass_is_dark_and_a_touch_wakes_it(shown_house: House, glass: Screen):
    await shown_house.call("settings.change", theme="light")
    await brightness(glass, 100, 255)
    await shown_house.call("power.sleep")
    await brightness(glass, 0, 12)
    glass.touch(960, 540)
    await shown_house.until(lambda state: not state["power"]["asleep"], 2)
    await brightness(glass, 100, 255)
    state = await shown_house.until(lambda state: state["devices"]["devices"])
    assert state["cast"]["casts"] == []


async def brightness(glass: Screen, low: float, high: float) -> None:
    start = time.monotonic()
    while not low <= (mean := glass.picture()[::4, ::4].mean()) <= high:
        assert time.monotonic() - start < 3, f"brightness {mean}, not within {low}-{high}"
        await asyncio.sleep(0.05)


@pytest.mark.browser
async def test_a_headless_glass_is_watched_with_the_admin_code(house: House, laptop: Laptop):
    url = (await house.until(lambda state: state["access"]["urls"]))["access"]["urls"][0]
    code = (await house.command("admin-code")).stdout.strip()
    await laptop.page.goto(f"{url}/glass")
    await laptop.page.get_by_label("Admin code").fill(code)
    await laptop.page.keyboard.press("Enter")
    picture = laptop.page.get_by_role("img")
    await picture.wait_for(timeout=10_000)
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1280
