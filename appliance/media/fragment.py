"""Fragments of SDP by which a sender trickles its ICE candidates (RFC 8840)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aiortc import RTCIceCandidate
from aiortc.sdp import candidate_from_sdp

from appliance.api.errors import Code, Invalid
from appliance.media.negotiation import PARSER_ERRORS

MAX_LINES = 256
_LINE = re.compile(r"[a-z]=\S.*")
_PARTS = {"host", "srflx"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """Whose candidates these are, and the candidates in the order given."""

    user: str
    password: str
    candidates: tuple[RTCIceCandidate, ...]


def read_fragment(text: str) -> Fragment:
    """Read a fragment; user and password may stand above its sections or in each.

    Raises Invalid(cast.bad_fragment) with a `reason` code.
    """
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise _refused("too_long")
    if not lines or not all(map(_LINE.fullmatch, lines)):
        raise _refused("malformed")
    users, passwords = _values(lines, "ice-ufrag"), _values(lines, "ice-pwd")
    if len(users) != 1 or len(passwords) != 1:
        raise _refused("credentials")
    try:
        candidates = tuple(candidate_from_sdp(value) for value in _values(lines, "candidate"))
    except PARSER_ERRORS as error:
        raise _refused("candidate") from error
    return Fragment(users[0], passwords[0], candidates)


def _values(lines: list[str], name: str) -> list[str]:
    """The different values of an attribute; a bundle repeats them in each section."""
    prefix = f"a={name}:"
    return list(dict.fromkeys(line.removeprefix(prefix).strip() for line in lines if line.startswith(prefix)))


def places_at(address: str, candidates: tuple[RTCIceCandidate, ...]) -> Iterator[RTCIceCandidate]:
    """Those candidates that lie at an address, all others are passed over; without an address, none.

    A browser hides its addresses behind names of multicast DNS; such a name stands for the address that it asked from.
    """
    for candidate in candidates:
        if candidate.protocol.lower() != "udp" or candidate.component != 1 or candidate.type not in _PARTS:
            continue
        if candidate.ip.lower().endswith(".local"):
            candidate.ip = address
        if 0 < candidate.port < 65_536 and _is_same(candidate.ip, address):
            yield candidate


def _is_same(one: str, other: str) -> bool:
    try:
        return _address(one) == _address(other)
    except ValueError:
        return False


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    address = ipaddress.ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _refused(reason: str) -> Invalid:
    return Invalid(Code.CAST_FRAGMENT, reason=reason)
