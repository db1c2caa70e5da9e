"""Casting a real screen from Firefox by our own page into the real media engine."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest

from appliance.frames import MailboxError
from tests.rooms.screen import Screen
from tests.web.firefox import BINARY, firefox
from tests.web.media_door import MediaDoor, picture_of

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(BINARY is None, reason="no Firefox: apt-get install firefox-esr"),
]
WIDTH, HEIGHT = 1280, 720


async def same(door: MediaDoor, stream: str, screen: Screen) -> None:
    """Wait until the room shows what the laptop's screen shows."""
    while True:
        with suppress(FileNotFoundError, MailboxError):
            frame = door._newest(stream)
            if frame is not None:
                shown = cv2.resize(picture_of(frame), (WIDTH, HEIGHT))
                if np.abs(shown[:, :, ::-1].astype(int) - screen.picture()).mean() < 6:
                    return
        await asyncio.sleep(0.1)


async def test_firefox_casts_its_screen_and_stops(media_door: MediaDoor, tmp_path: Path):
    with Screen(tmp_path / "laptop", WIDTH, HEIGHT) as screen:
        async with firefox(tmp_path, screen) as laptop:
            await laptop.goto(f"{media_door.url}/#{media_door.code}")
            await laptop.find("button", "Share your screen")
            await laptop.type("Anna")
            await laptop.click("button", "Share your screen")
            await laptop.find("heading", "You are live in Meeting room", 20)
            cast = await media_door.live(15)
            assert (cast.name, cast.has_sound) == ("Anna", False)
            assert (cast.width, cast.height) == (WIDTH, HEIGHT)
            async with asyncio.timeout(15):
                await same(media_door, cast.stream, screen)
            await laptop.click("button", "Stop sharing")
            await media_door.idle(5)
            await laptop.find("button", "Share again")
