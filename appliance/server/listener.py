"""One port on several addresses, which come and go."""

from __future__ import annotations

import asyncio
import errno
import ssl
from collections.abc import Iterable

import structlog
from aiohttp import web

from appliance.server.gate import Arrivals

log = structlog.get_logger()

HANDSHAKE_TIMEOUT_S = 5.0
BACKLOG = 64


class PortTaken(Exception):
    """Another program listens there; the message names address and port."""


class Listener:
    """Listens for an application's connections on whatever addresses the machine has at the moment."""

    def __init__(self, runner: web.AppRunner, port: int, context: ssl.SSLContext | None = None) -> None:
        assert runner.server is not None  # noqa: S101  the caller has set it up
        self._arrivals = Arrivals(runner.server)
        self._context = context
        self._servers: dict[str, asyncio.Server] = {}
        self.port = port
        """The real one once listening, where 0 was asked."""

    async def follow(self, addresses: Iterable[str]) -> None:
        """Listen on these addresses and no others.

        One that cannot be bound just now is tried again at the next call. Raises PortTaken.
        """
        wanted = tuple(addresses)
        for gone in self._servers.keys() - set(wanted):
            self._servers.pop(gone).close()
        for address in wanted:
            if address not in self._servers:
                await self._open(address)

    def close(self) -> None:
        """Listen no more."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()

    async def _open(self, address: str) -> None:
        try:
            server = await asyncio.get_running_loop().create_server(
                self._arrivals,
                address,
                self.port,
                ssl=self._context,
                ssl_handshake_timeout=HANDSHAKE_TIMEOUT_S if self._context else None,
                backlog=BACKLOG,
                reuse_address=True,
            )
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(f"another program listens on {address} port {self.port}") from error
            log.info("listener.not_bound", address=address, port=self.port, reason=error.strerror)
            return
        self._servers[address] = server
        self.port = server.sockets[0].getsockname()[1]
