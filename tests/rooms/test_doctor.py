"""`parlor doctor cast` beside a whole room that runs, and its verbs for a guest."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from appliance.snapshot import snapshot
from tests.rooms.house import House, free_port

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A room that announces itself, on loopback, with its plain page."""
    house = House(tmp_path)
    text = house._config.read_text()
    house._config.write_text(
        text.replace("enabled = false", "enabled = true").replace("http_port = 0", f"http_port = {free_port()}")
    )
    async with house:
        await house.until(lambda state: any(".local:" in url for url in state["access"]["urls"]), 30)
        yield house


async def doctor(house: House, *arguments: str) -> tuple[int | None, str]:
    command = [sys.executable, "-m", "appliance", "doctor", "cast", "--data", str(house.data)]
    process = await asyncio.create_subprocess_exec(
        *command,
        "--config",
        str(house._config),
        *arguments,
        env=house._environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await asyncio.wait_for(process.communicate(), 40)
    return process.returncode, told.decode()


def verdicts(told: str) -> dict[str, dict[str, Any]]:
    return {finding["name"]: finding for finding in json.loads(told)}


async def test_a_room_that_works_is_found_to_work(house: House) -> None:
    state = await snapshot(house.runtime / "api.sock")
    name = next(url for url in state["access"]["urls"] if ".local:" in url).removeprefix("https://").partition(":")[0]
    status, told = await doctor(house, "--json")
    found = verdicts(told)
    assert status == 0, told
    assert found["address"] == {
        "name": "address",
        "status": "ok",
        "text": f"https://127.0.0.1:{house.port} answers",
        "remedy": "",
    }
    assert found[".local name"]["text"] == f"the network answers to {name}"
    assert found["mDNS"]["text"].startswith("heard as “Test room”")
    assert found["trust"]["status"] == "warn"
    assert "self-signed" in found["trust"]["text"]
    assert found["UDP"]["text"] == "127.0.0.1 hears itself"
    assert {found[name]["status"] for name in ("plain page", "WHIP", "QR code", "media (UDP)")} <= {"ok", "warn"}
    assert all(finding["remedy"] for finding in found.values() if finding["status"] != "ok")
    code, ticket = state["access"]["code"], state["access"]["join_url"].partition("#t.")[2]
    assert code not in told
    assert ticket not in told


async def test_it_reads_well_in_a_terminal(house: House) -> None:
    status, told = await doctor(house)
    assert status == 0
    assert f"✓ address        https://127.0.0.1:{house.port} answers" in told
    assert "! certificate    made by the room" in told
    assert "                 → give one in [https]" in told


async def test_a_room_that_does_not_run_is_looked_at_all_the_same(tmp_path: Path) -> None:
    house = House(tmp_path)
    with socket.create_server(("127.0.0.1", house.port)):
        status, told = await doctor(house, "--json")
    found = verdicts(told)
    assert status == 1
    assert found["daemon"]["status"] == "warn"
    assert found["https_port"]["status"] == "fail"
    assert found["UDP"]["status"] == "ok"
