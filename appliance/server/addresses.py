"""The room's own addresses and names on the network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

import ifaddr

CONTAINER_BRIDGES = (
    "docker", "veth", "br-", "virbr", "cni", "podman", "lxc", "lxdbr", "incusbr", "vnet", "vboxnet", "vmnet",
    "flannel", "cali",
)  # fmt: skip
"""Interfaces behind which no guest ever sits."""
ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Documentation addresses (RFC 5737, RFC 3849): routed like any far host, and nothing is sent to them."""


def own_addresses() -> tuple[str, ...]:
    """Addresses that guests can reach, the one with the default route first, IPv4 before IPv6.

    Loopback alone where there is no network.
    """
    preferred = [_source_address(family, far) for family, far in ELSEWHERE]
    found = {
        address
        for adapter in ifaddr.get_adapters()
        if not adapter.name.startswith(CONTAINER_BRIDGES)
        for ip in adapter.ips
        if _is_reachable(address := ip.ip if isinstance(ip.ip, str) else ip.ip[0])
    }

    def rank(address: str) -> tuple[bool, bool, ipaddress.IPv4Address | ipaddress.IPv6Address]:
        parsed = ipaddress.ip_address(address)
        return parsed.version == 6, address not in preferred, parsed

    return tuple(sorted(found, key=rank)) or ("127.0.0.1",)


def host_names() -> tuple[str, ...]:
    """Names under which the room may be asked for: its host name, and that in .local."""
    host = socket.gethostname().split(".")[0].lower()
    return (host, f"{host}.local") if host and host != "localhost" else ()


def local_name(room_id: str) -> str:
    """The name in .local that the room would like: the machine's, or one of its own where the machine has none."""
    return next((name for name in host_names() if name.endswith(".local")), f"parlor-{room_id[:8]}.local")


def shown(addresses: Sequence[str]) -> tuple[str, ...]:
    """Those worth reading aloud, in their order: IPv6 only where there is nothing else."""
    return tuple(address for address in addresses if ":" not in address) or tuple(addresses)


def https_urls(addresses: Sequence[str], port: int) -> tuple[str, ...]:
    """What guests type, in the order of the addresses."""
    suffix = "" if port == 443 else f":{port}"
    return tuple(f"https://{f'[{address}]' if ':' in address else address}{suffix}" for address in addresses)


def _is_reachable(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_multicast or parsed.is_unspecified)


def _source_address(family: socket.AddressFamily, far: str) -> str:
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far, 9))
        except OSError:
            return ""
        return probe.getsockname()[0]
