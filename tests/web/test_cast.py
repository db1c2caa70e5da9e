"""Casting a real tab with its sound through a real browser into the real media engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.rooms.laptop import Laptop
from tests.rooms.screen import Screen
from tests.web.media_door import MediaDoor, picture_of, shows_slides

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
async def guest(media_door: MediaDoor, tmp_path: Path) -> AsyncIterator[Laptop]:
    """A laptop that has come in."""
    with Screen(tmp_path / "laptop", 1600, 900) as screen:
        async with Laptop(tmp_path / "laptop", screen) as laptop:
            await laptop.page.goto(f"{media_door.url}/#{media_door.code}")
            yield laptop


async def share(page: Page) -> None:
    await page.get_by_label("Your name").fill("Anna Lee")
    await page.get_by_role("button", name="Share your screen").click()
    await expect(page.get_by_role("heading", name="You are live in Meeting room")).to_be_visible(timeout=8000)


async def test_a_tab_with_sound_arrives_and_stops(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    cast = await media_door.live()
    assert (cast.name, cast.has_sound) == ("Anna Lee", True)
    pixels = await media_door.picture(cast.stream)
    assert min(pixels.shape[:2]) >= 400
    await expect(guest.page.get_by_text("With sound", exact=True)).to_be_visible()
    assert (await guest.page.title()).startswith("●")
    await guest.page.get_by_role("button", name="Stop sharing").click()
    await media_door.idle(2)
    await expect(guest.page.get_by_text("You stopped sharing.")).to_be_visible()
    await guest.page.reload()
    await expect(guest.page.get_by_label("Your name")).to_have_value("Anna Lee")


async def test_stopped_at_the_screen(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    cast = await media_door.live()
    await guest.page.evaluate("window.kept = document.querySelector('video').srcObject")
    await media_door.call("cast.stop_cast", cast_id=cast.id)
    await expect(guest.page.get_by_text("Stopped at the screen.")).to_be_visible(timeout=2000)
    states = await guest.page.evaluate("window.kept.getTracks().map((track) => track.readyState)")
    assert set(states) == {"ended"}
    await guest.page.get_by_role("button", name="Share again").click()
    assert (await media_door.live()).id != cast.id


async def test_what_is_shared_was_closed(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    await media_door.live()
    await guest.slides.close()
    await media_door.idle(3)
    await expect(guest.page.get_by_text("You stopped sharing.")).to_be_visible()


async def test_leaving_the_page_ends_it(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    await media_door.live()
    await guest.page.goto("about:blank")
    await media_door.idle(3)


async def test_the_door_closes_and_opens_and_nobody_notices(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    cast = await media_door.live()
    await media_door.close()
    await asyncio.sleep(0.7)
    await expect(guest.page.get_by_text("Everyone in the room sees")).to_be_visible()
    await media_door.open()
    await asyncio.sleep(1)
    assert (await media_door.live()).id == cast.id
    await media_door.call("cast.stop_cast", cast_id=cast.id)
    await expect(guest.page.get_by_text("Stopped at the screen.")).to_be_visible(timeout=2000)


async def test_lost_media_comes_back_by_itself_within_five_seconds(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    cast = await media_door.live()
    await media_door.picture(cast.stream)
    before = await guest.page.evaluate("document.querySelector('video').srcObject.id")
    await media_door.media.close_cast(cast.id)
    media_door.cast.lose_media()
    assert media_door.store.state.cast.casts[0].phase == "reconnecting"
    again = await media_door.live(5)
    await media_door.picture(again.stream, 5)
    assert again.id == cast.id
    await expect(guest.page.get_by_text("Everyone in the room sees")).to_be_visible()
    assert await guest.page.evaluate("document.querySelector('video').srcObject.id") == before


async def test_a_real_tab_that_is_paused_stays_as_it_was(media_door: MediaDoor, guest: Laptop):
    await share(guest.page)
    cast = await media_door.live()
    await media_door.picture(cast.stream)
    await guest.page.get_by_role("button", name="Pause").click()
    await expect(guest.page.get_by_role("heading", name="Paused")).to_be_visible()
    await guest.slides.evaluate(
        "for (const part of document.querySelectorAll('div')) part.style.background = '#808080'"
    )
    for _ in range(15):
        await asyncio.sleep(0.1)
        assert shown(media_door, cast.stream), "the held picture gave way"
    await guest.page.get_by_role("button", name="Resume").click()
    async with asyncio.timeout(5):
        while True:
            if not shown(media_door, cast.stream):
                break
            await asyncio.sleep(0.05)


def shown(door: MediaDoor, stream: str) -> bool:
    frame = door._newest(stream)
    assert frame is not None
    return shows_slides(picture_of(frame))
