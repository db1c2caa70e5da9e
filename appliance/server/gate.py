"""How much one address, and all together, may ask of the doors."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import cast

from aiohttp import web

MAX_CONNECTIONS = 256
MAX_CONNECTIONS_EACH = 32
MAX_ADDRESSES = 1024


class Pace:
    """Token buckets by key: `burst` at once, then `per_s` each second."""

    def __init__(self, per_s: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._burst = burst
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one; returns 0.0, or the seconds to wait where nothing was taken."""
        now = self._clock()
        level, at = self._levels.pop(key, (float(self._burst), now))
        level = min(float(self._burst), level + (now - at) * self._per_s)
        wait_s = 0.0 if level >= 1 else (1 - level) / self._per_s
        self._levels[key] = (level if wait_s else level - 1, now)
        if len(self._levels) > MAX_ADDRESSES:
            self._levels.popitem(last=False)
        return wait_s


class Arrivals:
    """A protocol factory for create_server: connections beyond the limits are dropped before anything is read."""

    def __init__(self, server: web.Server) -> None:
        self._server = server

    def __call__(self) -> asyncio.Protocol:
        """A protocol for a connection that was just accepted."""
        return _Arrival(self._server)


class _Arrival(asyncio.Protocol):
    def __init__(self, server: web.Server) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = _address(transport)
        present = [_address(one.transport) for one in self._server.connections if one.transport]
        accepted = cast(asyncio.Transport, transport)
        if len(present) >= MAX_CONNECTIONS or present.count(peer) >= MAX_CONNECTIONS_EACH:
            accepted.abort()
            return
        handler = self._server()
        accepted.set_protocol(handler)
        handler.connection_made(accepted)


def _address(transport: asyncio.BaseTransport) -> str:
    peer = transport.get_extra_info("peername")
    return peer[0] if peer else ""
