"""A visit about casting alone: what the room says of each way, and what only somebody at this machine can see."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from appliance.api.doctor import CastWay
from appliance.config import Config
from appliance.discovery import browse
from appliance.doctor import english, firewall, machine, place, resting, ways
from appliance.doctor.door import VISIT_S, address_of, visit_all
from appliance.doctor.finding import Finding
from appliance.paths import Paths
from appliance.rpc import RemoteError, RpcClient
from appliance.server.addresses import own_addresses

ANSWER_S = 10.0
LISTEN_S = 2.0


async def examine_casting(config: Config, paths: Paths) -> list[Finding]:
    """Look at every way of casting. Changes nothing."""
    try:
        state, told = await _ask(paths)
    except (OSError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
        return [*_daemon_away(error), *await _at_rest(config)]
    urls: list[str] = state["access"]["urls"]
    addresses = [host for url in urls if (host := address_of(url))]
    found = [english.finding(way) for way in told]
    found += await _doors(urls)
    found.append(await _trust(urls))
    found.append(await _announcement(state["room"]["id"], addresses) if config.discovery.enabled else _unannounced())
    found += _sockets(addresses)
    found.append(await firewall.look(_needs(config, urls)))
    return found


async def _ask(paths: Paths) -> tuple[dict[str, Any], list[CastWay]]:
    first: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    def take(method: str, params: Any) -> None:
        if method == "state" and not first.done():
            first.set_result(params["state"])

    async with asyncio.timeout(ANSWER_S), RpcClient.connect(paths.api_socket, take, ANSWER_S) as client:
        told = await client.call("doctor.examine_casting", timeout_s=ANSWER_S)
        return await first, msgspec.convert(told, list[CastWay])


def _daemon_away(error: Exception) -> list[Finding]:
    if isinstance(error, FileNotFoundError | ConnectionRefusedError):
        return [Finding("daemon", "warn", "not running", "`parlor run` starts a room")]
    reason = str(error) or type(error).__name__
    return [Finding("daemon", "fail", f"does not tell: {reason}", "look at the log of `parlor room`, run as its owner")]


async def _at_rest(config: Config) -> list[Finding]:
    addresses = config.network.addresses or own_addresses()
    return [
        *resting.ports(config),
        resting.certificate(config),
        machine.receive_buffer(),
        *_sockets(addresses),
        resting.airplay(config),
        english.finding(ways.input_()),
        await firewall.look(_needs(config, ())),
    ]


async def _doors(urls: Sequence[str]) -> list[Finding]:
    """Each address on its own; names are the resolver's affair and looked at elsewhere."""
    seen = await visit_all([url for url in urls if address_of(url)])
    return [
        Finding("address", "ok", f"{url} answers")
        if visit.is_ours
        else Finding(
            "address",
            "fail",
            f"{url}: {visit.reason or 'another program answers'}",
            "look for a firewall, or for that program",
        )
        for url, visit in seen.items()
    ]


async def _trust(urls: Sequence[str]) -> Finding:
    """Whether this machine's own store vouches for the certificate under the name that guests type."""
    if not urls:
        return Finding("trust", "fail", "no address to look at", "connect a network")
    where = urlsplit(urls[0])
    try:
        async with asyncio.timeout(VISIT_S):
            _, writer = await asyncio.open_connection(
                where.hostname, where.port or 443, ssl=ssl.create_default_context()
            )
    except ssl.SSLCertVerificationError as error:
        return Finding(
            "trust", "warn", f"{urls[0]}: {error.verify_message}", "give a certificate in [https] that guests know"
        )
    except (OSError, TimeoutError) as error:
        return Finding("trust", "fail", f"{urls[0]}: {error or 'no answer in time'}", "see the page")
    writer.transport.abort()
    return Finding("trust", "ok", f"{urls[0]} is trusted by this machine, names and all")


async def _announcement(room_id: str, addresses: Sequence[str]) -> Finding:
    try:
        rooms = await browse(LISTEN_S, addresses[:1])
    except OSError as error:
        return Finding("mDNS", "warn", f"cannot listen: {error.strerror}", "open UDP port 5353 on this machine")
    mine = next((room for room in rooms if room.id == room_id), None)
    if mine is None:
        return Finding(
            "mDNS", "warn", "the room's announcement is not heard", "allow multicast to 224.0.0.251, UDP 5353"
        )
    return Finding("mDNS", "ok", f"heard as “{mine.instance}”, one of {len(rooms)} on this network")


def _unannounced() -> Finding:
    return Finding("mDNS", "warn", "switched off", "set [discovery] enabled = true")


def _sockets(addresses: Sequence[str]) -> list[Finding]:
    remedy = "look for a firewall on this machine"
    return [
        Finding("UDP", "ok", f"{address} hears itself")
        if ways.echoes(address)
        else Finding("UDP", "fail", f"no datagram gets from {address} to itself", remedy)
        for address in addresses
    ]


def _needs(config: Config, urls: Sequence[str]) -> firewall.Needs:
    https_port = (urlsplit(urls[0]).port or 443) if urls else config.network.https_port
    ports = [port for port in (https_port, config.network.http_port) if port]
    announced = (("udp", firewall.MDNS_PORT, firewall.MDNS_PORT),) if config.discovery.enabled else ()
    return (*(("tcp", port, port) for port in ports), ("udp", *place.media_ports()), *announced)
