"""What WHIP and WHEP have in common: a POST with an offer begins a session, PATCH and DELETE tend and end it.

Candidates may be trickled; ICE is not restarted, a client starts anew instead. A token may stand in the path,
/whip/t/TOKEN, for programs that can set no header; sessions' addresses then carry it too.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import hdrs, web

from appliance.access.service import AccessService
from appliance.api.errors import Busy, Code, NotFound
from appliance.caller import Caller
from appliance.server.dispatch import Dispatcher
from appliance.server.gate import Pace
from appliance.server.identity import sender_of
from appliance.server.refusal import body, refusal

SDP = "application/sdp"
FRAGMENT = "application/trickle-ice-sdpfrag"
MAX_OFFER_BYTES = 65_536
MAX_FRAGMENT_BYTES = 16_384
STARTS_PER_S, START_BURST = 1.0, 20
CHANGES_PER_S, CHANGE_BURST = 5.0, 40
SESSIONS_PER_PLACE = 4
"""Sessions remembered, those that are over too, for each that there may be at once."""
ENDPOINT_METHODS = "POST, GET, HEAD, OPTIONS"
SESSION_METHODS = "PATCH, DELETE, GET, HEAD, OPTIONS"
CORS = {
    hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
    hdrs.ACCESS_CONTROL_EXPOSE_HEADERS: "Location, Link, ETag",
}
"""Any page may ask: it needs a token, and none is sent by itself."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How the contract calls what a protocol does."""

    path: str
    trickle: str
    stop: str
    id_name: str
    places: int
    bad_offer: Code
    unknown: Code


@dataclass(frozen=True, slots=True)
class _Session:
    """An ICE session: its tag, and who began it."""

    tag: str
    owner: str


class Signalling:
    """Serves one protocol; its subclass begins sessions and knows which there are."""

    def __init__(self, terms: Terms, dispatcher: Dispatcher, access: AccessService) -> None:
        self._terms = terms
        self.dispatcher = dispatcher
        self._access = access
        self._starts = Pace(STARTS_PER_S, START_BURST)
        self._changes = Pace(CHANGES_PER_S, CHANGE_BURST)
        self._sessions: dict[str, _Session] = {}

    async def begin(self, request: web.Request, offer: str, caller: Caller) -> tuple[str, str]:
        """Begin a session; returns its id and the answer."""
        raise NotImplementedError

    def ids(self) -> Iterable[str]:
        """The sessions there are."""
        raise NotImplementedError

    def routes(self) -> list[web.RouteDef]:
        """Where it is served."""
        path = self._terms.path
        return [*self._routes(path), *self._routes(f"{path}/t/{{token}}")]

    def _routes(self, endpoint: str) -> list[web.RouteDef]:
        session = f"{endpoint}/{{id}}"
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
        """A signal: mark every answer below the path, refusals too, as readable by pages of other sites."""
        if request.path == self._terms.path or request.path.startswith(f"{self._terms.path}/"):
            response.headers.update(CORS)

    async def _start(self, request: web.Request) -> web.Response:
        caller = self._caller(request, self._starts)
        try:
            offer = (await body(request, SDP)).decode()
        except UnicodeDecodeError:
            return refusal(self._terms.bad_offer, {"reason": "no_sdp"})
        id_, answer = await self.begin(request, offer, caller)
        session = self._remember(id_, caller.id)
        # no query, and a path alone: OBS puts it behind the host as it is
        headers = {hdrs.LOCATION: f"{request.rel_url.raw_path}/{id_}", hdrs.ETAG: f'"{session.tag}"'}
        return web.Response(status=201, text=answer, content_type=SDP, headers=headers)

    def _remember(self, id_: str, owner: str) -> _Session:
        self._sessions.pop(id_, None)
        session = self._sessions[id_] = _Session(secrets.token_hex(8), owner)
        if len(self._sessions) > SESSIONS_PER_PLACE * self._terms.places:
            del self._sessions[next(iter(self._sessions))]
        return session

    async def _trickle(self, request: web.Request) -> web.Response:
        caller = self._caller(request, self._changes)
        id_ = self._session(request)
        if request.content_type != FRAGMENT:
            raise web.HTTPUnsupportedMediaType(reason=f"send {FRAGMENT}")
        self._check_tag(request, id_)
        fragment = await body(request, FRAGMENT)
        if len(fragment) > MAX_FRAGMENT_BYTES:
            raise web.HTTPRequestEntityTooLarge(MAX_FRAGMENT_BYTES, len(fragment))
        try:
            params = {self._terms.id_name: id_, "fragment": fragment.decode()}
        except UnicodeDecodeError:
            return refusal(Code.CAST_FRAGMENT, {"reason": "malformed"})
        await self.dispatcher.call(self._terms.trickle, params, caller)
        return web.Response(status=204)

    def _check_tag(self, request: web.Request, id_: str) -> None:
        """Raises HTTP 428 without, and 412 for another ICE session's tag; "*" is any session's."""
        if request.if_match is None:
            raise web.HTTPPreconditionRequired(reason="send If-Match with the ETag that the session began with")
        strong = {tag.value for tag in request.if_match if not tag.is_weak}
        session = self._sessions.get(id_)
        if not strong & {"*", session.tag if session else "*"}:
            raise web.HTTPPreconditionFailed(reason="If-Match names another ICE session")

    async def _stop(self, request: web.Request) -> web.Response:
        caller = self._caller(request, self._changes)
        session = self._sessions.get(request.match_info["id"])
        try:
            params = {self._terms.id_name: self._session(request)}
            await self.dispatcher.call(self._terms.stop, params, caller)
        except NotFound:
            # OBS closes its connection first, which ends the session, and takes nothing but 200
            if session is None or session.owner != caller.id:
                raise
        self._sessions.pop(request.match_info["id"], None)
        return web.Response()

    async def _nothing(self, request: web.Request) -> web.Response:
        """Neither an endpoint nor a session has a representation."""
        if "id" in request.match_info:
            self._session(request)
        return web.Response(status=204)

    async def _options(self, request: web.Request) -> web.Response:
        methods = SESSION_METHODS if "id" in request.match_info else ENDPOINT_METHODS
        headers = {
            hdrs.ALLOW: methods,
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: methods,
            hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, If-Match",
            hdrs.ACCESS_CONTROL_MAX_AGE: "600",
            "Accept-Post": SDP,
        }
        return web.Response(headers=headers)

    def _caller(self, request: web.Request, pace: Pace) -> Caller:
        if wait_s := pace.take(request.remote or ""):
            raise Busy(Code.RATE_LIMITED, retry_after_s=round(wait_s, 1))
        return sender_of(request, self._access)

    def _session(self, request: web.Request) -> str:
        id_ = request.match_info["id"]
        if id_ not in self.ids():
            raise NotFound(self._terms.unknown)
        return id_
