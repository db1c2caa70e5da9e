"""What `parlor run` says once the room is up: where guests go, and where the glass can be watched."""

from __future__ import annotations

import asyncio
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from appliance.paths import Paths
from appliance.rpc import RpcClient

RETRY_S = 0.2


async def welcome(paths: Paths, *, is_headless: bool) -> None:
    """Wait for the room and print its addresses, once."""
    state = await _state(paths)
    url = state["access"]["urls"][0]
    lines = [
        "",
        click.style(f"{state['settings']['room_name']} is up.", bold=True),
        f"  Guests open       {url}",
        "  and type          the code on the glass",
        f"  Watch the glass   {url}/glass",
        f"  with the code of  {_command()} admin-code --data {shlex.quote(str(paths.data))}",
    ]
    if is_headless:
        lines.append("  There is no window: the glass is drawn, but only to be watched there.")
    click.echo("\n".join([*lines, "Ctrl-C stops it.", ""]))


async def _state(paths: Paths) -> dict[str, Any]:
    known: dict[str, Any] = {}
    is_up = asyncio.Event()

    def take(method: str, params: Any) -> None:
        if method == "state":
            known.update(params["state"])
            if known["access"]["urls"]:
                is_up.set()

    while not is_up.is_set():
        try:
            async with RpcClient.connect(paths.api_socket, take) as client:
                await _either(is_up, client.closed)
        except (OSError, TimeoutError):
            pass
        if not is_up.is_set():
            await asyncio.sleep(RETRY_S)
    return known


async def _either(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def _command() -> str:
    beside = Path(sys.executable).with_name("parlor")
    if not beside.exists():
        return "parlor"
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)
