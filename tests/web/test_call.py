"""The call page in real browsers, before a real conference and the real forwarder."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.web.browser import chromium, tab
from tests.web.call_door import FLAGS, CallDoor, join, loud, member, moving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

SLIDES = """
navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const pen = canvas.getContext("2d");
  let turn = 0;
  setInterval(() => {
    pen.fillStyle = `hsl(${(turn += 40)} 60% 50%)`;
    pen.fillRect(0, 0, 640, 360);
  }, 100);
  return canvas.captureStream(10);
};
"""


HEALED_S = 3.0
REMEMBER = """(selector) => { window.former = document.querySelector(selector).srcObject.getTracks()[0]; }"""
RENEWED = """async ([selector, mostMs]) => {
  const until = performance.now() + mostMs;
  while (performance.now() < until) {
    const video = document.querySelector(selector);
    const track = video?.srcObject?.getTracks()[0];
    if (track && track !== window.former && video.videoWidth > 0 && video.currentTime > 0.1) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the picture did not come back");
}"""


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[CallDoor]:
    async with CallDoor(tmp_path) as door:
        await door.call("meeting.set_lobby", has_lobby=False)
        yield door


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium(*FLAGS) as browser:
        yield browser


def press(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True).click()


async def test_two_see_and_hear_each_other(door: CallDoor, browser: Browser):
    async with member(browser, door, "Anna") as anna, member(browser, door, "Bo") as bo:
        await door.until(lambda now: {"Anna", "Bo"} <= {one.name for one in now.people if one.phase == "present"})
        await moving(anna, door.person("Bo").id, width=640)
        await moving(bo, door.person("Anna").id, width=640)
        assert await loud(anna) > 0.02
        assert await loud(bo) > 0.02
        # and oneself, as in a mirror
        await moving(anna, door.person("Anna").id)

        await press(anna, "Mute")
        await expect(bo.get_by_role("group", name="Anna, muted")).to_be_visible()
        await press(anna, "Stop camera")
        await expect(bo.get_by_role("group", name="Anna, muted, camera off")).to_be_visible()
        await press(anna, "Start camera")
        await moving(bo, door.person("Anna").id)


async def test_a_number_a_lobby_and_a_host_who_admits(door: CallDoor, browser: Browser):
    await door.call("meeting.set_lobby", has_lobby=True)
    async with tab(browser, permissions=["camera", "microphone"]) as page:
        await page.goto(f"{door.url}/call")
        number, passcode = door.invitation.number, door.invitation.passcode
        await page.get_by_label("Meeting number").fill(f"{number[:3]} {number[3:6]}-{number[6:]}")
        await page.get_by_label("Passcode").fill("0" if passcode != "0" else "1")
        await press(page, "Continue")
        await expect(page.get_by_role("status")).to_have_text("No meeting has this number and passcode. Check both.")
        await page.get_by_label("Passcode").fill(passcode)
        await press(page, "Continue")
        await join(page, "Anna")
        await expect(page.get_by_role("heading", name="Somebody will let you in")).to_be_visible()
        assert door.person("Anna").phase == "lobby"
        await door.call("meeting.admit", people=[door.person("Anna").id])
        await expect(page.get_by_role("toolbar")).to_be_visible()
        await door.until(lambda _: door.phase("Anna") == "present")
        await door.until(lambda _: door.person("Anna").camera_on and not door.person("Anna").muted)
        await door.call("meeting.remove", person_id=door.person("Anna").id)
        await expect(page.get_by_role("heading", name="You were removed from the meeting")).to_be_visible()


async def test_chat_hands_reactions_and_screens(door: CallDoor, browser: Browser):
    async with member(browser, door, "Anna") as anna, member(browser, door, "Bo") as bo:
        await anna.keyboard.press("c")
        await anna.get_by_label("Message to everybody").fill("see https://example.org/x <b>")
        await anna.keyboard.press("Enter")
        await expect(bo.get_by_role("button", name="Chat, one new message")).to_be_visible()
        await expect(bo.get_by_role("status").filter(has_text="Anna: see")).to_be_visible()
        await bo.keyboard.press("c")
        await expect(bo.get_by_role("log").get_by_role("link", name="https://example.org/x")).to_be_visible()
        await expect(bo.get_by_role("log")).to_contain_text("<b>")
        await bo.keyboard.press("Escape")

        await bo.keyboard.press("h")
        await expect(anna.get_by_role("group", name="Bo, hand raised")).to_be_visible()
        await press(bo, "React")
        await bo.get_by_role("menuitem", name="Applause").click()
        await expect(anna.locator(".reaction")).to_have_text("👏")

        bo_id = door.person("Bo").id
        await bo.evaluate(SLIDES)
        await press(bo, "Share screen")
        await moving(anna, bo_id, "screen", width=200)
        await expect(anna.get_by_role("status").filter(has_text="Bo shares a screen")).to_be_visible()
        await door.call("meeting.stop_sharing")
        await expect(bo.get_by_role("button", name="Share screen", exact=True)).to_be_visible()
        await expect(anna.locator('[data-picture="screen"]')).to_have_count(0)


async def test_who_leads_mutes_and_is_obeyed(door: CallDoor, browser: Browser):
    async with member(browser, door, "Anna") as anna, member(browser, door, "Bo") as bo:
        await door.call("meeting.give_chair", person_id=door.person("Anna").id)
        await anna.keyboard.press("p")
        await anna.get_by_role("button", name="More about Bo").click()
        await press(anna, "Mute, may not unmute")
        await expect(bo.get_by_role("status").filter(has_text="You were muted")).to_be_visible()
        await press(bo, "Unmute")
        await expect(bo.get_by_role("status").filter(has_text="keeps you muted")).to_be_visible()
        assert door.person("Bo").muted
        await anna.get_by_role("switch", name="Lock: nobody new comes in").press("Space")
        await door.until(lambda now: now.locked)
        await anna.get_by_label("Layout for everybody").select_option("speaker")
        await expect(bo.locator(".strip .tile").first).to_be_visible()
        large = await bo.locator(".main-tiles .tile").first.bounding_box()
        small = await bo.locator(".strip .tile").first.bounding_box()
        assert large is not None
        assert small is not None
        assert large["width"] > 3 * small["width"]
        await press(anna, "Ask who is here")
        await press(bo, "I am here")
        await door.until(lambda _: door.person("Bo").answered)
        await press(anna, "Leave")
        await press(anna, "End for everybody")
        for page in (anna, bo):
            await expect(page.get_by_role("heading", name="The meeting has ended")).to_be_visible()


async def test_leaving_a_reload_and_a_line_that_breaks(door: CallDoor, browser: Browser):
    async with member(browser, door, "Anna") as page:
        await door.until(lambda _: door.phase("Anna") == "present")
        first = door.person("Anna").id
        await page.reload()
        await join(page, "Anna")
        await expect(page.get_by_role("toolbar")).to_be_visible()
        await door.until(lambda _: door.phase("Anna") == "present")
        assert door.person("Anna").id == first
        await door.close()
        await expect(page.get_by_role("status").filter(has_text="Connection to the room lost")).to_be_visible()
        await door.open()
        await expect(page.get_by_role("status").filter(has_text="Connection to the room lost")).to_be_hidden()
        await door.until(lambda _: door.phase("Anna") == "present")
        await press(page, "Leave")
        await expect(page.get_by_role("heading", name="You left the meeting")).to_be_visible()
        await door.until(lambda now: all(one.name != "Anna" for one in now.people))
        await press(page, "Join again")
        await join(page, "Anna")
        await door.until(lambda now: any(one.name == "Anna" for one in now.people))


async def test_without_devices_one_watches_and_listens(door: CallDoor):
    async with chromium(*FLAGS[:2]) as bare, tab(bare) as page:
        await page.goto(door.link)
        await press(page, "Turn on camera and microphone")
        await expect(page.get_by_role("alert")).to_contain_text("was found")
        await page.get_by_role("textbox").fill("Anna")
        await press(page, "Join to watch and listen")
        await expect(page.get_by_role("toolbar")).to_be_visible()
        await door.until(lambda _: door.phase("Anna") == "present")
        assert door.person("Anna").muted
        await press(page, "Unmute")
        await expect(page.get_by_role("status").filter(has_text="no microphone")).to_be_visible()


async def test_whoever_typed_the_code_finds_the_meeting(door: CallDoor, browser: Browser):
    async with tab(browser, permissions=["camera", "microphone"]) as page:
        await page.goto(f"{door.url}/#{door.code}")
        async with page.context.expect_page() as opened:
            await page.get_by_role("link", name="A meeting is on in this room").click()
        call = await opened.value
        await join(call, "Anna")
        # no lobby for whoever is in the room
        await expect(call.get_by_role("toolbar")).to_be_visible()


async def test_another_engine_takes_over_within_three_seconds(tmp_path: Path, browser: Browser):
    async with CallDoor(tmp_path, second=True) as door:
        await door.call("meeting.set_lobby", has_lobby=False)
        async with member(browser, door, "Anna") as anna, member(browser, door, "Bo") as bo:
            anna_id, bo_id = (door.person(name).id for name in ("Anna", "Bo"))
            await moving(anna, bo_id)
            await moving(bo, anna_id)
            for page, other in ((anna, bo_id), (bo, anna_id)):
                await page.evaluate(REMEMBER, f'[data-person="{other}"] video')
            serving = door.conference.engine.name
            door.forwarders[serving].kill()
            began_s = time.monotonic()
            for page, other in ((anna, bo_id), (bo, anna_id)):
                await page.evaluate(RENEWED, [f'[data-person="{other}"] video', 15_000])
            took_s = time.monotonic() - began_s
            assert door.conference.engine.name != serving
            assert await loud(anna) > 0.02
            assert took_s < HEALED_S
