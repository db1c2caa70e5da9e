"""A stroke that is held still becomes the figure that it resembles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from playwright.async_api import Browser, Page, expect

from appliance.ink.element import (
    Shape,
    Stroke,
)
from appliance.ink.recognition import recognise
from tests.hand_drawn import drawn
from tests.web.board.guest import (
    Fingers,
    come_in,
    draw,
    is_blank,
    is_connected,
    is_inked,
    link,
    until,
)
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


HOLD_MS = 650


async def draw_and_hold(page: Page, points: np.ndarray, *, is_released: bool = True) -> None:
    """Draw with the mouse and hold still at the end."""
    await page.mouse.move(*points[0].tolist())
    await page.mouse.down()
    for point in points[1:]:
        await page.mouse.move(*point.tolist())
    await page.wait_for_timeout(HOLD_MS)
    if is_released:
        await page.mouse.up()


def sketch(kind: str, seed: int = 3) -> np.ndarray:
    """Points of the view along which a hand draws a figure."""
    points = drawn(kind, np.random.default_rng(seed), size=(130, 110))
    return points - points.min(axis=0) + (400, 200)


@pytest.mark.parametrize("kind", ["line", "arrow", "rectangle", "diamond", "ellipse", "triangle", "pentagon", "star"])
async def test_the_figure_is_the_one_that_the_glass_would_make_of_it(door: Door, page: Page, kind: str):
    await draw_and_hold(page, sketch(kind), is_released=False)
    [figure] = await until(door, lambda found: [isinstance(one.element, Shape) for one in found] == [True])
    await page.mouse.move(900, 600)
    await page.mouse.up()
    shape = figure.element
    assert isinstance(shape, Shape)
    await page.keyboard.press("Control+z")
    [raw] = await until(door, lambda found: isinstance(found[0].element, Stroke))
    ink = raw.element
    assert isinstance(ink, Stroke)
    assert (ink.author, ink.created_ms, ink.color, ink.width) == (
        shape.author,
        shape.created_ms,
        shape.color,
        shape.width,
    )
    expected = recognise(ink.points, ink.width, ink.color)
    assert expected is not None
    assert shape.figure == expected.figure
    assert (shape.x, shape.y, shape.w, shape.h) == pytest.approx(
        (expected.x, expected.y, expected.w, expected.h), abs=0.3
    )
    np.testing.assert_allclose(np.array(shape.points), np.array(expected.points), atol=0.3)
    await page.keyboard.press("Control+z")
    await until(door, lambda found: not found)
    await page.keyboard.press("Control+y")
    await page.keyboard.press("Control+y")
    await until(door, lambda found: [one.element for one in found if isinstance(one.element, Shape)] != [])


async def test_others_see_the_figure_instead_of_the_stroke(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        corners = np.array([(400, 250), (640, 256), (646, 420), (404, 416), (402, 252)], float)
        path = np.concatenate([np.linspace(one, two, 25) for one, two in pairwise(corners)])
        await draw_and_hold(page, path)
        [placed] = await until(door, lambda found: [isinstance(one.element, Shape) for one in found] == [True])
        assert isinstance(placed.element, Shape)
        assert placed.element.figure == "rectangle"
        await is_inked(other, 520, 254)
        await is_blank(other, 520, 330)


async def test_a_stroke_that_is_not_held_stays_one_and_so_does_handwriting(door: Door, page: Page):
    circle = sketch("ellipse")
    await draw(page, [(float(x), float(y)) for x, y in circle], steps=1)
    await until(door, len)
    t = np.linspace(0, 12, 80)
    await draw_and_hold(page, np.column_stack((300 + 30 * t, 600 + 40 * np.sin(2.2 * t))))
    found = await until(door, lambda found: len(found) == 2)
    assert all(isinstance(one.element, Stroke) for one in found)


async def test_who_does_not_want_figures_says_so(door: Door, page: Page):
    await page.get_by_role("button", name="Pen").click()
    await page.get_by_role("checkbox", name="Held still, a stroke becomes a figure").uncheck()
    await draw_and_hold(page, sketch("ellipse"))
    [placed] = await until(door, len)
    assert isinstance(placed.element, Stroke)
    await page.reload()
    await is_connected(page)
    await page.get_by_role("button", name="Pen").click()
    await expect(page.get_by_role("checkbox", name="Held still, a stroke becomes a figure")).not_to_be_checked()


async def test_a_highlighter_is_straightened_and_stays_one(door: Door, page: Page):
    await page.keyboard.press("h")
    x = np.linspace(300, 800, 60)
    await draw_and_hold(page, np.column_stack((x, 400 + 6 * np.sin(x / 60))))
    [placed] = await until(
        door, lambda found: isinstance(found[0].element, Stroke) and len(found[0].element.points) == 2
    )
    assert isinstance(placed.element, Stroke)
    assert placed.element.tool == "highlighter"
    assert np.ptp(placed.element.points[:, 1]) == 0
    await page.keyboard.press("Control+z")
    await until(door, lambda found: isinstance(found[0].element, Stroke) and len(found[0].element.points) > 10)


async def test_a_finger_holds_on_a_phone_and_may_tremble(door: Door, phone: Page):
    fingers = Fingers(phone)
    points = sketch("ellipse") - (330, 0)
    await fingers.put(f0=(float(points[0, 0]), float(points[0, 1])))
    for x, y in points[1:].tolist():
        await fingers.put(f0=(x, y))
    for at in range(12):
        await phone.wait_for_timeout(50)
        await fingers.put(f0=(float(points[-1, 0]) + at % 2, float(points[-1, 1])))
    await fingers.lift()
    [placed] = await until(door, lambda found: [isinstance(one.element, Shape) for one in found] == [True])
    assert isinstance(placed.element, Shape)
    assert placed.element.figure == "ellipse"
