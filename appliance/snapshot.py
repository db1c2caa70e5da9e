"""The room's state, asked once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from appliance.rpc import RpcClient


async def snapshot(socket: Path, timeout_s: float = 5.0) -> dict[str, Any]:
    """Every domain as JSON values, as the daemon behind `socket` tells them. Raises OSError or TimeoutError."""
    told: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    def take(method: str, params: Any) -> None:
        if method == "state" and not told.done():
            told.set_result(params["state"])

    # a socket held open for a daemon that is away takes the connection and stays silent
    async with asyncio.timeout(timeout_s), RpcClient.connect(socket, take, timeout_s):
        return await told
