"""What opens a conference: its number, its passcode, and the ticket of whoever was in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Container

PASSCODE_DIGITS = 6


def new_number(taken: Container[str] = ()) -> str:
    """Nine digits, the first not zero, out of the system's randomness."""
    while (number := str(100_000_000 + secrets.randbelow(900_000_000))) in taken:
        pass
    return number


def new_passcode() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**PASSCODE_DIGITS):0{PASSCODE_DIGITS}}"


def same(typed: str, secret: str) -> bool:
    """Whether two texts are equal, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(typed.encode(), secret.encode())


def issue(key: bytes, person_id: str) -> str:
    """The ticket of a person: HMAC-SHA-256 (RFC 2104) under the conference's own key."""
    digest = hmac.new(key, b"parlor ticket\0" + person_id.encode(), hashlib.sha256).digest()
    return f"{person_id}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def read(key: bytes, ticket: str) -> str:
    """Whose ticket this is; empty where it is forged."""
    person_id = ticket.partition(".")[0]
    return person_id if ticket and same(ticket, issue(key, person_id)) else ""
