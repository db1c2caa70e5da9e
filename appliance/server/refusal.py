"""What the HTTP doors answer when they refuse: a status and `{code, …}` as JSON; and what they ask of every request."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from appliance.api import wire
from appliance.api.errors import Code, RoomError
from appliance.server.gate import Pace

log = structlog.get_logger()

Shape = TypeVar("Shape", bound=msgspec.Struct)
Data = Mapping[str, str | float | bool]

READ_TIMEOUT_S = 10.0
STATUSES: dict[Code, int] = {
    Code.BAD_REQUEST: 400,
    Code.UNKNOWN_TOKEN: 401,
    Code.FORBIDDEN: 403,
    Code.WRONG_CODE: 403,
    Code.USED_TICKET: 403,
    Code.CAST_UNKNOWN: 404,
    Code.CAST_OFFER: 422,
    Code.CAST_FRAGMENT: 400,
    Code.CAST_RESTART: 422,
    Code.MEETING_UNKNOWN: 404,
    Code.WATCH_OFF: 403,
    Code.WATCH_STOPPED: 403,
    Code.WATCH_UNKNOWN: 404,
    Code.RECORDING_UNKNOWN: 404,
    Code.WATCH_NO_PICTURE: 409,
    Code.WATCH_OFFER: 422,
    Code.TOO_MANY_TRIES: 429,
    Code.RATE_LIMITED: 429,
    Code.INTERNAL: 500,
    Code.CAST_FULL: 503,
    Code.CAST_QUEUE_FULL: 503,
    Code.WATCH_FULL: 503,
    Code.MEDIA_AWAY: 503,
    Code.GLASS_AWAY: 503,
}
RETRY_AFTER_S: dict[Code, float] = {
    Code.CAST_FULL: 10,
    Code.CAST_QUEUE_FULL: 10,
    Code.WATCH_FULL: 10,
    Code.WATCH_NO_PICTURE: 2,
    Code.MEDIA_AWAY: 2,
    Code.GLASS_AWAY: 2,
}


def refusal(code: Code, data: Data | None = None, status: int | None = None) -> web.Response:
    """An error as JSON, with the HTTP status that fits its code unless another is given."""
    data = data or {}
    status = status or STATUSES.get(code, 500)
    body = msgspec.json.encode({**data, "code": code})
    response = web.Response(status=status, body=body, content_type="application/json")
    retry_after_s = data.get("retry_after_s", RETRY_AFTER_S.get(code))
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(math.ceil(float(retry_after_s)))
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def guard(pace_of: Callable[[web.Request], Pace]) -> Middleware:
    """A middleware: a rate for each address, by what it asks for, and errors as JSON."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if wait_s := pace_of(request).take(request.remote or ""):
            return refusal(Code.RATE_LIMITED, {"retry_after_s": round(wait_s, 1)})
        try:
            return await handler(request)
        except RoomError as refused:
            return refusal(refused.code, refused.data)
        except wire.WireError as refused:
            return refusal(Code.BAD_REQUEST, {"reason": str(refused)})
        except (web.HTTPRedirection, web.HTTPSuccessful):
            raise
        except web.HTTPException as refused:
            response = refusal(Code.BAD_REQUEST, {"reason": refused.reason}, refused.status)
            if "Allow" in refused.headers:
                response.headers["Allow"] = refused.headers["Allow"]
            return response
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("http.failed", method=request.method, path=_pattern(request))
            return refusal(Code.INTERNAL)

    return guarded


def _pattern(request: web.Request) -> str:
    """The route's path: what is filled into it may be a secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""


async def body(request: web.Request, content_type: str) -> bytes:
    """A request's body. Raises HTTP 413, 415, and 408 for a sender that dawdles."""
    if request.content_type != content_type:
        raise web.HTTPUnsupportedMediaType(reason=f"send {content_type}")
    try:
        async with asyncio.timeout(READ_TIMEOUT_S):
            return await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error


async def json(request: web.Request, shape: type[Shape]) -> Shape:
    """A request's JSON body. Raises HTTP 400 naming what is wrong."""
    check_origin(request)
    try:
        return msgspec.json.decode(await body(request, "application/json"), type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise wire.WireError(wire.INVALID_PARAMS, str(error)) from error


def check_origin(request: web.Request) -> None:
    """Refuse pages of other sites; programs send no Origin. Raises HTTP 403."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() != f"https://{request.host.lower()}":
        raise web.HTTPForbidden(reason="this page may not ask the room")
