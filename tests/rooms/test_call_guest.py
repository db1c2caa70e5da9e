"""A guest's browser in a meeting of a whole room: both see and hear each other, and do again when a process dies."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page, expect

from tests.rooms.house import House
from tests.rooms.screen import Screen
from tests.rooms.test_meeting import is_live, serving
from tests.web.browser import chromium, tab
from tests.web.call_door import FLAGS, join, loud, moving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FIRST_PICTURE_S = 6.0
"""Of a whole room that shares two processors with a browser; the figure itself is the bench's."""
HEALED_S = 3.0

REMEMBER = """(who) => {
  const video = document.querySelector(`[data-person="${who}"][data-picture="camera"] video`);
  window.former = video.srcObject.getTracks()[0];
}"""
RENEWED = """(who) => {
  const video = document.querySelector(`[data-person="${who}"][data-picture="camera"] video`);
  const track = video?.srcObject?.getTracks()[0];
  return track && track !== window.former && video.getVideoPlaybackQuality().totalVideoFrames > 2;
}"""
"""Pictures of another connection than when it was asked before."""


@pytest.fixture
async def glass(tmp_path: Path) -> AsyncIterator[tuple[House, Screen]]:
    with Screen(tmp_path / "screen") as screen:
        async with House(tmp_path, screen) as house:
            yield house, screen


async def invited(house: House) -> str:
    """Hold a conference without a lobby; where its link leads."""
    await serving(house)
    await house.call("settings.change", lobby=False)
    started = await house.call("meeting.start_conference")
    await house.until(is_live, 20)
    return started["url"]


def people(state: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["id"] for one in state["meeting"]["call"]["conference"]["people"]}


def tile_of(state: dict[str, Any], person_id: str, picture: str = "camera") -> dict[str, Any]:
    found = [
        one for one in state["meeting"]["call"]["tiles"] if (one["person_id"], one["picture"]) == (person_id, picture)
    ]
    return found[0] if found else {"width": 0, "is_frozen": True}


def moves(screen: Screen, before: np.ndarray) -> float:
    """Which part of the glass has changed."""
    return float((np.abs(screen.picture().astype(int) - before) > 24).any(axis=2).mean())


async def until_moving(screen: Screen, part: float, timeout_s: float) -> None:
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        before = screen.picture().astype(int)
        time.sleep(0.3)
        if moves(screen, before) > part:
            return
    raise AssertionError("nothing moves on the glass")


async def test_a_guest_is_seen_on_the_glass_and_sees_the_room(glass: tuple[House, Screen]) -> None:
    house, screen = glass
    url = await invited(house)
    async with chromium(*FLAGS) as browser, tab(browser, permissions=["camera", "microphone"]) as page:
        await page.goto(url)
        await join(page, "Anna")
        state = await house.until(lambda told: "Anna" in people(told))
        room, anna = people(state)["Test room"], people(state)["Anna"]
        await moving(page, room, timeout_s=FIRST_PICTURE_S + 6)
        await house.until(lambda told: tile_of(told, anna)["width"] > 0, FIRST_PICTURE_S + 6)
        await until_moving(screen, 0.002, 5)
        assert await loud(page) > 0.02, "the people at the table are heard"
        await _share(house, page, room)
        await _die(house, page, room, anna)
        await house.call("meeting.end_conference")
        await expect(page.get_by_role("heading", name="The meeting has ended")).to_be_visible()
        await house.until(lambda told: told["meeting"]["call"] is None)


async def _share(house: House, page: Page, room: str) -> None:
    await house.call("meeting.share", what="board")
    await page.locator(f'[data-person="{room}"][data-picture="screen"] video').wait_for()
    await page.wait_for_function(
        """(who) => document.querySelector(`[data-person="${who}"][data-picture="screen"] video`)?.videoWidth > 0""",
        arg=room,
    )
    await house.call("meeting.share", what="")


async def _die(house: House, page: Page, room: str, anna: str) -> None:
    await moving(page, room)
    await page.evaluate(REMEMBER, room)
    house.kill("sfu")
    began = time.monotonic()
    await house.until(lambda told: told["meeting"]["call"]["conference"]["engine"]["epoch"] > 1, HEALED_S)
    left_ms = 1000 * (HEALED_S - (time.monotonic() - began))
    await page.wait_for_function(RENEWED, arg=room, timeout=left_ms)
    left_s = HEALED_S - (time.monotonic() - began)
    await house.until(lambda told: tile_of(told, anna)["width"] > 0 and not tile_of(told, anna)["is_frozen"], left_s)
    print(f"both see each other {time.monotonic() - began:.1f} s after the forwarder was killed")
