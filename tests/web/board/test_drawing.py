"""A guest draws on the room's board in a browser."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from playwright.async_api import Browser, Page, expect

from appliance.ink.element import Stroke
from tests.web.board.guest import (
    Fingers,
    board_of,
    come_in,
    draw,
    elements,
    is_blank,
    is_connected,
    is_inked,
    open_board,
    until,
)
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_stroke_of_the_mouse_is_on_the_board_with_its_authors_name(door: Door, page: Page):
    assert "#" not in page.url
    await draw(page, [(200, 200), (400, 300), (300, 500)])
    [placed] = await until(door, len)
    stroke = placed.element
    assert isinstance(stroke, Stroke)
    assert stroke.factors is not None
    assert stroke.tool == "pen"
    assert (await board_of(door)).people[stroke.author] == "Anna"
    await is_inked(page, 300, 250)
    await expect(page.get_by_role("img", name="Saved")).to_be_visible()


async def test_undo_and_redo_by_key_and_button(door: Door, page: Page):
    await draw(page, [(200, 200), (400, 300)])
    await draw(page, [(200, 400), (400, 500)])
    await until(door, lambda found: len(found) == 2)
    await page.keyboard.press("Control+z")
    [left] = await until(door, lambda found: len(found) == 1)
    assert isinstance(left.element, Stroke)
    await page.get_by_role("button", name="Undo").click()
    await until(door, lambda found: not found)
    await is_blank(page, 300, 250)
    await page.keyboard.press("Control+y")
    await page.get_by_role("button", name="Redo").click()
    await until(door, lambda found: len(found) == 2)
    await is_inked(page, 300, 450)


async def test_pages_are_added_and_turned(door: Door, page: Page):
    await draw(page, [(200, 200), (400, 300)])
    await page.get_by_role("button", name="New page").click()
    await expect(page.get_by_role("button", name="Pages: 2 / 2")).to_be_visible()
    await is_blank(page, 300, 250)
    await draw(page, [(200, 300), (400, 400)])
    await until(door, lambda found: len(found) == 1, page=1)
    await page.get_by_role("button", name="Previous page").click()
    await page.wait_for_timeout(200)
    await is_inked(page, 300, 250)
    assert len(await elements(door, 0)) == 1


async def test_the_wheel_and_the_keys_move_and_zoom(page: Page):
    await draw(page, [(400, 400), (500, 400)])
    await page.mouse.move(400, 400)
    await page.mouse.wheel(100, 50)
    await page.wait_for_timeout(300)
    await is_inked(page, 350, 350)
    await page.keyboard.down("Control")
    await page.mouse.move(300, 350)
    await page.mouse.wheel(0, -120)
    await page.keyboard.up("Control")
    await page.wait_for_timeout(500)
    await is_inked(page, 300, 350)
    await page.keyboard.down(" ")
    await draw(page, [(600, 500), (650, 560)])
    await page.keyboard.up(" ")
    await page.wait_for_timeout(300)
    await is_inked(page, 360, 410)


async def test_a_dark_board_shows_black_ink_white(door: Door, browser: Browser):
    url = await open_board(door, dark=True)
    async with tab(browser) as page:
        await come_in(page, url)
        await draw(page, [(300, 300), (500, 300)])
        await until(door, len)
        middle = await page.screenshot(clip={"x": 396, "y": 294, "width": 8, "height": 12})
        lightest = cv2.imdecode(np.frombuffer(middle, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert lightest is not None
        assert lightest.max() > 200
        await is_inked(page, 700, 600)


async def test_a_finger_draws_and_two_fingers_look_around(door: Door, phone: Page):
    fingers = Fingers(phone)
    await fingers.put(f0=(100, 400))
    for at in range(1, 20):
        await fingers.put(f0=(100 + 8 * at, 400 + 30 * math.sin(at / 3)))
    await fingers.lift()
    [placed] = await until(door, len)
    assert isinstance(placed.element, Stroke)
    assert len(placed.element.points) > 10
    await fingers.put(f0=(100, 500))
    await fingers.put(f1=(200, 500))
    for at in range(1, 11):
        await fingers.put(f0=(100 - 5 * at, 500), f1=(200 + 5 * at, 500))
    await fingers.lift()
    await phone.wait_for_timeout(400)
    assert len(await elements(door)) == 1, "the first finger of a pinch draws nothing"
    before = placed.element
    await fingers.put(f0=(100, 600))
    await fingers.put(f0=(180, 600))
    await fingers.lift()
    _, after = await until(door, lambda found: len(found) == 2)
    assert isinstance(after.element, Stroke)
    shown = np.ptp(after.element.points[:, 0]) / 80
    assert shown == pytest.approx(np.ptp(before.points[:, 0]) / 152 / 2, rel=0.15), "a pinch of two zooms by two"


async def test_a_reload_needs_no_second_introduction(door: Door, phone: Page):
    fingers = Fingers(phone)
    await fingers.put(f0=(100, 400))
    await fingers.put(f0=(250, 400))
    await fingers.lift()
    await until(door, len)
    await phone.reload()
    await is_connected(phone)
    await phone.wait_for_timeout(300)
    await expect(phone.get_by_role("img", name="1 things on it")).to_be_attached()


async def test_it_speaks_chinese(door: Door, browser: Browser):
    url = await open_board(door)
    async with tab(browser, locale="zh-CN") as page:
        await page.goto(url)
        await page.get_by_label("您的姓名").fill("小王")
        await page.get_by_role("button", name="打开白板").click()
        await expect(page.get_by_role("button", name="荧光笔")).to_be_visible()
        await page.get_by_role("button", name="Switch to English").click()
        await expect(page.get_by_role("button", name="Highlighter")).to_be_visible()


async def test_a_wrong_link_says_so(door: Door, browser: Browser):
    url = await open_board(door)
    async with tab(browser) as page:
        await page.goto(url[:-4] + "xxxx")
        await page.get_by_role("button", name="Open the board").click()
        await expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
        await page.goto(f"{door.url}/board")
        await expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()


async def test_a_pen_presses_and_fingers_beside_it_only_look_around(door: Door, phone: Page):
    session = await phone.context.new_cdp_session(phone)
    pen = {"pointerType": "pen", "button": "left", "buttons": 1, "clickCount": 1}
    await session.send("Input.dispatchMouseEvent", pen | {"type": "mousePressed", "x": 100, "y": 400, "force": 0.2})
    for at in range(1, 30):
        moved = {"type": "mouseMoved", "x": 100 + 6 * at, "y": 400, "force": 0.2 + 0.7 * at / 30}
        await session.send("Input.dispatchMouseEvent", pen | moved)
    await session.send("Input.dispatchMouseEvent", pen | {"type": "mouseReleased", "x": 274, "y": 400})
    [placed] = await until(door, len)
    stroke = placed.element
    assert isinstance(stroke, Stroke)
    assert stroke.factors is not None
    assert stroke.factors[len(stroke.factors) // 8] < 0.9
    assert stroke.factors[-4:].max() > 1.3, "a pen's pressure is the stroke's width"
    fingers = Fingers(phone)
    await fingers.put(f0=(200, 500))
    for at in range(1, 11):
        await fingers.put(f0=(200, 500 + 8 * at))
    await fingers.lift()
    await phone.wait_for_timeout(300)
    assert len(await elements(door)) == 1, "who holds a pen draws with it, not with a finger"
    await is_inked(phone, 250, 480)
