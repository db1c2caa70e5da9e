"""Conferences of whole rooms: real processes, real media, found by number, healed after every death."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from appliance.rpc import RpcClient
from tests.rooms.house import House

pytestmark = pytest.mark.timeout(180)


def call_of(state: dict[str, Any]) -> dict[str, Any]:
    return state["meeting"]["call"] or {"phase": "", "tiles": (), "conference": None}


def is_live(state: dict[str, Any]) -> bool:
    return call_of(state)["phase"] == "live"


async def serving(house: House) -> None:
    def is_up(state: dict[str, Any]) -> bool:
        return any(one["name"] == "sfu" and one["status"] == "ok" for one in state["health"]["components"])

    await house.until(is_up, 30)


async def draw(house: House, state: dict[str, Any]) -> None:
    """As the glass does: say how large each picture is."""
    tiles = {tile["stream"]: [960, 540] for tile in call_of(state)["tiles"]}
    async with RpcClient.connect(house.runtime / "shell.sock") as shell:
        await shell.call("meeting.set_tiles", tiles=tiles)


async def test_a_conference_survives_each_of_its_processes(house: House) -> None:
    await serving(house)
    started = await house.command("meeting", "start", "--title", "Weekly")
    assert started.returncode == 0, started.stderr
    number = json.loads(started.stdout)["number"]
    state = await house.until(is_live)
    assert call_of(state)["title"] == "Weekly"
    person_id = call_of(state)["person_id"]
    for process, is_new in (("sfu", True), ("media", False), ("room", False)):
        epoch = call_of(state)["conference"]["engine"]["epoch"]
        house.kill(process)
        began = time.monotonic()
        if process == "media":
            await house.until(lambda told: not is_live(told))
        elif process == "sfu":
            await house.until(lambda told: call_of(told)["conference"]["engine"]["epoch"] == 2)
        else:
            await asyncio.sleep(0.5)
        state = await house.until(lambda told: is_live(told) and call_of(told)["conference"]["people"], 20)
        print(f"{process}: live again after {time.monotonic() - began:.1f} s")
        assert (call_of(state)["conference"]["engine"]["epoch"] > epoch) == is_new
        assert (call_of(state)["conference"]["number"], call_of(state)["person_id"]) == (number, person_id)
    left = await house.command("meeting", "leave")
    assert left.returncode == 0, left.stderr
    await house.until(lambda told: told["meeting"] == {**told["meeting"], "call": None, "invitation": None})


async def test_two_rooms_meet_by_a_number_and_see_each_other(tmp_path: Path) -> None:
    for name in ("aurora", "borealis"):
        (tmp_path / name).mkdir()
    async with (
        House(tmp_path / "aurora", is_announced=True) as aurora,
        House(tmp_path / "borealis", is_announced=True) as borealis,
    ):
        await aurora.call("settings.change", room_name="Aurora", lobby=False)
        await borealis.call("settings.change", room_name="Borealis")
        await serving(aurora)
        invitation = json.loads((await aurora.command("meeting", "start")).stdout)
        by_number = ("meeting", "join", invitation["number"], "--passcode", invitation["passcode"])
        joined = await borealis.command(*by_number)
        give_up = time.monotonic() + 30
        # its new name is still being announced
        while joined.returncode and "meeting.unknown" in joined.stderr and time.monotonic() < give_up:
            joined = await borealis.command(*by_number)
        assert joined.returncode == 0, joined.stderr
        assert json.loads(joined.stdout)["kind"] == "remote"
        for house in (aurora, borealis):
            state = await house.until(lambda told: is_live(told) and call_of(told)["tiles"])
            await draw(house, state)
        for house in (aurora, borealis):
            state = await house.until(lambda told: any(tile["width"] for tile in call_of(told)["tiles"]), 20)
            assert [person["name"] for person in call_of(state)["conference"]["people"]] == ["Aurora", "Borealis"]
        await aurora.call("meeting.end_conference")
        state = await borealis.until(lambda told: told["meeting"]["call"] is None)
        assert state["meeting"]["failure"] == "meeting.ended"
