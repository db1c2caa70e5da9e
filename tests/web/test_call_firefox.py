"""The call page in Firefox: its camera and voice reach a person in Chromium, and theirs reach it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.rooms.screen import Screen
from tests.web.browser import chromium
from tests.web.call_door import FLAGS, MOVING, CallDoor, loud, member, moving
from tests.web.firefox import BINARY, FAKE_DEVICES, firefox

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(150),
    pytest.mark.skipif(BINARY is None, reason="no Firefox: apt-get install firefox-esr"),
]


def own_address() -> str:
    """Where this machine is reached: Firefox sends nothing from there to its loopback. Nothing leaves the machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("wants a network")
        return probe.getsockname()[0]


async def test_firefox_and_chromium_see_and_hear_each_other(tmp_path: Path):
    async with CallDoor(tmp_path, address=own_address()) as door, chromium(*FLAGS) as browser:
        await door.call("meeting.set_lobby", has_lobby=False)
        with Screen(tmp_path / "laptop", 1280, 800) as screen:
            async with firefox(tmp_path, screen, FAKE_DEVICES) as laptop, member(browser, door, "Bo") as bo:
                await laptop.goto(door.link)
                await laptop.click("button", "Turn on camera and microphone")
                await laptop.find("button", "Join", 20)
                await laptop.type("Anna")
                await laptop.click("button", "Join")
                await door.until(lambda _: door.phase("Anna") == "present", 20)
                await moving(bo, door.person("Anna").id, timeout_s=20)
                assert await loud(bo) > 0.02
                tile = f'[data-person="{door.person("Bo").id}"] video'
                await laptop.evaluate(f"({MOVING})({[tile, 1, 20_000]!r})")
                await laptop.click("button", "Mute")
                await expect(bo.get_by_role("group", name="Anna, muted")).to_be_visible()
