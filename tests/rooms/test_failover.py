"""A whole room whose engine is killed: the next one is a Janus server, and a guest and the room meet again on it."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import wave
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from playwright.async_api import Page

from appliance.frames import MailboxReader
from appliance.meeting.engines.janus.keys import JanusKeys
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import Network, NoNetwork, network
from tests.rooms.house import House
from tests.rooms.test_call_guest import HEALED_S, REMEMBER, RENEWED, people, tile_of
from tests.rooms.test_meeting import draw, is_live
from tests.web.browser import chromium, tab
from tests.web.call_door import FLAGS, join, loud, moving

pytestmark = [needs_janus, pytest.mark.browser, pytest.mark.timeout(180)]

ENGINES = {"sfu", "sfu-standby", "janus-site", "janus-annex"}
REMEMBER_SOUND = """() => {
  window.formerSounds = [...document.querySelectorAll("audio")].flatMap(({ srcObject }) => srcObject.getTracks());
}"""
SOUNDS_AGAIN = """async (mostMs) => {
  const until = performance.now() + mostMs;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(2048);
  const known = new Set(window.formerSounds);
  while (performance.now() < until) {
    for (const { srcObject } of document.querySelectorAll("audio"))
      for (const track of srcObject?.getTracks() ?? [])
        if (!known.has(track)) {
          known.add(track);
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        }
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > 0.00003)) return context.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("nothing is heard again");
}"""
"""Sound of another connection than before: people at the table pause, but the room is never quite still."""
LINGERS_S = 0.5
"""What of the former engine is still on its way is drawn and heard within this."""


@pytest.fixture
def island() -> Iterator[Network]:
    try:
        with network() as found:
            yield found
    except NoNetwork:
        pytest.skip("wants root and iproute2")


@asynccontextmanager
async def room(folder: Path, island: Network, engines: str, **servers: Janus) -> AsyncIterator[House]:
    """One whose engines live."""
    tables = f"[meeting]\nengines = {engines}\n" + "".join(
        f'[meeting.janus.{name}]\nurl = "{server.url}"\nplain = true\n' for name, server in servers.items()
    )
    for name in servers:
        JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY).write(folder / "data" / "secrets" / "meeting", name)
    wanted = {name for name in ENGINES if (name[:3] == "sfu" and "embedded" in engines) or name[6:] in servers}

    def are_up(state: dict[str, Any]) -> bool:
        return all(is_well(state, name) for name in wanted)

    async with House(folder, tables=tables, address=island.engine) as house:
        await house.until(are_up, 30)
        await house.call("settings.change", lobby=False)
        yield house


def newest_ns(house: House, person_id: str) -> int:
    """When the newest picture of somebody was drawn for the glass (monotonic)."""
    reader = MailboxReader(house.runtime / "frames" / f"call-{person_id}-camera")
    try:
        frame = reader.read()
        return frame.t_ns if frame else 0
    finally:
        reader.close()


def heard_since(house: House, frame: int) -> int:
    """How loud the loudspeaker was since a frame of its record."""
    with wave.open(str(house.recording)) as file:
        file.setpos(min(frame, file.getnframes()))
        sound = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    return int(np.abs(sound.astype(int)).max()) if len(sound) else 0


def frames(house: House) -> int:
    if not house.recording.exists():
        return 0
    with wave.open(str(house.recording)) as file:
        return file.getnframes()


async def hears_guest(house: House, since: int, timeout_s: float) -> None:
    end = time.monotonic() + timeout_s
    while not house.recording.exists() or heard_since(house, since) < 200:
        assert time.monotonic() < end, "the room does not hear the guest"
        await asyncio.sleep(0.05)


async def meet(house: House, page: Page, kind: str) -> tuple[str, str]:
    """A guest comes; both see and hear each other."""
    url = (await house.call("meeting.start_conference"))["url"]
    await house.until(is_live, 20)
    await page.goto(url)
    await join(page, "Anna")
    state = await house.until(lambda told: "Anna" in people(told) and told["meeting"]["call"]["tiles"], 20)
    assert state["meeting"]["call"]["conference"]["engine"]["kind"] == kind
    room_id, anna = people(state)["Test room"], people(state)["Anna"]
    await moving(page, room_id, timeout_s=30)
    await draw(house, state)
    await house.until(lambda told: tile_of(told, anna)["width"] > 0, 30)
    await loud(page, 30)
    await hears_guest(house, 0, 30)
    await page.evaluate(REMEMBER, room_id)
    await page.evaluate(REMEMBER_SOUND)
    return room_id, anna


async def heal(house: House, page: Page, who: tuple[str, str], began_s: float) -> None:
    """On a Janus server, under a later epoch, both see and hear each other again in time."""
    room_id, anna = who

    def is_moved(state: dict[str, Any]) -> bool:
        engine = state["meeting"]["call"]["conference"]["engine"]
        return engine["epoch"] > 1 and engine["kind"] == "janus"

    await house.until(is_moved, HEALED_S)

    def left_s() -> float:
        return max(0.01, HEALED_S - (time.monotonic() - began_s))

    async def page_side() -> None:
        await page.wait_for_function(RENEWED, arg=room_id, timeout=1000 * left_s())
        print(f"the guest sees the room after {time.monotonic() - began_s:.2f} s")
        await page.evaluate(SOUNDS_AGAIN, 1000 * left_s())
        print(f"and hears it after {time.monotonic() - began_s:.2f} s")

    async def room_side() -> None:
        await asyncio.sleep(max(0.0, LINGERS_S - (time.monotonic() - began_s)))
        since, after_ns = frames(house), time.monotonic_ns()
        await hears_guest(house, since, left_s())
        print(f"the room hears the guest after {time.monotonic() - began_s:.2f} s")
        while newest_ns(house, anna) < after_ns:
            assert left_s() > 0.01, "no picture of the guest"
            await asyncio.sleep(0.02)
        print(f"and sees them after {time.monotonic() - began_s:.2f} s")

    await asyncio.gather(page_side(), room_side())


def forwarders(house: House) -> list[int]:
    """The room's own, in the order in which they were started: the spare is the second."""
    children = psutil.Process(house.process.pid).children(recursive=True)
    found = [child for child in children if "sfu" in child.cmdline()]
    return [child.pid for child in sorted(found, key=psutil.Process.create_time)]


