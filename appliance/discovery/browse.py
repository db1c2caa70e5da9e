"""Looking for rooms on the network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
from zeroconf import InterfaceChoice, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from appliance.discovery.announcement import ROOM_TYPE

MAX_ROOMS = 256
RESOLVE_MS = 1500


class FoundRoom(msgspec.Struct, frozen=True, kw_only=True):
    """A room as it announces itself; nothing of it is proven."""

    instance: str
    """Unique on its network: the name, numbered where several rooms have it."""
    name: str
    id: str
    url: str
    addresses: tuple[str, ...]
    port: int
    api_version: str
    fingerprint: str


async def browse(timeout_s: float = 3.0, interfaces: Sequence[str] = ()) -> list[FoundRoom]:
    """Listen for timeout_s and give every room that answered, by instance name. Raises OSError."""
    names: set[str] = set()

    def note(*, name: str, state_change: ServiceStateChange, **_: object) -> None:
        if state_change is ServiceStateChange.Removed:
            names.discard(name)
        elif len(names) < MAX_ROOMS:
            names.add(name)

    async with AsyncZeroconf(interfaces=list(interfaces) or InterfaceChoice.All) as network:
        browser = AsyncServiceBrowser(network.zeroconf, ROOM_TYPE, handlers=[note])
        try:
            await asyncio.sleep(timeout_s)
            rooms = await asyncio.gather(*(_resolve(network.zeroconf, name) for name in sorted(names)))
        finally:
            await browser.async_cancel()
    return sorted((room for room in rooms if room is not None), key=lambda room: room.instance)


async def _resolve(network: Zeroconf, name: str) -> FoundRoom | None:
    info = AsyncServiceInfo(ROOM_TYPE, name)
    if not await info.async_request(network, RESOLVE_MS):
        return None
    addresses = tuple(info.parsed_addresses())
    host = next((address if "." in address else f"[{address}]" for address in addresses), "")
    return FoundRoom(
        instance=name.removesuffix(f".{ROOM_TYPE}"),
        name=_text(info, "name"),
        id=_text(info, "id"),
        url=f"https://{host}:{info.port}{_text(info, 'path')}",
        addresses=addresses,
        port=info.port or 0,
        api_version=_text(info, "api"),
        fingerprint=_text(info, "fp"),
    )


def _text(info: AsyncServiceInfo, key: str) -> str:
    # from strangers: what a terminal would obey is left out
    value = (info.properties.get(key.encode()) or b"").decode(errors="replace")
    return "".join(letter for letter in value if letter.isprintable())
