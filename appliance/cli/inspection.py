"""Commands that look at a room, a configuration or the network without changing anything."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.flags import Flags, data_option, refusals, room_options

if TYPE_CHECKING:
    from appliance.doctor import Finding

MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "red")}


@click.command()
@data_option
def admin_code(data: Path | None) -> None:
    """Print the admin code, which opens the view of the glass."""
    file = Flags(data=data).paths().secrets / "admin-code"
    try:
        click.echo(file.read_text().strip())
    except FileNotFoundError:
        raise click.ClickException(f"{file} does not exist; it is made when the room first starts") from None
    except OSError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.option("--timeout", "timeout_s", type=click.FloatRange(0.1, 60), default=3.0, help="Seconds to listen.")
@click.option("--interface", "interfaces", multiple=True, help="Look on the network of this address only.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def discover(timeout_s: float, interfaces: tuple[str, ...], as_json: bool) -> None:
    """List the rooms that announce themselves on the network."""
    import msgspec

    from appliance.discovery import browse

    try:
        rooms = asyncio.run(browse(timeout_s, interfaces))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"cannot look on the network: {error}") from error
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rooms)).decode())
    elif not rooms:
        click.echo("No room answered.", err=True)
    for room in [] if as_json else rooms:
        click.echo(f"{room.instance}\t{room.url}\t{room.id}")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="Print a commented file with all defaults.")
def check_config(file: Path | None, example: bool) -> None:
    """Check a configuration (default: the one `parlor run` would use) and print what is in force."""
    from appliance.config import ConfigError, load, text
    from appliance.config.files import recipes_directory
    from appliance.meeting.web.recipe import BadRecipe
    from appliance.meeting.web.recipe import load as load_recipes

    if example:
        click.echo(text.example(), nl=False)
        return
    try:
        click.echo(text.resolved(load(file)), nl=False)
        load_recipes([recipes_directory(file)])
    except (ConfigError, BadRecipe) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@click.command()
@click.argument("part", required=False, type=click.Choice(["cast"]))
@room_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(flags: Flags, part: str | None, as_json: bool) -> None:
    """Look for what keeps a room from working, and say what to do; status 1 where something fails.

    With PART `cast`: what keeps screens from coming onto the glass, looked at more closely.
    """
    import msgspec

    from appliance.doctor import examine, examine_casting

    config, paths = flags.configuration(), flags.paths()
    with refusals():
        findings = asyncio.run((examine_casting if part == "cast" else examine)(config, paths))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(findings)).decode())
    for finding in [] if as_json else findings:
        _tell(finding)
    sys.exit(any(finding.status == "fail" for finding in findings))


def _tell(finding: Finding) -> None:
    mark, colour = MARKS[finding.status]
    click.echo(f"{click.style(mark, fg=colour)} {finding.name:<14} {finding.text}")
    if finding.remedy:
        click.echo(f"{'':17}→ {finding.remedy}")
