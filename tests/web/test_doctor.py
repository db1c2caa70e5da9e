"""The doctor's page in a real browser: what works from there is told, and what does not, with a remedy."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from zeroconf.asyncio import AsyncZeroconf

from appliance.api.health import Component, HealthState
from appliance.discovery import HostName
from appliance.discovery.announcement import ROOM_TYPE, Announcement, service_info
from tests.web.browser import PHONE, chromium, tab
from tests.web.door import Door
from tests.web.media_door import MediaDoor
from tests.web.test_screenshots import FOLDER, FORMS, LANGUAGES, shoot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]

LOOPBACK = "--allow-loopback-in-peer-connection"
KNOWN_NAME = "--host-resolver-rules=MAP lantern-d.local 127.0.0.1"
UNKNOWN_NAME = "--host-resolver-rules=MAP lantern-d.local ~NOTFOUND"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium(LOOPBACK) as browser:
        yield browser


def finding(page: Page, title: str, *, exact: bool = False) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=exact))


async def is_done(page: Page) -> None:
    await expect(page.get_by_role("button", name="Copy for IT")).to_be_visible(timeout=30_000)


async def come_in(page: Page, door: Door) -> None:
    await page.goto(f"{door.url}/#{door.code}")
    await expect(page.get_by_role("heading", name="You are in")).to_be_visible()
    await page.goto(f"{door.url}/doctor")


@asynccontextmanager
async def announced(door: Door) -> AsyncIterator[None]:
    """The room answers to lantern-d.local on loopback."""
    about = Announcement(room_id="d0c70400-d", name="Lantern", port=1, addresses=("127.0.0.1",), fingerprint="")
    async with AsyncZeroconf(interfaces=["127.0.0.2"]) as network:
        await (await network.async_register_service(service_info(about, ROOM_TYPE, "Lantern", "lantern-d.local")))
        door.host = HostName(name="lantern-d.local")
        yield


async def test_the_guests_page_leads_there_and_the_visit_goes_on(media_door: MediaDoor, browser: Browser):
    async with tab(browser) as page:
        await page.goto(f"{media_door.url}/#{media_door.code}")
        await expect(page.get_by_role("heading", name="You are in")).to_be_visible()
        async with page.context.expect_page() as opening:
            await page.get_by_role("link", name="Something does not work?").click()
        doctor = await opening.value
        await is_done(doctor)
        await expect(finding(doctor, "Secure page Works")).to_be_visible()
        await expect(finding(doctor, "Sharing the screen Works")).to_be_visible()
        await expect(finding(doctor, "Live connection (WebSocket) Works")).to_be_visible()
        udp = finding(doctor, "UDP from here Works")
        await expect(udp).to_contain_text("0 % lost")
        await expect(finding(doctor, "Certificate Take note", exact=True)).to_contain_text(
            media_door.tls.fingerprint[:23]
        )
        await expect(finding(doctor, "Casting by program (WHIP) Works")).to_contain_text(f"{media_door.url}/whip")
        await expect(finding(doctor, "Address without https Works")).to_contain_text(media_door.plain_url)
        await expect(doctor.get_by_label("Six-digit code")).to_be_hidden()
        await expect(page.get_by_role("heading", name="You are in")).to_be_visible()


@asynccontextmanager
async def without_udp(profile: Path) -> AsyncIterator[Page]:
    """A page of a Chromium whose administrator, or an extension, lets WebRTC go through proxies only."""
    (profile / "Default").mkdir(parents=True)
    preferences = {"webrtc": {"ip_handling_policy": "disable_non_proxied_udp"}}
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--no-first-run"],
            ignore_https_errors=True,
            locale="en-US",
        )
        yield context.pages[0]
        await context.close()


async def test_blocked_udp_is_told_with_what_to_ask_it_for(media_door: MediaDoor, tmp_path: Path):
    async with without_udp(tmp_path / "profile") as page:
        await come_in(page, media_door)
        await is_done(page)
        udp = finding(page, "UDP from here Does not work")
        await expect(udp).to_contain_text("Ask IT to allow UDP to 127.0.0.1, ports 32768–60999")
        await expect(page.get_by_role("status").first).to_have_text("One thing keeps casting from working.")


async def test_a_name_that_this_browser_finds_works_though_its_certificate_is_new(media_door: MediaDoor):
    async with announced(media_door), chromium(LOOPBACK, KNOWN_NAME) as browser, tab(browser) as page:
        await come_in(page, media_door)
        await is_done(page)
        await expect(finding(page, "Name on the network Works")).to_contain_text("lantern-d.local")
        await expect(finding(page, "The room’s name Works")).to_contain_text("https://lantern-d.local:")


async def test_a_name_that_this_browser_does_not_find_is_told(media_door: MediaDoor):
    async with announced(media_door), chromium(LOOPBACK, UNKNOWN_NAME) as browser, tab(browser) as page:
        await come_in(page, media_door)
        await is_done(page)
        await expect(finding(page, "The room’s name Take note")).to_contain_text(f"Use the address: {media_door.url}.")


async def test_without_the_code_the_rest_waits_for_it(media_door: MediaDoor, browser: Browser):
    async with tab(browser) as page:
        await page.goto(f"{media_door.url}/doctor")
        await is_done(page)
        await expect(finding(page, "Live connection (WebSocket) Works")).to_be_visible()
        await expect(finding(page, "UDP from here")).to_be_hidden()
        await page.get_by_label("Six-digit code").fill(media_door.code)
        await expect(finding(page, "UDP from here Works")).to_be_visible(timeout=15_000)


async def test_a_proxy_that_stops_websockets_is_found_out(door: Door, browser: Browser):
    async with tab(browser) as page:
        await page.route_web_socket("**/api/ws", lambda socket: socket.close())
        await page.goto(f"{door.url}/doctor")
        await is_done(page)
        await expect(finding(page, "Live connection (WebSocket) Does not work")).to_contain_text("VPN or proxy")


async def test_the_rooms_own_trouble_is_told(door: Door, browser: Browser):
    away = Component(name="media", status="failed", reason="media.away", since=datetime.now(UTC))
    door.store.replace(health=HealthState(components=(away,)))
    async with tab(browser) as page:
        await come_in(page, door)
        await is_done(page)
        await expect(finding(page, "Receiving pictures Does not work")).to_contain_text("restart the room")
        assert await finding(page, "HDMI").count() == 0


async def test_it_gets_a_text_that_can_be_pasted(door: Door, browser: Browser):
    async with tab(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        await page.goto(f"{door.url}/doctor")
        await is_done(page)
        await page.get_by_role("button", name="Copy for IT").click()
        await expect(page.get_by_role("button", name="Copied")).to_be_visible()
        text = await page.evaluate("navigator.clipboard.readText()")
    assert f"Page: {door.url}" in text
    assert "[ok] Secure page" in text
    assert "Browser: Mozilla" in text


async def test_where_pages_may_not_copy_the_text_can_be_selected(door: Door, browser: Browser):
    async with tab(browser) as page:
        await page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
        await page.goto(f"{door.url}/doctor")
        await is_done(page)
        await page.get_by_role("button", name="Copy for IT").click()
        await expect(page.get_by_role("textbox", name="Your browser does not let pages copy")).to_be_focused()


async def test_a_phone_is_told_in_chinese_what_it_can_do(door: Door, browser: Browser):
    async with tab(browser, **PHONE, locale="zh-CN") as page:
        await page.goto(f"{door.url}/doctor")
        await expect(page.get_by_role("heading", name="从这里可以投屏吗？")).to_be_visible()
        await expect(finding(page, "共享屏幕 无法使用")).to_contain_text("笔记本电脑")


async def test_a_room_that_went_away_is_told(door: Door, browser: Browser):
    async with tab(browser) as page:
        await page.goto(f"{door.url}/doctor")
        await is_done(page)
        await door.close()
        await page.get_by_role("button", name="Check again").click()
        await expect(finding(page, "Reaching the room Does not work")).to_be_visible()
        await is_done(page)
        await door.open()
        await page.get_by_role("button", name="Check again").click()
        await expect(finding(page, "Reaching the room Works")).to_be_visible()


@pytest.mark.parametrize(("form", "language", "theme"), [("phone", "en", "light"), ("laptop", "zh", "dark")])
async def test_pictures(media_door: MediaDoor, browser: Browser, form: str, language: str, theme: str):
    """Into build/screenshots/web, for eyes."""
    options = {**FORMS[form], "locale": LANGUAGES[language], "color_scheme": theme}
    async with tab(browser, **options) as page:
        # tells a phone that it cannot share, so it is entered at the doctor's own door
        await page.goto(f"{media_door.url}/doctor")
        await page.locator(".code input").fill(media_door.code)
        await expect(page.locator(".findings")).to_have_count(2, timeout=15_000)
        await expect(page.locator(".deeds button")).to_have_count(2, timeout=15_000)
        await shoot(page, f"doctor-{form}-{language}-{theme}")
        await page.screenshot(path=FOLDER / f"doctor-{form}-{language}-{theme}-whole.png", full_page=True)


@pytest.mark.parametrize(("form", "theme"), [("phone", "dark"), ("laptop", "light")])
async def test_the_plain_page_says_what_to_press(door: Door, browser: Browser, form: str, theme: str):
    async with tab(browser, **FORMS[form], color_scheme=theme) as page:
        await page.goto(door.plain_url)
        for name, press in {
            "Chrome": ("Proceed to", "继续前往"),
            "Edge": ("Continue to", "继续访问"),
            "Firefox": ("Accept the Risk and Continue", "接受风险并继续"),
            "Safari": ("visit this website", "访问此网站"),
        }.items():
            steps = page.locator(f"dt:has-text('{name}') + dd")
            await expect(steps).to_have_count(2)
            await expect(steps.first).to_contain_text(press[0])
            await expect(steps.last).to_contain_text(press[1])
        await expect(page.get_by_text(door.tls.fingerprint)).to_be_visible()
        await shoot(page, f"plain-{form}-{theme}")
        await page.screenshot(path=FOLDER / f"plain-{form}-{theme}-whole.png", full_page=True)
        await page.get_by_role("link", name=f"Continue to {door.url}").click()
        await expect(page.get_by_role("link", name="Something does not work?")).to_be_visible()
