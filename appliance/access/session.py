"""Session tokens: who came in, signed by the room, so that they outlive a restart of the daemon."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

import msgspec

from appliance.api.role import Role
from appliance.caller import Caller

LIFETIME_S = 12 * 3600
MAX_TOKEN_CHARACTERS = 1024


class _Claims(msgspec.Struct, frozen=True, array_like=True):
    role: Role
    id: str
    name: str
    expires: int


class Sessions:
    """Issues and reads tokens of the form `claims.signature`, both URL-safe base64 (HMAC-SHA-256)."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock

    def issue(self, role: Role, name: str = "") -> str:
        """A token for a new session, valid 12 hours."""
        claims = _Claims(role, secrets.token_hex(8), name, int(self._clock()) + LIFETIME_S)
        body = _text(msgspec.msgpack.encode(claims))
        return f"{body}.{self._signature(body)}"

    def read(self, token: str) -> Caller | None:
        """Whose token this is; None where it is forged or expired."""
        body, dot, signature = token.partition(".")
        if not dot or not hmac.compare_digest(self._signature(body).encode(), signature.encode()):
            return None
        try:
            claims = msgspec.msgpack.decode(base64.urlsafe_b64decode(body + "=="), type=_Claims)
        except (binascii.Error, msgspec.DecodeError):
            return None
        return Caller(claims.role, claims.id, claims.name) if claims.expires > self._clock() else None

    def _signature(self, body: str) -> str:
        return _text(hmac.new(self._key, b"parlor session\0" + body.encode(), hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
