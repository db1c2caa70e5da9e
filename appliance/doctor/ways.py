"""From what was seen to a verdict on each way of casting: codes and data, no words."""

from __future__ import annotations

import ipaddress
import shutil
import socket
from collections.abc import Collection
from typing import cast
from urllib.parse import urlsplit

from zeroconf.asyncio import AsyncZeroconf

from appliance.api.access import AccessState
from appliance.api.cast import MAX_CASTS, AirPlay, CastState
from appliance.api.doctor import CastWay, Fact, Verdict, Way, WayCode
from appliance.discovery.announcement import present_addresses
from appliance.discovery.hostname import HostName, holders_of
from appliance.doctor import machine, place
from appliance.doctor.door import RENEW_BEFORE, Visit, days_left, uncovered
from appliance.doctor.place import Place

UDP_ECHO_S = 0.5


def browser(url: str, seen: Visit) -> CastWay:
    """The guests' page at the best address."""
    if not url:
        return _way("fail", "browser.no_network")
    data: dict[str, Fact] = {"url": url, "port": urlsplit(url).port or 443}
    if seen.reason:
        return _way("fail", "browser.silent", **data, reason=seen.reason)
    if not seen.is_ours:
        return _way("fail", "browser.another_program", **data)
    if _is_loopback(url):
        return _way("warn", "browser.only_here", **data)
    return _way("ok", "browser.answers", **data)


def _is_loopback(url: str) -> bool:
    try:
        return ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback
    except ValueError:
        return False


def plain(url: str, seen: Visit) -> CastWay:
    """The page for those who typed the address without https."""
    if not url:
        return _way("warn", "plain.off")
    data: dict[str, Fact] = {"url": url, "port": urlsplit(url).port or 80}
    if seen.reason:
        return _way("warn", "plain.silent", **data, reason=seen.reason)
    return _way("ok", "plain.answers", **data) if seen.is_ours else _way("warn", "plain.another_program", **data)


async def name(where: Place, interfaces: Collection[str], port: str) -> CastWay:
    """The name in .local: whose it is, and whether the network answers to it."""
    host = where.host
    if not where.is_announced:
        return _way("warn", "name.off")
    if not host.name:
        return _way("fail", "name.taken", **_conflict(host)) if host.taken else _way("warn", "name.none")
    try:
        async with AsyncZeroconf(interfaces=list(interfaces)) as network:
            holders = set(await holders_of(network, host.name))
    except OSError as error:
        return _way("warn", "name.silent", name=host.name, reason=error.strerror or "")
    if not holders & present_addresses():
        return _way("warn", "name.silent", name=host.name, reason="")
    url = f"https://{host.name}{port}"
    if host.taken:
        return _way("warn", "name.renamed", name=host.name, url=url, **_conflict(host))
    return _way("ok", "name.answers", name=host.name, url=url)


def _conflict(host: HostName) -> dict[str, Fact]:
    return {"wanted": host.taken, "by": host.taken_by} if host.taken else {}


def certificate(access: AccessState, seen: Visit) -> CastWay:
    """What a browser will say of it."""
    found = seen.certificate
    if found is None:
        return _way("fail", "certificate.not_seen")
    hosts = [urlsplit(url).hostname or "" for url in access.urls]
    missing = uncovered(found, hosts[:1] if access.trusted else hosts)
    until = f"{found.not_valid_after_utc:%Y-%m-%d}"
    if days_left(found) <= 0:
        return _way("fail", "certificate.expired", until=until)
    if missing:
        return _way("warn", "certificate.names_missing", missing=missing, until=until)
    if days_left(found) < RENEW_BEFORE.days:
        return _way("warn", "certificate.expires_soon", until=until)
    if access.trusted:
        return _way("ok", "certificate.trusted", until=until)
    return _way("warn", "certificate.self_made", until=until, fingerprint=access.fingerprint)


def udp(address: str, is_media_there: bool) -> CastWay:
    """Whether media can come in on this machine; whether the network lets it through, only a guest's page can tell."""
    first, last = place.media_ports()
    data: dict[str, Fact] = {"address": address, "first_port": first, "last_port": last}
    if not is_media_there:
        return _way("fail", "udp.media_away", **data)
    if not address or not echoes(address):
        return _way("fail", "udp.no_socket", **data)
    limit = int(machine.RECEIVE_BUFFER_LIMIT.read_text())
    if limit < machine.RECEIVE_BUFFER_BYTES:
        return _way("warn", "udp.small_buffer", **data, bytes=limit, wanted=machine.RECEIVE_BUFFER_BYTES)
    return _way("ok", "udp.ready", **data)


def echoes(address: str) -> bool:
    """Whether a datagram to this address of ours arrives."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as receiver, socket.socket(family, socket.SOCK_DGRAM) as sender:
            receiver.bind((address, 0))
            receiver.settimeout(UDP_ECHO_S)
            sender.sendto(b"parlor", receiver.getsockname())
            return receiver.recv(16) == b"parlor"
    except OSError:
        return False


def whip(url: str, seen: Visit, casts: CastState) -> CastWay:
    """The door for OBS, FFmpeg and other programs."""
    if not seen.takes_offers:
        return _way("fail", "whip.silent")
    data: dict[str, Fact] = {"url": f"{url}/whip"}
    if len(casts.casts) >= MAX_CASTS:
        return _way("warn", "whip.full", **data, limit=MAX_CASTS)
    return _way("ok", "whip.answers", **data)


def airplay(command: str, now: AirPlay) -> CastWay:
    """The program that speaks AirPlay, the service that it cannot be without, and how it does."""
    if shutil.which(command) is None:
        return _way("warn", "airplay.helper_missing")
    if now in ("off", "absent"):
        return _way("warn", "airplay.off")
    if not place.AVAHI.exists():
        return _way("warn", "airplay.needs_avahi")
    return _way("ok", "airplay.ready") if now == "ready" else _way("fail", "airplay.failed")


def input_() -> CastWay:
    """A socket for an HDMI cable."""
    names = place.video_inputs()
    return _way("ok", "input.present", names=names) if names else _way("warn", "input.none")


def qr(access: AccessState) -> CastWay:
    """The code for a phone's camera."""
    if not access.join_url:
        return _way("fail", "qr.no_address")
    return _way("ok", "qr.shown", url=access.join_url.partition("#")[0])


def _way(status: Verdict, code: WayCode, **data: Fact) -> CastWay:
    return CastWay(way=cast(Way, code.partition(".")[0]), status=status, code=code, data=data)
