"""Keeps the room announced while names, addresses and networks come and go."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import zeroconf

from appliance.api.health import Status
from appliance.discovery.announcement import Announcement, announced, present_addresses
from appliance.discovery.hostname import HostName, still_holds
from appliance.log import get_logger
from appliance.store import Store

POLL_S = 2.0
RETRY_S = 2.0
RECHECK_S = 60.0
"""How often the name in .local is asked for again: another machine may have come with it."""
NO_NETWORK = "discovery.no_network"
FAILED = "discovery.failed"

log = get_logger("discovery")
OnHealth = Callable[[Status, str], None]


async def _always() -> bool:
    return True


class Discovery:
    """Announces the room on the networks of its addresses, or only on `interfaces` (IP addresses).

    `on_host` hears under which name in .local the room is found, each time that is settled anew.
    """

    def __init__(
        self,
        store: Store,
        port: int,
        addresses: Callable[[], Sequence[str]],
        fingerprint: Callable[[], str],
        interfaces: Sequence[str] = (),
        on_health: OnHealth = lambda _status, _reason: None,
        host: str = "",
        on_host: Callable[[HostName], None] = lambda _host: None,
    ) -> None:
        self._store = store
        self._port = port
        self._addresses = addresses
        self._fingerprint = fingerprint
        self._interfaces = tuple(interfaces)
        self._on_health = on_health
        self._host = host
        self._on_host = on_host
        self._changed = asyncio.Event()
        self._reason: str | None = None

    async def run(self) -> None:
        """Announce until cancelled, and say goodbye then."""
        unsubscribe = self._store.subscribe(lambda _domains: self._changed.set())
        try:
            while True:
                await self._announce(self._wanted())
        finally:
            unsubscribe()

    async def _announce(self, wanted: Announcement) -> None:
        interfaces = self._interfaces or _one_family(wanted.addresses)
        if not wanted.addresses or not wanted.room_id:
            self._on_host(HostName())
            self._say(NO_NETWORK)
            await self._until_other_than(wanted)
            return
        try:
            async with announced(wanted, interfaces) as names:
                self._on_host(names.host)
                self._say("", name=names.instance, host=names.host.name)
                if names.host.taken:
                    log.warning("discovery.name_taken", name=names.host.taken, by=names.host.taken_by)
                await self._until_other_than(wanted, lambda: still_holds(names.host, interfaces, present_addresses()))
        except (OSError, zeroconf.Error) as error:
            self._on_host(HostName())
            self._say(FAILED, error=str(error))
            await asyncio.sleep(RETRY_S)

    def _wanted(self) -> Announcement:
        state = self._store.state
        return Announcement(
            room_id=state.room.id,
            name=state.settings.room_name,
            port=self._port,
            addresses=tuple(sorted(filter(self._is_announced, self._addresses()))),
            fingerprint=self._fingerprint().replace(":", "").lower(),
            host=self._host,
        )

    def _is_announced(self, address: str) -> bool:
        parsed = ipaddress.ip_address(address.partition("%")[0])
        # a link-local IPv6 address is worth nothing without its interface, which DNS cannot tell
        is_local = parsed.is_loopback or (parsed.version == 6 and parsed.is_link_local)
        return not is_local or address in self._interfaces

    async def _until_other_than(self, wanted: Announcement, is_valid: Callable[[], Awaitable[bool]] = _always) -> None:
        checked_at = time.monotonic()
        while self._wanted() == wanted:
            if time.monotonic() - checked_at > RECHECK_S:
                if not await is_valid():
                    return
                checked_at = time.monotonic()
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_S):
                    await self._changed.wait()

    def _say(self, reason: str, **fields: str) -> None:
        if not reason:
            log.info("discovery.announced", **fields)
        elif reason != self._reason:
            log.warning("discovery.lost", reason=reason, **fields)
        self._reason = reason
        self._on_health("degraded" if reason else "ok", reason)


def _one_family(addresses: Sequence[str]) -> Sequence[str]:
    # networks without IPv6 multicast are common and must not silence IPv4
    return [address for address in addresses if "." in address] or addresses
