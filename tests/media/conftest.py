from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import aioice.ice
import pytest

from tests.media.room import Room, joined
from tests.media.worker import Worker, running_worker


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """One process for the tests of a file: each gets it back as it was when new."""
    with running_worker(tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture
async def room(worker: Worker) -> AsyncIterator[Room]:
    async with joined(worker) as found:
        yield found


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice.ice, "get_host_addresses", lambda **_: ["127.0.0.1"])
