"""Real browsers watch a real room's glass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.rooms.house import House
from tests.rooms.screen import Screen
from tests.rooms.spectator import shows, spectator, watching_browser

pytestmark = pytest.mark.timeout(180)

LIGHT, DARK = (0xF0, 0xEE, 0xEA), (0x0E, 0x11, 0x14)


def names(state: dict) -> list[str]:
    return [one["name"] for one in state["watch"]["watchers"] if one["phase"] == "live"]


async def test_two_watch_the_glass_change_and_one_leaves(tmp_path: Path, glass: Screen):
    async with House(tmp_path, glass) as house, watching_browser() as browser:
        await house.call("settings.change", theme="light", watching=True)
        async with spectator(browser, house, "Jonas") as first:
            await shows(first, LIGHT, 15)
            async with spectator(browser, house, "Maria") as second:
                await shows(second, LIGHT, 15)
                await house.until(lambda state: names(state) == ["Jonas", "Maria"])
                await house.call("settings.change", theme="dark")
                for page in (first, second):
                    assert await shows(page, DARK, 5) < 1
            await house.until(lambda state: names(state) == ["Jonas"], 5)
            await house.call("settings.change", theme="light")
            assert await shows(first, LIGHT, 5) < 1
            await house.call("settings.change", watching=False)
            await expect(first.get_by_role("status")).to_contain_text("does not let guests watch")
            await house.until(lambda state: names(state) == [])
            await house.call("settings.change", watching=True)
            await shows(first, LIGHT, 10)
        await house.until(lambda state: names(state) == [], 8)
        assert not (house.runtime / "mirror" / "glass").exists()
        assert re.search(r"mirrored \d+ pictures", house.log)


async def test_a_worker_that_dies_and_a_shell_that_dies_are_survived(tmp_path: Path, glass: Screen):
    async with House(tmp_path, glass) as house, watching_browser() as browser:
        await house.call("settings.change", theme="light", watching=True)
        async with spectator(browser, house, "Jonas") as page:
            await shows(page, LIGHT, 15)
            house.kill("media")
            await house.until(lambda state: names(state) == [])
            await house.until(lambda state: names(state) == ["Jonas"], 15)
            await house.call("settings.change", theme="dark")
            await shows(page, DARK, 10)
            house.kill("shell")
            await expect(page.get_by_role("status")).to_contain_text("last picture", timeout=10_000)
            await house.call("settings.change", theme="light")
            await shows(page, LIGHT, 20)
            await expect(page.get_by_role("status")).to_have_text("")


async def test_a_room_that_restarts_knows_who_watches(tmp_path: Path, glass: Screen):
    async with House(tmp_path, glass) as house, watching_browser() as browser:
        await house.call("settings.change", theme="light", watching=True)
        async with spectator(browser, house, "Jonas") as page:
            await shows(page, LIGHT, 15)
            (before,) = (await house.until(lambda state: names(state) == ["Jonas"]))["watch"]["watchers"]
            house.kill("room")
            state = await house.until(lambda state: names(state) == ["Jonas"], 15)
            assert state["watch"]["watchers"] == [before]
            # the page hears of its end by its own line to the room, which has to be back
            await expect(page.locator(".tools .said")).to_have_text("", timeout=10_000)
            await house.call("settings.change", theme="dark")
            await shows(page, DARK, 10)
            await house.call("watch.stop_watching", watch_id=before["id"])
            await expect(page.get_by_role("status")).to_contain_text("stopped this")
            await page.get_by_role("button", name="Watch again").click()
            await shows(page, DARK, 10)
