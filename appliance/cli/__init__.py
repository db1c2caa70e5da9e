"""The `parlor` command. Each command imports what it needs only when it runs, so that help is quick."""

import click

from appliance.cli.board import board
from appliance.cli.inspection import admin_code, check_config, discover, doctor
from appliance.cli.meeting import meeting
from appliance.cli.processes import browser, media, room, run, sfu, shell
from appliance.cli.questions import call, screenshot, state, watch
from appliance.cli.recording import recording
from appliance.cli.schedule import schedule

COMMANDS = (
    run, room, media, sfu, browser, shell, call, state, watch, screenshot, admin_code, board, schedule,
    meeting, recording, discover, check_config, doctor,
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="parlor")
def main() -> None:
    """Parlor: a big touch screen becomes a meeting room."""


for _command in COMMANDS:
    main.add_command(_command)
