"""The doctor domain: looks at the room's ways of casting for whoever asks, and lends a hand to a guest's UDP test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from appliance.api.doctor import GUEST_WAYS, CastWay, ProbeAnswer
from appliance.api.errors import Busy, Code
from appliance.api.role import Role
from appliance.caller import current_caller
from appliance.doctor import ways
from appliance.doctor.door import Visit, address_of, visit
from appliance.doctor.place import Place
from appliance.media.engine import MediaEngine
from appliance.server.gate import Pace
from appliance.store import Store

FRESH_S = 5.0
"""Findings this young are told again instead of looking anew: looking opens sockets."""
PROBES_PER_S = 0.2
PROBE_BURST = 4


class DoctorService:
    """Answers doctor.*"""

    def __init__(self, store: Store, engine: MediaEngine, place: Callable[[], Place]) -> None:
        self._store = store
        self._engine = engine
        self._place = place
        self._looking = asyncio.Lock()
        self._found: list[CastWay] = []
        self._found_at = -FRESH_S
        self._pace = Pace(PROBES_PER_S, PROBE_BURST)

    async def examine_casting(self) -> list[CastWay]:
        """See DoctorApi."""
        async with self._looking:
            if time.monotonic() - self._found_at >= FRESH_S:
                self._found = await self._look()
                self._found_at = time.monotonic()
            found = self._found
        is_guest = current_caller.get().role is Role.GUEST
        return [way for way in found if not is_guest or way.way in GUEST_WAYS]

    async def answer_probe(self, offer: str) -> ProbeAnswer:
        """See DoctorApi."""
        if wait_s := self._pace.take(current_caller.get().id):
            raise Busy(Code.RATE_LIMITED, retry_after_s=round(wait_s + 0.05, 1))
        return ProbeAnswer(answer=await self._engine.answer_probe(offer))

    async def _look(self) -> list[CastWay]:
        state, place = self._store.state, self._place()
        access = state.access
        url = access.urls[0] if access.urls else ""
        # by the address, not by a name that this machine's resolver may not know
        knock = next((one for one in access.urls if address_of(one)), url)
        address = address_of(knock)
        plain_url = _plain_url(knock, place.http_port)
        port = f":{place.https_port}" if place.https_port != 443 else ""
        seen, seen_plain, named, udp, own = await asyncio.gather(
            _visit(knock),
            _visit(plain_url),
            ways.name(place, [address] if address else [], port),
            asyncio.to_thread(ways.udp, address, self._is_media_there()),
            asyncio.to_thread(lambda: (ways.airplay(place.airplay_command, state.cast.airplay), ways.input_())),
        )
        return [
            ways.browser(url, seen),
            named,
            ways.plain(plain_url, seen_plain),
            ways.certificate(access, seen),
            udp,
            ways.whip(url, seen, state.cast),
            *own,
            ways.qr(access),
        ]

    def _is_media_there(self) -> bool:
        health = {component.name: component.status for component in self._store.state.health.components}
        return health.get("media", "ok") != "failed"


async def _visit(url: str) -> Visit:
    return await visit(url) if url else Visit(reason="no address")


def _plain_url(url: str, port: int) -> str:
    host = urlsplit(url).hostname or ""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}" if host and port else ""
