"""Ways onto the glass of a whole room that need no browser: a cable, and AirPlay by a helper."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from appliance.rpc import RemoteError
from tests.airplay.house import free_port, stand_in
from tests.rooms.house import House

pytestmark = pytest.mark.timeout(120)

HDMI = "twin-input:hdmi"


async def plug_in(house: House) -> None:
    """As soon as the worker has looked for inputs."""
    async with asyncio.timeout(20):
        while True:
            try:
                await house.call("devices.clear_fault", device_id=HDMI)
            except RemoteError as error:
                assert error.code == "devices.unknown"
                await asyncio.sleep(0.1)
            else:
                return


async def test_a_laptop_is_plugged_in(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await plug_in(house)
        state = await house.until(lambda state: state["cast"]["incoming"])
        assert [each["name"] for each in state["cast"]["incoming"]] == ["Virtual HDMI input"]
        assert state["cast"]["casts"] == []
        state = await house.until(
            lambda state: [c for c in state["cast"]["casts"] if c["phase"] == "live" and c["width"]]
        )
        (cast,) = state["cast"]["casts"]
        assert (cast["kind"], cast["width"], cast["height"], cast["admitted"]) == ("input", 1920, 1080, True)
        await house.call("cast.stop_cast", cast_id=cast["id"])
        state = await house.until(lambda state: state["cast"]["incoming"])
        assert state["cast"]["incoming"][0]["dismissed"] == "asked"
        await house.call("cast.start_input", device_id=HDMI)
        await house.until(lambda state: [c for c in state["cast"]["casts"] if c["phase"] == "live"])
        await house.call("devices.inject_fault", device_id=HDMI, fault="unplugged")
        await house.until(lambda state: not state["cast"]["casts"] and not state["cast"]["incoming"])


async def test_a_tablet_mirrors(tmp_path: Path) -> None:
    helper = tmp_path / "helper"
    helper.mkdir()
    port = free_port()
    table = f"[airplay]\ncommand = {json.dumps(str(stand_in(helper)))}\ninstances = 1\nport = {port}"
    async with House(tmp_path, airplay=table) as house:
        await house.until(lambda state: state["cast"]["airplay"] == "ready")
        orders = helper / f"orders-{port}"
        orders.write_text("mirror Anna's iPad\n")
        state = await house.until(
            lambda state: [c for c in state["cast"]["casts"] if c["phase"] == "live" and c["width"]]
        )
        (cast,) = state["cast"]["casts"]
        assert (cast["name"], cast["kind"], cast["width"], cast["height"]) == ("Anna's iPad", "airplay", 640, 360)
        assert cast["has_sound"]
        assert not cast["admitted"]
        await house.call("cast.admit_cast", cast_id=cast["id"])
        await house.until(lambda state: state["cast"]["casts"][0]["admitted"])
        orders.write_text("mirror Anna's iPad\nstop\n")
        await house.until(lambda state: not state["cast"]["casts"])
