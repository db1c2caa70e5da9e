"""Somebody's laptop that watches the glass: a real headless Chromium on the page /watch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.rooms.house import House
from tests.web.browser import chromium, tab

FLAGS = (
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
)
PIXEL = """([x, y]) => {
  const video = document.querySelector("video");
  if (!video || !video.videoWidth) return null;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  return [...context.getImageData(x * video.videoWidth, y * video.videoHeight, 1, 1).data].slice(0, 3);
}"""


@asynccontextmanager
async def watching_browser() -> AsyncIterator[Browser]:
    async with chromium(*FLAGS) as browser:
        yield browser


@asynccontextmanager
async def spectator(browser: Browser, house: House, name: str, **options: Any) -> AsyncIterator[Page]:
    """A page that came in with the code and a name."""
    code = (await house.until(lambda state: state["access"]["code"]))["access"]["code"]
    async with tab(browser, **options) as page:
        await page.goto(f"https://127.0.0.1:{house.port}/watch?name={name}#{code}")
        yield page


async def shows(page: Page, colour: tuple[int, int, int], timeout_s: float, at: tuple[float, float] = (0.01, 0.98)):
    """Wait until the picture has about this colour at a place; returns how many seconds that took."""
    begun = time.monotonic()
    pixel = None
    while time.monotonic() - begun < timeout_s:
        pixel = await page.evaluate(PIXEL, list(at))
        if pixel is not None and max(abs(one - other) for one, other in zip(pixel, colour, strict=True)) < 16:
            return time.monotonic() - begun
        await asyncio.sleep(0.02)
    raise AssertionError(f"not {colour} within {timeout_s} s but {pixel}")
