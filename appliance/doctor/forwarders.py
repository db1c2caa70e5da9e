"""The Janus servers that the configuration names: can the room use them?"""

from __future__ import annotations

from collections.abc import AsyncIterator

from appliance.config import Config
from appliance.doctor.finding import Finding
from appliance.meeting.engines.janus.keys import JanusKeys, KeysTrouble
from appliance.meeting.engines.janus.visit import Fault, Visit, visit
from appliance.paths import Paths

WORDS: dict[Fault, tuple[str, str]] = {
    "unreachable": ("{url} cannot be reached: {detail}", "start it, or look for a firewall; then look at url"),
    "untrusted": ("its certificate is not trusted: {detail}", "set ca_file to the authority that signed it"),
    "no_janus": ("{url} is no Janus WebSocket: {detail}", "enable janus.transport.websockets, and look at url"),
    "too_old": ("version {version} is too old", "install 1.1.2 or later"),
    "no_videoroom": ("its VideoRoom plugin is missing", "take libjanus_videoroom.so out of plugins.disable"),
    "no_sip": ("its SIP plugin is missing", "take libjanus_sip.so out of plugins.disable, or set sip = false"),
    "full_trickle": ("its answers come without addresses", "set nat.full_trickle = false in janus.jcfg"),
    "wrong_secret": ("it does not take the API secret", "parlor meeting login {name}"),
    "wrong_admin_key": ("its VideoRoom does not take the admin key", "parlor meeting login {name}"),
    "no_string_ids": ("its VideoRoom takes numbers only", "set string_ids = true in janus.plugin.videoroom.jcfg"),
    "refused": ("it refuses: {detail}", "look at its log"),
}


async def servers(config: Config, paths: Paths) -> AsyncIterator[Finding]:
    """Visit each."""
    for name, server in config.meeting.janus.items():
        title = f"janus {name}"
        try:
            keys = JanusKeys.read(paths.secrets / "meeting", name)
        except KeysTrouble as trouble:
            yield Finding(title, "fail", str(trouble), f"parlor meeting login {name}")
            continue
        yield _finding(title, name, server.url, await visit(server, keys))


def _finding(title: str, name: str, url: str, found: Visit) -> Finding:
    if found.fault is not None:
        text, remedy = WORDS[found.fault]
        data = {"url": url, "name": name, "version": found.version, "detail": found.detail}
        return Finding(title, "fail", text.format(**data), remedy.format(**data))
    if not found.notices_the_dead:
        return Finding(
            title,
            "warn",
            f"answers, version {found.version}, but does not notice people whose machine vanished",
            "set nat.ice_keepalive_conncheck = true in janus.jcfg",
        )
    return Finding(title, "ok", f"answers, version {found.version}")
