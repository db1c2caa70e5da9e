"""The small HTTP doors: coming in, what the room is, how it does, and a picture of its glass."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Protocol

import msgspec
from aiohttp import web

from appliance.access.service import AccessService
from appliance.api.cast import CasterName
from appliance.api.conference import Number, Passcode
from appliance.api.errors import Busy, Code, Unavailable
from appliance.api.glass import Capture
from appliance.api.health import Status
from appliance.caller import display_name
from appliance.server.dispatch import Dispatcher
from appliance.server.gate import Pace
from appliance.server.identity import caller_of
from appliance.server.refusal import json
from appliance.store import Store

Typed = Annotated[str, msgspec.Meta(max_length=64)]
SEVERITY: tuple[Status, ...] = ("ok", "degraded", "failed")
DEFAULT_WIDTH = 1280
ASKED_PER_S, ASKED_BURST = 0.5, 20
ALL_ASKED_PER_S, ALL_ASKED_BURST = 5.0, 100
"""Questions whether a number is here: of one address, and of all; there are 900 million numbers."""


class Conferences(Protocol):
    """What the doors ask of the conferences that this room holds."""

    def holds(self, number: str) -> bool:
        """Whether one of this number is held here."""
        ...

    def opens(self, number: str, passcode: str) -> bool:
        """Whether number and passcode are right."""
        ...


class Guest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A guest at the door, with the code that they typed or the ticket that they scanned."""

    code: Typed = ""
    ticket: Typed = ""
    name: CasterName = ""


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody elsewhere at the door of a conference."""

    number: Number
    passcode: Passcode = ""
    name: CasterName = ""


class Admin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An administrator at the door."""

    code: Typed


class Doors:
    """Serves /api/* but the WebSocket, and /healthz."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, access: AccessService, conferences: Conferences | None = None
    ) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._access = access
        self._conferences = conferences
        self._asked = Pace(ASKED_PER_S, ASKED_BURST)
        self._asked_by_all = Pace(ALL_ASKED_PER_S, ALL_ASKED_BURST)

    def routes(self) -> list[web.RouteDef]:
        """Where they are served."""
        return [
            web.post("/api/guest", self._guest),
            web.post("/api/member", self._member),
            web.post("/api/admin", self._admin),
            web.get("/meetings/{number}", self._directory, allow_head=False),
            web.get("/api/info", self._info),
            web.get("/api/glass.jpg", self._glass),
            web.get("/healthz", self._health),
        ]

    async def _guest(self, request: web.Request) -> web.Response:
        guest = await json(request, Guest)
        name, address = display_name(guest.name), request.remote or ""
        if guest.ticket:
            return _json({"token": self._access.admit_ticket(guest.ticket, address, name)})
        return _json({"token": self._access.admit_guest(guest.code, address, name)})

    async def _member(self, request: web.Request) -> web.Response:
        member, conferences = await json(request, Member), self._conferences

        def is_right() -> bool:
            return conferences is not None and conferences.opens(member.number, member.passcode)

        token = self._access.admit_member(is_right, request.remote or "", display_name(member.name))
        return _json({"token": token})

    async def _directory(self, request: web.Request) -> web.Response:
        """Whether a conference of this number is held here, for other rooms: 204 or 404, and nothing else of it."""
        wait_s = self._asked.take(request.remote or "") or self._asked_by_all.take("")
        if wait_s:
            raise Busy(Code.RATE_LIMITED, retry_after_s=round(wait_s, 1))
        if self._conferences is None or not self._conferences.holds(request.match_info["number"]):
            raise web.HTTPNotFound
        return web.Response(status=204)

    async def _admin(self, request: web.Request) -> web.Response:
        admin = await json(request, Admin)
        return _json({"token": self._access.admit_admin(admin.code, request.remote or "")})

    async def _info(self, _request: web.Request) -> web.Response:
        state = self._store.state
        return _json(
            {
                "room_name": state.settings.room_name,
                "version": state.room.version,
                "api_version": state.room.api_version,
                "fingerprint": state.access.fingerprint,
                "trusted": state.access.trusted,
            }
        )

    async def _glass(self, request: web.Request) -> web.Response:
        caller = caller_of(request, self._access)
        width = request.query.get("max_width", str(DEFAULT_WIDTH))
        if not (width.isascii() and width.isdecimal()):
            raise web.HTTPBadRequest(reason="max_width is a number of pixels")
        params = {"format": "jpeg", "max_width": int(width)}
        capture: Capture = await self._dispatcher.call("glass.capture", params, caller)
        try:
            picture = await asyncio.to_thread(Path(capture.path).read_bytes)
        except OSError as error:
            raise Unavailable(Code.GLASS_AWAY) from error
        return web.Response(body=picture, content_type="image/jpeg")

    async def _health(self, _request: web.Request) -> web.Response:
        statuses = [component.status for component in self._store.state.health.components]
        worst = max(statuses, key=SEVERITY.index, default="ok")
        return _json({"status": worst}, status=503 if worst == "failed" else 200)


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(status=status, body=msgspec.json.encode(value), content_type="application/json")
