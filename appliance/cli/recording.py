"""Commands on recordings: what there is, films of them, removal."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import click

from appliance.cli.flags import data_option
from appliance.cli.questions import ask


@click.group()
def recording() -> None:
    """Recordings of conferences."""


@recording.command("list")
@data_option
@click.option("--json", "is_json", is_flag=True, help="As JSON.")
def list_(data: Path | None, is_json: bool) -> None:
    """Print the recordings of a running room, the newest first."""
    found: list[dict[str, Any]] = ask(data, "recording.list_recordings", {})
    if is_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        size_mb = sum(file["size_bytes"] for file in one["files"]) / 1e6
        state = "on" if one["is_on"] else one["film"] + (f" {one['percent']} %" if one["film"] == "making" else "")
        failure = f" ({one['failure']})" if one["failure"] else ""
        click.echo(f"{one['id']}  {size_mb:8.1f} MB  film: {state}{failure}  {one['title'] or one['number']}")


@recording.command()
@data_option
@click.argument("recording_id", metavar="ID")
def delete(data: Path | None, recording_id: str) -> None:
    """Remove a recording and its film."""
    ask(data, "recording.delete_recording", {"recording_id": recording_id})


@recording.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True))
def film(folder: Path) -> None:
    """Make meeting.mp4 of the recording in FOLDER, also one that was moved here; without a room."""
    from appliance.meeting.recording.filming import FilmFailed, make_film
    from appliance.meeting.recording.folder import FILM

    reasons = {
        "recording.empty": "nothing in it can be shown",
        "recording.disk_full": "the disk is full",
        "recording.broken": "what is in it broke the program; its files are as they were",
    }
    try:
        with click.progressbar(length=100, label=folder.name, show_eta=False, file=sys.stderr) as shown:
            asyncio.run(make_film(folder, lambda percent: shown.update(percent - shown.pos)))
    except FilmFailed as failed:
        raise click.ClickException(f"{folder}: {reasons[failed.code]}") from failed
    except KeyboardInterrupt:
        raise click.Abort from None
    click.echo(str(folder / FILM))
