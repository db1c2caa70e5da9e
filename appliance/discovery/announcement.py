"""One room's records on the network, from registration to goodbye."""

from __future__ import annotations

import asyncio
import ipaddress
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import ifaddr
import msgspec
from zeroconf import NonUniqueNameException, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from appliance.api.room import API_VERSION
from appliance.discovery.hostname import HostName, choose

ROOM_TYPE = "_parlor._tcp.local."
HTTPS_TYPE = "_https._tcp.local."
MAX_LABEL_BYTES = 63
REGISTER_S = 20.0
GOODBYE_S = 2.0
MAX_NAMESAKES = 50


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """What a room tells about itself."""

    room_id: str
    name: str
    port: int
    addresses: tuple[str, ...]
    fingerprint: str
    """SHA-256 of the public key in hex."""
    host: str = ""
    """The name in .local that browsers shall find the room by, where nobody else has it; empty: none."""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What was free on the network."""

    instance: str
    host: HostName


@asynccontextmanager
async def announced(announcement: Announcement, interfaces: Sequence[str]) -> AsyncIterator[Names]:
    """Announce for as long as the context lasts; gives the names that were free.

    Raises OSError, TimeoutError or zeroconf.Error.
    """
    present = present_addresses()
    if not present.intersection(interfaces):
        raise OSError(f"no interface has the address {' or '.join(interfaces)}")
    network = AsyncZeroconf(interfaces=[address for address in interfaces if address in present])
    try:
        async with asyncio.timeout(REGISTER_S):
            host = await choose(network, announcement.host, present) if announcement.host else HostName()
            name = await _register(network, announcement, "" if host.published_elsewhere else host.name)
        yield Names(instance=name, host=host)
    finally:
        async with asyncio.timeout(GOODBYE_S):
            await network.async_close()


def present_addresses() -> frozenset[str]:
    """Every address of this machine."""
    return frozenset(str(ip.ip) if ip.is_IPv4 else ip.ip[0] for adapter in ifaddr.get_adapters() for ip in adapter.ips)


async def _register(network: AsyncZeroconf, announcement: Announcement, host: str) -> str:
    for number in itertools.count(1):
        name = instance_name(announcement.name, number)
        try:
            sending = [
                await network.async_register_service(service_info(announcement, kind, name, host))
                for kind in (ROOM_TYPE, HTTPS_TYPE)
            ]
        except NonUniqueNameException:
            await network.async_unregister_all_services()
            if number == MAX_NAMESAKES:
                raise
            continue
        await asyncio.gather(*sending)
        return name
    raise AssertionError  # pragma: no cover  itertools.count has no end


def instance_name(room_name: str, number: int) -> str:
    """The DNS-SD label of a room, "Name" or "Name (2)", cut to what a label may hold."""
    # labels are split at dots by the library, and control characters are refused
    plain = "".join(letter for letter in room_name.replace(".", "\u2024") if letter.isprintable()).strip() or "Parlor"
    suffix = f" ({number})" if number > 1 else ""
    room_bytes = MAX_LABEL_BYTES - len(suffix)
    return plain.encode()[:room_bytes].decode(errors="ignore").rstrip() + suffix


def service_info(announcement: Announcement, kind: str, name: str, host: str = "") -> ServiceInfo:
    """The records of one service, and the addresses of `host` where the room is to answer to it."""
    return ServiceInfo(
        kind,
        f"{name}.{kind}",
        port=announcement.port,
        addresses=[ipaddress.ip_address(address).packed for address in announcement.addresses],
        # without one, a name of our own: the machine's may be announced by somebody else
        server=f"{host}." if host else f"parlor-{announcement.room_id[:8]}.local.",
        properties={
            "txtvers": "1",
            "id": announcement.room_id,
            "name": announcement.name,
            "path": "/",
            "api": str(API_VERSION),
            "fp": announcement.fingerprint,
        },
    )
