"""A guest in a browser whose screen is a canvas that the test paints, so that several may share at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.web.browser import tab
from tests.web.media_door import MediaDoor

FAKE_SCREEN = """
const SLIDES = ["#e00000", "#00a000", "#0000e0", "#e0e000"];
const captures = window.captures = [];
window.colours = SLIDES;
navigator.mediaDevices.getDisplayMedia = async (options) => {
  captures.push(options);
  if (window.refusal) throw new DOMException("Permission denied", window.refusal);
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const pen = canvas.getContext("2d");
  let turn = 0;
  const paint = () => {
    for (const [at, colour] of window.colours.entries()) {
      pen.fillStyle = colour;
      pen.fillRect((at % 2) * 320, at < 2 ? 0 : 180, 320, 180);
    }
    pen.fillStyle = (turn += 1) % 2 ? "#000" : "#fff";
    pen.fillRect(312, 172, 16, 16);
  };
  paint();
  setInterval(paint, 50);
  const stream = canvas.captureStream(20);
  if (options.audio && !window.isMute) {
    const sound = new AudioContext(), tone = sound.createOscillator(), out = sound.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    stream.addTrack(out.stream.getAudioTracks()[0]);
  }
  return stream;
};
// every line that is drawn on a canvas of the page, not on the screen above
window.strokes = [];
const stroke = CanvasRenderingContext2D.prototype.stroke;
CanvasRenderingContext2D.prototype.stroke = function () {
  window.strokes.push({ colour: this.strokeStyle, opacity: this.globalAlpha });
  return stroke.call(this);
};
"""
"""Its upper half is red and green, its lower blue and yellow, as `shows_slides` wants it."""
CLOSE_THE_CHOICE = """
for (const track of document.querySelector('video').srcObject.getVideoTracks()) {
  track.stop();
  track.dispatchEvent(new Event("ended"));
}
"""
"""What the browser's own bar does."""
GREY = '["#808080", "#808080", "#808080", "#808080"]'


class Caster:
    """A guest who came in; the verbs are those of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def share(self) -> None:
        await self.page.get_by_role("button", name="Share").click()

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def sees(self, heading: str, timeout_s: float = 8) -> None:
        """Wait for a heading."""
        await expect(self.page.get_by_role("heading", name=heading)).to_be_visible(timeout=timeout_s * 1000)

    async def reads(self, text: str, timeout_s: float = 5) -> None:
        """Wait for words."""
        await expect(self.page.get_by_text(text)).to_be_visible(timeout=timeout_s * 1000)

    async def paint(self, colours: str) -> None:
        """Show other colours on the screen that is shared."""
        await self.page.evaluate(f"window.colours = {colours}")


@asynccontextmanager
async def caster(browser: Browser, door: MediaDoor, name: str, **options: Any) -> AsyncIterator[Caster]:
    """Come in with a name."""
    async with tab(browser, **options) as page:
        await page.add_init_script(FAKE_SCREEN)
        await page.goto(f"{door.url}/#{door.code}")
        await page.locator(".share .field input").fill(name)
        yield Caster(page)


async def keep_peers(guest: Caster) -> None:
    """Let the test see the page's sessions."""
    await guest.page.evaluate(
        """() => {
          window.peers = [];
          window.RTCPeerConnection = class extends RTCPeerConnection {
            constructor(...all) { super(...all); window.peers.push(this); }
          };
        }"""
    )
