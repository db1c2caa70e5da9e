"""Pictures of the call page, on laptops and phones: build/screenshots/web/call-*. They are for eyes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.web.browser import LAPTOP, PHONE, chromium, tab
from tests.web.call_door import FLAGS, CallDoor, join, member, moving
from tests.web.stand_in import stand_ins
from tests.web.test_screenshots import MOVING_PICTURE, shoot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SIDEWAYS = PHONE | {"viewport": {"width": 844, "height": 390}}
LIGHT = {"locale": "en-US", "color_scheme": "light"}
DARK = {"locale": "zh-CN", "color_scheme": "dark"}
NAMES = ("Maria Okafor", "李小明", "Jonas Weber", "Priya", "Tom Hughes-Lancaster", "Wei Chen", "Sofia", "Ahmed Khan")


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[CallDoor]:
    async with CallDoor(tmp_path) as door:
        yield door


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium(*FLAGS) as browser:
        yield browser


@pytest.mark.parametrize(("form", "options"), [("laptop-en", LAPTOP | LIGHT), ("phone-zh", PHONE | DARK)])
async def test_coming_in(door: CallDoor, browser: Browser, form: str, options: dict[str, Any]):
    async with tab(browser, permissions=["camera", "microphone"], **options) as page:
        await page.goto(f"{door.url}/call")
        await page.locator("input.number").first.wait_for()
        await shoot(page, f"call-number-{form}")
        await page.goto("about:blank")
        await page.goto(door.link)
        await page.locator(".mirror video").wait_for()
        await page.wait_for_timeout(700)
        await shoot(page, f"call-ready-{form}")
        await join(page, "Anna Lindqvist")
        await expect(page.locator(".waiting .verdict")).to_be_visible()
        await shoot(page, f"call-lobby-{form}")
    async with chromium(*FLAGS[:2]) as bare, tab(bare, **options) as page:
        await page.goto(door.link)
        await page.locator(".allow").wait_for()
        await shoot(page, f"call-asks-{form}")
        await page.locator(".allow .main").click()
        await expect(page.locator(".trouble-said").first).to_be_visible()
        await shoot(page, f"call-no-devices-{form}")


async def settled(door: CallDoor, page: Page, *names: str) -> None:
    for name in names:
        await moving(page, door.person(name).id)


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("laptop-en", LAPTOP | LIGHT),
        ("laptop-zh", LAPTOP | DARK),
        ("phone-en", PHONE | LIGHT),
        ("sideways-zh", SIDEWAYS | DARK),
    ],
)
async def test_in_a_meeting(door: CallDoor, browser: Browser, form: str, options: dict[str, Any]):
    await door.call("meeting.set_lobby", has_lobby=False)
    async with member(browser, door, "Anna Lindqvist", **options) as page:
        async with stand_ins(door, *NAMES[:1]):
            await settled(door, page, NAMES[0])
            await shoot(page, f"call-two-{form}")
        async with stand_ins(door, *NAMES, off=("Priya", "Sofia")) as people:
            await settled(door, page, NAMES[0], NAMES[1])
            await people["李小明"].meeting("raise_hand", raised=True)
            await page.wait_for_timeout(1500)
            await shoot(page, f"call-gallery-{form}")
            await _show_panels(door, page, form, people)


async def _show_panels(door: CallDoor, page: Page, form: str, people: dict[str, Any]) -> None:
    await door.call("meeting.give_chair", person_id=door.person("Anna Lindqvist").id)
    for name, text in (("Maria Okafor", "Shall we start with the budget?"), ("Wei Chen", "好的，我来共享。")):
        await people[name].meeting("send_chat", text=text)
    await people["Wei Chen"].meeting("caption", number=1, text="Let us look at the third quarter first.", is_final=True)
    await page.wait_for_timeout(400)
    await shoot(page, f"call-told-{form}")
    await page.keyboard.press("c")
    await page.wait_for_timeout(6500)
    await shoot(page, f"call-chat-{form}")
    await page.keyboard.press("Escape")
    await page.keyboard.press("p")
    await page.locator(".row .plain").nth(2).click()
    await shoot(page, f"call-people-{form}")
    await page.keyboard.press("p")
    await page.locator(".bar .key:nth-last-child(2)").click()
    await shoot(page, f"call-more-{form}")
    await page.keyboard.press("Escape")
    await page.locator(".bar .leave").click()
    await shoot(page, f"call-leaving-{form}")
    await page.locator(".popover .quiet").click()
    await people["Maria Okafor"].meeting("set_sharing", sharing=True)
    await door.call("meeting.set_shared_layout", layout="speaker")
    await page.wait_for_timeout(1200)
    await shoot(page, f"call-speaker-{form}")
    await people["Maria Okafor"].meeting("set_sharing", sharing=False)
    await door.call("meeting.set_shared_layout", layout=None)
    await page.evaluate(MOVING_PICTURE)
    await page.keyboard.press("Escape")
    share = page.locator(".bar .wide-only").first
    if await share.is_visible():
        await share.click()
        await page.locator('.main-tiles [data-picture="screen"] video').wait_for()
        await page.wait_for_timeout(900)
        await shoot(page, f"call-share-{form}")
