"""Where media may come in: the room's own addresses, and room in the kernel for bursts.

A laptop that got the page from the room reaches it, so the room never sends to an address that has not spoken to it
first: candidates of offers are not used at all (see negotiation), neither STUN nor TURN servers are.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import aioice.ice
import aioice.turn

RECEIVE_BUFFER_BYTES = 4 << 20
DATAGRAM_BYTES = 65_536
AT_ONCE = 32
"""Datagrams that are read before others get their turn."""

_found_addresses = aioice.ice.get_host_addresses
_chosen: tuple[str, ...] = ()


def use_addresses(addresses: tuple[str, ...], buffer_bytes: int = RECEIVE_BUFFER_BYTES) -> None:
    """Take media on these local addresses from the next connection on; empty: all but loopback."""
    global _chosen  # noqa: PLW0603  aioice asks a module-level function, so the answer lives in a module too
    _chosen = addresses
    aioice.ice.get_host_addresses = _host_addresses
    aioice.ice.StunProtocol = _Protocol  # type: ignore[misc]
    # aioice sets the socket's buffer from this constant; a sender that does not pace overruns 256 KiB
    aioice.turn.UDP_SOCKET_BUFFER_SIZE = buffer_bytes


def _host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    if not _chosen:
        return _found_addresses(use_ipv4, use_ipv6)
    return [address for address in _chosen if (use_ipv6 if ":" in address else use_ipv4)]


class _Protocol(aioice.ice.StunProtocol):
    """Reads all that has come: a sender that does not pace hands over a picture's packets at once, and asyncio would
    ask the kernel for each. What is no STUN by its first byte (RFC 7983) is not tried as such.
    """

    _socket: socket.socket | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._socket = transport.get_extra_info("socket").dup()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        super().connection_lost(exc)

    def datagram_received(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
        self._take(data, addr)
        for _ in range(AT_ONCE - 1):
            if self._socket is None:
                return
            try:
                data, addr = self._socket.recvfrom(DATAGRAM_BYTES)
            except OSError:
                return
            self._take(data, addr)

    def _take(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
        if isinstance(data, bytes) and data and data[0] > 3:
            self.receiver.data_received(data, self.local_candidate.component)
        else:
            super().datagram_received(data, addr)
