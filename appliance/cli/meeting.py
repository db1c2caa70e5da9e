"""Commands on meetings: joining and leaving, letting the room into a Janus server, and configuring one for it."""

from __future__ import annotations

import ipaddress
import json
import secrets
import sys
from pathlib import Path

import click

from appliance.cli.conference import join, leave, start
from appliance.cli.flags import Flags, config_option, data_option


@click.group()
def meeting() -> None:
    """Meetings of this room, and what forwards them."""


for _command in (start, join, leave):
    meeting.add_command(_command)


@meeting.command()
@data_option
@config_option
@click.argument("name")
@click.option(
    "--stdin", "from_stdin", is_flag=True, help='Read {"api_secret": "…", "admin_key": "…", "sip_password": "…"}.'
)
def login(data: Path | None, config: Path | None, name: str, from_stdin: bool) -> None:
    """Keep what the Janus server NAME asks for where only the room reads it.

    Asks for api_secret of janus.jcfg, admin_key of janus.plugin.videoroom.jcfg and, where calls by SIP go through the
    server, this room's password at the registrar. Run it as the room's user.
    """
    import msgspec

    from appliance.meeting.engines.janus.keys import JanusKeys

    flags = Flags(data=data, config=config)
    known = flags.configuration().meeting.janus
    if name not in known:
        raise click.ClickException(f"no Janus server is named {name}; known: {', '.join(known) or 'none'}")
    try:
        if from_stdin:
            keys = msgspec.json.decode(sys.stdin.read(), type=JanusKeys)
        else:
            keys = JanusKeys(
                api_secret=_ask("api_secret"),
                admin_key=_ask("admin_key"),
                sip_password=_ask("sip_password") if known[name].sip else "",
            )
        keys.write(flags.paths().secrets / "meeting", name)
    except msgspec.MsgspecError as error:
        raise click.ClickException('standard input is not {"api_secret": "…", "admin_key": "…"}') from error
    except OSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name}: kept; `parlor doctor` tries it", err=True)


def _ask(what: str) -> str:
    return click.prompt(what, hide_input=True, default="", show_default=False)


@meeting.command()
@data_option
@click.argument("name")
@click.option("--address", required=True, help="The server's own address on the network.")
@click.option("--to", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
@click.option("--certificate", default="", help="PEM file on the server; without, its WebSocket is plain.")
@click.option("--key", default="", help="PEM file on the server.")
@click.option("--sip", is_flag=True, help="Calls by SIP too.")
def janus_config(data: Path | None, name: str, address: str, to: Path, certificate: str, key: str, sip: bool) -> None:
    """Write the configuration of a Janus server NAME into a new folder, and keep its new secrets for this room.

    Copy the files to /etc/janus of the server. Prints what belongs into the room's configuration.
    """
    from appliance.meeting.engines.janus.configuration import files
    from appliance.meeting.engines.janus.keys import JanusKeys

    try:
        host = ipaddress.ip_address(address)
    except ValueError as error:
        raise click.BadParameter(f"{address} is no IP address", param_hint="--address") from error
    if bool(certificate) != bool(key):
        raise click.UsageError("--certificate and --key go together")
    for path in (certificate, key):
        if '"' in path or "\n" in path:
            raise click.UsageError("a path with quotes or line breaks cannot be written into the configuration")
    keys = JanusKeys(api_secret=secrets.token_urlsafe(24), admin_key=secrets.token_urlsafe(24))
    try:
        to.mkdir(mode=0o700, parents=True)
        for file, text in files(str(host), keys, certificate, key, sip=sip).items():
            (to / file).write_text(text)
        keys.write(Flags(data=data).paths().secrets / "meeting", name)
    except OSError as error:
        raise click.ClickException(f"{error.filename or to}: {error.strerror}") from error
    shown = f"[{host}]" if host.version == 6 else str(host)
    url = f"wss://{shown}:8989" if certificate else f"ws://{shown}:8188"
    click.echo(f'[meeting]\nengines = ["embedded", {json.dumps(name)}]\n\n[meeting.janus.{name}]\nurl = "{url}"')
    click.echo("plain = true\n" * (not certificate) + "sip = true\n" * sip, nl=False)
