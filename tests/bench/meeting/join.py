"""From a tap to the first picture: somebody comes into a conference, on each engine, with real connections.

The newcomer publishes and asks for a camera at once, as rooms and pages do. Measured are the answer to what they send,
their first decoded picture of somebody, and that one's first picture of them.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import aioice.ice

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from tests.bench.table import Table
from tests.meeting.engine_contract import Hearing, Meeting, Served, camera, until
from tests.meeting.forwarder import connected, forwarder
from tests.meeting.janus import ADMIN_KEY, API_SECRET, is_there, janus
from tests.meeting.network import Network, network

RUNS = 7
TARGET_MS = 2000
"""One tap to a live meeting on the own network."""


async def measure(folder: Path) -> list[Table]:
    """A table, the median and the worst of RUNS. Raises NoNetwork."""
    table = Table(
        "A newcomer's first picture, stock aiortc, median of runs",
        ("published", "sees", "is seen", "sees, worst"),
        "ms",
        is_compared=True,
    )
    found_addresses = aioice.ice.get_host_addresses
    try:
        with network() as island:
            aioice.ice.get_host_addresses = lambda **_: [island.people]
            await _add(table, "embedded", lambda: _embedded(folder / "sfu", island))
            if is_there():
                await _add(table, "Janus 1.1.2", lambda: _janus(folder / "janus", island))
    finally:
        aioice.ice.get_host_addresses = found_addresses
    return [table]


async def _add(table: Table, name: str, serve: Callable[[], AbstractAsyncContextManager[Served]]) -> None:
    async with serve() as served:
        runs = [await _come(served) for _ in range(RUNS)]
    published, sees, seen = (list(column) for column in zip(*runs, strict=True))
    middle = [statistics.median(column) for column in (published, sees, seen)]
    table.add(name, *middle, max(sees), target=TARGET_MS)


async def _come(served: Served) -> tuple[float, float, float]:
    meeting = Meeting(served)
    await served.engine.open(meeting.id)
    try:
        anna, bela = meeting.person(1), meeting.person(2)
        await anna.publish()
        await until(lambda: served.hearing.line(meeting.id, anna.id).sending == "live", "the first")
        began_s = time.monotonic()
        await bela.publish()
        published_s = time.monotonic() - began_s

        async def seen_s(seeing: Awaitable[object], is_seen: Callable[[], object]) -> float:
            await seeing
            await until(is_seen, "a picture", 30)
            return time.monotonic() - began_s

        sees_s, is_seen_s = await asyncio.gather(
            seen_s(bela.receive(camera(anna)), lambda: bela.sees(anna)),
            seen_s(anna.receive(camera(bela)), lambda: anna.sees(bela)),
        )
        return published_s * 1000, sees_s * 1000, is_seen_s * 1000
    finally:
        await meeting.close()


@asynccontextmanager
async def _embedded(folder: Path, island: Network) -> AsyncIterator[Served]:
    folder.mkdir()
    with forwarder(folder) as process:
        async with connected(process, island.engine) as (engine, hearing, _):
            yield Served(engine, hearing)


@asynccontextmanager
async def _janus(folder: Path, island: Network) -> AsyncIterator[Served]:
    with janus(folder, island.engine) as server:
        hearing, alive = Hearing(), asyncio.Event()
        keys = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)
        config = JanusConfig(url=server.url, plain=True)
        engine = JanusEngine("site", config, keys, hearing.take, lambda is_alive: is_alive and alive.set())
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine.run())
            await asyncio.wait_for(alive.wait(), 10)
            yield Served(engine, hearing)
            running.cancel()
