"""A meeting of a whole room is recorded: asked for by a page, agreed to by both, kept, listed and fetched."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import aioice.ice
import av
import numpy as np
import pytest

from appliance.rpc import RpcClient
from tests.meeting import film
from tests.meeting.control_contract import Attendee, attendee
from tests.meeting.member import Refused
from tests.rooms.house import House
from tests.rooms.test_meeting import is_live, serving

pytestmark = pytest.mark.timeout(240)


class Invitation(NamedTuple):
    number: str
    passcode: str


class Door:
    """A room's door, for members."""

    def __init__(self, house: House, code: str) -> None:
        self.house = house
        self.code = code

    def client(self) -> aiohttp.ClientSession:
        trust = ssl.create_default_context(cafile=str(self.house.data / "tls" / "certificate.pem"))
        return aiohttp.ClientSession(f"https://127.0.0.1:{self.house.port}", connector=aiohttp.TCPConnector(ssl=trust))


@asynccontextmanager
async def anna_in(house: House, door: Door) -> AsyncIterator[Attendee]:
    """Somebody with camera and microphone, in a meeting of the room, who may record it."""
    told = await house.call("meeting.start_conference")
    await house.until(is_live, 20)
    async with attendee(door, 3, Invitation(told["number"], told["passcode"])) as anna:  # pyright: ignore[reportArgumentType]
        await anna.send()
        with pytest.raises(Refused) as refused:
            await anna.member.meeting("start_recording")
        assert refused.value.code == "meeting.forbidden"
        await house.call("meeting.set_role", person_id=anna.id, role="cohost")
        await anna.member.until(lambda _: anna.member.person()["role"] == "cohost")
        yield anna


async def kept(house: House) -> dict[str, Any]:
    (found,) = await house.call("recording.list_recordings")
    return found


def brightness(path: Path) -> float:
    with av.open(str(path)) as container:
        return float(np.mean([frame.to_ndarray()[: frame.height].mean() for frame in container.decode(video=0)]))


async def test_from_the_question_to_the_files(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice.ice, "get_host_addresses", lambda **_: ["127.0.0.1"])
    await serving(house)
    state = await house.until(lambda told: told["access"]["code"])
    door = Door(house, state["access"]["code"])
    async with anna_in(house, door) as anna:
        await anna.member.meeting("start_recording")
        await anna.member.until(lambda told: told["recording"]["phase"] == "on", 15)
        assert (await kept(house))["is_on"]
        folder = next((house.data / "recordings").iterdir())
        await anna.member.until(lambda _: anna.member.person()["consented"])
        await asyncio.sleep(2)
        assert {one.name.partition("-")[0] for one in folder.glob("*.mkv")} == {anna.id}, (
            "who asked, and nobody else yet"
        )
        async with RpcClient.connect(house.runtime / "shell.sock") as shell:
            await shell.call("meeting.consent", recorded=True)
        await asyncio.sleep(6)
        await anna.member.meeting("stop_recording")
        await anna.member.until(lambda told: told["recording"]["phase"] == "off", 15)
        names = {one["name"]: one["size_bytes"] for one in (await kept(house))["files"]}
        wanted = {f"{anna.id}-{source}-1.mkv" for source in ("camera", "microphone")}
        assert wanted <= set(names), "what the page sent"
        assert sum(name.endswith("-camera-1.mkv") for name in names) == 2, "and what the room sent"
        assert min(names[name] for name in wanted) > 5_000
        await fetch(house, door, f"{anna.id}-camera-1.mkv", tmp_path / "fetched.mkv")
        assert film.number_of(brightness(tmp_path / "fetched.mkv")) == 3
    await house.until(lambda told: not told["recording"]["films"], 120)
    assert (await kept(house))["film"] == "ready"


async def fetch(house: House, door: Door, name: str, to: Path) -> None:
    """As an administrator, and nobody else."""
    address = f"/recordings/{(await kept(house))['id']}/{name}"
    code = (await house.command("admin-code")).stdout.strip()
    async with door.client() as browser:
        async with browser.get(address) as answer:
            assert answer.status in (401, 403)
        async with browser.post("/api/admin", json={"code": code}) as answer:
            token = (await answer.json())["token"]
        async with browser.get(address, headers={"Authorization": f"Bearer {token}"}) as answer:
            assert answer.status == 200
            to.write_bytes(await answer.read())
