"""Several guests on one glass: side by side, asked about, taken over, in the queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from playwright.async_api import Browser, expect

from appliance.api.cast import Cast
from appliance.api.role import Role
from appliance.caller import Caller, current_caller
from appliance.cast import queue, reception
from tests.web.browser import chromium
from tests.web.caster import CLOSE_THE_CHOICE, Caster, caster, keep_peers
from tests.web.media_door import MediaDoor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

LIVE = "You are live in Meeting room"
Casts = tuple[Cast, ...]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium("--allow-loopback-in-peer-connection") as browser:
        yield browser


@pytest.fixture
async def anna(media_door: MediaDoor, browser: Browser) -> AsyncIterator[Caster]:
    async with caster(browser, media_door, "Anna") as anna:
        yield anna


@pytest.fixture
async def bo(media_door: MediaDoor, browser: Browser, anna: Caster) -> AsyncIterator[Caster]:
    async with caster(browser, media_door, "Bo") as bo:
        yield bo


@pytest.fixture
def small_glass(monkeypatch: pytest.MonkeyPatch) -> None:
    """One cast fills it."""
    monkeypatch.setattr(reception, "MAX_CASTS", 1)


def are_live(*names: str) -> Callable[[Casts], bool]:
    return lambda casts: [cast.name for cast in casts if cast.phase == "live"] == list(names)


async def bitrate_ceiling(guest: Caster) -> int:
    return await guest.page.evaluate("window.peers.at(-1).getSenders().at(-1).getParameters().encodings[0].maxBitrate")


async def test_two_share_side_by_side_and_share_the_ceiling(media_door: MediaDoor, anna: Caster, bo: Caster):
    await keep_peers(anna)
    await anna.share()
    await anna.sees(LIVE)
    assert await bitrate_ceiling(anna) == 20_000_000
    await bo.reads("On the display now: Anna.")
    await bo.share()
    await bo.sees(LIVE)
    await media_door._until(are_live("Anna", "Bo"), 8)
    assert {cast.kind for cast in media_door.store.state.cast.casts} == {"browser"}
    await expect(anna.page.get_by_role("heading", name=LIVE)).to_be_visible()
    assert await bitrate_ceiling(anna) == 12_000_000
    await bo.press("Stop sharing")
    await media_door._until(are_live("Anna"), 5)
    await anna.page.wait_for_function(
        "() => window.peers.at(-1).getSenders().at(-1).getParameters().encodings[0].maxBitrate === 20000000"
    )
    assert await anna.page.evaluate("window.peers.length") == 1, "ceilings change without another session"


async def test_who_is_asked_about_waits_for_a_yes(media_door: MediaDoor, anna: Caster, bo: Caster):
    await media_door.call("settings.change", casting="ask")
    await anna.reads("Somebody at the room’s display will be asked first.")
    await anna.share()
    await anna.sees("Asking the room")
    await anna.reads("must say yes")
    cast = await media_door.live()
    assert not cast.admitted
    await media_door.call("cast.admit_cast", cast_id=cast.id)
    await anna.sees(LIVE)
    await bo.share()
    await bo.sees("Asking the room")
    await media_door.call("cast.stop_cast", cast_id=media_door.store.state.cast.casts[1].id)
    await bo.reads("The room said no.")
    await bo.sees("Nothing was shared")
    await expect(anna.page.get_by_role("heading", name=LIVE)).to_be_visible()


async def test_asking_survives_a_door_that_was_closed(media_door: MediaDoor, anna: Caster):
    await media_door.call("settings.change", casting="ask")
    await anna.share()
    await anna.sees("Asking the room")
    cast = await media_door.live()
    await media_door.close()
    await anna.page.wait_for_timeout(700)
    await media_door.open()
    await media_door.call("cast.admit_cast", cast_id=cast.id)
    await anna.sees(LIVE)


async def test_whoever_takes_over_is_named(media_door: MediaDoor, anna: Caster, bo: Caster):
    await media_door.call("settings.change", casting="take_over")
    await anna.share()
    await anna.sees(LIVE)
    await bo.reads("You will take over from Anna.")
    await bo.share()
    await bo.sees(LIVE)
    await anna.sees("You are no longer sharing")
    await anna.reads("Bo took over.")
    await media_door._until(are_live("Bo"), 8)


@pytest.mark.usefixtures("small_glass")
async def test_a_full_glass_is_waited_for_and_starts_by_itself(media_door: MediaDoor, anna: Caster, bo: Caster):
    await anna.share()
    await anna.sees(LIVE)
    await bo.share()
    await bo.sees("The display is full")
    await bo.reads("Nobody sees this yet.")
    assert await bo.page.locator("video").evaluate("(video) => video.srcObject.active")
    await bo.press("Wait for a place")
    await bo.sees("You are in the queue")
    await bo.reads("You are next.")
    assert (await bo.page.title()).startswith("… Waiting")
    assert [one.name for one in media_door.store.state.cast.queue] == ["Bo"]
    await anna.press("Stop sharing")
    await bo.sees(LIVE)
    await media_door._until(are_live("Bo"), 5)
    await media_door.picture(media_door.store.state.cast.casts[0].stream)
    assert await bo.page.evaluate("captures.length") == 1
    assert media_door.store.state.cast.queue == ()


@pytest.mark.usefixtures("small_glass")
async def test_who_waits_sees_whose_turn_it_is(media_door: MediaDoor, anna: Caster, bo: Caster):
    called = Caller(Role.GUEST, "g-cem", "Cem")
    await anna.share()
    await anna.sees(LIVE)
    current_caller.set(called)
    await media_door.cast.enter_queue("Cem")
    await bo.share()
    await bo.press("Wait for a place")
    await bo.reads("One person is before you.")
    await anna.press("Stop sharing")
    await bo.reads("It is the turn of Cem.")
    await bo.reads("You are next.")
    await media_door.cast.leave_queue()
    await bo.sees(LIVE)


@pytest.mark.usefixtures("small_glass")
async def test_the_place_is_kept_while_the_door_is_closed_and_by_asking_again(
    media_door: MediaDoor, anna: Caster, bo: Caster, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "KEPT_S", 9.0)
    await anna.share()
    await anna.sees(LIVE)
    await bo.share()
    await bo.press("Wait for a place")
    await bo.reads("You are next.")
    ticket = media_door.store.state.cast.queue[0].id
    await media_door.close()
    await media_door.open()
    await bo.page.wait_for_timeout(10_000)
    assert [one.id for one in media_door.store.state.cast.queue] == [ticket]
    await bo.press("Leave the queue")
    await bo.reads("You did not wait for a place.")
    await expect(bo.page.get_by_role("heading", name="Nothing was shared")).to_be_visible()
    assert media_door.store.state.cast.queue == ()


@pytest.mark.usefixtures("small_glass")
async def test_a_turn_without_a_picture_asks_to_choose_again(media_door: MediaDoor, anna: Caster, bo: Caster):
    await anna.share()
    await anna.sees(LIVE)
    await bo.share()
    await bo.press("Wait for a place")
    await bo.reads("You are next.")
    await bo.page.evaluate(CLOSE_THE_CHOICE)
    await bo.reads("What you chose was closed.")
    await anna.press("Stop sharing")
    await bo.sees("It’s your turn")
    await bo.reads("The place is kept for")
    await bo.press("Share now")
    await bo.sees(LIVE)
    await media_door._until(are_live("Bo"), 5)


@pytest.mark.usefixtures("small_glass")
async def test_a_missed_turn_and_a_full_queue_are_told(
    media_door: MediaDoor, anna: Caster, bo: Caster, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "START_WITHIN_S", 1.5)
    async with asyncio.TaskGroup() as group:
        overdue = group.create_task(media_door.cast.run())
        await anna.share()
        await anna.sees(LIVE)
        await bo.share()
        await bo.press("Wait for a place")
        await bo.reads("You are next.")
        await bo.page.evaluate(CLOSE_THE_CHOICE)
        await anna.press("Stop sharing")
        await bo.sees("It’s your turn")
        await bo.reads("It was your turn, and the place went to the next.")
        overdue.cancel()
    await anna.share()
    await anna.sees(LIVE)
    monkeypatch.setattr(queue, "MAX_QUEUE", 0)
    await bo.share()
    await bo.press("Wait for a place")
    await bo.reads("The display is full, and so is the queue.")
