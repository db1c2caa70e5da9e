"""The engines of a room, as configured."""

from __future__ import annotations

from collections.abc import Callable

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
SECRETS = "meeting"
"""The folder of servers' keys among the room's secrets."""


def makers(config: Config, paths: Paths) -> list[Maker]:
    """All, in the order of preference. Raises KeysTrouble where keys that were kept cannot be read."""
    return [_maker(name, config, paths) for name in config.meeting.engines]


def _maker(name: str, config: Config, paths: Paths) -> Maker:
    if name == EMBEDDED:
        return Maker("embedded", "", _embedded(config, paths))
    return Maker("janus", name, _janus(name, config.meeting, paths))


def _embedded(config: Config, paths: Paths) -> Callable[[Heard, Callable[[bool], None]], EmbeddedEngine]:
    def make(on_heard: Heard, on_alive: Callable[[bool], None]) -> EmbeddedEngine:
        known = ForwarderConfig(addresses=config.network.addresses)
        return EmbeddedEngine(paths.sfu_socket, known, on_heard, on_alive)

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
