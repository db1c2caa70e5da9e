"""Pictures of every page, on a phone and a laptop, in English and light or Chinese and dark: build/screenshots/web.

They are for eyes; what a program can judge is asserted: nothing sticks out sideways, every control is large enough to
touch, text stands out from its ground.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from appliance.api.role import Role
from appliance.caller import Caller
from appliance.cast import reception
from tests.web.browser import LAPTOP, PHONE, chromium, tab
from tests.web.caster import CLOSE_THE_CHOICE
from tests.web.door import Door
from tests.web.media_door import MediaDoor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FOLDER = Path(__file__).parents[2] / "build" / "screenshots" / "web"
FORMS: dict[str, dict[str, Any]] = {"phone": PHONE, "laptop": LAPTOP}
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
LOOKS = [("en", "light"), ("zh", "dark")]
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
  const stream = canvas.captureStream(10);
  const sound = new AudioContext().createMediaStreamDestination();
  stream.addTrack(sound.stream.getAudioTracks()[0]);
  return stream;
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
        """[...document.querySelectorAll("button, a, summary, .field input, .choice label, .switch")]
             .map((one) => [one.textContent, one.getBoundingClientRect()])
             .filter(([, box]) => box.width > 0 && (box.height < 40 || box.width < 40)).map(([text]) => text)"""
    )
    assert not small, f"{name}: too small to touch: {small}"


@pytest.mark.parametrize(("language", "theme"), LOOKS)
async def test_pictures(
    media_door: MediaDoor, browser: Browser, language: str, theme: str, monkeypatch: pytest.MonkeyPatch
):
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
            await _walk(door, page, name, monkeypatch)
        async with tab(browser, **described) as page:
            await _watch(door, page, name)
        async with tab(browser, **described) as page:
            await page.goto(door.plain_url)
            await shoot(page, f"plain-{name}")


async def _walk(door: Door, page: Page, name: str, patch: pytest.MonkeyPatch) -> None:
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
    await _show_steps(door, page, name, patch)


async def _show_steps(door: Door, page: Page, name: str, patch: pytest.MonkeyPatch) -> None:
    main = page.locator(".main")
    await main.click()
    await expect(page.locator(".live:not(.away)")).to_be_visible(timeout=10_000)
    await page.wait_for_timeout(4500)
    await shoot(page, f"live-{name}")
    await _show_deeds(door, page, name)
    await page.locator(".stop").click()
    await expect(page.locator(".verdict")).to_be_visible()
    await shoot(page, f"ended-{name}")
    await door.call("settings.change", casting="ask")
    await shoot(page, f"share-ask-{name}")
    await main.click()
    await expect(page.locator(".live.calm:not(.away)")).to_be_visible(timeout=10_000)
    await shoot(page, f"asking-{name}")
    await door.call("cast.stop_cast", cast_id=door.store.state.cast.casts[0].id)
    await expect(page.locator(".verdict")).to_be_visible()
    await shoot(page, f"declined-{name}")
    await door.call("settings.change", casting="together")
    await _show_queue(door, page, name, patch)


async def _show_deeds(door: Door, page: Page, name: str) -> None:
    keys = page.locator(".key")
    await page.locator(".controls .switch input").press("Space")
    await expect(page.locator(".controls .switch input")).to_be_checked()
    lines = [
        {"id": 1, "phase": phase, "x": x, "y": y, "colour": "#e5484d"}
        for phase, x, y in (("down", 0.55, 0.75), ("move", 0.65, 0.6), ("move", 0.75, 0.68), ("up", 0.9, 0.35))
    ]
    dot = {"id": 2, "phase": "move", "x": 0.25, "y": 0.4, "colour": "#30a46c", "pointing": True}
    await door.call("cast.touch", cast_id=door.store.state.cast.casts[0].id, contacts=[*lines, dot])
    await shoot(page, f"live-drawn-{name}")
    await keys.nth(3).click()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowUp")
    await shoot(page, f"live-pointing-{name}")
    await page.keyboard.press("Escape")
    await keys.first.click()
    await expect(page.locator(".live.calm")).to_be_visible()
    await shoot(page, f"paused-{name}")


async def _show_queue(door: Door, page: Page, name: str, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as limits:
        limits.setattr(reception, "MAX_CASTS", 0)
        await page.locator(".main").click()
        await expect(page.locator(".wait")).to_be_visible(timeout=10_000)
        await shoot(page, f"full-{name}")
        first = Caller(Role.GUEST, "first", "Priya Raman")
        await door.call("cast.enter_queue", first)
        await page.locator(".main").click()
        await expect(page.locator(".wait .main")).to_be_hidden()
        await shoot(page, f"queued-{name}")
        await page.evaluate(CLOSE_THE_CHOICE)
        await shoot(page, f"queued-closed-{name}")
        limits.setattr(reception, "MAX_CASTS", 1)
        await door.call("cast.leave_queue", Caller(Role.GUEST, "nobody"))
        await expect(page.locator(".called")).to_be_visible()
        await shoot(page, f"queued-called-{name}")
        await door.call("cast.leave_queue", first)
        await expect(page.locator(".countdown")).to_be_visible()
        await shoot(page, f"turn-{name}")
        await page.locator(".wide").click()
        await expect(page.locator(".verdict")).to_be_visible()


async def _watch(door: Door, page: Page, name: str) -> None:
    await page.goto(f"{door.url}/glass")
    await shoot(page, f"glass-door-{name}")
    await door.attach_glass()
    await page.locator(".admin-code").fill(door.admin_code)
    await page.keyboard.press("Enter")
    await expect(page.locator(".stage img")).to_be_visible()
    await shoot(page, f"glass-{name}")
