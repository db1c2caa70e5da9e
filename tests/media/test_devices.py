from __future__ import annotations

import asyncio
import time
from pathlib import Path

import numpy as np
import pytest

from appliance.api.errors import Code, Invalid, NotFound, Unavailable
from appliance.media.engine import DriverChoice
from tests.drivers.films import MjpegCamera, write_film
from tests.media.picture import rgb, shows
from tests.media.room import Room, config
from tests.media.test_cast import heard

GREY, AMBER = (60, 60, 60), (220, 180, 40)
TWIN = DriverChoice(driver="twin")


async def test_devices_are_reported_with_who_serves(room: Room) -> None:
    await room.engine.configure(config(camera=TWIN, microphone=TWIN))
    found = {device.kind: device for device in room.status.devices}
    assert set(found) == {"camera", "microphone"}
    assert all(device.selected and device.virtual for device in found.values())
    await room.engine.configure(config(camera=TWIN))
    assert [device.kind for device in room.status.devices] == ["camera"]


async def test_an_unplugged_camera_is_lost_and_comes_back_into_the_preview(room: Room) -> None:
    await room.engine.configure(config(camera=TWIN))
    await room.engine.set_preview(True)
    first = await room.frame("camera")
    assert rgb(first).std() > 10, "a room, not a blank picture"
    assert room.status.preview == "camera"
    unplugged_s = time.monotonic()
    await room.engine.inject_fault("twin:camera", "unplugged")
    await room.until(lambda status: status.devices[0].availability == "lost")
    assert time.monotonic() - unplugged_s < 1
    await asyncio.sleep(0.5)
    still = await room.frame("camera")
    await room.engine.clear_fault("twin:camera")
    await room.until(lambda status: status.devices[0].availability == "available")
    await room.frame("camera", lambda frame: frame.sequence > still.sequence, timeout_s=3)
    await room.engine.set_preview(False)
    await room.until(lambda status: status.preview == "")
    assert not (room.paths.frames / "camera").exists()


async def test_a_film_is_a_camera_while_it_is_there(room: Room, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi")
    await room.engine.configure(config(camera=DriverChoice(driver="url", device=str(film))))
    assert [(one.id, one.selected, one.availability) for one in room.status.devices] == [
        (f"url:{film}", True, "available")
    ]
    await room.engine.set_preview(True)
    await room.frame("camera", lambda frame: shows(frame, [None] * 15 + [GREY]))
    await room.frame("camera", lambda frame: shows(frame, [AMBER] + [None] * 15))
    await room.engine.set_preview(False)
    away = film.rename(tmp_path / "away.avi")
    await room.until(lambda status: status.devices[0].availability == "lost", 2)
    away.rename(film)
    await room.until(lambda status: status.devices[0].availability == "available", 2)


async def test_a_network_camera_is_lost_with_its_line_and_comes_back_into_the_preview(room: Room) -> None:
    camera = MjpegCamera()
    address = camera.url.replace("http://", "http://viewer:hush@")
    await room.engine.configure(config(camera=DriverChoice(driver="url", device=address)))
    await room.engine.set_preview(True)
    await room.frame("camera")
    assert room.status.devices[0].availability == "available"
    camera.close()
    await room.until(lambda status: status.devices[0].availability == "lost", 3)
    still = await room.frame("camera")
    revived = MjpegCamera(camera.port)
    await room.until(lambda status: status.devices[0].availability == "available", 8)
    await room.frame("camera", lambda frame: frame.sequence > still.sequence)
    await room.engine.set_preview(False)
    revived.close()
    assert "hush" not in repr(room.statuses) + room.worker.said


async def test_the_camera_is_closed_without_a_preview(room: Room) -> None:
    await room.engine.configure(config(camera=TWIN))
    assert list(room.paths.frames.iterdir()) == []
    await room.engine.set_preview(True)
    await room.engine.set_preview(True)
    await room.frame("camera")
    await room.engine.set_preview(False)
    await room.engine.set_preview(False)
    assert list(room.paths.frames.iterdir()) == []


async def test_faults_are_refused_where_they_make_no_sense(room: Room) -> None:
    await room.engine.configure(config(camera=TWIN))
    for device, fault, error, code in (
        ("twin:nobody", "unplugged", NotFound, Code.DEVICE_UNKNOWN),
        ("twin:camera", "clipping", Invalid, Code.FAULT_UNSUPPORTED),
    ):
        with pytest.raises(error) as refused:
            await room.engine.inject_fault(device, fault)  # type: ignore[arg-type]
        assert refused.value.code == code
        assert refused.value.data["device_id"] == device


async def test_speech_follows_the_people_and_ends_with_the_microphone(room: Room) -> None:
    await room.engine.configure(config(microphone=TWIN))
    await room.until(lambda status: status.speech, timeout_s=5)
    await room.engine.inject_fault("twin:microphone", "silent")
    await room.until(lambda status: not status.speech, timeout_s=3)
    await room.engine.clear_fault("twin:microphone")
    await room.engine.configure(config(microphone=TWIN, listening=False))
    assert not room.status.speech


async def test_the_test_tone_sounds_for_a_second(room: Room, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as away:
        await room.engine.play_test_tone()
    assert away.value.code == Code.DEVICE_AWAY
    record = tmp_path / "heard.wav"
    speaker = DriverChoice(driver="twin", options={"record": str(record)})
    await room.engine.configure(config(speaker=speaker, volume=100))
    await room.engine.play_test_tone()
    await room.until(lambda status: status.test_tone, 1)
    await room.until(lambda status: not status.test_tone, 3)
    await asyncio.sleep(0.3)
    loud = np.flatnonzero(np.abs(heard(record)[:, 0]) > 0.01)
    assert 0.7 < (loud[-1] - loud[0]) / 48_000 < 1.05


async def test_volume_and_mute(room: Room, tmp_path: Path) -> None:
    async def peak(**fields: int | bool) -> float:
        record = tmp_path / f"{fields}.wav"
        speaker = DriverChoice(driver="twin", options={"record": str(record)})
        await room.engine.configure(config(speaker=speaker, **fields))
        await room.engine.play_test_tone()
        await room.until(lambda status: status.test_tone, 2)
        # the second note is the loudest
        await asyncio.sleep(0.8)
        return float(np.abs(heard(record)).max())

    assert await peak(volume=100) == pytest.approx(0.5, rel=0.1)
    assert await peak(volume=50) == pytest.approx(0.125, rel=0.1)
    assert await peak(volume=100, muted=True) == 0


async def test_an_unplugged_loudspeaker_ends_the_tone(room: Room) -> None:
    await room.engine.configure(config(speaker=TWIN))
    await room.engine.play_test_tone()
    await room.engine.inject_fault("twin:speaker", "unplugged")
    await room.until(lambda status: status.devices[0].availability == "lost" and not status.test_tone, 3)
    await room.engine.clear_fault("twin:speaker")
    await room.until(lambda status: status.devices[0].availability == "available", 2)
    await room.engine.play_test_tone()
    await room.until(lambda status: not status.test_tone, 3)
