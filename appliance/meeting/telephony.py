"""Telephony: what this room needs to call by SIP and to be called, made of the configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from appliance.api.health import Status
from appliance.config.meeting import JanusConfig, MeetingConfig
from appliance.media.engine import MediaEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.sip import Identity
from appliance.meeting.providers.dialled import Dialled
from appliance.meeting.providers.sip import SipCall
from appliance.meeting.providers.telephone import Telephone


@dataclass(frozen=True)
class Telephony:
    """By way of the first configured server that calls by SIP."""

    config: MeetingConfig
    server: JanusConfig
    keys: Callable[[], JanusKeys]
    media: MediaEngine
    room_name: Callable[[], str]

    def call(self, address: str, call_id: str) -> SipCall:
        """What serves a call to an address."""
        way = Dialled(address, self.server, self.keys(), lambda keys: self._identity(keys, ""))
        return SipCall(way, call_id, self.media)

    def telephone(self, report: Callable[[Status, str], object]) -> Telephone | None:
        """What makes the room reachable; None where it is registered nowhere."""
        registrar = self.config.sip_registrar
        if not registrar:
            return None
        return Telephone(self.server, self.keys, lambda keys: self._identity(keys, registrar), self.media, report)

    def _identity(self, keys: JanusKeys, registrar: str) -> Identity:
        address = self.config.sip_identity or f"sip:parlor@{urlsplit(self.server.url).hostname}"
        return Identity(address, self.room_name(), keys.sip_password, registrar)


def telephony(
    config: MeetingConfig, keys_of: Callable[[str], JanusKeys], media: MediaEngine, room_name: Callable[[], str]
) -> Telephony | None:
    """None where no configured server calls by SIP. `keys_of` finds the keys of a server by its name."""
    name, server = next(((name, server) for name, server in config.janus.items() if server.sip), ("", None))
    if server is None:
        return None
    return Telephony(config, server, lambda: keys_of(name), media, room_name)
