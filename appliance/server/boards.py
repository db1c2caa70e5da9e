"""Boards on the network: guests come through a board's link, and files made of boards are fetched."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from urllib.parse import quote

import msgspec
from aiohttp import WSCloseCode, WSMsgType, hdrs, web

from appliance.access.throttle import Throttle
from appliance.api.errors import Busy
from appliance.board.assets import MAX_ASSET_BYTES, BadAsset, kind_of
from appliance.board.connection import GUEST_MESSAGE_BYTES, End, Visitor
from appliance.board.opened import Opened
from appliance.board.service import BoardService
from appliance.server.refusal import READ_TIMEOUT_S, check_origin
from appliance.store import Store

HEARTBEAT_S = 10.0
UPLOAD_TIMEOUT_S = 120.0
MAX_GUESTS = 64
WORTHLESS_LINK, NOT_OPEN, TOO_MANY_TRIES = 4403, 4404, 4429
"""Close codes, since a page cannot read the status of a refused handshake."""
CLOSE_CODES: dict[End, int] = {
    End.LEFT: WSCloseCode.OK,
    End.BAD: WSCloseCode.PROTOCOL_ERROR,
    End.TOO_LARGE: WSCloseCode.MESSAGE_TOO_BIG,
    End.SLOW: WSCloseCode.TRY_AGAIN_LATER,
    End.REVOKED: WORTHLESS_LINK,
    End.CLOSED: NOT_OPEN,
    End.JOIN: WSCloseCode.PROTOCOL_ERROR,
}
KEPT = "private, max-age=31536000, immutable"
SEALED = "default-src 'none'; sandbox"


class Refused(Exception):
    """The link does not let in; holds the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Boards:
    """Serves /boards/* and /take-away/*."""

    def __init__(self, store: Store, boards: BoardService) -> None:
        self._store = store
        self._boards = boards
        self._throttle = Throttle()
        self._count = itertools.count(1)
        self._open: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        """Where they are served."""
        return [
            web.get("/boards/{board_id}", self._connect, allow_head=False),
            web.get("/boards/{board_id}/info", self._info),
            web.get("/boards/{board_id}/assets/{name}", self._get_asset),
            web.put("/boards/{board_id}/assets/{name}", self._put_asset),
            web.get("/boards/{board_id}/pictures/{name}/{page}", self._get_picture),
            web.get("/take-away/{token}/{name}", self._take_away),
        ]

    async def close(self, _app: web.Application) -> None:
        """End all connections; clients come back when the room does."""
        closing = [socket.close(code=WSCloseCode.GOING_AWAY) for socket in tuple(self._open)]
        await asyncio.gather(*closing, return_exceptions=True)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        check_origin(request)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=GUEST_MESSAGE_BYTES + 1, compress=False)
        if not socket.can_prepare(request).ok:
            raise web.HTTPUpgradeRequired(reason="this is a WebSocket")
        await socket.prepare(request)
        self._open.add(socket)
        try:
            opened = self._admit(request)
            if len(opened.guests.all()) >= MAX_GUESTS:
                await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            else:
                await socket.close(code=await self._serve(request, opened, socket))
        except Refused as refused:
            await socket.close(code=refused.code)
        finally:
            self._open.discard(socket)
        return socket

    async def _serve(self, request: web.Request, opened: Opened, socket: web.WebSocketResponse) -> int:
        async def receive() -> bytes | None:
            got = await socket.receive()
            return got.data if got.type is WSMsgType.BINARY else None

        address = request.remote or ""
        is_parlor = request.query.get("parlor") == "1"
        visitor = Visitor(f"guest-{next(self._count)}", is_guest=True, is_parlor=is_parlor, address=address)
        permission = opened.guests.permission_for(address)
        connection = await opened.table.serve(visitor, permission, receive, socket.send_bytes)
        if self._boards.is_stopping:
            return WSCloseCode.GOING_AWAY
        return CLOSE_CODES[connection.ended_as]

    async def _info(self, request: web.Request) -> web.Response:
        opened = self._admitted(request)
        can_draw = opened.guests.can_draw(request.remote or "")
        info = {"name": opened.name, "room_name": self._store.state.settings.room_name, "can_draw": can_draw}
        return web.Response(body=msgspec.json.encode(info), content_type="application/json")

    async def _get_asset(self, request: web.Request) -> web.StreamResponse:
        path = self._admitted(request).assets.find(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        with path.open("rb") as file:
            kind = kind_of(file.read(16)) or "application/octet-stream"
        headers = {
            hdrs.CONTENT_TYPE: kind,
            hdrs.CACHE_CONTROL: KEPT,
            "Content-Security-Policy": SEALED,
        }
        return web.FileResponse(path, headers=headers)

    async def _get_picture(self, request: web.Request) -> web.StreamResponse:
        page = request.match_info["page"]
        if not (page.isascii() and page.isdecimal() and len(page) <= 5):
            raise web.HTTPNotFound
        path = await self._admitted(request).page_picture(request.match_info["name"], int(page))
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={hdrs.CACHE_CONTROL: KEPT, "Content-Security-Policy": SEALED})

    async def _put_asset(self, request: web.Request) -> web.Response:
        check_origin(request)
        opened = self._admitted(request)
        if not opened.guests.can_draw(request.remote or ""):
            raise web.HTTPForbidden(reason="this board may only be looked at")
        if (request.content_length or 0) > MAX_ASSET_BYTES:
            raise web.HTTPRequestEntityTooLarge(MAX_ASSET_BYTES, request.content_length or 0)
        data = await _upload(request)
        try:
            await asyncio.to_thread(opened.assets.put, data, request.match_info["name"])
        except BadAsset as error:
            if error.reason == "too_large":
                raise web.HTTPRequestEntityTooLarge(MAX_ASSET_BYTES, len(data)) from error
            raise web.HTTPBadRequest(reason=f"this file is {error.reason}") from error
        except OSError as error:
            raise web.HTTPInsufficientStorage(reason="the room cannot keep it") from error
        return web.Response(status=204)

    async def _take_away(self, request: web.Request) -> web.StreamResponse:
        address = request.remote or ""
        self._throttle.admit(address)
        name = request.match_info["name"]
        path = await asyncio.to_thread(self._boards.find_take_away, request.match_info["token"], name)
        if path is None:
            self._throttle.wrong(address)
            raise web.HTTPNotFound
        disposition = f"attachment; filename*=UTF-8''{_quoted(path)}"
        headers = {hdrs.CONTENT_DISPOSITION: disposition, "Content-Security-Policy": SEALED}
        return web.FileResponse(path, headers=headers)

    def _admitted(self, request: web.Request) -> Opened:
        """The board that a plain request's key opens. Raises HTTP 403, 404 or Busy."""
        try:
            return self._admit(request)
        except Refused as refused:
            if refused.code == TOO_MANY_TRIES:
                self._throttle.admit(request.remote or "")
            raise (web.HTTPNotFound() if refused.code == NOT_OPEN else web.HTTPForbidden()) from refused

    def _admit(self, request: web.Request) -> Opened:
        """The board that a request's key opens. Raises Refused."""
        address = request.remote or ""
        try:
            self._throttle.admit(address)
        except Busy as error:
            raise Refused(TOO_MANY_TRIES) from error
        opened = self._boards.opened
        if opened is None or opened.board_id != request.match_info["board_id"]:
            raise Refused(NOT_OPEN)
        if not opened.link.matches(request.query.get("key", "")):
            self._throttle.wrong(address)
            raise Refused(WORTHLESS_LINK)
        self._throttle.right(address)
        return opened


async def _upload(request: web.Request) -> bytes:
    """A body of bounded size and time. Raises HTTP 408 and 413."""
    data = bytearray()
    try:
        async with asyncio.timeout(UPLOAD_TIMEOUT_S):
            while True:
                async with asyncio.timeout(READ_TIMEOUT_S):
                    part = await request.content.readany()
                if not part:
                    return bytes(data)
                data += part
                if len(data) > MAX_ASSET_BYTES:
                    raise web.HTTPRequestEntityTooLarge(MAX_ASSET_BYTES, len(data))
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error


def _quoted(path: Path) -> str:
    return quote(path.name, safe="")
