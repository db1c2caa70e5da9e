"""A Janus server that dies, hangs, is out of reach for a moment, or does not take the room's keys."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from appliance.api.errors import Code, Unavailable
from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.cascade import CascadeEngine
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys, KeysTrouble
from tests.meeting.engine_contract import Hearing, Meeting, Served, camera, until
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import Network

pytestmark = needs_janus
KEYS = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)


@pytest.fixture
def server(island: Network, tmp_path: Path) -> Iterator[Janus]:
    with janus(tmp_path / "janus", island.engine) as running:
        yield running


@asynccontextmanager
async def engine_at(url: str, alive: list[bool], keys: JanusKeys = KEYS) -> AsyncIterator[Served]:
    hearing = Hearing()
    engine = JanusEngine("site", JanusConfig(url=url, plain=True), keys, hearing.take, alive.append)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(engine.run())
        yield Served(engine, hearing)
        running.cancel()


async def test_a_killed_server_is_noticed_at_once_and_used_again(
    server: Janus, island: Network, tmp_path: Path
) -> None:
    alive: list[bool] = []
    async with engine_at(server.url, alive) as served:
        await until(lambda: alive == [True], "the server")
        await served.engine.open("aa")
        killed_s = time.monotonic()
        server.kill()
        await until(lambda: alive == [True, False], "its end", 1)
        assert time.monotonic() - killed_s < 0.2
        with pytest.raises(Unavailable) as refused:
            await served.engine.open("bb")
        assert refused.value.code == Code.MEETING_NO_ENGINE
        with janus(tmp_path / "again", island.engine):
            await until(lambda: alive == [True, False, True], "its return", 10)
            await served.engine.open("aa")


async def test_a_server_that_hangs_is_dead_in_time(server: Janus) -> None:
    alive: list[bool] = []
    async with engine_at(server.url, alive):
        await until(lambda: alive == [True], "the server")
        server.process.send_signal(signal.SIGSTOP)
        took_s = await until(lambda: alive == [True, False], "its silence", 4)
        server.process.send_signal(signal.SIGCONT)
        assert took_s < 2.5
        await until(lambda: alive == [True, False, True], "its return", 10)


async def test_a_lost_websocket_is_taken_up_again_unnoticed(server: Janus) -> None:
    alive: list[bool] = []
    async with engine_at(server.url, alive) as served:
        await until(lambda: alive == [True], "the server")
        meeting = Meeting(served)
        await served.engine.open(meeting.id)
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.receive(camera(anna))
        await until(lambda: bela.sees(anna) > 5, "a picture")
        engine = served.engine
        assert isinstance(engine, JanusEngine)
        await engine._session.drop()
        lost_s = time.monotonic()
        await until(lambda: bela.sees(anna, since_s=lost_s) > 10, "the film goes on")
        assert not await bela.receive(camera(anna, "low"))
        await until(lambda: bela.sees(anna, (160, 90)) > 5, "and verbs are heard")
        assert alive == [True]
        await meeting.close()


async def test_a_wrong_secret_is_never_alive_and_told(server: Janus, capsys: pytest.CaptureFixture[str]) -> None:
    alive: list[bool] = []
    async with engine_at(server.url, alive, JanusKeys(api_secret="guessed-wrongly", admin_key=ADMIN_KEY)) as served:
        await asyncio.sleep(1)
        assert True not in alive
        with pytest.raises(Unavailable):
            await served.engine.open("aa")
    said = capsys.readouterr().out
    assert "Unauthorized" in said
    assert "guessed-wrongly" not in said


async def test_a_wrong_admin_key_opens_nothing(server: Janus) -> None:
    alive: list[bool] = []
    keys = JanusKeys(api_secret=API_SECRET, admin_key="guessed-wrongly")
    async with engine_at(server.url, alive, keys) as served:
        await until(lambda: alive == [True], "the server")
        with pytest.raises(Unavailable):
            await served.engine.open("aa")


async def test_what_an_earlier_life_left_is_ended(server: Janus) -> None:
    for _ in range(2):
        alive: list[bool] = []
        async with engine_at(server.url, alive) as served:
            await until(lambda alive=alive: alive == [True], "the server")
            await served.engine.open("aa")


async def test_secrets_are_in_no_log(server: Janus, capsys: pytest.CaptureFixture[str]) -> None:
    alive: list[bool] = []
    async with engine_at(server.url, alive) as served:
        await until(lambda: alive == [True], "the server")
        await served.engine.open("aa")
        server.kill()
        await until(lambda: alive == [True, False], "its end")
    said = capsys.readouterr()
    for secret in (API_SECRET, ADMIN_KEY, KEYS.of_room("aa")):
        assert secret not in said.out + said.err + repr(KEYS)


async def test_the_rest_of_a_cascade_takes_over(island: Network, tmp_path: Path) -> None:
    with (
        second_network() as (address, inside),
        janus(tmp_path / "near", island.engine) as near,
        janus(tmp_path / "far", address, inside=inside) as far,
    ):
        alive: list[bool] = []
        servers = {
            "near": (JanusConfig(url=near.url, plain=True), KEYS),
            "far": (JanusConfig(url=far.url, plain=True), KEYS),
        }
        engine = CascadeEngine("near+far", servers, Hearing().take, alive.append)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run())
            await until(lambda: len(engine.alive) == 2, "both servers")
            await engine.open("aa")
            far.kill()
            await until(lambda: alive == [True, False, True], "the rest", 3)
            await engine.open("aa")
            assert (await engine.probe()).people == 0
            running.cancel()


def test_keys_are_kept_for_the_room_alone(tmp_path: Path) -> None:
    KEYS.write(tmp_path / "meeting", "site")
    assert (tmp_path / "meeting" / "site.json").stat().st_mode & 0o077 == 0
    assert JanusKeys.read(tmp_path / "meeting", "site") == KEYS
    assert JanusKeys.read(tmp_path / "meeting", "other") == JanusKeys()
    (tmp_path / "meeting" / "bad.json").write_text('{"api_secret": 5, "x": "hidden"}')
    with pytest.raises(KeysTrouble) as trouble:
        JanusKeys.read(tmp_path / "meeting", "bad")
    assert "hidden" not in str(trouble.value)
