"""Commands on calendars: what is in an invitation, letting the room into a calendar, trying its calendars."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from appliance.cli.flags import Flags, config_option

if TYPE_CHECKING:
    from appliance.schedule.recogniser import Invitation, LinkTable


@click.group()
def schedule() -> None:
    """Calendars and invitations."""


@schedule.command()
@config_option
@click.argument("file", type=click.File("rb"), default="-")
def recognise(config: Path | None, file: BinaryIO) -> None:
    """Tell which link of an invitation joins its meeting, or why none does, as JSON.

    FILE (default: standard input) is iCalendar, a JSON event of Microsoft Graph or Google Calendar, HTML or plain text.
    A calendar of several events gives a list. The status is 1 where nothing joins.
    """
    from appliance.schedule.reading import MAX_BYTES, Unreadable, read

    table = Flags(config=config).links()
    try:
        found = [_told(title, invitation, table) for title, invitation in read(file.read(MAX_BYTES + 1))]
    except Unreadable as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    click.echo(json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False))
    sys.exit(not any("url" in each for each in found))


def _told(title: str, invitation: Invitation, table: LinkTable) -> dict[str, Any]:
    import msgspec

    from appliance.schedule.recogniser import recognise as find

    found = msgspec.to_builtins(find(invitation, table))
    return ({"title": title} if title else {}) | found
