"""The room's own name in .local: found to be ours, free, or somebody else's (RFC 6762, section 9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from zeroconf import AddressResolver  # pyright: ignore[reportPrivateImportUsage]  documented, but not in __all__
from zeroconf.asyncio import AsyncZeroconf

ASK_MS = 900
"""Long enough for three questions, as a name is probed for."""
MAX_TRIES = 9
MAX_LABEL = 63


class HostName(msgspec.Struct, frozen=True, kw_only=True):
    """The name under which browsers find the room, without typing an address."""

    name: str = ""
    """With .local; empty while the room has none."""
    published_elsewhere: bool = False
    """Whether this machine answers to it already (avahi, systemd-resolved), so that the room itself keeps silent."""
    taken: str = ""
    """The name that was wanted and that another machine on the network has; empty where there was no conflict."""
    taken_by: str = ""
    """That machine's address."""


async def choose(network: AsyncZeroconf, wanted: str, own: Collection[str]) -> HostName:
    """Ask the network for `wanted`, then for wanted-2, wanted-3 …, until a name is free or answers with our addresses.

    Without a name where nine are taken. Raises OSError.
    """
    taken = taken_by = ""
    for number in range(1, MAX_TRIES + 1):
        name = numbered(wanted, number)
        holders = await holders_of(network, name)
        strangers = sorted(set(holders) - set(own))
        if not strangers:
            return HostName(name=name, published_elsewhere=bool(holders), taken=taken, taken_by=taken_by)
        if not taken:
            taken, taken_by = name, strangers[0]
    return HostName(taken=taken, taken_by=taken_by)


async def holders_of(network: AsyncZeroconf, name: str) -> list[str]:
    """The addresses that machines on the network answer for a name in .local."""
    resolver = AddressResolver(f"{name}.")
    found = await resolver.async_request(network.zeroconf, ASK_MS)
    return resolver.parsed_addresses() if found else []


def numbered(wanted: str, number: int) -> str:
    """room.local, room-2.local …, the label cut to what DNS allows."""
    label = wanted.removesuffix(".local")
    suffix = f"-{number}" if number > 1 else ""
    return f"{label[: MAX_LABEL - len(suffix)]}{suffix}.local"


async def still_holds(host: HostName, interfaces: Sequence[str], own: Collection[str]) -> bool:
    """Whether the name is as it was: nobody else has it, and who answered to it for us still does. Raises OSError."""
    if not host.name:
        return True
    # fresh sockets: those that announce remember their own answers
    async with AsyncZeroconf(interfaces=list(interfaces)) as network:
        holders = await holders_of(network, host.name)
    return set(holders) <= set(own) and bool(holders or not host.published_elsewhere)
