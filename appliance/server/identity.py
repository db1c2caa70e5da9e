"""Whose request it is: the token that it carries."""

from __future__ import annotations

from aiohttp import web

from appliance.access.service import AccessService
from appliance.api.errors import Code, NotAllowed
from appliance.caller import Caller

SUBPROTOCOL = "parlor"
_IN_SUBPROTOCOL = "bearer."


def bearer(request: web.Request) -> str:
    """The token of an Authorization header, or of a WebSocket's subprotocols (browsers can set nothing else there)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return subprotocol_token(request)


def subprotocol_token(request: web.Request) -> str:
    """The token among the subprotocols that a browser offers."""
    offered = (part.strip() for part in request.headers.get("Sec-WebSocket-Protocol", "").split(","))
    return next((part.removeprefix(_IN_SUBPROTOCOL) for part in offered if part.startswith(_IN_SUBPROTOCOL)), "")


def caller_of(request: web.Request, access: AccessService) -> Caller:
    """Whose request it is. Raises NotAllowed(access.unknown_token)."""
    token = bearer(request)
    caller = access.identify(token) if token else None
    if caller is None:
        raise NotAllowed(Code.UNKNOWN_TOKEN)
    return caller


def display_name(name: str) -> str:
    """A name as it may be shown on the glass: one line, nothing invisible."""
    return " ".join("".join(character for character in name if character.isprintable()).split())
