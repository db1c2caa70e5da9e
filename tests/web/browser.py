"""A headless Chromium that opens the room's pages as a guest would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36",
}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}


@asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    """A running browser, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--no-first-run", *flags]
        )
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def tab(browser: Browser, **options: Any) -> AsyncIterator[Page]:
    """A page of a fresh profile; a message on its console or an error in its scripts fails the test."""
    context = await browser.new_context(ignore_https_errors=True, **({"locale": "en-US"} | LAPTOP | options))
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message.text) else None)
    try:
        yield page
    finally:
        await context.close()
    assert not complaints, complaints


def _is_complaint(text: str) -> bool:
    # logged by the browser itself: refusals, a room that is away, and its fake dialogue's look for a camera
    return not text.startswith(("Failed to load resource", "WebSocket connection to", "Permissions policy violation"))
