"""A receiver in a process of its own, obeyed and read over its standard streams."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bench.cast.namespace import ADDRESS

PORT = 8731
RELAYED = PORT + 1
START_S = 20.0
URL = f"http://{ADDRESS}:{PORT}"
GSTREAMER = ["/usr/bin/python3", str(Path(__file__).with_name("gstreamer.py"))]
COMMANDS = {
    "Parlor": [sys.executable, "-m", "tests.bench.cast.receiver", "ours"],
    "stock aiortc": [sys.executable, "-m", "tests.bench.cast.receiver", "stock"],
    "GStreamer": GSTREAMER,
}
PEERS = tuple(COMMANDS)
MAX_REPORT = 1 << 24


class Peer:
    """A running receiver; its WHIP endpoint is at URL/whip, inside the namespace."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def start(self) -> None:
        """Count anew."""
        self._order("start")

    def nudge(self) -> None:
        """Say an empty line."""
        self._order("")

    async def report(self) -> dict[str, Any]:
        """What was counted since the start."""
        self._order("report")
        assert self._process.stdout
        async with asyncio.timeout(START_S):
            return json.loads(await self._process.stdout.readline())

    def _order(self, word: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{word}\n".encode())


@asynccontextmanager
async def peer(kind: str, inside: list[str], port: int = PORT) -> AsyncIterator[Peer]:
    """Start a receiver of this kind and wait until it serves."""
    async with _serving([*inside, *COMMANDS[kind], ADDRESS, str(port)]) as process:
        yield Peer(process)


@asynccontextmanager
async def relay(pattern: str, inside: list[str]) -> AsyncIterator[Callable[[], None]]:
    """Stand at URL between senders and the receiver at RELAYED, and lose packets; gives what loses one (see relay)."""
    command = [sys.executable, "-m", "tests.bench.cast.relay", ADDRESS, str(PORT), pattern]
    async with _serving([*inside, *command]) as process:
        yield Peer(process).nudge


@asynccontextmanager
async def _serving(command: list[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=MAX_REPORT)
    try:
        assert process.stdout
        async with asyncio.timeout(START_S):
            said = await process.stdout.readline()
        assert said.strip() == b"ready", f"{command} said {said!r}"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
