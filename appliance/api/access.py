"""access: how people and machines come in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

TokenName = Annotated[str, msgspec.Meta(min_length=1, max_length=48)]


class AccessState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the glass shows to guests. Never visible to guests themselves."""

    code: str = ""
    """Six digits."""
    urls: tuple[str, ...] = ()
    """Addresses to type, the best first."""
    join_url: str = ""
    """The address with a ticket in its fragment that opens once, for the QR code."""
    fingerprint: str = ""
    """SHA-256 of the room's public key (SubjectPublicKeyInfo), upper-case hex pairs joined by colons."""
    trusted: bool = False
    """Whether the certificate was given by the administrator, so that no browser warning is expected."""


class AccessToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token for a machine; the secret is told once, at creation."""

    id: str
    name: str
    role: Role
    created_at: datetime


class CreatedToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new token with its secret."""

    token: AccessToken
    secret: str


class AccessApi(Protocol):
    """Verbs on access."""

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def renew_code(self) -> None:
        """Replace the code on the glass; guests already in stay, programs that cast by the old one start no more."""
        ...

    @allow(Role.ADMIN)
    async def create_token(self, name: TokenName, role: Literal["integrator", "admin"]) -> CreatedToken:
        """Make a token for a control system or a script."""
        ...

    @allow(Role.ADMIN)
    async def list_tokens(self) -> list[AccessToken]:
        """All tokens, without their secrets."""
        ...

    @allow(Role.ADMIN)
    async def revoke_token(self, token_id: str) -> None:
        """Make a token worthless at once. Errors: access.unknown_token."""
        ...
