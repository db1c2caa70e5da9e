"""Where media may come in: the room's own addresses, and room in the kernel for bursts.

A laptop that got the page from the room reaches it, so the room never sends to an address that has not spoken to it
first: candidates of offers are not used at all (see negotiation), neither STUN nor TURN servers are.
"""

from __future__ import annotations

import aioice.ice
import aioice.turn

RECEIVE_BUFFER_BYTES = 4 << 20

_found_addresses = aioice.ice.get_host_addresses
_chosen: tuple[str, ...] = ()


def use_addresses(addresses: tuple[str, ...]) -> None:
    """Take media on these local addresses from the next connection on; empty: all but loopback."""
    global _chosen  # noqa: PLW0603  aioice asks a module-level function, so the answer lives in a module too
    _chosen = addresses
    aioice.ice.get_host_addresses = _host_addresses
    # aioice sets the socket's buffer from this constant; a sender that does not pace overruns 256 KiB
    aioice.turn.UDP_SOCKET_BUFFER_SIZE = RECEIVE_BUFFER_BYTES


def _host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    if not _chosen:
        return _found_addresses(use_ipv4, use_ipv6)
    return [address for address in _chosen if (use_ipv6 if ":" in address else use_ipv4)]
