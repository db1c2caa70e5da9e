"""JSON-RPC over WebSocket: one text frame a message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import WSCloseCode, WSMsgType, web

from appliance.access.service import AccessService
from appliance.api import wire
from appliance.caller import Caller
from appliance.server.hub import Hub
from appliance.server.identity import SUBPROTOCOL, bearer, caller_of, subprotocol_token
from appliance.server.refusal import check_origin

HEARTBEAT_S = 5.0
UNKNOWN_TOKEN = 4401
"""Close code for a browser whose token is worth nothing; a page cannot read the status of a refused handshake."""


class WebSockets:
    """Serves /api/ws."""

    def __init__(self, hub: Hub, access: AccessService) -> None:
        self._hub = hub
        self._access = access
        self._open: dict[web.WebSocketResponse, tuple[str, asyncio.Transport | None]] = {}
        access.on_revoked(self._revoked)

    def routes(self) -> list[web.RouteDef]:
        """Where it is served."""
        return [web.get("/api/ws", self._connect, allow_head=False)]

    async def close(self, _app: web.Application) -> None:
        """End all connections; clients come back when the room does."""
        closing = [socket.close(code=WSCloseCode.GOING_AWAY) for socket in tuple(self._open)]
        await asyncio.gather(*closing, return_exceptions=True)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        check_origin(request)
        socket = web.WebSocketResponse(
            protocols=(SUBPROTOCOL,), heartbeat=HEARTBEAT_S, max_msg_size=wire.MAX_MESSAGE_BYTES + 1, compress=False
        )
        if not socket.can_prepare(request).ok:
            raise web.HTTPUpgradeRequired(reason="this is a WebSocket")
        if subprotocol_token(request) and self._access.identify(bearer(request)) is None:
            await socket.prepare(request)
            await socket.close(code=UNKNOWN_TOKEN)
            return socket
        caller = caller_of(request, self._access)
        await socket.prepare(request)
        self._open[socket] = (caller.id, request.transport)
        try:
            with self._access.presence(caller):
                await self._serve(caller, socket)
        finally:
            del self._open[socket]
        return socket

    async def _serve(self, caller: Caller, socket: web.WebSocketResponse) -> None:
        async def send(message: bytes) -> None:
            await socket.send_str(message.decode())

        await self._hub.serve(caller, _messages(socket), send)
        await socket.close()

    def _revoked(self, token_id: str) -> None:
        for owner, transport in self._open.values():
            if owner == token_id and transport is not None:
                transport.abort()


async def _messages(socket: web.WebSocketResponse) -> AsyncIterator[str]:
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
            return
        yield message.data
