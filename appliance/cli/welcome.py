"""What `parlor run` says once the room is up: where guests go, and where the glass can be watched."""

from __future__ import annotations

import asyncio
import shlex
import sys
from contextlib import suppress
from pathlib import Path

import click

from appliance.paths import Paths
from appliance.snapshot import snapshot

RETRY_S = 0.2


async def welcome(paths: Paths, *, is_headless: bool) -> None:
    """Wait for the room and print its addresses, once."""
    name, url = await _name_and_url(paths.api_socket)
    lines = [
        "",
        click.style(f"{name} is up.", bold=True),
        f"  Guests open       {url}",
        "  and type          the code on the glass",
        f"  Watch the glass   {url}/glass",
        f"  with the code of  {_command()} admin-code --data {shlex.quote(str(paths.data))}",
    ]
    if is_headless:
        lines.append("  There is no window: the glass is drawn, but only to be watched there.")
    click.echo("\n".join([*lines, "Ctrl-C stops it.", ""]))


async def _name_and_url(socket: Path) -> tuple[str, str]:
    while True:
        with suppress(OSError, TimeoutError):
            state = await snapshot(socket)
            if urls := state["access"]["urls"]:
                return state["settings"]["room_name"], urls[0]
        await asyncio.sleep(RETRY_S)


def _command() -> str:
    beside = Path(sys.executable).with_name("parlor")
    if not beside.exists():
        return "parlor"
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)
