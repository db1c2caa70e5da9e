"""Guests of a board with each other, and with a connection that comes and goes."""

from __future__ import annotations

import asyncio
import json
import time
from functools import partial

import aiohttp
import numpy as np
import pytest
from playwright.async_api import Browser, Page, WebSocket, expect

from appliance.board.awareness import State, encode
from appliance.board.document import fill
from appliance.ink.element import Board, Placed, Stroke
from appliance.ink.element import Page as BoardPage
from appliance.ink.message import Kind, Reader, WetState, awareness, read_wet
from tests.web.board.guest import board_of, come_in, draw, elements, is_connected, is_inked, link, until
from tests.web.browser import tab
from tests.web.door import Door

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WET_PIXELS = """
([x, y]) => [...document.querySelectorAll(".surface canvas")].slice(1).map((canvas) => {
  const copy = Object.assign(document.createElement("canvas"), { width: 9, height: 9 });
  const pen = copy.getContext("2d", { willReadFrequently: true }), ratio = canvas.width / canvas.clientWidth;
  pen.drawImage(canvas, 4 - x * ratio, 4 - y * ratio);
  return Math.max(...pen.getImageData(0, 0, 9, 9).data.filter((_, at) => at % 4 === 3));
})
"""
"""How opaque the wet layer and the one over it are near a point."""


