"""The room's own forwarder keeps what every engine keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.meeting.engine_contract import EngineContract, Served
from tests.meeting.forwarder import ForwarderProcess, connected, forwarder
from tests.meeting.network import Network


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, island: Network) -> Iterator[ForwarderProcess]:
    """One process for all tests: none may leave it worse."""
    with forwarder(tmp_path_factory.mktemp("sfu")) as found:
        yield found


class TestEmbedded(EngineContract):
    @pytest.fixture
    async def served(self, process: ForwarderProcess, island: Network) -> AsyncIterator[Served]:
        async with connected(process, island.engine) as (engine, hearing, _):
            yield Served(engine, hearing)
