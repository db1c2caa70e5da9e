"""Keeps the room announced while names, addresses and networks come and go."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Sequence
from contextlib import suppress

import zeroconf

from appliance.api.health import Status
from appliance.discovery.announcement import Announcement, announced
from appliance.log import get_logger
from appliance.store import Store

POLL_S = 2.0
RETRY_S = 2.0
NO_NETWORK = "discovery.no_network"
FAILED = "discovery.failed"

log = get_logger("discovery")
OnHealth = Callable[[Status, str], None]


class Discovery:
    """Announces the room on the networks of its addresses, or only on `interfaces` (IP addresses)."""

    def __init__(
        self,
        store: Store,
        port: int,
        addresses: Callable[[], Sequence[str]],
        fingerprint: Callable[[], str],
        interfaces: Sequence[str] = (),
        on_health: OnHealth = lambda _status, _reason: None,
    ) -> None:
        self._store = store
        self._port = port
        self._addresses = addresses
        self._fingerprint = fingerprint
        self._interfaces = tuple(interfaces)
        self._on_health = on_health
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
            self._say(NO_NETWORK)
            await self._until_other_than(wanted)
            return
        try:
            async with announced(wanted, interfaces) as name:
                self._say("", name=name)
                await self._until_other_than(wanted)
        except (OSError, zeroconf.Error) as error:
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
        )

    def _is_announced(self, address: str) -> bool:
        parsed = ipaddress.ip_address(address.partition("%")[0])
        # a link-local IPv6 address is worth nothing without its interface, which DNS cannot tell
        is_local = parsed.is_loopback or (parsed.version == 6 and parsed.is_link_local)
        return not is_local or address in self._interfaces

    async def _until_other_than(self, wanted: Announcement) -> None:
        while self._wanted() == wanted:
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
