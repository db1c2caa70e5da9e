"""Commands on calendars: what is in an invitation, letting the room into a calendar, trying its calendars."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from appliance.cli.flags import Flags, config_option, data_option

if TYPE_CHECKING:
    from appliance.config.schedule import CalendarConfig
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


@schedule.command()
@data_option
@config_option
@click.argument("name")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the secret from standard input.")
def login(data: Path | None, config: Path | None, name: str, from_stdin: bool) -> None:
    """Keep the secret of the calendar NAME where only the room reads it.

    A password is asked for (ics, caldav, exchange; for ics without url: the secret address). graph opens a sign-in by
    code, or takes a client secret with --stdin; google takes a key file: parlor schedule login NAME --stdin < key.json.
    Run it as the room's user.
    """
    from appliance.schedule.credential import Credential
    from appliance.schedule.trouble import CalendarTrouble

    flags = Flags(data=data, config=config)
    found = _calendar(flags, name)
    try:
        text = _secret(found, name, sys.stdin.read() if from_stdin else "")
        credential = Credential(flags.paths().secrets, name)
        credential.write(text)
    except CalendarTrouble as trouble:
        raise click.ClickException(f"{name}: {trouble}") from trouble
    except OSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{credential.path}: kept; `parlor schedule check {name}` tries it", err=True)


@schedule.command()
@data_option
@config_option
@click.argument("name", required=False)
def check(data: Path | None, config: Path | None, name: str | None) -> None:
    """Read the calendars now, without a room, and print what is found of the next days as JSON."""
    flags = Flags(data=data, config=config)
    names = [name] if name else list(flags.configuration().schedule.calendar)
    if not names:
        raise click.ClickException("no calendar is configured; `parlor check-config --example` shows how")
    found = {one: asyncio.run(_read(flags, one)) for one in names}
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    sys.exit(any("trouble" in one for one in found.values()))


def _calendar(flags: Flags, name: str) -> CalendarConfig:
    known = flags.configuration().schedule.calendar
    if name not in known:
        raise click.ClickException(f"no calendar is named {name}; known: {', '.join(known) or 'none'}")
    return known[name]


def _secret(config: CalendarConfig, name: str, given: str) -> str:
    if config.kind == "graph":
        return json.dumps({"client_secret": given.strip()}) if given else asyncio.run(_sign_in(config))
    if config.kind == "google":
        try:
            json.loads(given)
        except json.JSONDecodeError:
            raise click.ClickException(f"{name}: give a key file: --stdin < key.json") from None
        return given
    if given.strip():
        return given
    what = "Password" if config.username else "Secret address of the calendar"
    return click.prompt(what, hide_input=True, err=True)


async def _sign_in(config: CalendarConfig) -> str:
    from appliance.schedule.calendars.oauth import sign_in
    from appliance.schedule.calendars.web import Web

    web = Web()
    try:
        return await sign_in(config, web, lambda url, code: click.echo(f"Open {url} and type {code}", err=True))
    finally:
        await web.close()


async def _read(flags: Flags, name: str) -> dict[str, Any]:
    from datetime import UTC, datetime, timedelta

    from appliance.schedule.calendars import calendar_of
    from appliance.schedule.credential import Credential
    from appliance.schedule.event import Window
    from appliance.schedule.trouble import CalendarTrouble
    from appliance.schedule.zones import room_zone

    zone = room_zone(flags.configuration().schedule.time_zone)
    calendar = calendar_of(_calendar(flags, name), Credential(flags.paths().secrets, name), zone)
    now, table = datetime.now(UTC), flags.links()
    try:
        events = await calendar.read(Window(now, now + timedelta(days=7)))
    except CalendarTrouble as trouble:
        return {"trouble": trouble.reason, "detail": trouble.detail}
    finally:
        await calendar.close()
    told = [
        {
            "starts_at": event.starts_at.astimezone(zone).isoformat(),
            "ends_at": event.ends_at.astimezone(zone).isoformat(),
        }
        | _told(event.title, event.invitation, table)
        for event in events or []
    ]
    return {"writable": calendar.is_writable, "events": told}
