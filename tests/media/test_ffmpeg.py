"""FFmpeg sends by WHIP: the sender that fills sockets, and the nearest to OBS that a test can have."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from appliance.frames import MailboxReader
from tests.media.room import Room, config
from tests.media.whip_sender import make_clip, sending, whip_endpoint


@pytest.mark.parametrize(("size", "mbit_s"), [("1920x1080", 8), ("3840x2160", 20)])
async def test_unpaced_high_profile_arrives_whole(room: Room, tmp_path: Path, size: str, mbit_s: int) -> None:
    await room.engine.configure(config(frame_format="i420"))
    clip = make_clip(tmp_path / "clip.mkv", size, mbit_s)
    async with whip_endpoint(room.engine) as address, sending(clip, address):
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live", 15)
        reader = MailboxReader(room.paths.frames / "cast-f0")
        before = reader.sequence
        await asyncio.sleep(4)
        rate = (reader.sequence - before) / 4
        reader.close()
        status = await room.until(lambda status: status.casts[0].bitrate_kbps > 0)
        cast = status.casts[0]
        assert f"{cast.width}x{cast.height}" == size
        assert (cast.codec, cast.has_sound, cast.loss_percent) == ("H264", True, 0.0)
        assert rate > 5