async def test_wet_ink_of_others_is_seen_live_and_gives_way_to_the_stroke(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        arrivals: list[tuple[float, int]] = []
        other.on("websocket", lambda socket: _note_wet(socket, arrivals))
        await come_in(other, link(door), "Ben", "Green")
        await page.mouse.move(200, 300)
        await page.mouse.down()
        await _sweep(page, 200, 800)
        assert not await elements(door), "it is not finished yet"
        wet, _ = await other.evaluate(WET_PIXELS, [400, 300])
        assert wet > 200, "ink is seen while it is drawn"
        await expect(other.get_by_role("list", name="1 other person here")).to_contain_text("Anna")
        await page.mouse.up()
        await until(door, len)
        await other.wait_for_timeout(150)
        await is_inked(other, 400, 300)
        assert max(await other.evaluate(WET_PIXELS, [400, 300])) == 0
        times = [at for at, state in arrivals if state == WetState.DRAWING]
        rate = (len(times) - 1) / (times[-1] - times[0])
        assert rate >= 30, f"wet ink came {rate:.0f} times a second"


async def test_a_pointer_shows_where_it_is_and_whose(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        await other.mouse.move(500, 400)
        await page.wait_for_timeout(500)
        _, over = await page.evaluate(WET_PIXELS, [503, 408])
        assert over > 200
        await other.mouse.move(900, 100)
        await page.wait_for_timeout(500)
        _, over = await page.evaluate(WET_PIXELS, [503, 408])
        assert over == 0


async def test_a_laser_is_seen_and_nothing_of_it_stays(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        await page.keyboard.press("l")
        await page.mouse.move(300, 300)
        await page.mouse.down()
        await page.mouse.move(600, 300, steps=20)
        await other.wait_for_timeout(150)
        _, over = await other.evaluate(WET_PIXELS, [560, 300])
        assert over > 200
        await page.mouse.up()
        await page.mouse.move(300, 600)
        await other.wait_for_timeout(1500)
        _, over = await other.evaluate(WET_PIXELS, [560, 300])
        assert over == 0
        assert not await elements(door)


async def test_a_revoked_link_ends_the_visit(door: Door, page: Page):
    await draw(page, [(200, 200), (400, 200)])
    await until(door, len)
    await door.call("board.revoke_link")
    await expect(page.get_by_role("heading", name="The board is no longer shared")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()


async def test_ten_thousand_strokes_are_panned_fluently(door: Door, page: Page):
    await _fill(door, 10_000)
    await page.get_by_role("button", name="Show everything").click()
    await expect(page.get_by_role("img", name="10000 things on it")).to_be_attached(timeout=15_000)
    await page.wait_for_timeout(4000)
    await page.mouse.move(640, 400)
    watch = """async () => {
      const surface = document.querySelector(".surface"), times = [];
      for (let at = 0; at < 60; at += 1) {
        const before = performance.now();
        surface.dispatchEvent(new WheelEvent("wheel", { deltaX: 6, deltaY: 4, clientX: 640, clientY: 400 }));
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
        times.push(performance.now() - before);
      }
      return times.sort((one, two) => one - two)[30];
    }"""
    median = min([await page.evaluate(watch) for _ in range(2)])
    assert median < 40, f"a frame of panning took {median:.0f} ms"


async def _fill(door: Door, count: int) -> None:
    rng = np.random.default_rng(3)
    placed = []
    for at in range(count):
        steps = np.cumsum(rng.normal(0, 2.2, (60, 2)), axis=0) + rng.uniform((0, 0), (3840, 2160))
        stroke = Stroke(
            points=steps.astype(np.float32),
            factors=rng.uniform(0.4, 1.4, 60).astype(np.float32),
            color=0x1A1A1AFF,
            width=3.0,
            created_ms=at,
        )
        placed.append(Placed(id=f"s{at}", element=stroke))
    opened = door.boards.opened
    assert opened is not None
    board = Board(pages=(BoardPage(id="full", elements=tuple(placed)),))
    await opened.table.change(lambda doc: fill(doc, board))
    assert len((await board_of(door)).pages) >= 1


async def _sweep(page: Page, from_x: int, to_x: int) -> None:
    """Move the mouse as a mouse does: 125 times a second, whether the browser keeps up or not."""
    session = await page.context.new_cdp_session(page)
    async with asyncio.TaskGroup() as tasks:
        for x in range(from_x, to_x, 5):
            moved = {"type": "mouseMoved", "x": x, "y": 300, "button": "left", "buttons": 1}
            tasks.create_task(session.send("Input.dispatchMouseEvent", moved))
            await asyncio.sleep(0.008)


def _note_wet(socket: WebSocket, arrivals: list[tuple[float, int]]) -> None:
    def take(payload: str | bytes) -> None:
        if not isinstance(payload, bytes):
            return
        reader = Reader(payload)
        if reader.kind() == Kind.WET:
            arrivals.append((time.monotonic(), read_wet(reader).state))

    socket.on("framereceived", take)


async def test_guests_follow_the_glass_unless_they_look_elsewhere(door: Door, page: Page):
    opened = door.boards.opened
    assert opened is not None
    pages = tuple(BoardPage(id=name) for name in ("one", "two", "three"))
    await opened.table.change(lambda doc: fill(doc, Board(pages=pages)))
    address = f"/boards/{opened.board_id}?key={opened.link.key}&parlor=1"
    async with door.client() as client, client.ws_connect(address) as glass:
        shown = partial(_glass_shows, glass)
        await shown("two", 1)
        await expect(page.get_by_role("button", name="Pages: 2 / 3")).to_be_visible()
        await page.get_by_role("button", name="Next page").click()
        await shown("one", 2)
        await page.wait_for_timeout(300)
        await expect(page.get_by_role("button", name="Pages: 3 / 3")).to_be_visible()
        await page.get_by_role("button", name="Follow the room’s page").click()
        await expect(page.get_by_role("button", name="Pages: 1 / 3")).to_be_visible()
        await page.mouse.move(300, 300)
        await page.mouse.down()
        await page.mouse.move(400, 400, steps=5)
        await shown("two", 3)
        await page.wait_for_timeout(300)
        await page.mouse.move(500, 400, steps=5)
        await page.mouse.up()
        await until(door, len, page=0)
        await expect(page.get_by_role("button", name="Pages: 2 / 3")).to_be_visible()


async def _glass_shows(glass: aiohttp.ClientWebSocketResponse, page_id: str, clock: int) -> None:
    state = json.dumps({"user": {"name": "", "color": "#1a1a1a"}, "page": page_id, "cursor": None})
    await glass.send_bytes(awareness(encode([State(4711, clock, state, "")])))


async def test_a_guest_takes_another_name_and_draws_on(door: Door, browser: Browser, page: Page):
    async with tab(browser) as other:
        await come_in(other, link(door), "Ben", "Green")
        await draw(page, [(200, 200), (400, 200)])
        await page.get_by_role("button", name="You are Anna").click()
        await expect(page.get_by_label("Your name")).to_have_value("Anna")
        await page.get_by_label("Your name").fill("Anne")
        await page.get_by_role("button", name="Open the board").click()
        await is_connected(page)
        await draw(page, [(200, 300), (400, 300)])
        await until(door, lambda found: len(found) == 2)
        await expect(other.get_by_role("list", name="1 other person here")).to_contain_text("Anne")
        assert list((await board_of(door)).people.values()) == ["Anne"]
