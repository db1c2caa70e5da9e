"""Coming in: the code, and everything that may go wrong with it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from appliance.access import throttle
from tests.web.browser import PHONE, chromium, tab
from tests.web.door import Door

pytestmark = pytest.mark.browser


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with tab(browser) as page:
        yield page


def wrong(door: Door) -> str:
    return f"{(int(door.code) + 1) % 1_000_000:06}"


async def test_the_code_of_the_address_opens_and_leaves_the_address_bar(door: Door, page: Page):
    await page.goto(f"{door.url}/#{door.code}")
    await expect(page.get_by_role("button", name="Share your screen")).to_be_enabled()
    assert page.url == f"{door.url}/"
    await expect(page.get_by_text("Meeting room", exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="Share your screen")).to_be_visible()


async def test_a_scanned_ticket_opens_once_and_then_asks_for_the_code(door: Door, page: Page):
    url = door.store.state.access.join_url
    await page.goto(url)
    await expect(page.get_by_role("button", name="Share your screen")).to_be_enabled()
    assert page.url == f"{door.url}/"
    assert door.store.state.access.join_url != url
    await page.evaluate("sessionStorage.clear()")
    await page.goto("about:blank")
    await page.goto(url)
    await expect(page.get_by_text("This QR code was used before")).to_be_visible()
    await page.get_by_label("Six-digit code").fill(door.code)
    await expect(page.get_by_role("button", name="Share your screen")).to_be_enabled()


async def test_a_typed_code_opens_by_keyboard_alone(door: Door, page: Page):
    await page.goto(door.url)
    await expect(page.get_by_label("Six-digit code")).to_be_focused()
    await page.keyboard.type(f"{door.code[:3]} {door.code[3:]}")
    await expect(page.get_by_role("heading", name="You are in")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Your name")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("radio", name="Text and slides")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Video and motion")).to_be_checked()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("switch", name="Share sound too")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Share your screen")).to_be_focused()


async def test_wrong_codes_tell_the_tries_left_and_then_count_down(
    door: Door, page: Page, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(throttle, "FIRST_WAIT_S", 2.0)
    await page.goto(door.url)
    field = page.get_by_label("Six-digit code")
    for words in ("4 tries left", "3 tries left", "2 tries left", "One try left", "That code is not right."):
        await field.fill(wrong(door))
        await expect(page.get_by_role("status")).to_contain_text(words)
        await expect(field).to_have_value("")
        await expect(field).to_be_focused()
    await field.fill(door.code)
    await expect(page.get_by_role("status")).to_have_text(re.compile(r"Too many tries. You can try again in [12] s\."))
    await expect(field).to_be_disabled()
    await expect(field).to_be_enabled(timeout=4000)
    await field.fill(door.code)
    await expect(page.get_by_role("heading", name="You are in")).to_be_visible()


async def test_a_room_that_does_not_answer_is_told_and_tried_again(door: Door, page: Page):
    await page.goto(door.url)
    await expect(page.get_by_label("Six-digit code")).to_be_focused()
    await door.close()
    await page.keyboard.type(door.code)
    await expect(page.get_by_role("status")).to_contain_text("The room does not answer")
    await door.open()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", name="You are in")).to_be_visible()


async def test_a_visit_that_ended_asks_for_the_code_again(door: Door, page: Page):
    await page.goto(f"{door.url}/#{door.code}")
    await expect(page.get_by_role("heading", name="You are in")).to_be_visible()
    await page.evaluate("sessionStorage.setItem('parlor.guest', 'x.y')")
    await page.reload()
    await expect(page.get_by_role("status")).to_contain_text("Please enter the code again")


async def test_a_lost_connection_is_told_and_comes_back(door: Door, page: Page):
    await page.goto(f"{door.url}/#{door.code}")
    await expect(page.get_by_role("heading", name="You are in")).to_be_visible()
    await door.close()
    await expect(page.get_by_text("Connection to the room lost")).to_be_visible()
    await door.open()
    await expect(page.get_by_text("Connection to the room lost")).to_be_hidden()
    await door.call("settings.change", room_name="Lantern")
    await expect(page.get_by_text("Lantern", exact=True)).to_be_visible()


async def test_chinese_where_the_browser_speaks_it_and_on_demand(door: Door, browser: Browser):
    async with tab(browser, locale="zh-CN") as page:
        await page.goto(door.url)
        await expect(page.get_by_role("heading", name="请输入屏幕上的代码")).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "zh-CN"
        await page.get_by_role("button", name="Switch to English").click()
        await expect(page.get_by_role("heading", name="Enter the code on the screen")).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("heading", name="Enter the code on the screen")).to_be_visible()


async def test_a_phone_is_told_what_works(door: Door, browser: Browser):
    async with tab(browser, **PHONE) as page:
        await page.goto(f"{door.url}/#{door.code}")
        await expect(page.get_by_role("heading", name="Share from a laptop")).to_be_visible()
        await expect(page.get_by_text(door.url, exact=True)).to_be_visible()
        await expect(page.get_by_text(f"{door.code[:3]} {door.code[3:]}")).to_be_visible()


async def test_the_warning_is_explained_with_the_fingerprint(door: Door, page: Page):
    await page.goto(door.url)
    await page.get_by_text("Saw a security warning?").click()
    await expect(page.get_by_text(door.tls.fingerprint)).to_be_visible()


async def test_whoever_shares_now_is_named_and_more_may_join(door: Door, page: Page):
    other = door.access.identify(door.access.admit_guest(door.code, "127.0.0.2", "Anna"))
    assert other is not None
    await page.goto(f"{door.url}/#{door.code}")
    button = page.get_by_role("button", name="Share your screen")
    await expect(button).to_be_enabled()
    started = await door.call("cast.start_cast", other, offer="v=0\r\n")
    await expect(page.get_by_text("On the display now: Anna.")).to_be_visible()
    await expect(button).to_be_enabled()
    await door.call("settings.change", casting="ask")
    await expect(page.get_by_text("will be asked first")).to_be_visible()
    await door.call("settings.change", casting="take_over")
    await expect(page.get_by_text("You will take over from Anna.")).to_be_visible()
    await door.call("cast.stop_cast", other, cast_id=started.cast_id)
    await expect(page.get_by_role("status").first).to_be_empty()


async def test_a_browser_that_may_not_record_says_so(door: Door):
    async with chromium("--use-fake-ui-for-media-stream=deny") as browser, tab(browser) as page:
        await page.goto(f"{door.url}/#{door.code}")
        await page.get_by_role("button", name="Share your screen").click()
        await expect(page.get_by_role("heading", name="Nothing was shared")).to_be_focused()
        await expect(page.get_by_text("not allowed to record the screen here")).to_be_visible()
        await expect(page.get_by_role("button", name="Share again")).to_be_enabled()
    assert door.store.state.cast.casts == ()


FAILURES = {
    "NotAllowedError:Permission denied": ("You closed the choice", "choose a tab, window or screen"),
    "NotAllowedError:Permission denied by system": ("does not let the browser record", "Screen Recording"),
    "NotReadableError:Could not start video source": ("does not let the browser record", "Screen Recording"),
    "InvalidStateError:needs a gesture": ("press the button yourself", "Press it again"),
    "NotFoundError:nothing there": ("found nothing to share", "Open the window"),
    "OperationError:odd": ("could not record the screen", "Start the browser anew"),
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_what_the_browser_says_is_told_with_what_to_do(door: Door, page: Page, failure: str):
    name, said = failure.split(":")
    await page.add_init_script(
        f"""navigator.mediaDevices.getDisplayMedia = () => new Promise((_, refuse) =>
              setTimeout(() => refuse(new DOMException("{said}", "{name}")), 800))"""
    )
    await page.goto(f"{door.url}/#{door.code}")
    await page.get_by_role("button", name="Share your screen").click()
    await expect(page.get_by_text("Choose what to share…")).to_be_visible()
    for words in FAILURES[failure]:
        await expect(page.locator(".share")).to_contain_text(words)


async def test_how_it_was_shared_last_is_remembered(door: Door, page: Page):
    await page.goto(f"{door.url}/#{door.code}")
    await expect(page.get_by_role("radio", name="Text and slides")).to_be_checked()
    await expect(page.get_by_role("switch", name="Share sound too")).to_be_checked()
    await page.get_by_role("radio", name="Video and motion").check()
    await page.get_by_role("switch", name="Share sound too").press("Space")
    await page.reload()
    await expect(page.get_by_role("radio", name="Video and motion")).to_be_checked()
    await expect(page.get_by_role("switch", name="Share sound too")).not_to_be_checked()


async def test_plain_http_leads_to_the_secure_page(door: Door, page: Page):
    await page.goto(door.plain_url)
    await expect(page.get_by_text(door.tls.fingerprint)).to_be_visible()
    await page.get_by_role("link", name="Continue to").click()
    await expect(page.get_by_role("heading", name="Enter the code on the screen")).to_be_visible()
