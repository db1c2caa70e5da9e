"""Sockets of our own and inherited ones."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from appliance.api.role import Role
from appliance.caller import Caller
from appliance.server.unix import UnixServer


async def greet(caller: Caller, _messages: AsyncIterator[bytes], send: Callable[[bytes], Awaitable[None]]) -> None:
    await send(caller.role.encode())


def admit(_uid: int, connection: str) -> Caller:
    return Caller(Role.ADMIN, connection)


async def ask(path: Path) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


async def test_an_inherited_socket_outlives_the_server_that_served_it(tmp_path: Path) -> None:
    path = tmp_path / "api.sock"
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(path))
        held.listen()
        held.setblocking(False)
        async with UnixServer(held.dup(), admit, greet):
            assert await ask(path) == b"admin\n"
        waiting = asyncio.create_task(ask(path))
        async with UnixServer(held.dup(), admit, greet):
            assert await waiting == b"admin\n"


async def test_a_socket_of_its_own_replaces_what_a_killed_server_left(tmp_path: Path) -> None:
    path = tmp_path / "api.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    async with UnixServer(path, admit, greet):
        assert await ask(path) == b"admin\n"
        assert path.stat().st_mode & 0o777 == 0o660


async def test_strangers_are_turned_away(tmp_path: Path) -> None:
    async with UnixServer(tmp_path / "api.sock", lambda _uid, _connection: None, greet):
        assert await ask(tmp_path / "api.sock") == b""
