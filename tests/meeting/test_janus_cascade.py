"""Two Janus servers in two networks forward one conference together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.cascade import CascadeEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from tests.meeting.engine_contract import EngineContract, Hearing, Meeting, Served, camera, microphone, until
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import Network

pytestmark = needs_janus
KEYS = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)


@pytest.fixture(scope="module")
def near(island: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    with janus(tmp_path_factory.mktemp("near"), island.engine) as running:
        yield running


@pytest.fixture(scope="module")
def far_place(island: Network) -> Iterator[tuple[str, tuple[str, ...]]]:
    with second_network() as found:
        yield found


@pytest.fixture(scope="module")
def far(far_place: tuple[str, tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    address, inside = far_place
    with janus(tmp_path_factory.mktemp("far"), address, inside=inside) as running:
        yield running


class TestCascade(EngineContract):
    @pytest.fixture
    async def served(self, near: Janus, far: Janus) -> AsyncIterator[Served]:
        hearing = Hearing()
        servers = {
            "near": (JanusConfig(url=near.url, plain=True), KEYS),
            "far": (JanusConfig(url=far.url, plain=True), KEYS),
        }
        engine = CascadeEngine("near+far", servers, hearing.take, lambda _: None)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run())
            await until(lambda: len(engine.alive) == 2, "both servers")
            yield Served(engine, hearing)
            running.cancel()

    async def test_people_on_two_servers_come_and_go(self, meeting: Meeting) -> None:
        engine = meeting.engine
        assert isinstance(engine, CascadeEngine)
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await bela.publish()
        assert {engine.place_of(meeting.id, one.id) for one in (anna, bela)} == {"near", "far"}
        await anna.receive(camera(bela), microphone(bela))
        await bela.receive(camera(anna), microphone(anna))
        for one, other in ((anna, bela), (bela, anna)):
            await until(lambda one=one, other=other: one.sees(other) > 5 and one.hears(other) > 5, "each other")
        cleo = meeting.person(3)
        await cleo.publish("camera")
        for one in (anna, bela):
            await one.receive(camera(cleo))
        await until(lambda: anna.sees(cleo) > 5 and bela.sees(cleo) > 5, "who came later")
        await engine.remove(meeting.id, cleo.id)
        await asyncio.sleep(0.3)
        for one, other in ((anna, bela), (bela, anna)):
            await one.receive(camera(other), camera(cleo))
            assert [track.person_id for track in one.tracks.values()] == [other.id]
            await until(lambda one=one, other=other: one.sees(other) > 5, "who stayed")
        await cleo.close()
        await cleo.publish("camera")
        for one in (anna, bela):
            await one.receive(camera(cleo))
        await until(lambda: anna.sees(cleo) > 5 and bela.sees(cleo) > 5, "who came back")

    async def test_people_of_the_other_server_are_seen_in_turn(self, meeting: Meeting) -> None:
        engine = meeting.engine
        assert isinstance(engine, CascadeEngine)
        anna, *others = (meeting.person(number) for number in range(1, 7))
        for one in (anna, *others):
            await one.publish()
        here = engine.place_of(meeting.id, anna.id)
        there = [one for one in others if engine.place_of(meeting.id, one.id) != here]
        assert len(there) == 3
        for one in (*there, *there):
            await anna.receive(camera(one), microphone(one))
            since_s = time.monotonic()
            await until(
                lambda one=one, at=since_s: anna.sees(one, since_s=at) and anna.hears(one, at), "each in turn", 2
            )
            await asyncio.sleep(0.3)
