"""What somebody who is live does with it: holds the picture, changes it, is drawn on, points."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, Route, expect

from appliance.api.cast import CastPointed
from tests.web.browser import chromium
from tests.web.caster import GREY, Caster, caster, keep_peers
from tests.web.media_door import MediaDoor, picture_of, shows_slides

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

LIVE = "You are live in Meeting room"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium("--allow-loopback-in-peer-connection") as browser:
        yield browser


@pytest.fixture
async def anna(media_door: MediaDoor, browser: Browser) -> AsyncIterator[Caster]:
    async with caster(browser, media_door, "Anna") as anna:
        await anna.share()
        await anna.sees(LIVE)
        yield anna


def shown(door: MediaDoor) -> bool:
    """Whether the glass shows the slides at this moment."""
    frame = door._newest(door.store.state.cast.casts[0].stream)
    assert frame is not None
    return shows_slides(picture_of(frame))


async def until(condition: Any, timeout_s: float = 5) -> None:
    async with asyncio.timeout(timeout_s):
        while True:
            if condition():
                return
            await asyncio.sleep(0.05)


async def test_pausing_holds_the_picture_and_resuming_lets_it_go(media_door: MediaDoor, anna: Caster):
    cast = await media_door.live()
    await media_door.picture(cast.stream)
    await anna.press("Pause")
    await anna.sees("Paused")
    await until(lambda: media_door.store.state.cast.casts[0].paused)
    assert (await anna.page.title()).startswith("⏸")
    await anna.paint(GREY)
    for _ in range(20):
        await asyncio.sleep(0.1)
        assert shown(media_door), "the held picture gave way"
    assert media_door.store.state.cast.casts[0].phase == "live"
    await anna.press("Resume")
    await until(lambda: not shown(media_door))
    assert not media_door.store.state.cast.casts[0].paused
    await anna.sees(LIVE)


async def test_a_held_picture_survives_lost_media(media_door: MediaDoor, anna: Caster):
    cast = await media_door.live()
    await media_door.picture(cast.stream)
    await anna.press("Pause")
    await anna.page.get_by_role("switch", name="Let people at the display draw").press("Space")
    await until(lambda: media_door.store.state.cast.casts[0].touchable)
    await anna.paint(GREY)
    await media_door.media.close_cast(cast.id)
    media_door.cast.lose_media()
    again = await media_door.live(8)
    await media_door.picture(again.stream)
    await until(lambda: media_door.store.state.cast.casts[0].paused)
    assert media_door.store.state.cast.casts[0].touchable


async def test_muting_changing_and_the_kind(media_door: MediaDoor, anna: Caster):
    cast = await media_door.live()
    assert cast.has_sound
    await anna.press("Mute sound")
    await anna.reads("Your sound is muted in the room.")
    assert media_door.store.state.cast.casts[0].muted
    await anna.press("Unmute")
    await expect(anna.page.get_by_role("button", name="Mute sound")).to_be_visible()
    await media_door.picture(cast.stream)
    await anna.page.evaluate(f"window.colours = {GREY}; window.isMute = true")
    await anna.press("Change source")
    await until(lambda: not shown(media_door))
    assert [one.id for one in media_door.store.state.cast.casts] == [cast.id]
    await anna.reads("No sound. To share it")
    await until(lambda: not media_door.store.state.cast.casts[0].has_sound, 8)
    hint = "document.querySelector('video').srcObject.getVideoTracks()[0].contentHint"
    assert await anna.page.evaluate(hint) == "text"
    await anna.page.get_by_role("radio", name="Video and motion").check()
    await anna.page.wait_for_function(f"() => {hint} === 'motion'")
    await anna.page.evaluate("window.refusal = 'NotReadableError'")
    await anna.press("Change source")
    await expect(anna.page.get_by_role("alert")).to_contain_text("does not let the browser record")
    await expect(anna.page.get_by_role("heading", name=LIVE)).to_be_visible()


async def test_sound_may_be_left_out_and_may_come_later(media_door: MediaDoor, browser: Browser):
    async with caster(browser, media_door, "Bo") as bo:
        await bo.page.get_by_role("switch", name="Share sound too").press("Space")
        await bo.share()
        await bo.reads("No sound: you left it out", 8)
        assert await bo.page.evaluate("captures[0].audio") is False
        assert not (await media_door.live()).has_sound
        await bo.press("Stop sharing")
        await bo.page.get_by_role("switch", name="Share sound too").press("Space")
        await bo.page.evaluate("window.isMute = true")
        await bo.share()
        await bo.reads("No sound. To share it", 8)
        silent = await media_door.live()
        await bo.page.evaluate("window.isMute = false")
        await bo.press("Change source")
        await until(lambda: media_door.store.state.cast.casts[0].has_sound, 8)
        assert (await media_door.live()).id == silent.id
        await bo.reads("With sound")


async def test_a_small_window_stays_in_front_with_the_lines(media_door: MediaDoor, anna: Caster):
    cast = await media_door.live()
    await anna.press("Small window")
    await anna.page.wait_for_function(
        "() => documentPictureInPicture.window?.document.querySelector('video')?.videoWidth > 0"
    )
    await anna.page.get_by_role("switch", name="Let people at the display draw").press("Space")
    await until(lambda: media_door.store.state.cast.casts[0].touchable)
    contact = {"id": 1, "phase": "down", "x": 0.5, "y": 0.5, "colour": "#30a46c"}
    await media_door.call("cast.touch", cast_id=cast.id, contacts=[contact])
    await anna.page.wait_for_function(
        """() => {
          const ink = documentPictureInPicture.window.document.querySelector("canvas.ink");
          const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
          pen.drawImage(ink, -ink.width / 2, -ink.height / 2);
          return pen.getImageData(0, 0, 1, 1).data[3] > 128;
        }"""
    )
    await anna.press("Close small window")
    await anna.page.wait_for_function("() => !documentPictureInPicture.window")
    await expect(anna.page.get_by_role("button", name="Small window")).to_be_visible()


async def test_the_quality_is_told(media_door: MediaDoor, anna: Caster):
    await media_door.live()
    meter = anna.page.locator(".meter")
    await expect(meter).to_contain_text("640 × 360", timeout=8000)
    await expect(meter).to_contain_text("Mbit/s")
    await expect(anna.page.locator(".elapsed")).to_contain_text("0:0")


async def test_lines_from_the_glass_are_drawn_and_fade(media_door: MediaDoor, anna: Caster):
    cast = await media_door.live()
    line = [
        {"id": 1, "phase": phase, "x": x, "y": 0.5, "colour": "#30a46c"}
        for phase, x in (("down", 0.2), ("move", 0.5), ("up", 0.8))
    ]
    await media_door.call("cast.touch", cast_id=cast.id, contacts=line)
    await asyncio.sleep(0.3)
    assert await anna.page.evaluate("window.strokes") == [], "nobody allowed it"
    await anna.page.get_by_role("switch", name="Let people at the display draw").press("Space")
    await until(lambda: media_door.store.state.cast.casts[0].touchable)
    await media_door.call("cast.touch", cast_id=cast.id, contacts=line)
    await anna.page.wait_for_function(
        "() => window.strokes.some((one) => one.colour === '#30a46c' && one.opacity === 1)"
    )
    green = """(ink) => {
      const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      pen.drawImage(ink, -ink.width / 2, -ink.height / 2);
      const [red, lush, , opacity] = pen.getImageData(0, 0, 1, 1).data;
      return opacity > 128 && lush > red;
    }"""
    ink = anna.page.locator("canvas.ink")
    assert await ink.evaluate(green)
    await anna.page.wait_for_timeout(4200)
    assert not await ink.evaluate(green)


async def test_pointing_arrives_at_a_bearable_pace_and_ends(media_door: MediaDoor, anna: Caster):
    await media_door.live()
    heard: list[CastPointed] = []

    def hear(event: msgspec.Struct, _to: str) -> None:
        if isinstance(event, CastPointed):
            heard.append(event)

    media_door.store.listen(hear)
    await anna.press("Point")
    box = await anna.page.locator(".pane").bounding_box()
    assert box is not None
    began_s = time.monotonic()
    for step in range(60):
        await anna.page.mouse.move(box["x"] + box["width"] * step / 60, box["y"] + box["height"] / 2)
        await anna.page.wait_for_timeout(16)
    await until(lambda: bool(heard) and heard[-1].x > 0.97)
    assert 4 <= len(heard) <= 15 * (time.monotonic() - began_s) + 2
    assert abs(heard[-1].y - 0.5) < 0.02
    assert heard[-1].shown
    await anna.page.mouse.move(2, 2)
    await until(lambda: not heard[-1].shown)
    await anna.page.locator(".pane").press("ArrowRight")
    await until(lambda: heard[-1].shown)
    await anna.page.keyboard.press("Escape")
    await until(lambda: not heard[-1].shown)
    await expect(anna.page.get_by_role("button", name="Point", exact=True)).to_have_attribute("aria-pressed", "false")


async def test_blocked_media_is_told_with_a_hint(media_door: MediaDoor, browser: Browser):
    async with caster(browser, media_door, "Bo") as bo:

        async def wall_off(route: Route) -> None:
            answer = await route.fetch()
            sdp = re.sub(r"(?m)^(a=candidate:\S+ \d \S+ \d+ \S+) \d+", r"\1 9", await answer.text())
            await route.fulfill(response=answer, body=sdp)

        await bo.page.route("**/whip?*", wall_off)
        await bo.share()
        await bo.reads("your picture does not get through", 12)
        await bo.reads("Switch the VPN off")
        await bo.sees("Nothing was shared")
    await media_door.idle()


async def test_a_change_of_network_brings_another_session_of_the_same_cast(media_door: MediaDoor, browser: Browser):
    async with caster(browser, media_door, "Bo") as bo:
        await keep_peers(bo)
        await bo.share()
        await bo.sees(LIVE)
        cast = await media_door.live()
        await bo.page.context.set_offline(True)
        await bo.page.wait_for_timeout(1000)
        await bo.page.context.set_offline(False)
        await bo.page.wait_for_function(
            "() => window.peers.at(-1).connectionState === 'connected' && window.peers.length > 1"
        )
        await media_door.picture(cast.stream)
        assert [one.id for one in media_door.store.state.cast.casts] == [cast.id]
        await bo.reads("Everyone in the room sees")


async def test_the_way_is_wide_within_five_seconds(media_door: MediaDoor, browser: Browser):
    async with caster(browser, media_door, "Bo") as bo:
        await keep_peers(bo)
        await bo.share()
        await bo.sees(LIVE)
        await bo.page.wait_for_function(
            """async () => [...(await window.peers[0].getStats()).values()].some(
                 (one) => one.type === "candidate-pair" && one.nominated && one.availableOutgoingBitrate >= 3e6
               )""",
            timeout=5000,
        )


async def test_leaving_by_mistake_is_asked_about(media_door: MediaDoor, anna: Caster):
    await media_door.live()
    asked: list[str] = []

    async def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    anna.page.on("dialog", stay)
    await anna.page.evaluate("setTimeout(() => location.reload(), 0)")
    await until(lambda: asked == ["beforeunload"])
    await expect(anna.page.get_by_role("heading", name=LIVE)).to_be_visible()
    assert await anna.page.locator("link[rel=icon]").get_attribute("href") == "/favicon-live.svg"
