"""A headless room through its command line and its state."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from appliance.rpc import RemoteError
from tests.rooms.house import House

pytestmark = pytest.mark.timeout(120)


async def test_the_command_line_reaches_every_verb_and_the_state(house: House):
    assert json.loads((await house.command("call", "session.describe")).stdout)["role"] == "admin"
    done = await house.command("call", "sound.set_volume", "volume=23")
    assert done.returncode == 0, done.stderr
    assert json.loads((await house.command("state", "sound")).stdout)["volume"] == 23
    refused = await house.command("call", "sound.set_volume", "volume=loud")
    assert refused.returncode == 1
    assert "volume" in refused.stderr
    everything = json.loads((await house.command("state")).stdout)
    assert everything["settings"]["room_name"] == "Test room"


async def test_a_screenshot_shows_the_glass(house: House, tmp_path: Path):
    file = tmp_path / "glass.png"
    done = await house.command("screenshot", str(file))
    assert done.returncode == 0, done.stderr
    assert struct.unpack(">II", file.read_bytes()[16:24]) == (1920, 1080)


async def test_settings_survive_the_daemon(house: House):
    await house.call("settings.change", room_name="Aurora", language="zh_CN")
    house.kill("room")
    state = await house.until(lambda state: state["settings"]["room_name"] == "Aurora" and state["glass"]["attached"])
    assert state["settings"]["language"] == "zh_CN"


async def test_an_unplugged_camera_is_told_within_two_seconds_and_is_back(house: House):
    def camera(state: dict) -> str:
        return next((d["availability"] for d in state["devices"]["devices"] if d["kind"] == "camera"), "none")

    state = await house.until(lambda state: camera(state) == "available")
    camera_id = next(d["id"] for d in state["devices"]["devices"] if d["kind"] == "camera")
    await house.call("devices.inject_fault", device_id=camera_id, fault="unplugged")
    await house.until(lambda state: camera(state) == "lost", 2)
    await house.call("devices.clear_fault", device_id=camera_id)
    await house.until(lambda state: camera(state) == "available", 2)


async def test_somebody_speaks_in_the_virtual_room(house: House):
    await house.until(lambda state: state["sound"]["speech"], 40)
    await house.until(lambda state: not state["sound"]["speech"], 40)


async def test_the_test_tone_reaches_the_loudspeaker(house: House):
    await house.until(lambda state: any(d["kind"] == "speaker" for d in state["devices"]["devices"]))
    await house.call("sound.play_test_tone")
    await house.until(lambda state: state["sound"]["test_tone"], 2)
    await house.until(lambda state: not state["sound"]["test_tone"], 5)
    assert house.recording.stat().st_size > 48_000 * 4 * 0.5


async def test_unknown_things_have_their_codes(house: House):
    with pytest.raises(RemoteError) as refused:
        await house.call("devices.select_device", device_id="ghost")
    assert refused.value.code == "devices.unknown"
    with pytest.raises(RemoteError) as refused:
        await house.call("cast.stop_cast", cast_id="abc")
    assert refused.value.code == "cast.unknown"


async def test_two_rooms_live_side_by_side(house: House, tmp_path: Path):
    (tmp_path / "second").mkdir()
    async with House(tmp_path / "second") as second:
        await second.call("settings.change", room_name="Second")
        first = await house.until(lambda state: state["settings"])
        assert first["settings"]["room_name"] == "Test room"
        assert first["room"]["id"] != (await second.until(lambda state: state["room"]["id"]))["room"]["id"]
