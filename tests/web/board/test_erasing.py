"""Erasers of a guest: whole strokes, or the part that they cover."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from playwright.async_api import Browser, Page, expect

from appliance.board.document import fill
from appliance.ink.element import (
    IDENTITY,
    Board,
    Override,
    Placed,
    Shape,
    Stroke,
)
from appliance.ink.element import Page as BoardPage
from appliance.ink.eraser import erase
from tests.web.board.guest import (
    Fingers,
    come_in,
    draw,
    elements,
    ink_at,
    is_blank,
    is_inked,
    link,
    open_board,
    until,
)
from tests.web.browser import PHONE, tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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


async def take_parts(page: Page) -> None:
    """Take the eraser of parts in hand."""
    eraser = page.get_by_role("button", name="Eraser")
    await eraser.click()
    await eraser.click()
    await page.get_by_role("radio", name="Parts").click()


async def test_a_part_of_a_stroke_is_rubbed_out_and_comes_back_in_one_step(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        await draw(page, [(200, 300), (400, 320), (600, 300)])
        [whole] = await until(door, len)
        ink = whole.element
        assert isinstance(ink, Stroke)
        await take_parts(page)
        await page.get_by_role("radio", name="Width 56").click()
        await page.mouse.move(400, 200)
        await page.mouse.down()
        await page.mouse.move(400, 450, steps=12)
        await is_blank(page, 400, 320)
        assert len(await elements(door)) == 1, "it is written once the hand leaves"
        await page.mouse.up()
        pieces = await until(door, lambda found: len(found) == 2)
        await is_blank(other, 400, 320)
        await is_inked(other, 300, 310)
        scale = (ink.points[-1, 0] - ink.points[0, 0]) / 400
        left, top = ink.points[0] - np.array((200, 300)) * scale
        path = np.array([(400, 200), (400, 450)]) * scale + (left, top)
        wanted = erase(ink, IDENTITY, path, 28 * scale)
        assert wanted is not None
        for piece, expected in zip(sorted(pieces, key=_left), wanted, strict=True):
            assert isinstance(piece.element, Stroke)
            assert len(piece.element.points) == pytest.approx(len(expected.points), abs=2)
            np.testing.assert_allclose(piece.element.points[[0, -1]], expected.points[[0, -1]], atol=1.5 * scale)
            assert piece.element.author == ink.author
        await page.keyboard.press("Control+z")
        [back] = await until(door, lambda found: len(found) == 1)
        assert back.id == whole.id
        await is_inked(other, 400, 320)
        await page.keyboard.press("Control+y")
        await until(door, lambda found: len(found) == 2)


def _left(placed: Placed) -> float:
    assert isinstance(placed.element, Stroke)
    return float(placed.element.points[:, 0].min())


async def test_pieces_lie_and_look_as_the_stroke_did(door: Door, page: Page):
    await draw(page, [(200, 300), (600, 300)])
    await until(door, len)
    await page.keyboard.press("Control+a")
    await page.get_by_role("radio", name="Red").click()
    await page.get_by_role("button", name="Turn by 15°").click()
    [turned] = await until(door, lambda found: found[0].override.affine.b != 0)
    await page.keyboard.press("Escape")
    await take_parts(page)
    await draw(page, [(400, 200), (400, 400)])
    pieces = await until(door, lambda found: len(found) == 2)
    assert [one.override for one in pieces] == [turned.override] * 2
    await is_blank(page, 400, 300)


async def test_what_has_no_parts_goes_only_where_the_eraser_passes_over_it(door: Door, page: Page):
    made = {"color": 0xD32F2FFF, "width": 6.0, "author": 1}
    box = Shape(figure="rectangle", x=300, y=300, w=300, h=200, **made)
    kept = Shape(figure="rectangle", x=900, y=300, w=300, h=200, **made)
    fixed = Placed(id="fixed", element=kept, override=Override(locked=True))
    sheet = BoardPage(id="p", size=(1920, 1080), elements=(Placed(id="box", element=box), fixed))
    opened = door.boards.opened
    assert opened is not None
    await opened.table.change(lambda doc: fill(doc, Board(pages=(sheet,))))
    await page.wait_for_timeout(300)
    await page.keyboard.press("0")
    await page.keyboard.press("Shift+E")
    await expect(page.get_by_role("button", name="Eraser of parts", pressed=True)).to_be_visible()
    at = await places(page)
    await draw(page, [at(275, 290), at(275, 510)])
    await page.wait_for_timeout(200)
    assert len(await elements(door)) == 2, "it only brushed against the edge"
    await draw(page, [at(250, 400), at(1400, 400)], steps=40)
    [left] = await until(door, lambda found: len(found) == 1)
    assert left.id == "fixed"


async def places(page: Page) -> Callable[[float, float], tuple[float, float]]:
    """From board units to pixels of the view, of a page of 1920 by 1080 that is shown whole."""
    view = await page.evaluate("[innerWidth, innerHeight]")
    scale = min((view[0] - 48) / 1920, (view[1] - 132) / 1080)
    left, top = view[0] / 2 - 960 * scale, (view[1] + 64 - 68) / 2 - 540 * scale
    return lambda x, y: (left + x * scale, top + y * scale)


async def test_a_second_finger_takes_the_erasing_back(door: Door, phone: Page):
    fingers = Fingers(phone)
    await fingers.put(f0=(100, 400))
    for at in range(1, 20):
        await fingers.put(f0=(100 + 8 * at, 400 + 20 * math.sin(at)))
    await fingers.lift()
    await until(door, len)
    await take_parts(phone)
    await fingers.put(f0=(180, 360))
    await fingers.put(f0=(180, 380))
    await fingers.put(f1=(300, 380))
    await fingers.lift()
    await phone.wait_for_timeout(300)
    assert len(await elements(door)) == 1
    await fingers.put(f0=(180, 340))
    for y in range(350, 460, 10):
        await fingers.put(f0=(180, y))
    await fingers.lift()
    assert len(await until(door, lambda found: len(found) > 1)) == 2


async def test_the_eraser_says_in_chinese_what_it_takes(door: Door, browser: Browser):
    url = await open_board(door)
    async with tab(browser, locale="zh-CN", **PHONE) as page:
        await page.goto(url)
        await page.get_by_role("button", name="打开白板").click()
        await page.get_by_role("button", name="橡皮").click()
        await page.get_by_role("button", name="橡皮").click()
        await expect(page.get_by_role("radiogroup", name="橡皮").get_by_role("radio", name="整笔")).to_be_checked()
        await page.get_by_role("radio", name="局部").click()
        await expect(page.get_by_role("radio", name="粗细 32")).to_be_checked()
