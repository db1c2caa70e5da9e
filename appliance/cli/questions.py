"""Commands that speak with a running room over its Unix socket."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NoReturn

import click

from appliance.cli.flags import Flags, data_option

ANSWER_S = 10.0


@click.command()
@data_option
@click.argument("verb", metavar="DOMAIN.VERB")
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
def call(data: Path | None, verb: str, parameters: tuple[str, ...]) -> None:
    """Call a verb of the room and print its answer as JSON.

    Example: parlor call sound.set_volume volume=30
    """
    from appliance.cli.parameters import BadCall, parse

    try:
        params = parse(verb, parameters)
    except BadCall as error:
        _refuse("", error.number, str(error), {})
    _print(ask(data, verb, params))


@click.command()
@data_option
@click.argument("domain", required=False)
def state(data: Path | None, domain: str | None) -> None:
    """Print the room's state, or one domain of it, as JSON."""
    from appliance.api.state import DOMAINS

    if domain is not None and domain not in DOMAINS:
        raise click.BadParameter(f"{domain!r} is none of {', '.join(DOMAINS)}", param_hint="DOMAIN")

    from appliance.snapshot import snapshot

    found = converse(data, lambda socket: snapshot(socket, ANSWER_S))
    _print(found if domain is None else found[domain])


@click.command()
@data_option
def watch(data: Path | None) -> None:
    """Print the state, then every change and event as a line of JSON, until Ctrl-C."""
    converse(data, _follow)


@click.command()
@data_option
@click.option("--max-width", type=click.IntRange(0, 16_384), default=0, help="Scale down to this many pixels.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def screenshot(data: Path | None, max_width: int, file: Path) -> None:
    """Picture the glass as it is now into a .png or .jpg FILE."""
    formats = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
    kind = formats.get(file.suffix.lower())
    if kind is None:
        raise click.BadParameter("the file's name ends in .png or .jpg", param_hint="FILE")
    params = {"format": kind, "max_width": max_width}
    capture = ask(data, "glass.capture", params)
    try:
        shutil.copyfile(capture["path"], file)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{capture['width']}×{capture['height']} {file}")


def ask(data: Path | None, verb: str, params: dict[str, Any]) -> Any:
    """What a verb of the room answers; failures are one line."""
    return converse(data, lambda socket: _call(socket, verb, params))


def converse(data: Path | None, conversation: Callable[[Path], Coroutine[Any, Any, Any]]) -> Any:
    """Hold a conversation with the room of a data directory, given its socket; failures are one line."""
    from appliance.rpc import RemoteError

    socket = Flags(data=data).paths().api_socket
    try:
        return asyncio.run(conversation(socket))
    except RemoteError as error:
        _refuse(error.code, error.number, str(error), error.data)
    except TimeoutError:
        raise click.ClickException("the room did not answer; `parlor doctor` looks why") from None
    except (FileNotFoundError, ConnectionRefusedError):
        raise click.ClickException(f"no room runs here (nobody at {socket}); `parlor run` starts one") from None
    except OSError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        return None


def _refuse(code: str, number: int, message: str, details: dict[str, Any]) -> NoReturn:
    reason = {"code": code, "number": number, "message": message, "data": details}
    click.echo(json.dumps(reason, ensure_ascii=False), err=True)
    sys.exit(1)


async def _call(socket: Path, verb: str, params: dict[str, Any]) -> Any:
    from appliance.rpc import RpcClient

    async with RpcClient.connect(socket) as client:
        return await client.call(verb, timeout_s=ANSWER_S, **params)


async def _follow(socket: Path) -> None:
    from appliance.rpc import RpcClient

    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    async with RpcClient.connect(
        socket, lambda method, params: heard.put_nowait({"method": method, "params": params})
    ) as client:
        async with asyncio.TaskGroup() as tasks:
            printing = tasks.create_task(_print_all(heard))
            await client.closed.wait()
            printing.cancel()
        raise ConnectionError("the room closed the connection")


async def _print_all(heard: asyncio.Queue[dict[str, Any]]) -> None:
    while True:
        click.echo(json.dumps(await heard.get(), ensure_ascii=False))


def _print(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
