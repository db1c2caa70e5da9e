"""Commands that bring a running room into a meeting, and out of it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import click

from appliance.cli.flags import data_option
from appliance.cli.questions import converse

JOIN_S = 120.0
"""A lobby may take its time."""


@click.command()
@data_option
@click.option("--title", default="", help="What the conference is about.")
@click.option("--no-passcode", is_flag=True, help="The number alone opens it.")
def start(data: Path | None, title: str, no_passcode: bool) -> None:
    """Hold a conference in this room and print how others join it, as JSON."""
    params = {"title": title, "with_passcode": not no_passcode}
    invitation = converse(data, lambda socket: _ask(socket, "meeting.start_conference", params))
    click.echo(json.dumps(invitation, indent=2))


@click.command()
@data_option
@click.argument("address")
@click.option("--passcode", default="", help="Of a number that was given with one.")
def join(data: Path | None, address: str, passcode: str) -> None:
    """Bring the room into a meeting: a number, a link or a SIP ADDRESS; waits until it is in, and tells each step.

    The status is 1 where it cannot be joined.
    """
    call = converse(data, lambda socket: _join(socket, {"address": address, "passcode": passcode}))
    if call is not None:
        click.echo(json.dumps({"kind": call["kind"], "title": call["title"], "service": call["service"]}))


@click.command()
@data_option
def leave(data: Path | None) -> None:
    """Bring the room out of its meeting, or end its joining."""
    converse(data, lambda socket: _ask(socket, "meeting.leave_call", {}))


async def _ask(socket: Path, verb: str, params: dict[str, Any]) -> Any:
    from appliance.rpc import RpcClient

    async with RpcClient.connect(socket) as client:
        return await client.call(verb, timeout_s=10.0, **params)


async def _join(socket: Path, params: dict[str, Any]) -> dict[str, Any]:
    from appliance.rpc import RpcClient

    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def hear(method: str, news: Any) -> None:
        if method == "state" and "meeting" in news["state"]:
            told.put_nowait(news["state"]["meeting"])

    async with RpcClient.connect(socket, hear) as client, asyncio.timeout(JOIN_S):
        await told.get()
        await client.call("meeting.join_address", timeout_s=10.0, **params)
        step = ""
        while True:
            meeting = await told.get()
            call = meeting["call"]
            if call is None and meeting["failure"]:
                raise click.ClickException(f"{meeting['failure']} {meeting['failure_detail']}".strip())
            if call is None:
                raise click.ClickException("somebody at the room gave it up")
            if call["phase"] == "live":
                return call
            if call["step"] and call["step"] != step:
                step = call["step"]
                click.echo(step, err=True)
