"""A guest's laptop: a real Chromium on a screen of its own, slides with a tone in one tab, our page in another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from playwright.async_api import Page, async_playwright

from tests.rooms.screen import Screen

SLIDES_TITLE = "Quarterly slides"
TONE_HZ = 1000
SLIDES = f"""<!doctype html><title>{SLIDES_TITLE}</title>
<body style="margin:0;display:grid;grid-template:1fr 1fr/1fr 1fr;height:100vh">
<div style="background:#e00000"></div><div id="b" style="background:#00a000"></div>
<div style="background:#0000e0"></div><div style="background:#e0e000"></div>
<script>
const sound = new AudioContext(), tone = sound.createOscillator(), level = sound.createGain();
tone.frequency.value = {TONE_HZ}; level.gain.value = 0.5; tone.connect(level).connect(sound.destination); tone.start();
</script>"""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--autoplay-policy=no-user-gesture-required",
    f"--auto-select-tab-capture-source-by-title={SLIDES_TITLE}",
]


class Laptop:
    """Chromium with the slides open; `page` is the guest's tab."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self._folder = folder
        self._screen = screen

    async def __aenter__(self) -> Self:
        slides = self._folder / "slides.html"
        slides.write_text(SLIDES)
        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch_persistent_context(
            self._folder / "profile",
            executable_path="/usr/bin/chromium",
            headless=False,
            args=FLAGS,
            ignore_https_errors=True,
            viewport={"width": 1280, "height": 720},
            env={**os.environ, "DISPLAY": self._screen.display},
        )
        self.slides = self._browser.pages[0]
        await self.slides.goto(slides.as_uri())
        self.page: Page = await self._browser.new_page()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._browser.close()
        await self._playwright.stop()
