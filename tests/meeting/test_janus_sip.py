"""The room calls a real SIP telephone through a real Janus server, and is called by it."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.session import JanusSession
from appliance.meeting.engines.janus.sip import Identity, SipFailed, SipLine
from tests.meeting.baresip import Telephone, needs_baresip, telephone
from tests.meeting.engine_contract import until
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import Network
from tests.meeting.telephony import Peer

pytestmark = [needs_janus, needs_baresip]


@pytest.fixture(scope="module")
def server(island: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    with janus(tmp_path_factory.mktemp("janus"), island.engine) as running:
        yield running


@pytest.fixture
async def session(server: Janus) -> AsyncIterator[JanusSession]:
    found = JanusSession(JanusConfig(url=server.url, plain=True), JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY))
    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        await found.connect(http)
        reading = group.create_task(found.read())
        await found.begin()
        yield found
        await found.end()
        reading.cancel()


@pytest.fixture
async def line(session: JanusSession, island: Network) -> AsyncIterator[SipLine]:
    found = SipLine(session, Identity(f"sip:room@{island.engine}", "Room 101"))
    await found.open()
    yield found
    await found.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    found = Peer()
    yield found
    await found.close()


@pytest.fixture
def phone(island: Network, tmp_path: Path) -> Iterator[Telephone]:
    with second_network() as (address, inside), telephone(tmp_path / "phone", address, inside) as running:
        yield running


async def test_the_room_calls_and_hangs_up(line: SipLine, peer: Peer, phone: Telephone) -> None:
    await peer.take(await line.dial(phone.address, await peer.offer()))
    await until(lambda: len(peer.pictures) > 5 and peer.sounds > 20, "picture and sound of the telephone")
    assert peer.pictures[-1] == (320, 240)
    await until(lambda: "receiving with resolution 640 x 480" in phone.said(), "picture there")
    await line.hang_up()
    await until(lambda: "terminated" in phone.said() or "closed" in phone.said(), "the telephone's end")
    await asyncio.wait_for(line.over(), 3)


async def test_the_other_side_hangs_up(line: SipLine, peer: Peer, phone: Telephone) -> None:
    await peer.take(await line.dial(phone.address, await peer.offer()))
    await until(lambda: peer.pictures, "a picture")
    await phone.command("hangup")
    assert await asyncio.wait_for(line.over(), 3) is not None


async def test_the_room_is_called(line: SipLine, peer: Peer, phone: Telephone, server: Janus, island: Network) -> None:
    port = _sip_port(server.process.pid)
    await phone.command("dial", f"sip:room@{island.engine}:{port}")
    caller = await asyncio.wait_for(line.called(), 5)
    assert caller.address.startswith("sip:phone@")
    await line.accept(await peer.answer(caller.offer))
    await until(lambda: len(peer.pictures) > 5 and peer.sounds > 20, "picture and sound of the caller")
    await phone.command("hangup")
    await asyncio.wait_for(line.over(), 3)


async def test_who_is_not_there_is_told(line: SipLine, peer: Peer, island: Network) -> None:
    with pytest.raises(SipFailed) as failed:
        await line.dial(f"sip:nobody@{island.people}:5999", await peer.offer())
    assert failed.value.code.startswith("sip.")


def _sip_port(pid: int) -> int:
    """Where the server takes calls for a line that is registered nowhere."""
    listed = subprocess.run(["ss", "-Hlunp"], check=True, capture_output=True, text=True).stdout
    ports = re.findall(rf"10\.78\.0\.1:(\d+)\s.*pid={pid},", listed)
    assert ports, listed
    return int(ports[0])
