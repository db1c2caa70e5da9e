"""Bare echo servers, each in a process of its own: what a round trip costs when nothing is done."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

UNIX, WEBSOCKET = "unix", "websocket"


async def _serve_unix(path: str) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
        writer.close()

    async with await asyncio.start_unix_server(echo, path):
        print("ready", flush=True)
        await asyncio.Event().wait()


async def _serve_websocket() -> None:
    from aiohttp import WSMsgType, web

    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await socket.send_str(message.data)
        return socket

    application = web.Application()
    application.router.add_get("/", echo)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


@asynccontextmanager
async def echo_server(kind: str, path: Path | None = None) -> AsyncIterator[str]:
    """Run an echo server; gives the first line it said: its port, for a WebSocket."""
    arguments = [kind, *([str(path)] if path else [])]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.peers", *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        async with asyncio.timeout(10):
            said = await process.stdout.readline()
        yield said.decode().strip()
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(_serve_unix(sys.argv[2]) if sys.argv[1] == UNIX else _serve_websocket())
