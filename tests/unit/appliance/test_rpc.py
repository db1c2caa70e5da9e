import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from appliance.api.role import Role
from appliance.caller import Caller
from appliance.rpc import RpcClient
from appliance.server.unix import UnixServer


async def echo(_caller: Caller, messages: AsyncIterator[bytes], send: Callable[[bytes], Awaitable[None]]) -> None:
    """Answers one call after the other with its method, but "silent" never."""
    async for message in messages:
        call = msgspec.json.decode(message)
        await asyncio.sleep(0.2 if call["method"] == "late" else 0.01)
        if call["method"] != "silent":
            await send(msgspec.json.encode({"jsonrpc": "2.0", "id": call["id"], "result": call["method"]}))


async def test_calls_at_the_same_time_each_get_their_own_answer(tmp_path: Path) -> None:
    path = tmp_path / "s"
    async with UnixServer(path, lambda _uid, name: Caller(Role.ADMIN, name), echo), RpcClient.connect(path) as client:
        asked = [f"verb-{number}" for number in range(5)]
        assert await asyncio.gather(*(client.call(method, timeout_s=2) for method in asked)) == asked


async def test_a_call_that_is_not_answered_takes_no_other_with_it(tmp_path: Path) -> None:
    path = tmp_path / "s"
    async with UnixServer(path, lambda _uid, name: Caller(Role.ADMIN, name), echo), RpcClient.connect(path) as client:
        unanswered = asyncio.create_task(client.call("silent", timeout_s=0.05))
        await asyncio.sleep(0)
        assert await client.call("late", timeout_s=2) == "late"
        with pytest.raises(TimeoutError):
            await unanswered
