"""A door that holds a conference, with the real forwarder behind it in its own process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from appliance.api.conference import Conference, Person, Source, Want
from appliance.meeting.engine import Heard, Offered
from appliance.meeting.engines.embedded import EmbeddedEngine
from appliance.meeting.pool import Maker
from appliance.sfu.configuration import ForwarderConfig
from tests.meeting.forwarder import ForwarderProcess
from tests.meeting.media import SDP
from tests.web.browser import tab
from tests.web.door import Door

FLAGS = (
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
LOOPBACK = "127.0.0.1"


class Forwarder(EmbeddedEngine):
    """The real one for people; the room's own connection, whose media worker here has no media, is let be."""

    def __init__(self, path: Path, address: str, on_heard: Heard, on_alive: Callable[[bool], None]) -> None:
        super().__init__(path, ForwarderConfig(addresses=(address,)), on_heard, on_alive)
        self._rooms: set[str] = set()

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        if offer != SDP:
            return await super().publish(conference, person_id, offer, sources)
        self._rooms.add(person_id)
        return SDP

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        if person_id not in self._rooms:
            return await super().receive(conference, person_id, wants)
        return Offered()


class CallDoor(Door):
    """`invitation` leads into a conference that the room holds; `second` makes a spare forwarder."""

    def __init__(self, folder: Path, *, second: bool = False, address: str = LOOPBACK) -> None:
        self.address = address
        names = ("first", "second") if second else ("first",)
        self.forwarders = {name: _process(folder / name) for name in names}
        super().__init__(folder, engines=[Maker("embedded", name, self._maker(name)) for name in names])

    async def __aenter__(self) -> CallDoor:
        try:
            await super().__aenter__()
        except BaseException:
            self._kill()
            raise
        async with asyncio.timeout(20):
            while True:
                try:
                    self.invitation = await self.call("meeting.start_conference")
                    break
                except Exception as error:
                    if "no_engine" not in str(error):
                        raise
                    await asyncio.sleep(0.1)
            while (call := self.store.state.meeting.call) is None or call.conference is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await super().__aexit__(*exc_info)
        self._kill()

    def _kill(self) -> None:
        for process in self.forwarders.values():
            process.kill()

    @property
    def link(self) -> str:
        """Where the invitation's QR code leads."""
        return f"{self.url}/call/#n.{self.invitation.number}.{self.invitation.passcode}"

    @property
    def conference(self) -> Conference:
        call = self.store.state.meeting.call
        assert call is not None
        assert call.conference is not None
        return call.conference

    def person(self, name: str) -> Person:
        return next(one for one in self.conference.people if one.name == name)

    def phase(self, name: str) -> str:
        """Where somebody is; empty for whoever is not there."""
        return next((one.phase for one in self.conference.people if one.name == name), "")

    async def until(self, condition: Callable[[Conference], bool], timeout_s: float = 25) -> None:
        """Wait until the conference fulfils a condition."""
        async with asyncio.timeout(timeout_s):
            while not condition(self.conference):  # noqa: ASYNC110  what happens in a browser has no event
                await asyncio.sleep(0.02)

    def _maker(self, name: str) -> Callable[[Heard, Callable[[bool], None]], Forwarder]:
        socket = self.forwarders[name].paths.sfu_socket
        return lambda on_heard, on_alive: Forwarder(socket, self.address, on_heard, on_alive)


def _process(folder: Path) -> ForwarderProcess:
    folder.mkdir()
    return ForwarderProcess(folder)


@asynccontextmanager
async def member(browser: Browser, door: CallDoor, name: str, **options: Any) -> AsyncIterator[Page]:
    """Somebody's page, in the meeting."""
    async with tab(browser, permissions=["camera", "microphone"], **options) as page:
        await page.goto(door.link)
        await join(page, name)
        await door.until(lambda _: door.phase(name) == "present")
        yield page


async def join(page: Page, name: str) -> None:
    """Say who one is, once camera and microphone are there, and join."""
    await page.locator(".mirror video").wait_for()
    await page.get_by_role("textbox").fill(name)
    await (
        page.get_by_role("button", name="Join", exact=True)
        .or_(page.get_by_role("button", name="加入", exact=True))
        .click()
    )


async def moving(page: Page, person_id: str, picture: str = "camera", *, width: int = 1, timeout_s: float = 12) -> None:
    """Wait until somebody's picture moves on a page and is so wide."""
    tile = f'[data-person="{person_id}"][data-picture="{picture}"] video'
    await page.evaluate(MOVING, [tile, width, timeout_s * 1000])


async def loud(page: Page, timeout_s: float = 10) -> float:
    """Wait until sound of others is louder than nothing; gives how loud, 0 to 1."""
    return await page.evaluate(LOUD, timeout_s * 1000)


MOVING = """async ([selector, width, mostMs]) => {
  const until = performance.now() + mostMs;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const look = (video) => {
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0, 64, 36);
    return pen.getImageData(0, 0, 64, 36).data.join();
  };
  while (performance.now() < until) {
    const video = document.querySelector(selector);
    if (video?.videoWidth >= width) {
      const [at, before] = [video.currentTime, look(video)];
      await wait(400);
      if (video.currentTime > at && look(video) !== before) return;
    }
    await wait(50);
  }
  const { videoWidth, currentTime } = document.querySelector(selector) ?? {};
  throw new Error(`nothing moves in ${selector}: ${videoWidth} wide at ${currentTime} s`);
}"""
LOUD = """async (mostMs) => {
  const until = performance.now() + mostMs;
  const context = new AudioContext();
  const samples = new Float32Array(2048);
  let most = 0;
  while (performance.now() < until) {
    for (const { srcObject } of document.querySelectorAll("audio")) {
      const analyser = context.createAnalyser();
      const source = context.createMediaStreamSource(srcObject);
      source.connect(analyser);
      for (let turn = 0; turn < 12; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        analyser.getFloatTimeDomainData(samples);
        most = Math.max(most, ...samples.map(Math.abs));
      }
      source.disconnect();
      if (most > 0.02) {
        await context.close();
        return most;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  throw new Error(`nothing is heard: ${most}`);
}"""
