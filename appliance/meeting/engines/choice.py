"""The engines of a room, as configured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from appliance.config import Config
from appliance.config.meeting import MeetingConfig
from appliance.meeting.engine import Heard
from appliance.meeting.engines.embedded import EmbeddedEngine
from appliance.meeting.engines.janus.cascade import CascadeEngine
from appliance.meeting.engines.janus.engine import JanusEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.pool import Maker
from appliance.paths import Paths
from appliance.sfu.configuration import ForwarderConfig

EMBEDDED = "embedded"
STANDBY = "standby"
SECRETS = "meeting"
"""The folder of servers' keys among the room's secrets."""


def makers(config: Config, paths: Paths) -> list[Maker]:
    """All, in the order of preference. Raises KeysTrouble where keys that were kept cannot be read."""
    return [maker for name in config.meeting.engines for maker in _makers(name, config, paths)]


def _makers(name: str, config: Config, paths: Paths) -> list[Maker]:
    if name != EMBEDDED:
        return [Maker("janus", name, _janus(name, config.meeting, paths))]
    # a process takes a second or three to start: one that has is what people wait for least
    return [
        Maker("embedded", "", _embedded(config, paths.sfu_socket)),
        Maker("embedded", STANDBY, _embedded(config, paths.sfu_standby_socket)),
    ]


def _embedded(config: Config, socket: Path) -> Callable[[Heard, Callable[[bool], None]], EmbeddedEngine]:
    def make(on_heard: Heard, on_alive: Callable[[bool], None]) -> EmbeddedEngine:
        known = ForwarderConfig(addresses=config.network.addresses)
        return EmbeddedEngine(socket, known, on_heard, on_alive)

    return make


def _janus(
    name: str, config: MeetingConfig, paths: Paths
) -> Callable[[Heard, Callable[[bool], None]], JanusEngine | CascadeEngine]:
    servers = {one: (config.janus[one], JanusKeys.read(paths.secrets / SECRETS, one)) for one in name.split("+")}

    def make(on_heard: Heard, on_alive: Callable[[bool], None]) -> JanusEngine | CascadeEngine:
        if len(servers) > 1:
            return CascadeEngine(name, servers, on_heard, on_alive)
        return JanusEngine(name, *servers[name], on_heard, on_alive)

    return make
