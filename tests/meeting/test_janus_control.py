"""Conferences on a Janus server of Debian: the same lobby, rights and ends as on the room's own forwarder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.pool import Maker
from tests.meeting.control_contract import ControlContract
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus
from tests.meeting.network import Network
from tests.web.door import Door

pytestmark = [needs_janus, pytest.mark.timeout(120)]
KEYS = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)


@pytest.fixture(scope="module")
def server(island: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    with janus(tmp_path_factory.mktemp("janus"), island.engine) as running:
        yield running


class TestJanusControl(ControlContract):
    @pytest.fixture
    async def door(self, server: Janus, tmp_path: Path) -> AsyncIterator[Door]:
        config = JanusConfig(url=server.url, plain=True)
        site = Maker("janus", "site", lambda heard, alive: JanusEngine("site", config, KEYS, heard, alive))
        async with Door(tmp_path, engines=[site]) as door:
            yield door
