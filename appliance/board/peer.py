"""Another room's board as part of ours: this room is a client of that one's link, and both merge.

A room's own certificate is signed by nobody, and a link carries no fingerprint: so within private address ranges the
certificate is not checked - whoever sits in that network and gives out links could be anybody. Beyond them it must be
one that is trusted publicly.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import random
import re
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit

import aiohttp
import structlog

from appliance.board.awareness import State, encode
from appliance.board.connection import End, Visitor
from appliance.board.table import Table
from appliance.ink import message
from appliance.ink.message import Permission

log = structlog.get_logger()

Status = Literal["connecting", "joined", "lost"]

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
CONNECT_TIMEOUT_S = 10.0
HEARTBEAT_S = 10.0
PRESENCE_S = 15.0
REVOKED = 4403
MAX_INCOMING_BYTES = 300 * 1024 * 1024
"""A board's first answer is the whole of it."""
_FRAGMENT = re.compile(r"^([A-Za-z0-9_-]{8,32})\.([A-Za-z0-9_-]{8,64})$")


class BadLink(ValueError):
    """No link of a board; the message says why."""


class Peer:
    """Keeps a table joined with another room's board until `stop`, or until its link is worth nothing any more."""

    def __init__(self, url: str, table: Table, room_name: str, told: Callable[[Peer, Status], None]) -> None:
        self._host, self._url = _parse(url)
        self._table = table
        self._room_name = room_name
        self._told = told
        self._client = secrets.randbits(32)
        self._clock = 0
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """End run()."""
        self._stop.set()

    async def run(self) -> None:
        """Stay joined; comes back after every loss, more slowly each time."""
        staying = asyncio.create_task(self._stay())
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({staying, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (staying, stopping):
                task.cancel()
            await asyncio.gather(staying, stopping, return_exceptions=True)
            self._table.hear_permission(Permission.EDIT)

    async def _stay(self) -> None:
        wait_s = FIRST_WAIT_S
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            try:
                if await self._join() == REVOKED:
                    log.info("board.peer_revoked", host=self._host)
                    self._told(self, "lost")
                    return
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.info("board.peer_away", host=self._host, reason=type(error).__name__)
            self._told(self, "lost")
            wait_s = FIRST_WAIT_S if loop.time() - begun > LONGEST_WAIT_S else min(2 * wait_s, LONGEST_WAIT_S)
            await asyncio.sleep(wait_s * random.uniform(0.7, 1.0))  # noqa: S311  it only spreads the load

    async def _join(self) -> int | None:
        """One connection; returns its close code."""
        is_checked = not await _is_private(self._host)
        timeout = aiohttp.ClientTimeout(total=None, connect=CONNECT_TIMEOUT_S)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            asyncio.timeout(CONNECT_TIMEOUT_S) as handshake,
            session.ws_connect(
                self._url, ssl=is_checked, heartbeat=HEARTBEAT_S, max_msg_size=MAX_INCOMING_BYTES, compress=0
            ) as web_socket,
        ):
            handshake.reschedule(None)
            self._told(self, "joined")
            await self._serve(web_socket)
            return web_socket.close_code

    async def _serve(self, web_socket: aiohttp.ClientWebSocketResponse) -> None:
        async def receive() -> bytes | None:
            got = await web_socket.receive()
            return got.data if got.type is aiohttp.WSMsgType.BINARY else None

        visitor = Visitor(id=f"peer-{secrets.token_hex(4)}", is_guest=False, is_parlor=True, is_peer=True)
        presence = asyncio.create_task(self._be_present(web_socket))
        try:
            ended = await self._table.serve(
                visitor, Permission.EDIT, receive, web_socket.send_bytes, limit_bytes=MAX_INCOMING_BYTES
            )
            if ended.ended_as is not End.LEFT:
                log.info("board.peer_left", reason=ended.ended_as.value)
        finally:
            presence.cancel()
            await asyncio.gather(presence, return_exceptions=True)

    async def _be_present(self, web_socket: aiohttp.ClientWebSocketResponse) -> None:
        """Tell the other room's people which room this is; whoever is silent for 30 s is taken for gone."""
        user = {"name": self._room_name[:48], "color": "#5f6368"}
        with suppress(ConnectionError):
            while True:
                self._clock += 1
                state = State(self._client, self._clock, json.dumps({"user": user}), "")
                await web_socket.send_bytes(message.awareness(encode([state])))
                await asyncio.sleep(PRESENCE_S)


def _parse(url: str) -> tuple[str, str]:
    """Host, and the address of the board's connection. Raises BadLink."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as error:
        raise BadLink("no address") from error
    found = _FRAGMENT.match(parts.fragment)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.path != "/board" or not found:
        raise BadLink("a board's link is https://ROOM/board#BOARD.KEY")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.hostname, f"wss://{host}:{port}/boards/{found[1]}?key={found[2]}&parlor=1"


async def _is_private(host: str) -> bool:
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    return bool(addresses) and all(address.is_private or address.is_link_local for address in addresses)
