"""Whose request it is: the token that it carries."""

from __future__ import annotations

from dataclasses import replace

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
    return _known(request, access.identify(token) if token else None)


def sender_of(request: web.Request, access: AccessService) -> Caller:
    """Whose cast it is: a token, or the code, in the header or as {token} of the path, for those who can set no header.

    Raises NotAllowed(access.unknown_token), with tries_left for what could be a code, or Busy(access.too_many_tries).
    """
    token = request.match_info.get("token") or bearer(request)
    try:
        caller = access.identify_sender(token, request.remote or "") if token else None
    except NotAllowed as wrong:
        raise NotAllowed(Code.UNKNOWN_TOKEN, **wrong.data) from wrong
    return _known(request, caller)


def _known(request: web.Request, caller: Caller | None) -> Caller:
    if caller is None:
        raise NotAllowed(Code.UNKNOWN_TOKEN)
    return replace(caller, address=request.remote or "")
