"""A guest draws on the room's board in a browser."""

from __future__ import annotations

import asyncio
import io
import math
from collections.abc import AsyncIterator
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from appliance.board.document import fill
from appliance.ink.element import Background, Board, Image, Note, Shape, Stroke, Text
from appliance.ink.element import Page as BoardPage
from tests.web.board_guest import (
    Fingers,
    board_of,
    come_in,
    draw,
    elements,
    ink_at,
    is_blank,
    is_connected,
    is_inked,
    open_board,
    until,
)
from tests.web.browser import PHONE, chromium, tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with Door(tmp_path) as door:
        yield door


@pytest_asyncio.fixture(loop_scope="module")
async def page(door: Door, browser: Browser) -> AsyncIterator[Page]:
    url = await open_board(door)
    async with tab(browser) as page:
        await come_in(page, url)
        yield page


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


async def test_highlighter_and_eraser(door: Door, page: Page):
    await page.keyboard.press("h")
    await draw(page, [(200, 300), (600, 300)])
    await page.keyboard.press("p")
    await draw(page, [(200, 500), (600, 500)])
    light, dark = (placed.element for placed in await until(door, lambda found: len(found) == 2))
    assert isinstance(light, Stroke)
    assert isinstance(dark, Stroke)
    assert (light.tool, dark.tool) == ("highlighter", "pen")
    red, _, blue = await ink_at(page, 400, 300)
    assert red > 240
    assert 120 < blue < 230, "a highlighter is translucent"
    await page.get_by_role("button", name="Eraser").click()
    await draw(page, [(400, 200), (400, 600)])
    await until(door, lambda found: not found)
    await page.keyboard.press("Control+z")
    assert len(await until(door, lambda found: len(found) == 2)) == 2, "one gesture is one step of undo"


async def test_shapes_are_selected_moved_recoloured_and_deleted(door: Door, page: Page):
    await page.get_by_role("button", name="Shapes").click()
    await page.get_by_role("button", name="Rectangle").click()
    await draw(page, [(300, 200), (500, 350)])
    [placed] = await until(door, len)
    assert isinstance(placed.element, Shape)
    assert placed.element.figure == "rectangle"
    await page.keyboard.press("v")
    await draw(page, [(240, 150), (560, 150), (560, 420), (240, 420), (240, 160)])
    await expect(page.get_by_text("1 selected")).to_be_visible()
    await draw(page, [(400, 275), (500, 325)])
    [moved] = await until(door, lambda found: found[0].override.affine.e != 0)
    scale = placed.element.w / 200
    assert moved.override.affine.e == pytest.approx(100 * scale, abs=2)
    assert moved.override.affine.f == pytest.approx(50 * scale, abs=2)
    await is_blank(page, 300, 275)
    await is_inked(page, 400, 325)
    await page.get_by_role("radio", name="Red").click()
    await until(door, lambda found: found[0].override.color == 0xD32F2FFF)
    await page.keyboard.press("Delete")
    await until(door, lambda found: not found)


async def test_words_and_notes_are_written_edited_and_read_aloud(door: Door, page: Page):
    await page.keyboard.press("t")
    await page.mouse.click(300, 300)
    await page.get_by_role("textbox", name="Text").fill("Agenda 议程")
    await page.keyboard.press("Escape")
    [text] = await until(door, len)
    assert isinstance(text.element, Text)
    assert text.element.text == "Agenda 议程"
    await page.keyboard.press("n")
    await page.mouse.click(800, 400)
    await page.get_by_role("textbox", name="Text").fill("buy milk")
    await page.mouse.click(100, 600)
    await until(door, lambda found: any(isinstance(one.element, Note) for one in found))
    await expect(page.get_by_role("listitem").filter(has_text="buy milk")).to_be_attached()
    await page.keyboard.press("Escape")
    await page.keyboard.press("t")
    await page.mouse.click(330, 300)
    field = page.get_by_role("textbox", name="Text")
    await expect(field).to_have_value("Agenda 议程")
    await field.fill("Agenda")
    await page.keyboard.press("Control+Enter")
    await until(
        door, lambda found: any(isinstance(one.element, Text) and one.element.text == "Agenda" for one in found)
    )


async def test_a_picture_is_shrunk_kept_by_the_room_and_seen_by_others(door: Door, browser: Browser, page: Page):
    large = np.full((600, 5000, 3), (40, 160, 30), np.uint8)
    _, png = cv2.imencode(".png", large)
    await page.locator("input[type=file]").set_input_files(
        {"name": "wide.png", "mimeType": "image/png", "buffer": png.tobytes()}
    )
    [placed] = await until(door, len)
    image = placed.element
    assert isinstance(image, Image)
    opened = door.boards.opened
    assert opened is not None
    path = opened.assets.find(image.asset)
    assert path is not None
    kept = cv2.imread(str(path))
    assert kept is not None
    assert kept.shape[:2] == (492, 4096)
    async with tab(browser) as other:
        await come_in(other, f"{door.url}/board#{opened.board_id}.{opened.link.key}", "Ben")
        await other.wait_for_timeout(600)
        red, green, blue = await ink_at(other, 640, 400)
        assert green > 130
        assert red < 90
        assert blue < 90


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


@pytest_asyncio.fixture(loop_scope="module")
async def phone(door: Door, browser: Browser) -> AsyncIterator[Page]:
    url = await open_board(door)
    async with tab(browser, **PHONE) as page:
        await come_in(page, url)
        yield page


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


async def test_words_are_edited_by_a_double_click(door: Door, page: Page):
    await page.keyboard.press("n")
    await page.mouse.click(600, 400)
    await page.get_by_role("textbox", name="Text").fill("one")
    await page.mouse.click(200, 650)
    await until(door, len)
    assert await page.get_by_role("textbox").count() == 0, "the click that ends writing begins nothing"
    await page.keyboard.press("v")
    await page.mouse.dblclick(600, 400)
    await page.get_by_role("textbox", name="Text").fill("two")
    await page.keyboard.press("Escape")
    await until(door, lambda found: isinstance(found[0].element, Note) and found[0].element.text == "two")
    await page.keyboard.press("Control+z")
    await until(door, lambda found: isinstance(found[0].element, Note) and found[0].element.text == "one")


async def test_a_page_of_a_pdf_lies_under_the_ink(door: Door, browser: Browser):
    url = await open_board(door)
    opened = door.boards.opened
    assert opened is not None
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 300))
    pdf.pages[0].contents_add(b"0.9 0.1 0.1 rg 0 0 400 300 re f")
    file = io.BytesIO()
    pdf.save(file)
    sha = opened.assets.put(file.getvalue())
    under = Background(template="pdf", asset=sha, mime="application/pdf", page=0)
    gone = Background(template="pdf", asset="ab" * 32, mime="application/pdf", page=0)
    pages = (BoardPage(id="p", size=(400, 300), background=under), BoardPage(id="q", size=(400, 300), background=gone))
    await opened.table.change(lambda doc: fill(doc, Board(pages=pages)))
    async with tab(browser) as page:
        await come_in(page, url)
        async with asyncio.timeout(20):
            while (await ink_at(page, 640, 400))[1] > 80:
                await page.wait_for_timeout(100)
        red, green, _ = await ink_at(page, 640, 400)
        assert red > 200
        assert green < 80
        await page.keyboard.press("PageDown")
        await expect(page.get_by_text("shows only on the room’s display")).to_be_visible(timeout=20_000)
