"""WHIP (RFC 9725): casting by one HTTP request, from a browser, OBS, FFmpeg or whatever else sends it.

Candidates may be trickled; ICE is not restarted, a sender starts anew instead. Beyond the RFC, `?name=` says who casts,
`?kind=` what sends, and `?cast_id=` takes up the caller's own cast again after its media was lost. A token may stand in
the path, /whip/t/TOKEN, for programs that can set no header; sessions' addresses then carry it too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from aiohttp import hdrs, web

from appliance.access.service import AccessService
from appliance.api.cast import MAX_CASTS, CastAnswer
from appliance.api.errors import Busy, Code, NotFound
from appliance.caller import Caller
from appliance.server.dispatch import Dispatcher
from appliance.server.gate import Pace
from appliance.server.identity import display_name, sender_of
from appliance.server.refusal import body, refusal
from appliance.store import Store

SDP = "application/sdp"
FRAGMENT = "application/trickle-ice-sdpfrag"
MAX_OFFER_BYTES = 65_536
MAX_FRAGMENT_BYTES = 16_384
STARTS_PER_S, START_BURST = 1.0, 20
CHANGES_PER_S, CHANGE_BURST = 5.0, 40
MAX_SESSIONS = 4 * MAX_CASTS
"""Sessions remembered, those that are over too."""
ENDPOINT_METHODS = "POST, GET, HEAD, OPTIONS"
SESSION_METHODS = "PATCH, DELETE, GET, HEAD, OPTIONS"
CORS = {
    hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
    hdrs.ACCESS_CONTROL_EXPOSE_HEADERS: "Location, Link, ETag",
}
"""Any page may ask: it needs a token, and none is sent by itself."""


@dataclass(frozen=True, slots=True)
class _Session:
    """An ICE session: its tag, and who began it."""

    tag: str
    owner: str


class Whip:
    """Serves /whip."""

    def __init__(self, store: Store, dispatcher: Dispatcher, access: AccessService) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._access = access
        self._starts = Pace(STARTS_PER_S, START_BURST)
        self._changes = Pace(CHANGES_PER_S, CHANGE_BURST)
        self._sessions: dict[str, _Session] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where it is served."""
        return [*self._routes("/whip"), *self._routes("/whip/t/{token}")]

    def _routes(self, endpoint: str) -> list[web.RouteDef]:
        session = f"{endpoint}/{{cast_id}}"
        return [
            web.post(endpoint, self._start),
            web.get(endpoint, self._nothing),
            web.options(endpoint, self._options),
            web.patch(session, self._trickle),
            web.delete(session, self._stop),
            web.get(session, self._nothing),
            web.options(session, self._options),
        ]

    async def allow_pages(self, request: web.Request, response: web.StreamResponse) -> None:
        """A signal: mark every answer under /whip, refusals too, as readable by pages of other sites."""
        if request.path == "/whip" or request.path.startswith("/whip/"):
            response.headers.update(CORS)

    async def _start(self, request: web.Request) -> web.Response:
        caller = self._sender(request, self._starts)
        offer = await body(request, SDP)
        try:
            params = {
                "offer": offer.decode(),
                "name": display_name(request.query.get("name", caller.name)),
                "cast_id": request.query.get("cast_id", ""),
                "kind": request.query.get("kind", "whip"),
            }
        except UnicodeDecodeError:
            return refusal(Code.CAST_OFFER, {"reason": "no_sdp"})
        answer: CastAnswer = await self._dispatcher.call("cast.start_cast", params, caller)
        session = self._remember(answer.cast_id, caller.id)
        # no query, and a path alone: OBS puts it behind the host as it is
        location = f"{request.rel_url.raw_path}/{answer.cast_id}"
        headers = {hdrs.LOCATION: location, hdrs.ETAG: f'"{session.tag}"'}
        return web.Response(status=201, text=answer.answer, content_type=SDP, headers=headers)

    def _remember(self, cast_id: str, owner: str) -> _Session:
        self._sessions.pop(cast_id, None)
        session = self._sessions[cast_id] = _Session(secrets.token_hex(8), owner)
        if len(self._sessions) > MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        return session

    async def _trickle(self, request: web.Request) -> web.Response:
        caller = self._sender(request, self._changes)
        cast_id = self._session(request)
        if request.content_type != FRAGMENT:
            raise web.HTTPUnsupportedMediaType(reason=f"send {FRAGMENT}")
        self._check_tag(request, cast_id)
        fragment = await body(request, FRAGMENT)
        if len(fragment) > MAX_FRAGMENT_BYTES:
            raise web.HTTPRequestEntityTooLarge(MAX_FRAGMENT_BYTES, len(fragment))
        try:
            params = {"cast_id": cast_id, "fragment": fragment.decode()}
        except UnicodeDecodeError:
            return refusal(Code.CAST_FRAGMENT, {"reason": "malformed"})
        await self._dispatcher.call("cast.add_candidates", params, caller)
        return web.Response(status=204)

    def _check_tag(self, request: web.Request, cast_id: str) -> None:
        """Raises HTTP 428 without, and 412 for another ICE session's tag; "*" is any session's."""
        if request.if_match is None:
            raise web.HTTPPreconditionRequired(reason="send If-Match with the ETag that the cast began with")
        strong = {tag.value for tag in request.if_match if not tag.is_weak}
        session = self._sessions.get(cast_id)
        if not strong & {"*", session.tag if session else "*"}:
            raise web.HTTPPreconditionFailed(reason="If-Match names another ICE session")

    async def _stop(self, request: web.Request) -> web.Response:
        caller = self._sender(request, self._changes)
        session = self._sessions.get(request.match_info["cast_id"])
        try:
            cast_id = self._session(request)
            await self._dispatcher.call("cast.stop_cast", {"cast_id": cast_id}, caller)
        except NotFound:
            # OBS closes its connection first, which ends the cast, and takes nothing but 200
            if session is None or session.owner != caller.id:
                raise
        self._sessions.pop(request.match_info["cast_id"], None)
        return web.Response()

    async def _nothing(self, request: web.Request) -> web.Response:
        """Neither an endpoint nor a session has a representation."""
        if "cast_id" in request.match_info:
            self._session(request)
        return web.Response(status=204)

    async def _options(self, request: web.Request) -> web.Response:
        methods = SESSION_METHODS if "cast_id" in request.match_info else ENDPOINT_METHODS
        headers = {
            hdrs.ALLOW: methods,
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: methods,
            hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, If-Match",
            hdrs.ACCESS_CONTROL_MAX_AGE: "600",
            "Accept-Post": SDP,
        }
        return web.Response(headers=headers)

    def _sender(self, request: web.Request, pace: Pace) -> Caller:
        if wait_s := pace.take(request.remote or ""):
            raise Busy(Code.RATE_LIMITED, retry_after_s=round(wait_s, 1))
        return sender_of(request, self._access)

    def _session(self, request: web.Request) -> str:
        cast_id = request.match_info["cast_id"]
        if all(cast.id != cast_id for cast in self._store.state.cast.casts):
            raise NotFound(Code.CAST_UNKNOWN)
        return cast_id
