"""Pictures of the board's page on a laptop and a phone, in both languages and themes, into build/screenshots/web.

They are for eyes; what a program can judge is asserted: nothing sticks out, every control is large enough to touch, and
none lies over another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Browser, Page

from appliance.board.document import fill
from appliance.ink.element import Background, Board, Note, Placed, Shape, Stroke, Text
from appliance.ink.element import Page as BoardPage
from tests.web.board.guest import come_in, open_board
from tests.web.browser import LAPTOP, PHONE, tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.asyncio(loop_scope="module")]

FOLDER = Path(__file__).parents[3] / "build" / "screenshots" / "web"
LANDSCAPE = PHONE | {"viewport": {"width": 844, "height": 390}}
FORMS: dict[str, dict[str, Any]] = {"laptop": LAPTOP, "phone": PHONE, "landscape": LANDSCAPE}
SHOWN = [("laptop", "light"), ("laptop", "dark"), ("phone", "light"), ("phone", "dark"), ("landscape", "light")]
JUDGE = """
() => {
  const controls = [...document.querySelectorAll("button, .editor, .banner:not(.calm), .named")];
  const boxes = controls.filter((one) => one.offsetParent)
    .map((one) => [one.getAttribute("aria-label") || one.textContent, one.getBoundingClientRect()]);
  const isScrolled = document.documentElement.scrollHeight > innerHeight;
  const isOut = (box) =>
    box.left < 0 || box.top < 0 || box.right > innerWidth || (box.bottom > innerHeight && !isScrolled);
  const doMeet = (one, two) =>
    one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1;
  return {
    out: boxes.filter(([, box]) => isOut(box)).map(([name]) => name),
    small: boxes.filter(([, box]) => box.width < 43.5 || box.height < 43.5).map(([name]) => name),
    over: boxes.flatMap(([name, one], at) =>
      boxes.slice(at + 1).filter(([, two]) => doMeet(one, two)).map(([other]) => `${name} / ${other}`)),
  };
}
"""


async def shoot(page: Page, name: str) -> None:
    """Keep a picture and judge it; a page that scrolls may reach below the edge."""
    await page.mouse.move(640, 500)
    await page.wait_for_timeout(200)
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path)
    assert await page.evaluate(JUDGE) == {"out": [], "small": [], "over": []}, name


@pytest.mark.parametrize(("form", "theme"), SHOWN)
async def test_pictures(door: Door, browser: Browser, form: str, theme: str):
    url = await open_board(door, "Launch plan 发布计划", dark=theme == "dark")
    opened = door.boards.opened
    assert opened is not None
    await opened.table.change(lambda doc: fill(doc, _sketch()))
    chinese = theme == "dark"
    options = FORMS[form] | {"locale": "zh-CN" if chinese else "en-US", "color_scheme": theme}
    name = f"board-{form}-{'zh' if chinese else 'en'}-{theme}"
    async with tab(browser, **options) as page, tab(browser) as other:
        await page.goto(url)
        await shoot(page, f"{name}-who")
        await page.locator("form button[type=submit]").click()
        await come_in(other, url, "Ben", "Green")
        await other.mouse.move(700, 420)
        await page.wait_for_timeout(500)
        await shoot(page, name)
        await _show_tools(page, name, form)
        await door.call("board.set_view_only", view_only=True)
        await shoot(page, f"{name}-viewing")
        await door.call("board.set_view_only", view_only=False)
        await page.locator(".count").click()
        await shoot(page, f"{name}-pages")
        await page.locator(".count").click()
        await door.close()
        await page.locator(".banner.bad").wait_for()
        await shoot(page, f"{name}-lost")
        await door.open()


async def _show_tools(page: Page, name: str, form: str) -> None:
    if form != "laptop":
        await page.locator(".more button").click()
        await shoot(page, f"{name}-more")
    await page.locator(".tools .rest button").nth(0).click()
    await shoot(page, f"{name}-shapes")
    await page.locator(".tools > button").nth(0).click()
    await page.locator(".tools > button").nth(0).click()
    await shoot(page, f"{name}-pen")
    await page.keyboard.press("Shift+E")
    await shoot(page, f"{name}-eraser")
    await page.keyboard.press("Shift+E")
    await page.keyboard.press("v")
    await page.keyboard.press("Control+a")
    await shoot(page, f"{name}-selected")
    await page.locator("[aria-expanded].iconed").click()
    await page.keyboard.press("Control+g")
    await shoot(page, f"{name}-order")
    await page.keyboard.press("r")
    await shoot(page, f"{name}-turned")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Escape")
    await page.keyboard.press("p")


def _sketch() -> Board:
    ink: dict[str, Any] = {"author": 1}
    t = np.linspace(0, 12, 160)
    wave = np.stack((140 + t * 60, 300 + 60 * np.sin(t * 2) * np.exp(-t / 9)), axis=1).astype(np.float32)
    pressure = (0.6 + 0.7 * np.abs(np.sin(t))).astype(np.float32)
    mark = np.array([[150, 150], [400, 152], [760, 148]], np.float32)
    elements = [
        Stroke(points=mark, color=0xFFEB3BFF, width=48, tool="highlighter", **ink),
        Text(x=150, y=120, text="Launch plan 发布计划", size=56, color=0x1A1A1AFF, **ink),
        Stroke(points=wave, factors=pressure, color=0x1976D2FF, width=8, **ink),
        Shape(figure="rectangle", x=1000, y=120, w=320, h=180, color=0xD32F2FFF, width=5, **ink),
        Shape(figure="ellipse", x=1420, y=120, w=300, h=180, color=0x388E3CFF, width=5, fill=0x388E3C55, **ink),
        Shape(figure="arrow", points=((1320, 210), (1415, 210)), color=0x1A1A1AFF, width=5, **ink),
        Shape(figure="star", x=1100, y=380, w=160, h=160, color=0xF57C00FF, width=5, **ink),
        Shape(figure="diamond", x=1320, y=380, w=200, h=160, color=0x7B1FA2FF, width=5, **ink),
        Note(x=180, y=560, w=240, h=240, text="Call the printers on Monday", size=36, fill=0xFFF3A8FF, **ink),
        Note(x=480, y=560, w=240, h=240, text="检查所有显示器和麦克风，通知大家改期", size=36, fill=0xC7E3FFFF, **ink),
        Text(x=860, y=640, w=620, size=32, color=0x1A1A1AFF, **ink,
             text="Words that are wider than their frame wrap into the next line, and the one after it."),
    ]  # fmt: skip
    placed = tuple(Placed(id=f"e{at:02}", element=element) for at, element in enumerate(elements))
    dots = Background(template="dots", spacing=48)
    return Board(pages=(BoardPage(id="plan", elements=placed, background=dots), BoardPage(id="next")))