def is_well(state: dict[str, Any], name: str) -> bool:
    return any(one["name"] == name and one["status"] == "ok" for one in state["health"]["components"])


async def test_from_the_rooms_own_forwarder_to_a_janus_server(island: Network, tmp_path: Path) -> None:
    with janus(tmp_path / "janus", island.engine) as site:
        async with (
            room(tmp_path, island, '["embedded", "site"]', site=site) as house,
            chromium(*FLAGS) as browser,
            tab(browser, permissions=["camera", "microphone"]) as page,
        ):
            who = await meet(house, page, "embedded")
            serving, spare = forwarders(house)
            os.kill(spare, signal.SIGKILL)
            await house.until(lambda told: not is_well(told, "sfu-standby"), 3)
            os.kill(serving, signal.SIGKILL)
            await heal(house, page, who, time.monotonic())


async def test_from_a_janus_server_to_another(island: Network, tmp_path: Path) -> None:
    with (
        second_network() as (address, inside),
        janus(tmp_path / "janus", island.engine) as site,
        janus(tmp_path / "annex", address, inside=inside) as annex,
    ):
        async with (
            room(tmp_path, island, '["site", "annex"]', site=site, annex=annex) as house,
            chromium(*FLAGS) as browser,
            tab(browser, permissions=["camera", "microphone"]) as page,
        ):
            who = await meet(house, page, "janus")
            site.kill()
            await heal(house, page, who, time.monotonic())
            state = await house.until(is_live, 5)
            assert state["meeting"]["call"]["conference"]["engine"]["epoch"] == 2
