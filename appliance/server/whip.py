"""WHIP (RFC 9725): casting by one HTTP request. No trickle ICE and no restarts, so PATCH is not offered.

Beyond the RFC, `?name=` says who casts, `?cast_id=` takes up the caller's own cast again after its media was lost, and
`?kind=browser` tells the room's own page from other senders.
"""

from __future__ import annotations

from aiohttp import hdrs, web

from appliance.access.service import AccessService
from appliance.api.cast import CastAnswer
from appliance.api.errors import Code
from appliance.server.dispatch import Dispatcher
from appliance.server.identity import caller_of, display_name
from appliance.server.refusal import body, refusal

SDP = "application/sdp"
MAX_OFFER_BYTES = 65_536
CORS = {
    hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
    hdrs.ACCESS_CONTROL_EXPOSE_HEADERS: "Location, Link, ETag",
}
"""Any page may ask: it needs a token, and none is sent by itself."""


class Whip:
    """Serves /whip."""

    def __init__(self, dispatcher: Dispatcher, access: AccessService) -> None:
        self._dispatcher = dispatcher
        self._access = access

    def routes(self) -> list[web.RouteDef]:
        """Where it is served."""
        return [
            web.post("/whip", self._start),
            web.options("/whip", self._options),
            web.delete("/whip/{cast_id}", self._stop),
            web.options("/whip/{cast_id}", self._options),
        ]

    async def allow_pages(self, request: web.Request, response: web.StreamResponse) -> None:
        """A signal: mark every answer under /whip, refusals too, as readable by pages of other sites."""
        if request.path == "/whip" or request.path.startswith("/whip/"):
            response.headers.update(CORS)

    async def _start(self, request: web.Request) -> web.Response:
        caller = caller_of(request, self._access)
        offer = await body(request, SDP)
        name = display_name(request.query.get("name", caller.name))
        try:
            params = {"offer": offer.decode(), "name": name, "cast_id": request.query.get("cast_id", "")}
            params |= {"kind": request.query.get("kind", "whip")}
        except UnicodeDecodeError:
            return refusal(Code.CAST_OFFER)
        answer: CastAnswer = await self._dispatcher.call("cast.start_cast", params, caller)
        headers = {hdrs.LOCATION: f"/whip/{answer.cast_id}"}
        return web.Response(status=201, text=answer.answer, content_type=SDP, headers=headers)

    async def _stop(self, request: web.Request) -> web.Response:
        caller = caller_of(request, self._access)
        await self._dispatcher.call("cast.stop_cast", {"cast_id": request.match_info["cast_id"]}, caller)
        return web.Response()

    async def _options(self, request: web.Request) -> web.Response:
        methods = "POST, OPTIONS" if request.path == "/whip" else "DELETE, OPTIONS"
        headers = {
            hdrs.ALLOW: methods,
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: methods,
            hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, If-Match",
            hdrs.ACCESS_CONTROL_MAX_AGE: "600",
            "Accept-Post": SDP,
        }
        return web.Response(headers=headers)
