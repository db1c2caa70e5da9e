"""The main job: a laptop's real screen and sound, through a real browser, on the real glass and loudspeaker."""

from __future__ import annotations

import asyncio
import time

import numpy as np
import pytest

from tests.rooms.house import House
from tests.rooms.laptop import TONE_HZ, Laptop
from tests.rooms.screen import Screen, blob, near

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SLIDES = ("#e00000", "#00a000", "#0000e0", "#e0e000")


def shows_slides(picture: np.ndarray) -> bool:
    """Whether the four coloured quarters of the laptop's slides lie on the picture, each in its place, and large."""
    thinned = picture[::8, ::8]
    centres = [blob(near(thinned, colour, 60)) for colour in SLIDES]
    height, width = thinned.shape[:2]
    if any(count < height * width / 10 for _, _, count in centres):
        return False
    (red, green, blue, yellow) = centres
    return red[0] < green[0] and blue[0] < yellow[0] and red[1] < blue[1] and green[1] < yellow[1]


async def seen(screen: Screen, is_wanted: bool, timeout_s: float) -> float:
    """Wait until the slides are (or are no longer) on the panel; returns how long it took, seconds."""
    start = time.monotonic()
    while shows_slides(screen.picture()) != is_wanted:
        await asyncio.sleep(0.05)
        assert time.monotonic() - start < timeout_s, f"slides {'never' if is_wanted else 'still'} on the glass"
    return time.monotonic() - start


async def join(house: House, laptop: Laptop) -> None:
    """Open the address that the glass shows and type its code."""
    await house.call("settings.change", theme="light")
    access = (await house.until(lambda state: state["access"]["urls"]))["access"]
    await laptop.page.goto(access["urls"][0])
    await laptop.page.get_by_label("Code").fill(access["code"])
    await laptop.page.keyboard.press("Enter")


async def share(laptop: Laptop) -> None:
    await laptop.page.get_by_role("button", name="Share your screen").click()


async def stop_on_the_glass(glass: Screen) -> None:
    """Touch the picture for the bar to come, then the red button on it."""
    glass.touch(glass.width // 2, glass.height // 2)
    await asyncio.sleep(0.5)
    picture = glass.picture()
    band = picture[int(glass.height * 0.75) :]
    x, y, count = blob(near(band, "#ff7468", 20))
    assert count > 500, "no Stop button on the glass"
    glass.touch(x, y + int(glass.height * 0.75))


async def test_a_laptops_screen_and_sound_arrive_and_stop_is_touched(shown_house: House, glass: Screen, laptop: Laptop):
    assert not shows_slides(glass.picture())
    await join(shown_house, laptop)
    await share(laptop)
    assert await seen(glass, True, 5) <= 5
    state = await shown_house.until(lambda state: state["cast"]["casts"][0]["phase"] == "live")
    assert state["cast"]["casts"][0]["has_sound"]

    start = time.monotonic()
    while shown_house.heard(TONE_HZ) < 0.5:
        await asyncio.sleep(0.2)
        assert time.monotonic() - start < 10, "the laptop's tone did not reach the loudspeaker"

    await stop_on_the_glass(glass)
    await seen(glass, False, 3)
    await laptop.page.get_by_text("Stopped at the screen").wait_for(timeout=3000)
    assert (await shown_house.until(lambda state: not state["cast"]["casts"]))["cast"]["casts"] == []


async def test_it_ends_when_the_laptop_stops(shown_house: House, glass: Screen, laptop: Laptop):
    await join(shown_house, laptop)
    await share(laptop)
    await seen(glass, True, 5)
    await laptop.page.get_by_role("button", name="Stop").click()
    await seen(glass, False, 3)


async def test_it_ends_when_the_laptops_lid_is_shut(shown_house: House, glass: Screen, laptop: Laptop):
    await join(shown_house, laptop)
    await share(laptop)
    await seen(glass, True, 5)
    await laptop.page.close()
    await seen(glass, False, 20)


async def test_where_the_room_asks_nothing_is_seen_before_show_is_touched(
    shown_house: House, glass: Screen, laptop: Laptop
):
    await shown_house.call("settings.change", casting="ask")
    await join(shown_house, laptop)
    await share(laptop)
    await shown_house.until(lambda state: [one["phase"] for one in state["cast"]["casts"]] == ["live"])
    await asyncio.sleep(1)
    assert not shows_slides(glass.picture())
    x, y, count = blob(near(glass.picture()[: int(glass.height * 0.13)], "#0d477b", 20))
    assert count > 300, "no Show button on the glass"
    glass.touch(x, y)
    await seen(glass, True, 5)
    state = await shown_house.until(lambda state: state["cast"]["casts"][0]["admitted"])
    assert len(state["cast"]["casts"]) == 1
