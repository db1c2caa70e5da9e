"""Conferences on the room's own forwarder, and what becomes of them when it dies."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from appliance.meeting.engines.embedded import EmbeddedEngine
from appliance.meeting.pool import Maker
from appliance.sfu.configuration import ForwarderConfig
from tests.meeting.control_contract import ControlContract, attendee
from tests.meeting.engine_contract import camera, microphone, until
from tests.meeting.forwarder import ForwarderProcess, forwarder
from tests.meeting.network import Network
from tests.web.door import Door

pytestmark = pytest.mark.timeout(120)


def maker(process: ForwarderProcess, network: Network, kind: str = "embedded", name: str = "") -> Maker:
    config = ForwarderConfig(addresses=(network.engine,))
    return Maker(kind, name, lambda heard, alive: EmbeddedEngine(process.paths.sfu_socket, config, heard, alive))


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, island: Network) -> Iterator[ForwarderProcess]:
    with forwarder(tmp_path_factory.mktemp("sfu")) as found:
        yield found


class TestEmbedded(ControlContract):
    @pytest.fixture
    async def door(self, process: ForwarderProcess, island: Network, tmp_path: Path) -> AsyncIterator[Door]:
        async with Door(tmp_path, engines=[maker(process, island)]) as door:
            yield door


async def test_all_see_and_hear_each_other_again_after_the_engine_was_killed(
    process: ForwarderProcess, island: Network, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    preferred = ForwarderProcess(tmp_path_factory.mktemp("preferred"))
    makers = [maker(preferred, island), maker(process, island, "janus", "other")]
    try:
        async with Door(tmp_path, engines=makers) as door:
            await until(lambda: all(slot.is_alive for slot in door.meeting.engines), "both engines", 20)
            invitation = await door.call("meeting.start_conference")
            async with attendee(door, 1, invitation) as anna, attendee(door, 2, invitation) as bela:
                for one, other in ((anna, bela), (bela, anna)):
                    await one.send()
                    await other.person.receive(camera(one.person), microphone(one.person))
                await until(lambda: bela.person.sees(anna.person) and anna.person.sees(bela.person), "pictures")
                preferred.kill()
                killed_s = time.monotonic()
                for one in (anna, bela):
                    await one.member.until(lambda told: told["engine"]["epoch"] == 2)
                    await one.follow()
                for one, other in ((anna, bela), (bela, anna)):
                    await other.person.receive(camera(one.person), microphone(one.person))
                first, second = anna.person, bela.person
                await until(lambda: second.sees(first, since_s=killed_s), "pictures again")
                await until(lambda: first.sees(second, since_s=killed_s), "pictures again, the other way")
                await until(lambda: second.hears(first, since_s=killed_s), "sound again")
                await until(lambda: first.hears(second, since_s=killed_s), "sound again, the other way")
                took_s = time.monotonic() - killed_s
                print(f"pictures and sound of all are back {took_s:.2f} s after the kill")
                assert took_s < 3
    finally:
        preferred.kill()
