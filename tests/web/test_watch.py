"""The page of whoever watches the glass, in a real browser before the real media engine."""

# ruff: noqa: ASYNC110  what is waited for happens in a browser

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, WebSocketRoute, expect

from appliance.api.watch import MAX_WATCHERS
from tests.media.watcher import Shell
from tests.rooms.spectator import FLAGS, shows
from tests.web.browser import PHONE, chromium, tab
from tests.web.media_door import MediaDoor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

FOLDER = Path(__file__).parents[2] / "build" / "screenshots" / "web"
RED = (200, 60, 30)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium(*FLAGS) as browser:
        yield browser


@pytest.fixture
async def door(media_door: MediaDoor) -> MediaDoor:
    await media_door.attach_glass()
    await media_door.call("settings.change", watching=True)
    Shell(media_door.mirror, 1280, 720).show(*RED)
    return media_door


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with tab(browser) as page:
        yield page


def names(door: MediaDoor) -> list[str]:
    return [one.name for one in door.store.state.watch.watchers]


async def until(is_so, timeout_s: float = 8) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.02)


async def test_code_name_and_the_glass_with_its_sound(door: MediaDoor, page: Page):
    await page.goto(f"{door.url}/watch")
    await page.get_by_label("Six-digit code").fill(door.code)
    await page.get_by_label("Your name").fill("Jonas")
    await page.get_by_role("button", name="Watch").click()
    await shows(page, RED, 10)
    await expect(page.get_by_text("Watching Meeting room")).to_be_visible()
    assert names(door) == ["Jonas"]
    video = page.locator("video")
    assert await video.evaluate("(video) => video.muted && !video.paused")
    await page.get_by_role("button", name="Turn sound on").click()
    assert await video.evaluate("(video) => !video.muted && video.srcObject.getAudioTracks().length === 1")
    await page.get_by_role("button", name="Turn sound off").click()
    assert await video.evaluate("(video) => video.muted")
    await page.get_by_role("button", name="Full screen").click()
    await page.wait_for_function("document.fullscreenElement?.classList.contains('stage')")


async def test_a_display_brings_code_and_name_in_its_address(door: MediaDoor, page: Page):
    await page.goto(f"{door.url}/watch?name=Second%20display#{door.code}")
    await shows(page, RED, 10)
    assert names(door) == ["Second display"]
    assert door.code not in page.url


async def test_leaving_the_page_ends_it_at_once(door: MediaDoor, page: Page):
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await shows(page, RED, 10)
    await page.goto("about:blank")
    await until(lambda: names(door) == [], 3)


async def test_what_the_room_forbids_is_said_and_starts_when_it_is_allowed(door: MediaDoor, page: Page):
    await door.call("settings.change", watching=False)
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await expect(page.get_by_role("status")).to_contain_text("does not let guests watch")
    await door.call("settings.change", watching=True)
    await shows(page, RED, 10)


async def test_who_was_stopped_stays_out_until_they_ask_again(door: MediaDoor, page: Page):
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await shows(page, RED, 10)
    await door.call("watch.stop_watching", watch_id=door.store.state.watch.watchers[0].id)
    await expect(page.get_by_role("status")).to_contain_text("Somebody in the room stopped this")
    await asyncio.sleep(1)
    assert names(door) == []
    await page.get_by_role("button", name="Watch again").click()
    await shows(page, RED, 10)


