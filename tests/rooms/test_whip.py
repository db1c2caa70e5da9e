"""A program that nobody sits at casts to a whole room: FFmpeg, by a token, to the plain port."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.media.ffmpeg import SOUND, VIDEO, ffmpeg, paint_slides, running
from tests.rooms.house import House, free_port
from tests.rooms.screen import Screen
from tests.rooms.test_cast import seen

pytestmark = pytest.mark.timeout(180)


async def test_ffmpeg_is_on_the_glass_by_a_machines_token(tmp_path: Path, glass: Screen):
    house, port = House(tmp_path, glass), free_port()
    config = tmp_path / "parlor.toml"
    config.write_text(config.read_text().replace("http_port = 0", f"http_port = {port}\nplain_whip = true"))
    async with house:
        created = await house.call("access.create_token", name="Stage camera", role="integrator")
        endpoint = f"http://127.0.0.1:{port}/whip/t/{created['secret']}"
        slides = paint_slides(tmp_path)
        async with running(*ffmpeg(slides, *VIDEO, *SOUND, "-f", "whip", endpoint)) as process:
            state = await house.until(lambda state: [cast["phase"] for cast in state["cast"]["casts"]] == ["live"], 20)
            (cast,) = state["cast"]["casts"]
            assert (cast["name"], cast["kind"], cast["has_sound"]) == ("Stage camera", "whip", True)
            await seen(glass, True, 10)
            process.send_signal(signal.SIGINT)
            async with asyncio.timeout(10):
                await process.wait()
        await house.until(lambda state: not state["cast"]["casts"])
        await seen(glass, False, 10)
        assert created["secret"] not in house.log
