"""Slowing down whoever guesses: a few tries for free, then waits that double; and a limit on everybody together."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from appliance.api.errors import Busy, Code

FREE_TRIES = 5
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 600.0
FORGET_AFTER_S = 1800.0
MAX_ADDRESSES = 1024
ALL_BURST = 40
ALL_REFILL_S = 10.0
"""Guesses spread over many addresses: this many at once, then one each so many seconds."""


@dataclass(slots=True)
class _Record:
    wrong: int = 0
    last: float = 0.0
    blocked_until: float = 0.0


class Throttle:
    """Counts wrong tries by network address; an IPv6 address counts as its /64."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._budget = float(ALL_BURST)
        self._budget_at = clock()

    def admit(self, address: str) -> None:
        """Raises Busy(access.too_many_tries, retry_after_s) where this address must wait before its next try."""
        now = self._clock()
        self._refill(now)
        record = self._records.get(_network(address))
        wait_s = record.blocked_until - now if record else 0.0
        if self._budget < 1:
            wait_s = max(wait_s, (1 - self._budget) * ALL_REFILL_S)
        if wait_s > 0:
            raise Busy(Code.TOO_MANY_TRIES, retry_after_s=round(wait_s + 0.05, 1))

    def wrong(self, address: str) -> int:
        """Note a wrong try; returns how many are left before the first wait."""
        now = self._clock()
        network = _network(address)
        record = self._records.pop(network, None)
        if record is None or now - record.last > FORGET_AFTER_S:
            record = _Record()
        record.wrong += 1
        record.last = now
        if record.wrong >= FREE_TRIES:
            doubled = FIRST_WAIT_S * 2 ** min(record.wrong - FREE_TRIES, 16)
            record.blocked_until = now + min(doubled, LONGEST_WAIT_S)
        self._records[network] = record
        if len(self._records) > MAX_ADDRESSES:
            self._records.popitem(last=False)
        self._refill(now)
        self._budget -= 1
        return max(0, FREE_TRIES - record.wrong)

    def right(self, address: str) -> None:
        """Forget an address's wrong tries."""
        self._records.pop(_network(address), None)

    def _refill(self, now: float) -> None:
        self._budget = min(float(ALL_BURST), self._budget + (now - self._budget_at) / ALL_REFILL_S)
        self._budget_at = now


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if parsed.version == 6:
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
