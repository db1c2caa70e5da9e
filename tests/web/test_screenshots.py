"""Pictures of every page, on a phone and a laptop, in both languages and both themes, into build/screenshots/web.

They are for eyes; what a program can judge is asserted: nothing sticks out sideways, every control is large enough to
touch, text stands out from its ground.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.web.browser import LAPTOP, PHONE, chromium, tab
from tests.web.door import Door
from tests.web.media_door import MediaDoor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FOLDER = Path(__file__).parents[2] / "build" / "screenshots" / "web"
FORMS: dict[str, dict[str, Any]] = {"phone": PHONE, "laptop": LAPTOP}
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
MOVING_PICTURE = """
navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const pen = canvas.getContext("2d");
  setInterval(() => {
    pen.fillStyle = "#f7f3ea"; pen.fillRect(0, 0, 1280, 720);
    pen.fillStyle = "#22304a"; pen.font = "600 88px sans-serif"; pen.fillText("Quarterly results", 96, 180);
    for (const [at, high] of [150, 210, 190, 300, 380].entries()) {
      pen.fillStyle = at === 4 ? "#e0663c" : "#7f93b8"; pen.fillRect(96 + at * 220, 640 - high, 150, high);
    }
  }, 100);
  return canvas.captureStream(10);
};
"""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium("--allow-loopback-in-peer-connection") as browser:
        yield browser


async def shoot(page: Page, name: str) -> None:
    await page.wait_for_timeout(200)
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} sticks out sideways"
    small = await page.evaluate(
        """[...document.querySelectorAll("button, a, summary, .field input")]
             .map((one) => [one.textContent, one.getBoundingClientRect()])
             .filter(([, box]) => box.height < 40 || box.width < 40).map(([text]) => text)"""
    )
    assert not small, f"{name}: too small to touch: {small}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_pictures(media_door: MediaDoor, browser: Browser, language: str, theme: str):
    door = media_door
    for form, options in FORMS.items():
        described = {**options, "locale": LANGUAGES[language], "color_scheme": theme}
        name = f"{form}-{language}-{theme}"
        async with tab(browser, **described) as page:
            if form == "phone":
                await page.goto(f"{door.url}/#{door.code}")
                await shoot(page, f"unable-{name}")
        described.pop("user_agent", None)
        async with tab(browser, **described) as page:
            await page.add_init_script(MOVING_PICTURE)
            await _walk(door, page, name)
        async with tab(browser, **described) as page:
            await _watch(door, page, name)
        async with tab(browser, **described) as page:
            await page.goto(door.plain_url)
            await shoot(page, f"plain-{name}")


async def _walk(door: Door, page: Page, name: str) -> None:
    await page.goto(door.url)
    await shoot(page, f"join-{name}")
    await page.locator("summary").click()
    await page.locator("input").fill(f"{(int(door.code) + 1) % 1_000_000:06}")
    await expect(page.get_by_role("status")).not_to_be_empty()
    await shoot(page, f"join-wrong-{name}")
    await page.locator(".code input").fill(door.code)
    await expect(page.locator(".share")).to_be_visible()
    await shoot(page, f"share-{name}")
    door.access._guest_throttle.right("127.0.0.1")
    await _show_steps(page, name)


async def _show_steps(page: Page, name: str) -> None:
    await page.locator(".main").click()
    await expect(page.locator(".live:not(.away)")).to_be_visible(timeout=10_000)
    await page.wait_for_timeout(500)
    await shoot(page, f"live-{name}")
    await page.locator(".stop").click()
    await expect(page.locator(".verdict")).to_be_visible()
    await shoot(page, f"ended-{name}")


async def _watch(door: Door, page: Page, name: str) -> None:
    await page.goto(f"{door.url}/glass")
    await shoot(page, f"glass-door-{name}")
    await door.attach_glass()
    await page.locator(".admin-code").fill(door.admin_code)
    await page.keyboard.press("Enter")
    await expect(page.locator(".stage img")).to_be_visible()
    await shoot(page, f"glass-{name}")
