"""WHIP (RFC 9725): casting by one HTTP request, from a browser, OBS, FFmpeg or whatever else sends it.

Beyond the RFC, `?name=` says who casts, `?kind=` what sends, and `?cast_id=` takes up the caller's own cast again after
its media was lost.
"""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from appliance.access.service import AccessService
from appliance.api.cast import MAX_CASTS, CastAnswer
from appliance.api.errors import Code
from appliance.caller import Caller, display_name
from appliance.server.dispatch import Dispatcher
from appliance.server.signalling import Signalling, Terms
from appliance.store import Store

TERMS = Terms(
    path="/whip",
    trickle="cast.add_candidates",
    stop="cast.stop_cast",
    id_name="cast_id",
    places=MAX_CASTS,
    bad_offer=Code.CAST_OFFER,
    unknown=Code.CAST_UNKNOWN,
)


class Whip(Signalling):
    """Serves /whip."""

    def __init__(self, store: Store, dispatcher: Dispatcher, access: AccessService) -> None:
        super().__init__(TERMS, dispatcher, access)
        self._store = store

    async def begin(self, request: web.Request, offer: str, caller: Caller) -> tuple[str, str]:
        """See Signalling."""
        params = {
            "offer": offer,
            "name": display_name(request.query.get("name", caller.name)),
            "cast_id": request.query.get("cast_id", ""),
            "kind": request.query.get("kind", "whip"),
        }
        answer: CastAnswer = await self.dispatcher.call("cast.start_cast", params, caller)
        return answer.cast_id, answer.answer

    def ids(self) -> Iterable[str]:
        """See Signalling."""
        return [cast.id for cast in self._store.state.cast.casts]
