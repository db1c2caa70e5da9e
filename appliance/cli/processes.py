"""Commands that are a room's processes, and `run`, which keeps them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from appliance.cli.flags import Flags, Refusal, data_option, refusals, room_options

view_options = (
    click.option("--headless", is_flag=True, help="Draw without a screen; the glass is watched in a browser."),
    click.option("--windowed", is_flag=True, help="Draw in a window instead of on the whole screen."),
)


def _viewed(command: Any) -> Any:
    for option in reversed(view_options):
        command = option(command)
    return command


@click.command()
@room_options
@_viewed
def run(flags: Flags, headless: bool, windowed: bool) -> None:
    """Start a room on this machine: daemon, workers and shell, kept alive until Ctrl-C."""
    from appliance import log

    config, paths = flags.configuration(), flags.paths()
    with refusals():
        paths.prepare_data()
        paths.prepare_runtime()
    log.configure(config.log.level)
    is_headless = headless or not (windowed or _has_display())
    with refusals(), suppress(asyncio.CancelledError):
        asyncio.run(_run(flags, is_headless, windowed))


async def _run(flags: Flags, is_headless: bool, is_windowed: bool) -> None:
    from appliance.cli.welcome import welcome
    from appliance.supervisor import Program, Refused, supervise

    paths = flags.paths()
    parlor = [sys.executable, "-m", "appliance"]
    data = ["--data", str(paths.data)]
    view = ["--headless"] * is_headless + ["--windowed"] * is_windowed
    sockets = {"api": paths.api_socket, "shell": paths.shell_socket, "board": paths.board_socket}
    programs = [
        Program("room", [*parlor, "room", *flags.arguments()], sockets),
        Program("media", [*parlor, "media", *flags.arguments()], {"media": paths.media_socket}),
        Program("sfu", [*parlor, "sfu", *flags.arguments()], {"sfu": paths.sfu_socket}),
        Program("sfu-standby", [*parlor, "sfu", *flags.arguments()], {"sfu": paths.sfu_standby_socket}),
        Program("browser", [*parlor, "browser", *flags.arguments()], {"browser": paths.browser_socket}),
        Program("shell", [*parlor, "shell", *data, *view]),
    ]
    main = asyncio.current_task()
    assert main is not None  # noqa: S101  a coroutine runs in a task
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, main.cancel)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(programs, paths.runtime))
            tasks.create_task(welcome(paths, is_headless=is_headless))
    except ExceptionGroup as group:
        if group.subgroup(Refused):
            sys.exit(Refusal.exit_code)
        raise group.exceptions[0] from None


@click.command()
@room_options
def room(flags: Flags) -> None:
    """The daemon: state, services, and the network's door."""
    from appliance.room import run_room

    config, paths, links = flags.configuration(), flags.paths(), flags.links()
    with refusals():
        paths.prepare_data()
        paths.prepare_runtime()
    _serve(config.log.level, run_room(config, paths, links))


@click.command()
@room_options
def media(flags: Flags) -> None:
    """The media worker: devices, decoding and sound."""
    from appliance.media.worker import run_media

    config, paths = flags.configuration(), flags.paths()
    with refusals():
        paths.prepare_runtime()
    _serve(config.log.level, run_media(paths))


@click.command()
@room_options
def sfu(flags: Flags) -> None:
    """The forwarder: what people in meetings of this room see and hear of each other."""
    from appliance.sfu.worker import run_sfu

    config, paths = flags.configuration(), flags.paths()
    with refusals():
        paths.prepare_runtime()
    _serve(config.log.level, run_sfu(paths))


@click.command()
@room_options
def browser(flags: Flags) -> None:
    """The browser worker: pages of other services' meetings."""
    from appliance.meeting.web.worker import run_browser

    config, paths, recipes = flags.configuration(), flags.paths(), flags.recipes()
    with refusals():
        paths.prepare_runtime()
    _serve(config.log.level, run_browser(paths, config.meeting.browser, recipes))


@click.command(context_settings={"ignore_unknown_options": True})
@data_option
@_viewed
@click.argument("further", nargs=-1, type=click.UNPROCESSED)
def shell(data: Any, headless: bool, windowed: bool, further: tuple[str, ...]) -> None:
    """The glass. Further options are handed to it, see `python -m ui --help`."""
    paths = Flags(data=data).paths()
    with refusals():
        paths.prepare_runtime()
    view = ["--headless"] * headless + ["--windowed"] * windowed
    command = [sys.executable, "-m", "ui", "--runtime", str(paths.runtime), *view, *further]
    os.execv(sys.executable, command)  # noqa: S606  no shell is wanted


def _serve(level: str, process: Coroutine[Any, Any, None]) -> None:
    from appliance import log

    log.configure(level)
    with _failures():
        asyncio.run(process)


@contextmanager
def _failures() -> Iterator[None]:
    """One line for what a person can mend, be it alone or in a group; anything else keeps its trace."""
    from appliance.access.machine import UnreadableTokens
    from appliance.config import ConfigError
    from appliance.paths import PathError
    from appliance.server.listener import PortTaken
    from appliance.server.tls import CertificateError

    refused = (ConfigError, PathError, CertificateError, PortTaken, UnreadableTokens)
    try:
        yield
    except (*refused, OSError) as error:
        raise _plain(error, isinstance(error, refused)) from error
    except ExceptionGroup as group:
        if group.split((*refused, OSError))[1] is not None:
            raise
        raise _plain(_leaf(group), group.subgroup(refused) is not None) from group


def _plain(error: BaseException, is_refusal: bool) -> click.ClickException:
    return Refusal(str(error)) if is_refusal else click.ClickException(str(error))


def _leaf(error: Exception) -> Exception:
    return _leaf(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error


def _has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
