"""A round trip through the room's dispatcher beside bare echoes of the same message."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from appliance.api import wire
from appliance.rpc import RpcClient
from tests.bench.peers import UNIX, WEBSOCKET, echo_server
from tests.bench.table import Table, percentiles
from tests.rooms.house import House

BLOCKS, CALLS, WARM_UP = 20, 100, 200
TARGET_MS = 1.0
MESSAGE = wire.call(1, "session.describe", {})

RoundTrip = Callable[[], Awaitable[object]]


async def measure() -> Table:
    """Take turns between all of them, so that a noisy moment hits each alike."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parlor-bench-")))
        trips: dict[str, RoundTrip] = {
            "asyncio Unix socket, echo": await _lines(stack, await _unix_echo(stack, folder / "echo.sock")),
            "aiohttp WebSocket, echo": await _websocket(stack),
        }
        house = await stack.enter_async_context(House(folder))
        client = await stack.enter_async_context(RpcClient.connect(house.runtime / "api.sock"))
        trips["Parlor, session.describe"] = lambda: client.call("session.describe")
        samples: dict[str, list[float]] = {name: [] for name in trips}
        for trip in trips.values():
            await _take(trip, WARM_UP)
        for _ in range(BLOCKS):
            for name, trip in trips.items():
                samples[name] += await _take(trip, CALLS)
    table = Table("JSON-RPC round trip", ["p50", "max", "p99"], "ms", is_compared=True)
    for name, taken in samples.items():
        p50, p99, worst = percentiles(taken)
        table.add(name, p50, worst, p99, target=TARGET_MS if name.startswith("Parlor") else None)
    return table


async def _take(trip: RoundTrip, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        await trip()
        taken.append((time.perf_counter() - begun) * 1e3)
    return taken


async def _unix_echo(stack: AsyncExitStack, path: Path) -> Path:
    await stack.enter_async_context(echo_server(UNIX, path))
    return path


async def _lines(stack: AsyncExitStack, path: Path) -> RoundTrip:
    reader, writer = await asyncio.open_unix_connection(path)
    stack.callback(writer.close)

    async def trip() -> None:
        writer.write(MESSAGE + b"\n")
        await reader.readline()

    return trip


async def _websocket(stack: AsyncExitStack) -> RoundTrip:
    port = await stack.enter_async_context(echo_server(WEBSOCKET))
    session = await stack.enter_async_context(aiohttp.ClientSession())
    socket = await stack.enter_async_context(session.ws_connect(f"http://127.0.0.1:{port}/"))
    text = MESSAGE.decode()

    async def trip() -> None:
        await socket.send_str(text)
        await socket.receive()

    return trip
