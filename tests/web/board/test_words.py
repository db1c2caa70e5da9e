"""Words and pictures that a guest puts on a board."""

from __future__ import annotations

import asyncio
import io

import cv2
import numpy as np
import pikepdf
import pytest
from playwright.async_api import Browser, Page, expect

from appliance.board.document import fill
from appliance.ink.element import (
    Background,
    Board,
    Image,
    Note,
    Text,
)
from appliance.ink.element import Page as BoardPage
from tests.web.board.guest import (
    come_in,
    ink_at,
    open_board,
    until,
)
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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
