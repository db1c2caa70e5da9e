"""The order of the visit: the machine, the room's places, and the room itself, running or not."""

from __future__ import annotations

from appliance.config import Config
from appliance.doctor import forwarders, lending, machine, places, resting, running
from appliance.doctor.finding import Finding
from appliance.paths import Paths
from appliance.snapshot import snapshot

ANSWER_S = 5.0


async def examine(config: Config, paths: Paths) -> list[Finding]:
    """Look at everything. Changes nothing."""
    findings = [
        places.data(paths),
        places.runtime(paths),
        machine.fonts(),
        machine.icons(),
        machine.pages(),
        machine.receive_buffer(),
        lending.sound(),
        lending.picture(),
    ]
    try:
        state = await snapshot(paths.api_socket, ANSWER_S)
    except TimeoutError:
        findings.append(
            Finding(
                "daemon", "fail", f"{paths.api_socket} is open but nobody answers", "look at the log of `parlor room`"
            )
        )
    except OSError as error:
        if not isinstance(error, FileNotFoundError | ConnectionRefusedError):
            return [*findings, Finding("daemon", "fail", f"{paths.api_socket}: {error.strerror}", "run as its owner")]
        findings += [Finding("daemon", "warn", "not running", "`parlor run` starts a room"), *resting.ports(config)]
        findings += [resting.certificate(config), *resting.devices(config), resting.airplay(config)]
    else:
        findings += [
            Finding("daemon", "ok", f"answers, version {state['room']['version']}"),
            *running.components(state),
            *await running.workers(paths),
            await running.door(state),
            *running.devices(state),
        ]
    return [*findings, *[finding async for finding in forwarders.servers(config, paths)]]
