"""A Janus server of Debian forwards conferences."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from tests.meeting.engine_contract import EngineContract, Hearing, Served
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus
from tests.meeting.network import Network

pytestmark = needs_janus
KEYS = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)


@pytest.fixture(scope="module")
def server(island: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    with janus(tmp_path_factory.mktemp("janus"), island.engine) as running:
        yield running


class TestJanus(EngineContract):
    @pytest.fixture
    async def served(self, server: Janus) -> AsyncIterator[Served]:
        hearing, alive = Hearing(), asyncio.Event()
        config = JanusConfig(url=server.url, plain=True)
        engine = JanusEngine("site", config, KEYS, hearing.take, lambda is_alive: is_alive and alive.set())
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run())
            await asyncio.wait_for(alive.wait(), 5)
            yield Served(engine, hearing)
            running.cancel()
