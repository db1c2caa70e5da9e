"""A camera as a cast, beside the room's own."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from appliance.api.errors import Code, NotFound
from appliance.frames import MailboxReader
from appliance.media.engine import DriverChoice
from tests.media.picture import rgb
from tests.media.room import Room, config

CAMERA = "twin:camera"


async def test_a_camera_is_shown_beside_the_rooms_own(room: Room) -> None:
    await room.engine.configure(config(camera=DriverChoice(driver="twin")))
    await room.engine.set_preview(True)
    await room.frame("camera")
    await room.engine.receive_capture("h1", CAMERA, label="HDMI")
    frame = await room.frame("cast-h1")
    assert (frame.width, frame.height) == (1920, 1080)
    assert np.std(rgb(frame)) > 20, "a room, not a grey wall"
    status = await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
    assert (status.casts[0].label, status.casts[0].has_sound) == ("HDMI", False)
    preview = MailboxReader(room.paths.frames / "camera")
    before = preview.sequence
    await asyncio.sleep(1)
    assert preview.sequence > before
    preview.close()
    status = await room.until(lambda status: status.casts[0].frame_rate > 1, 6)
    assert status.casts[0].codec == ""
    await room.engine.set_tiles({"h1": (480, 480)})
    await room.frame("cast-h1", lambda frame: (frame.width, frame.height) == (480, 270))
    await room.engine.close_cast("h1")
    await room.until(lambda status: not status.casts)
    assert not (room.paths.frames / "cast-h1").exists()


async def test_a_pulled_cable_is_an_interruption_and_heals(room: Room) -> None:
    await room.engine.configure(config(camera=DriverChoice(driver="twin")))
    await room.engine.receive_capture("h1", CAMERA)
    await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
    await room.engine.inject_fault(CAMERA, "unplugged")
    await room.until(lambda status: status.casts[0].phase == "interrupted", 4)
    await room.engine.clear_fault(CAMERA)
    await room.until(lambda status: status.casts[0].phase == "live", 4)
    assert room.phases("h1") == ["connecting", "live", "interrupted", "live"]


@pytest.mark.parametrize("device", ["", "nonsense", "twin:other", "v4l2:/dev/video99", "url:"])
async def test_a_camera_that_is_none_is_refused(room: Room, device: str) -> None:
    with pytest.raises(NotFound) as refused:
        await room.engine.receive_capture("h1", device)
    assert (refused.value.code, refused.value.data) == (Code.DEVICE_UNKNOWN, {"device_id": device})
    assert room.status.casts == ()
