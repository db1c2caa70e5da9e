"""The room's call by SIP as the glass sees it, with a real server and a real telephone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from appliance.api.meeting import Call
from appliance.config.meeting import JanusConfig, MeetingConfig
from appliance.media.engine import EngineStatus
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.provider import CallFailed
from appliance.meeting.telephony import telephony
from tests.meeting.baresip import Telephone, needs_baresip, telephone
from tests.meeting.engine_contract import until
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import Network
from tests.meeting.telephony import TelephoneMedia

pytestmark = [needs_janus, needs_baresip]
KEYS = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)


@pytest.fixture
def server(island: Network, tmp_path: Path) -> Iterator[Janus]:
    with janus(tmp_path / "janus", island.engine) as running:
        yield running


@pytest.fixture
def phone(island: Network, tmp_path: Path) -> Iterator[Telephone]:
    with second_network() as (address, inside), telephone(tmp_path / "phone", address, inside) as running:
        yield running


class Glass:
    """Fulfils Desk."""

    def __init__(self) -> None:
        self.call = Call(id="c", kind="sip", since=datetime.now(UTC))
        self.steps: list[str] = []

    def change(self, **fields: object) -> None:
        self.call = msgspec.structs.replace(self.call, **fields)
        if not self.steps or self.steps[-1] != self.call.step:
            self.steps.append(self.call.step)


class Placed:
    """A call on its way."""

    def __init__(self, server: Janus, address: str, folder: Path) -> None:
        self.glass = Glass()
        self.media = TelephoneMedia(folder, self._take)
        config = MeetingConfig(janus={"site": JanusConfig(url=server.url, plain=True, sip=True)})
        made = telephony(config, lambda _name: KEYS, self.media, lambda: "Room 101")
        assert made is not None
        self.provider = made.call(address, "c")

    def _take(self, status: EngineStatus) -> None:
        self.provider.take(status)


async def test_a_call_is_made_seen_muted_and_left(server: Janus, phone: Telephone, tmp_path: Path) -> None:
    placed = Placed(server, phone.address, tmp_path)
    running = asyncio.create_task(placed.provider.run(placed.glass))
    await until(lambda: placed.glass.call.phase == "live", "the call")
    assert placed.glass.steps == ["find", "enter", "media", ""]
    assert placed.media.sent == (True, True)
    await until(lambda: len(placed.media.peer.pictures) > 3, "a picture")
    placed.provider.take(placed.media.status)
    assert [tile.stream for tile in placed.glass.call.tiles] == ["call-x"]
    await placed.provider.set_muted(True)
    await placed.provider.set_camera(False)
    assert placed.media.sent == (False, False)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await until(lambda: "session closed" in phone.said(), "the telephone's end")
    assert placed.media.status.calls == ()


async def test_the_other_side_ends_it(server: Janus, phone: Telephone, tmp_path: Path) -> None:
    placed = Placed(server, phone.address, tmp_path)
    running = asyncio.create_task(placed.provider.run(placed.glass))
    await until(lambda: placed.glass.call.phase == "live", "the call")
    await phone.command("hangup")
    await asyncio.wait_for(running, 3)


async def test_the_server_dies_in_a_call(server: Janus, phone: Telephone, tmp_path: Path) -> None:
    placed = Placed(server, phone.address, tmp_path)
    running = asyncio.create_task(placed.provider.run(placed.glass))
    await until(lambda: placed.glass.call.phase == "live", "the call")
    server.kill()
    with pytest.raises(CallFailed) as failed:
        await asyncio.wait_for(running, 3)
    assert failed.value.code == "meeting.lost"


async def test_no_server(server: Janus, tmp_path: Path) -> None:
    server.kill()
    placed = Placed(server, "sip:somebody@example.org", tmp_path)
    with pytest.raises(CallFailed) as failed:
        await placed.provider.run(placed.glass)
    assert failed.value.code == "meeting.no_sip"
    assert telephony(MeetingConfig(), lambda _name: KEYS, placed.media, lambda: "") is None
