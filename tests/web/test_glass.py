"""The glass, watched from a browser by whoever holds the admin code."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import chromium, tab
from tests.web.door import Door

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(door: Door) -> AsyncIterator[Page]:
    async with chromium() as browser, tab(browser) as page:
        await page.goto(f"{door.url}/glass")
        yield page


async def come_in(door: Door, page: Page) -> None:
    await page.get_by_label("Admin code").fill(door.admin_code)
    await page.keyboard.press("Enter")


async def test_it_shows_the_glass(door: Door, page: Page):
    await door.attach_glass()
    await come_in(door, page)
    picture = page.get_by_role("img", name="The display of Meeting room, live")
    await expect(picture).to_be_visible()
    first = await picture.get_attribute("src")
    size = await picture.evaluate("(image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight])")
    assert size == [1280, 720]
    await page.wait_for_function("(first) => document.querySelector('.stage img').src !== first", arg=first)


async def test_it_asks_at_most_four_times_a_second(door: Door, page: Page):
    await door.attach_glass()
    await come_in(door, page)
    await page.wait_for_timeout(3000)
    entries = "performance.getEntriesByType('resource')"
    asked = await page.evaluate(f"{entries}.filter((one) => /glass.jpg/.test(one.name)).map((one) => one.startTime)")
    assert len(asked) >= 4
    assert (asked[-1] - asked[0]) / (len(asked) - 1) >= 245


async def test_a_wrong_code_stays_out(door: Door, page: Page):
    await page.get_by_label("Admin code").fill("AAAA-AAAA-AAAA-AAAA")
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_role("status")).to_contain_text("4 tries left")


async def test_a_glass_that_is_away_is_told_and_its_return_shows(door: Door, page: Page):
    await come_in(door, page)
    await expect(page.get_by_text("The display is off")).to_be_visible()
    await door.attach_glass()
    await expect(page.get_by_role("img", name="The display of")).to_be_visible(timeout=8000)
    await expect(page.get_by_text("The display is off")).to_be_hidden()


async def test_leaving_forgets_the_token(door: Door, page: Page):
    await door.attach_glass()
    await come_in(door, page)
    await page.get_by_role("button", name="Leave").click()
    await expect(page.get_by_label("Admin code")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("Admin code")).to_be_visible()
