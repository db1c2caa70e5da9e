"""A guest's connection to a board that breaks and comes back."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.async_api import Browser, Page, expect

from appliance.ink.element import (
    Shape,
    Stroke,
)
from tests.web.board.guest import (
    come_in,
    draw,
    elements,
    is_connected,
    is_inked,
    link,
    until,
)
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_what_is_drawn_without_a_connection_joins_the_board(door: Door, browser: Browser, page: Page):
    url = link(door)
    async with tab(browser) as other:
        await come_in(other, url, "Ben", "Green")
        await draw(page, [(200, 200), (400, 200)])
        await until(door, len)
        await door.close()
        for guest, y in ((page, 300), (other, 500)):
            await expect(guest.get_by_role("status").filter(has_text="No connection")).to_be_visible()
            await draw(guest, [(200, y), (400, y)])
            await expect(guest.get_by_role("img", name="No connection")).to_be_visible()
        await is_inked(page, 300, 300)
        await door.open()
        await until(door, lambda found: len(found) == 3)
        for guest in (page, other):
            await is_connected(guest)
            await expect(guest.get_by_role("img", name="Saved")).to_be_visible()
            await guest.wait_for_timeout(200)
            for y in (200, 300, 500):
                await is_inked(guest, 300, y)


async def test_a_reload_without_a_connection_loses_nothing(door: Door, page: Page):
    await draw(page, [(200, 200), (400, 200)])
    await until(door, len)
    await page.route_web_socket("**/boards/**", lambda socket: socket.close())
    await door.server.__aexit__(None, None, None)
    await draw(page, [(200, 300), (400, 300)])
    await draw(page, [(200, 400), (400, 400)])
    await page.wait_for_timeout(200)
    await door.open()
    page.on("dialog", lambda dialog: dialog.accept())
    await page.reload()
    await page.wait_for_timeout(800)
    assert len(await elements(door)) == 1, "its connection is still cut"
    await page.unroute_all()
    await page.close()
    fresh = await page.context.new_page()
    await fresh.goto(link(door))
    await is_connected(fresh)
    await until(door, lambda found: len(found) == 3)
    left = """() => new Promise((resolve) => {
      const request = indexedDB.open("parlor-boards");
      request.onsuccess = () => {
        const count = request.result.transaction("changes").objectStore("changes").count();
        count.onsuccess = () => resolve(count.result);
      };
    })"""
    for _ in range(40):
        if not await fresh.evaluate(left):
            break
        await fresh.wait_for_timeout(50)
    assert await fresh.evaluate(left) == 0, "nothing of the board stays on the guest's device"


async def test_a_closed_board_is_waited_for(door: Door, page: Page):
    opened = door.boards.opened
    assert opened is not None
    board_id = opened.board_id
    await door.call("board.close_board")
    await expect(page.get_by_role("status").filter(has_text="not on the room’s display")).to_be_visible()
    await draw(page, [(200, 200), (400, 200)])
    await door.call("board.open_board", board_id=board_id)
    await is_connected(page)
    await until(door, len)


async def test_a_stroke_during_which_the_connection_broke_is_whole(door: Door, page: Page):
    await page.mouse.move(200, 300)
    await page.mouse.down()
    await page.mouse.move(400, 300, steps=20)
    await door.close()
    await page.mouse.move(450, 420, steps=20)
    await page.mouse.move(600, 300, steps=20)
    [part] = await until(door, len)
    assert isinstance(part.element, Stroke)
    await page.mouse.up()
    await door.open()
    await is_connected(page)
    wide = 1.3 * np.ptp(part.element.points[:, 0])
    [whole] = await until(door, lambda found: np.ptp(getattr(found[0].element, "points")[:, 0]) > wide)  # noqa: B009
    assert whole.id == part.id
    await page.wait_for_timeout(200)
    await is_inked(page, 550, 340)


async def test_a_figure_whose_stroke_the_room_had_rescued_stands_alone(door: Door, page: Page):
    await page.mouse.move(200, 300)
    await page.mouse.down()
    await page.mouse.move(400, 300, steps=20)
    await door.close()
    await page.mouse.move(600, 300, steps=20)
    [part] = await until(door, len)
    assert isinstance(part.element, Stroke), "the room keeps what it has seen"
    await page.wait_for_timeout(600)
    await page.mouse.up()
    await door.open()
    await is_connected(page)
    [line] = await until(door, lambda found: [one.id for one in found] != [part.id] and len(found) == 1)
    assert isinstance(line.element, Shape)
    await page.keyboard.press("Control+z")
    [whole] = await until(door, lambda found: isinstance(found[0].element, Stroke))
    assert isinstance(whole.element, Stroke)
    assert np.ptp(whole.element.points[:, 0]) > 1.3 * np.ptp(part.element.points[:, 0])
