"""WHEP (draft-ietf-wish-whep-02): watching the glass by one HTTP request.

Beyond the draft, `?name=` says who watches, `?after=ID` that this comes by itself in the place of one that was lost.
"""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from appliance.access.service import AccessService
from appliance.api.errors import Code
from appliance.api.watch import MAX_WATCHERS, WatchAnswer
from appliance.caller import Caller, display_name
from appliance.server.dispatch import Dispatcher
from appliance.server.signalling import Signalling, Terms
from appliance.store import Store

TERMS = Terms(
    path="/whep",
    trickle="watch.add_candidates",
    stop="watch.stop_watching",
    id_name="watch_id",
    places=MAX_WATCHERS,
    bad_offer=Code.WATCH_OFFER,
    unknown=Code.WATCH_UNKNOWN,
)


class Whep(Signalling):
    """Serves /whep."""

    def __init__(self, store: Store, dispatcher: Dispatcher, access: AccessService) -> None:
        super().__init__(TERMS, dispatcher, access)
        self._store = store

    async def begin(self, request: web.Request, offer: str, caller: Caller) -> tuple[str, str]:
        """See Signalling."""
        name = display_name(request.query.get("name", caller.name))
        params = {"offer": offer, "name": name, "after": request.query.get("after", "")}
        answer: WatchAnswer = await self.dispatcher.call("watch.start_watching", params, caller)
        return answer.watch_id, answer.answer

    def ids(self) -> Iterable[str]:
        """See Signalling."""
        return [one.id for one in self._store.state.watch.watchers]
