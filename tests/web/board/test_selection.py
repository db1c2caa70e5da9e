"""What a guest does with a selection: move, turn, group, order, lock."""

from __future__ import annotations

import asyncio
import math

import pytest
from playwright.async_api import Browser, Page, expect

from appliance.board.document import fill
from appliance.ink.element import (
    IDENTITY,
    Affine,
    Board,
    Placed,
    Shape,
)
from appliance.ink.element import Page as BoardPage
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
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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


async def rectangle(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw one with the tool for shapes."""
    await page.keyboard.press("s")
    await draw(page, [(x0, y0), (x1, y1)])


async def test_a_selection_is_turned_by_its_knob(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        await rectangle(page, 400, 350, 600, 400)
        [placed] = await until(door, len)
        await page.keyboard.press("v")
        await page.mouse.click(400, 375)
        await expect(page.get_by_text("1 selected")).to_be_visible()
        width = (placed.element.width if isinstance(placed.element, Shape) else 0) * await scale_of(page, placed)
        knob = 350 - width - 4 - 34
        await page.keyboard.down("Shift")
        await draw(page, [(500, knob), (560, 320), (650, 377)], steps=8)
        await page.keyboard.up("Shift")
        [turned] = await until(door, lambda found: found[0].override.affine != IDENTITY)
        a, b, c, d, *_ = turned.override.affine
        assert (a, b, c, d) == pytest.approx((0, 1, -1, 0), abs=1e-9), "with Shift it turns by steps: a quarter here"
        await is_blank(other, 400, 375)
        await is_inked(other, 475, 290)
        await is_inked(other, 500, 275)
        await page.keyboard.press("Control+z")
        await until(door, lambda found: found[0].override.affine == IDENTITY)
        await is_inked(other, 400, 375)


async def scale_of(page: Page, placed: Placed) -> float:
    """Pixels a board unit, told by a rectangle of 200 pixels."""
    assert isinstance(placed.element, Shape)
    return 200 / placed.element.w


async def test_a_finger_turns_on_a_phone(door: Door, phone: Page):
    fingers = Fingers(phone)
    await fingers.put(f0=(120, 400))
    for at in range(1, 16):
        await fingers.put(f0=(120 + 10 * at, 400 + 15 * math.sin(at)))
    await fingers.lift()
    await until(door, len)
    await phone.get_by_role("button", name="Select").click()
    await phone.keyboard.press("Control+a")
    await fingers.put(f0=(195, 347))
    for at in range(1, 12):
        await fingers.put(f0=(195 + 5 * at, 347 + 5 * at))
    await fingers.lift()
    [turned] = await until(door, lambda found: found[0].override.affine != IDENTITY)
    assert turned.override.affine.scale == pytest.approx(1)
    assert turned.override.affine.b > 0.5, "it followed the finger clockwise"


async def test_a_group_is_selected_moved_and_dissolved_as_one(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        for x in (300, 500, 700):
            await rectangle(page, x, 300, x + 100, 380)
        await until(door, lambda found: len(found) == 3)
        await page.keyboard.press("v")
        await draw(page, [(250, 250), (650, 250), (650, 420), (250, 420), (250, 260)])
        await expect(page.get_by_text("2 selected")).to_be_visible()
        await page.get_by_role("button", name="Group", exact=True).click()
        one, two, alone = await until(door, lambda found: bool(found[0].override.group))
        assert one.override.group == two.override.group
        assert not alone.override.group
        await expect(page.get_by_role("button", name="Ungroup")).to_be_visible()
        await _choose_by_taps(other)
        await draw(other, [(350, 340), (350, 440)])
        moved = await until(door, lambda found: found[0].override.affine.f > 0)
        assert [one.override.affine.f > 0 for one in moved] == [True, True, False]
        await other.keyboard.press("Control+d")
        copies = (await until(door, lambda found: len(found) == 5))[3:]
        assert copies[0].override.group == copies[1].override.group != one.override.group
    await page.keyboard.press("Control+Shift+g")
    await until(door, lambda found: not found[0].override.group and not found[1].override.group)
    await page.keyboard.press("Control+z")
    await until(door, lambda found: bool(found[0].override.group))


async def _choose_by_taps(page: Page) -> None:
    """The group, one more, one less with its group, the group again."""
    await page.keyboard.press("v")
    await page.mouse.click(300, 340)
    await expect(page.get_by_text("2 selected")).to_be_visible()
    await page.keyboard.down("Shift")
    await page.mouse.click(700, 340)
    await expect(page.get_by_text("3 selected")).to_be_visible()
    await page.mouse.click(500, 340)
    await expect(page.get_by_text("1 selected")).to_be_visible()
    await page.keyboard.up("Shift")
    await page.mouse.click(300, 340)
    await expect(page.get_by_text("2 selected")).to_be_visible()


async def test_what_is_selected_comes_to_the_front_and_goes_to_the_back(door: Door, browser: Browser, page: Page):
    cards = [
        Placed(id=one, element=Shape(figure="rectangle", x=x, y=300, w=400, h=300, color=color, fill=color, width=4.0))
        for one, x, color in (("a", 500, 0xD32F2FFF), ("b", 600, 0x1976D2FF), ("c", 700, 0x388E3CFF))
    ]
    opened = door.boards.opened
    assert opened is not None
    sheet = BoardPage(id="p", size=(1920, 1080), elements=tuple(cards))
    await opened.table.change(lambda doc: fill(doc, Board(pages=(sheet,))))
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        for one in (page, other):
            await one.wait_for_timeout(300)
            await one.keyboard.press("0")
        scale = min((1280 - 48) / 1920, (800 - 132) / 1080)
        left, top = 640 - 960 * scale, 398 - 540 * scale
        await page.keyboard.press("v")
        await page.mouse.click(left + 550 * scale, top + 450 * scale)
        await page.get_by_role("button", name="Order").click()
        at = (left + 800 * scale, top + 450 * scale)
        verbs = [("To the front", "]", "bca"), ("To the back", "[", "abc"), ("Forward", "Control+]", "bac")]
        for name, key, order in verbs:
            await page.get_by_role("button", name=name).click()
            await until(door, lambda found, order=order: order_of(found) == order)
            if name == "To the front":
                await is_red(other, *at)
            if name != "To the back":
                await page.keyboard.press("Control+z")
                await until(door, lambda found: order_of(found) == "abc")
                await page.keyboard.press(key)
                await until(door, lambda found, order=order: order_of(found) == order)
        await page.get_by_role("button", name="Backward").click()
        await until(door, lambda found: order_of(found) == "abc")
        await page.keyboard.press("]")
        await page.keyboard.press("Control+[")
        await until(door, lambda found: order_of(found) == "bac")
        await page.keyboard.press("[")
        await until(door, lambda found: order_of(found) == "abc")


def order_of(found: list[Placed]) -> str:
    """Ids from the bottom up."""
    return "".join(one.id for one in found)


async def is_red(page: Page, x: float, y: float) -> None:
    """Wait until the red card is on top."""
    async with asyncio.timeout(5):
        while (await ink_at(page, x, y))[0] < 180:
            await page.wait_for_timeout(50)


async def test_what_is_locked_stays_until_it_is_released(door: Door, page: Page):
    await rectangle(page, 400, 350, 600, 450)
    await until(door, len)
    await page.keyboard.press("v")
    await page.mouse.click(400, 400)
    await page.get_by_role("button", name="Lock").click()
    await until(door, lambda found: found[0].override.locked)
    await expect(page.get_by_role("button", name="Delete")).to_be_disabled()
    await expect(page.get_by_role("button", name="Turn by 15°")).to_be_disabled()
    for key in ("Delete", "ArrowRight", "r"):
        await page.keyboard.press(key)
    await draw(page, [(400, 400), (500, 500)])
    await page.wait_for_timeout(200)
    [kept] = await elements(door)
    assert kept.override.affine == IDENTITY
    await page.keyboard.press("Escape")
    await page.mouse.click(400, 400)
    await page.get_by_role("button", name="Unlock").click()
    await until(door, lambda found: not found[0].override.locked)


async def test_keys_move_and_turn_a_selection_and_the_board_without_one(door: Door, page: Page):
    await rectangle(page, 400, 350, 600, 450)
    [placed] = await until(door, len)
    unit = 1 / await scale_of(page, placed)
    await page.keyboard.press("Control+a")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Shift+ArrowDown")
    [moved] = await until(door, lambda found: found[0].override.affine.f > 0)
    assert moved.override.affine == pytest.approx(Affine(e=10 * unit, f=50 * unit))
    await page.keyboard.press("r")
    [turned] = await until(door, lambda found: found[0].override.affine.b > 0)
    assert turned.override.affine.a == pytest.approx(math.cos(math.radians(15)))
    await page.keyboard.press("Shift+R")
    [back] = await until(door, lambda found: abs(found[0].override.affine.b) < 1e-9)
    assert back.override.affine == pytest.approx(moved.override.affine)
    await page.keyboard.press("Escape")
    await page.keyboard.press("ArrowRight")
    await page.wait_for_timeout(200)
    assert (await elements(door))[0].override == back.override


async def test_the_selection_bar_has_chinese_names(door: Door, browser: Browser):
    url = await open_board(door)
    async with tab(browser, locale="zh-CN") as page:
        await page.goto(url)
        await page.get_by_role("button", name="打开白板").click()
        await expect(page.get_by_role("toolbar")).to_be_visible()
        await draw(page, [(200, 200), (400, 300)])
        await draw(page, [(200, 300), (400, 400)])
        await until(door, lambda found: len(found) == 2)
        await page.keyboard.press("Control+a")
        for name in ("旋转 15°", "组合", "层次", "锁定", "复制", "删除"):
            await expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
        await page.get_by_role("button", name="层次").click()
        await expect(page.get_by_role("button", name="层次")).to_have_attribute("aria-expanded", "true")
        for name in ("移到最前", "上移一层", "下移一层", "移到最后"):
            await expect(page.get_by_role("button", name=name)).to_be_visible()
