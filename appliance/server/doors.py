"""The small HTTP doors: coming in, what the room is, how it does, and a picture of its glass."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import msgspec
from aiohttp import web

from appliance.access.service import AccessService
from appliance.api.cast import CasterName
from appliance.api.errors import Code, Unavailable
from appliance.api.glass import Capture
from appliance.api.health import Status
from appliance.server.dispatch import Dispatcher
from appliance.server.identity import caller_of, display_name
from appliance.server.refusal import json
from appliance.store import Store

Typed = Annotated[str, msgspec.Meta(max_length=64)]
SEVERITY: tuple[Status, ...] = ("ok", "degraded", "failed")
DEFAULT_WIDTH = 1280


class Guest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A guest at the door, with the code that they typed or the ticket that they scanned."""

    code: Typed = ""
    ticket: Typed = ""
    name: CasterName = ""


class Admin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An administrator at the door."""

    code: Typed


class Doors:
    """Serves /api/* but the WebSocket, and /healthz."""

    def __init__(self, store: Store, dispatcher: Dispatcher, access: AccessService) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._access = access

    def routes(self) -> list[web.RouteDef]:
        """Where they are served."""
        return [
            web.post("/api/guest", self._guest),
            web.post("/api/admin", self._admin),
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
