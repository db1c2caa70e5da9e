"""Tokens for control systems and scripts: random, told once, stored as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from appliance import secret
from appliance.api.access import AccessToken, CreatedToken
from appliance.api.errors import Busy, Code, NotFound
from appliance.api.role import Role
from appliance.caller import Caller

PREFIX = "prl_"
MAX_TOKENS = 64


class UnreadableTokens(Exception):
    """tokens.json is damaged; the room does not start rather than forget who was revoked."""


class _Stored(msgspec.Struct, frozen=True):
    token: AccessToken
    sha256: str


class Machines:
    """The tokens of a room, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stored: dict[str, _Stored] = {}
        try:
            found = msgspec.json.decode(path.read_bytes(), type=list[_Stored])
        except FileNotFoundError:
            found = []
        except msgspec.DecodeError as error:
            raise UnreadableTokens(f"{path} is damaged ({error}); restore it, or remove it to revoke all") from error
        self._stored = {_stored.sha256: _stored for _stored in found}

    def listed(self) -> list[AccessToken]:
        """All tokens, the oldest first."""
        return sorted((stored.token for stored in self._stored.values()), key=lambda token: token.created_at)

    def create(self, name: str, role: Role) -> CreatedToken:
        """Make and store a token. Raises OSError where it cannot be stored."""
        if len(self._stored) >= MAX_TOKENS:
            raise Busy(Code.RATE_LIMITED, limit=MAX_TOKENS)
        spoken = PREFIX + secrets.token_urlsafe(32)
        token = AccessToken(id=secrets.token_hex(6), name=name, role=role, created_at=datetime.now(UTC))
        digest = _digest(spoken)
        self._save(self._stored | {digest: _Stored(token, digest)})
        return CreatedToken(token=token, secret=spoken)

    def revoke(self, token_id: str) -> None:
        """Forget a token. Raises NotFound, or OSError where that cannot be stored."""
        left = {digest: stored for digest, stored in self._stored.items() if stored.token.id != token_id}
        if len(left) == len(self._stored):
            raise NotFound(Code.UNKNOWN_TOKEN, token_id=token_id[:64])
        self._save(left)

    def read(self, spoken: str) -> Caller | None:
        """Whose token this is. Looked up by its hash, so that timing tells nothing about it."""
        stored = self._stored.get(_digest(spoken))
        return Caller(stored.token.role, stored.token.id, stored.token.name) if stored else None

    def _save(self, stored: dict[str, _Stored]) -> None:
        secret.write(self._path, msgspec.json.encode(list(stored.values())))
        self._stored = stored


def _digest(spoken: str) -> str:
    return hashlib.sha256(spoken.encode()).hexdigest()
