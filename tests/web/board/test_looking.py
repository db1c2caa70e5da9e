"""A board that a guest may only look at."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.web.board.guest import (
    board_of,
    come_in,
    draw,
    elements,
    link,
    open_board,
    until,
)
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_view_only_guests_look_on_until_they_may_draw(door: Door, page: Page):
    await draw(page, [(200, 200), (400, 200)])
    await until(door, len)
    await door.call("board.set_view_only", view_only=True)
    await expect(page.get_by_role("status").filter(has_text="You can look on")).to_be_visible()
    await expect(page.get_by_role("toolbar")).to_be_hidden()
    await draw(page, [(200, 400), (400, 500)])
    await page.keyboard.press("Control+z")
    await page.wait_for_timeout(300)
    assert len(await elements(door)) == 1
    await door.call("board.set_view_only", view_only=False)
    await expect(page.get_by_role("toolbar")).to_be_visible()
    await draw(page, [(200, 600), (400, 600)])
    await until(door, lambda found: len(found) == 2)
    await expect(page.get_by_role("img", name="Saved")).to_be_visible()


async def test_a_board_to_look_at_offers_no_tools_from_the_first_moment(door: Door, browser: Browser):
    url = await open_board(door)
    await door.call("board.set_view_only", view_only=True)
    async with tab(browser) as page:
        await page.add_init_script(
            "new MutationObserver(() => globalThis.wasOffered ||= Boolean(document.querySelector('[role=toolbar]')))"
            ".observe(document, { childList: true, subtree: true })"
        )
        await come_in_to_look(page, url)
        assert await page.evaluate("globalThis.wasOffered ?? false") is False
        await expect(page.get_by_role("toolbar")).to_have_count(0)
        await expect(page.get_by_role("button", name="New page")).to_have_count(0)
        cursor = await page.locator(".surface").evaluate("(surface) => getComputedStyle(surface).cursor")
        assert cursor == "grab"
        for key in ("v", "Control+a", "Control+d", "Control+g", "r", "]", "Delete", "Insert", "t"):
            await page.keyboard.press(key)
        await page.mouse.click(300, 300)
        await expect(page.get_by_role("textbox")).to_have_count(0)
        await draw(page, [(200, 200), (500, 400)])
        await page.wait_for_timeout(300)
        assert not await elements(door)
        assert len((await board_of(door)).pages) <= 1


async def test_one_guest_looks_on_while_another_draws(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        [anna] = [guest for guest in door.store.state.board.guests if guest.name == "Anna"]
        await door.call("board.set_view_only", view_only=True, guest_id=anna.id)
        await expect(page.get_by_role("status").filter(has_text="You can look on")).to_be_visible()
        await expect(page.get_by_role("toolbar")).to_have_count(0)


async def test_what_the_room_does_not_take_is_said_to_be_only_here(door: Door, page: Page):
    await door.close()
    await expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    await draw(page, [(200, 200), (400, 350)])
    await door.call("board.set_view_only", view_only=True)
    await door.open()
    await expect(
        page.get_by_role("status").filter(has_text="is only here, until the room lets you draw")
    ).to_be_visible()
    assert not await elements(door)
    await door.call("board.set_view_only", view_only=False)
    assert len(await until(door, len)) == 1
    await expect(page.get_by_role("img", name="Saved")).to_be_visible()


async def come_in_to_look(page: Page, url: str) -> None:
    await page.goto(url)
    await page.get_by_label("Your name").fill("Anna")
    await page.get_by_role("button", name="Open the board").click()
    await expect(page.get_by_role("status").filter(has_text="You can look on")).to_be_visible()
