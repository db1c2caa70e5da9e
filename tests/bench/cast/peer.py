"""A receiver in a process of its own, obeyed and read over its standard streams."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bench.cast.namespace import ADDRESS

PORT = 8731
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

    async def report(self) -> dict[str, Any]:
        """What was counted since the start."""
        self._order("report")
        return json.loads(await self._read())

    def _order(self, word: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{word}\n".encode())

    async def _read(self) -> str:
        assert self._process.stdout
        async with asyncio.timeout(20):
            return (await self._process.stdout.readline()).decode()


@asynccontextmanager
async def peer(kind: str, inside: list[str]) -> AsyncIterator[Peer]:
    """Start a receiver of this kind and wait until it serves."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *inside, *COMMANDS[kind], ADDRESS, str(PORT), stdin=pipe, stdout=pipe, limit=MAX_REPORT
    )
    running = Peer(process)
    try:
        said = await running._read()
        assert said.strip() == "ready", f"{kind} said {said!r}"
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
