"""Everybody sees and hears everybody: the room's forwarder beside a Janus server, in one run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aioice.ice
import psutil

from appliance.config.meeting import JanusConfig
from appliance.meeting.engine import MeetingEngine
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.sfu.worker import raise_priority
from tests.bench.meeting.crowd import Attendee, play, without_decoders
from tests.bench.table import Bound, Table, share
from tests.meeting.forwarder import connected, forwarder
from tests.meeting.janus import ADMIN_KEY, API_SECRET, is_there, janus
from tests.meeting.network import Network, network

CROWDS = (4, 10)
DURATION_S = 12.0
CONFERENCE = "be9c"
MOST_DELAY_MS = 30.0
COLUMNS = ("packets/s", "lost %", "cpu %", "us/packet", "p50 ms", "p95 ms", "growth ms", "own p95")


@dataclass
class Running:
    """An engine, and its process."""

    engine: MeetingEngine
    pid: int


@asynccontextmanager
async def ours(folder: Path, island: Network) -> AsyncIterator[Running]:
    """The room's forwarder."""
    folder.mkdir()
    with forwarder(folder) as process:
        async with connected(process, island.engine) as (engine, _, _):
            yield Running(engine, process.process.pid)


@asynccontextmanager
async def theirs(folder: Path, island: Network) -> AsyncIterator[Running]:
    """Debian's Janus."""
    with janus(folder, island.engine) as server:
        alive = asyncio.Event()
        keys = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)
        config = JanusConfig(url=server.url, plain=True)
        engine = JanusEngine("bench", config, keys, lambda _: None, lambda is_alive: is_alive and alive.set())
        task = asyncio.create_task(engine.run())
        try:
            await asyncio.wait_for(alive.wait(), 10)
            yield Running(engine, server.process.pid)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def measure(folder: Path) -> list[Table]:
    """Both engines with each crowd. Raises NoNetwork."""
    without_decoders()
    # the forwarder raises itself, so people and Janus are raised too: on a busy machine nobody starves another
    raise_priority()
    found = aioice.ice.get_host_addresses
    table = Table("all see all: 720p and sound, forwarded packets", COLUMNS, "as told")
    try:
        with network() as island:
            aioice.ice.get_host_addresses = lambda **_: [island.people]
            for crowd in CROWDS:
                await _compare(table, folder, island, crowd)
    finally:
        aioice.ice.get_host_addresses = found
    return [table]


async def _compare(table: Table, folder: Path, island: Network, crowd: int) -> None:
    figures: dict[str, tuple[float, ...]] = {}
    engines = {"Janus": theirs, "parlor-sfu": ours} if is_there() else {"parlor-sfu": ours}
    for name, start in engines.items():
        async with start(folder / f"{name}-{crowd}", island) as running:
            figures[name] = await _measure(running, crowd)
    for name, row in figures.items():
        bounds: dict[str, Bound] = {}
        if name == "parlor-sfu":
            bounds["p95 ms"] = Bound(most=MOST_DELAY_MS)
            if "Janus" in figures:
                bounds["us/packet"] = Bound(most=figures["Janus"][3])
        table.add(f"{crowd} people, {name}", *row, bounds=bounds)


async def _measure(running: Running, crowd: int) -> tuple[float, ...]:
    engine = running.engine
    await engine.open(CONFERENCE)
    people = [Attendee(engine, CONFERENCE, number) for number in range(crowd)]
    for one in people:
        await one.publish()
    for one in people:
        await one.receive([other for other in people if other is not one])
    await play(people, 2.0)
    for one in people:
        one.sent = one.received = one.pictures = 0
        one.delays.clear()
    process = psutil.Process(running.pid)
    before = process.cpu_times()
    late_s = await play(people, DURATION_S)
    after = process.cpu_times()
    cpu_s = after.user + after.system - before.user - before.system
    received, pictures = sum(one.received for one in people), sum(one.pictures for one in people)
    expected = sum(one.sent for one in people) * (crowd - 1)
    samples = sorted(sample for one in people for sample in one.delays)
    delays = [delay_s * 1000 for _, delay_s in samples]
    third = len(delays) // 3
    growth = share(delays[-third:], 0.5) - share(delays[:third], 0.5)
    for one in people:
        await one.close()
    await engine.close(CONFERENCE)
    return (
        received / DURATION_S,
        100 * (1 - pictures / expected),
        100 * cpu_s / DURATION_S,
        1e6 * cpu_s / max(received, 1),
        share(delays, 0.5),
        share(delays, 0.95),
        growth,
        late_s * 1000,
    )