async def test_a_stop_that_the_page_could_not_hear_of_stays_one(door: MediaDoor, page: Page):
    """Its line is down in that moment: it must not come back as if the picture had only been lost."""
    lines: list[WebSocketRoute] = []
    is_away = False

    async def connect(line: WebSocketRoute) -> None:
        if is_away:
            await line.close(code=1013)
            return
        line.connect_to_server()
        lines.append(line)

    async def pass_on(route: Route) -> None:
        await (route.abort() if is_away else route.continue_())

    await page.route_web_socket(re.compile("/api/ws"), connect)
    await page.route(re.compile("/whep"), pass_on)
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await shows(page, RED, 10)
    is_away = True
    for line in lines:
        await line.close(code=1013)
    await expect(page.locator(".said.away")).not_to_be_empty()
    await door.call("watch.stop_watching", watch_id=door.store.state.watch.watchers[0].id)
    await expect(page.get_by_role("status")).to_contain_text("The picture was lost", timeout=15_000)
    is_away = False
    await expect(page.get_by_role("status")).to_contain_text("Somebody in the room stopped this", timeout=10_000)
    await asyncio.sleep(4)
    assert names(door) == []
    await page.get_by_role("button", name="Watch again").click()
    await shows(page, RED, 10)


async def test_a_full_room_and_one_without_a_glass_are_said(door: MediaDoor, page: Page, browser: Browser):
    for at in range(MAX_WATCHERS):
        token = {"Authorization": f"Bearer {door.access.admit_guest(door.code, '127.0.0.1')}"}
        async with door.client() as client:
            offer = await page.evaluate(
                """async () => {
                  const peer = new RTCPeerConnection();
                  peer.addTransceiver("video", { direction: "recvonly" });
                  await peer.setLocalDescription();
                  return peer.localDescription.sdp;
                }"""
            )
            headers = token | {"Content-Type": "application/sdp"}
            assert (await client.post(f"/whep?name={at}", data=offer, headers=headers)).status == 201
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await expect(page.get_by_role("status")).to_contain_text("As many watch already")
    # those others never connect, so there is room soon
    await shows(page, RED, 25)
    await door.call("watch.stop_watching", watch_id=door.store.state.watch.watchers[-1].id)
    shell = type("Gone", (), {"id": "shell"})()
    door.glass.leave(shell)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Watch again").click()
    await expect(page.get_by_role("status")).to_contain_text("display is off")
    await door.attach_glass()
    await shows(page, RED, 10)


async def test_a_worker_that_loses_everybody_is_followed(door: MediaDoor, page: Page):
    await page.goto(f"{door.url}/watch?name=Jonas#{door.code}")
    await shows(page, RED, 10)
    (before,) = door.store.state.watch.watchers
    door.watch.lose_media()
    await until(lambda: names(door) == ["Jonas"])
    assert door.store.state.watch.watchers[0].id != before.id
    await expect(page.get_by_role("status")).to_have_text("", timeout=10_000)
    await shows(page, RED, 10)


async def test_a_phone_that_cannot_share_may_watch(door: MediaDoor, browser: Browser):
    async with tab(browser, **PHONE) as page:
        await page.goto(f"{door.url}/#{door.code}")
        await page.get_by_role("link", name="Watch the room’s display here").click()
        await page.get_by_role("button", name="Watch").click()
        await shows(page, RED, 10)


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_pictures(door: MediaDoor, browser: Browser, language: str, theme: str):
    for form, options in (("phone", PHONE), ("laptop", {})):
        async with tab(browser, **(options | {"locale": language, "color_scheme": theme})) as page:
            await page.goto(f"{door.url}/watch#{door.code}")
            await expect(page.locator("form")).to_be_visible()
            await shoot(page, f"watch-name-{form}-{language}-{theme}")
            await page.locator(".main").click()
            await shows(page, RED, 10)
            await shoot(page, f"watch-{form}-{language}-{theme}")
            await door.call("watch.stop_watching", watch_id=door.store.state.watch.watchers[0].id)
            await expect(page.locator(".over .main")).to_be_visible()
            await shoot(page, f"watch-stopped-{form}-{language}-{theme}")
            await door.call("settings.change", watching=False)
            await page.locator(".over .main").click()
            await expect(page.get_by_role("status")).to_have_text(re.compile("guests|访客"))
            await shoot(page, f"watch-off-{form}-{language}-{theme}")
            await door.call("settings.change", watching=True)


async def shoot(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    await page.wait_for_timeout(250)
    await page.screenshot(path=FOLDER / f"{name}.png")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} sticks out sideways"
