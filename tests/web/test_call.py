"""The call page in real browsers, before a real conference and the real forwarder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.web.browser import chromium
from tests.web.call_door import FLAGS, CallDoor, loud, member, moving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[CallDoor]:
    async with CallDoor(tmp_path) as door:
        await door.call("meeting.set_lobby", has_lobby=False)
        yield door


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium(*FLAGS) as browser:
        yield browser


def press(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True).click()


async def test_two_see_and_hear_each_other(door: CallDoor, browser: Browser):
    async with member(browser, door, "Anna") as anna, member(browser, door, "Bo") as bo:
        await door.until(lambda now: {"Anna", "Bo"} <= {one.name for one in now.people if one.phase == "present"})
        await moving(anna, door.person("Bo").id, width=640)
        await moving(bo, door.person("Anna").id, width=640)
        assert await loud(anna) > 0.02
        assert await loud(bo) > 0.02
        # and oneself, as in a mirror
        await moving(anna, door.person("Anna").id)

        await press(anna, "Mute")
        await expect(bo.get_by_role("group", name="Anna, muted")).to_be_visible()
        await press(anna, "Stop camera")
        await expect(bo.get_by_role("group", name="Anna, muted, camera off")).to_be_visible()
        await press(anna, "Start camera")
        await moving(bo, door.person("Anna").id)
