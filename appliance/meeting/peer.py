"""Peer: another Parlor room, spoken to over HTTPS as a browser does; its certificate is pinned or vouched for."""

from __future__ import annotations

import asyncio
import hmac
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
from cryptography import x509

from appliance.api import wire
from appliance.api.conference import Captioned, Chatted, ConferenceChanged, ConferenceLeft, Reacted, Spoken
from appliance.api.contract import event_name
from appliance.api.errors import Busy, Code, Invalid, NotAllowed, NotFound, RoomError, Unavailable
from appliance.rpc import RemoteError
from appliance.server.certificate import fingerprint as fingerprint_of

CONNECT_S = 5.0
CALL_S = 8.0
HEARTBEAT_S = 2.0
UNKNOWN_TOKEN = 4401
"""See appliance.server.websocket."""
MAX_ANSWER_BYTES = 65_536
EVENTS = {event_name(kind): kind for kind in (ConferenceChanged, ConferenceLeft, Chatted, Reacted, Spoken, Captioned)}
_ERRORS = {error.number: error for error in (RoomError, NotAllowed, NotFound, Busy, Unavailable, Invalid)}


class Untrusted(Exception):
    """The certificate is neither the expected one nor vouched for."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where another room is."""

    url: str
    """https://host:port"""
    fingerprint: str = ""
    """SHA-256 of its public key in hex; empty: an authority of the system must vouch for it."""


async def trust(place: Place) -> ssl.SSLContext:
    """What speaks to this room and to no other. Raises OSError, TimeoutError or Untrusted."""
    if not place.fingerprint:
        return ssl.create_default_context()
    parsed = urlsplit(place.url)
    anybody = ssl.create_default_context()
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    async with asyncio.timeout(CONNECT_S):
        _, writer = await asyncio.open_connection(parsed.hostname, parsed.port or 443, ssl=anybody)
    try:
        der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.transport.abort()
    try:
        found = fingerprint_of(x509.load_der_x509_certificate(der or b""))
    except ValueError as error:
        raise Untrusted(parsed.hostname or "") from error
    if not hmac.compare_digest(plain(found), plain(place.fingerprint)):
        raise Untrusted(parsed.hostname or "")
    # from here on exactly this certificate is trusted, whoever has signed it
    exact = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    exact.check_hostname = False
    exact.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    exact.load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(der))
    return exact


def plain(fingerprint: str) -> str:
    """A fingerprint as small hex digits alone."""
    return fingerprint.replace(":", "").strip().lower()


class Peer:
    """One connection with a room as somebody who knows a conference's number; closed by `close`."""

    def __init__(self, place: Place, hear: Callable[[msgspec.Struct], None]) -> None:
        self._place = place
        self._hear = hear
        self._token = ""
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._last_id = 0

    async def connect(self, number: str, passcode: str) -> None:
        """Come in by number and passcode. Raises RoomError, OSError, aiohttp.ClientError, TimeoutError or Untrusted."""
        await self.close()
        connector = aiohttp.TCPConnector(ssl=await trust(self._place))
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S)
        )
        async with asyncio.timeout(2 * CONNECT_S):
            self._token = self._token or await self._admit(number, passcode)
            self._socket = await self._session.ws_connect(
                f"{self._place.url}/api/ws",
                protocols=("parlor", f"bearer.{self._token}"),
                heartbeat=HEARTBEAT_S,
                max_msg_size=wire.MAX_MESSAGE_BYTES + 1,
            )

    async def run(self) -> None:
        """Read until the connection ends; then every call that waits fails."""
        assert self._socket is not None  # noqa: S101  connect comes first
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            if self._socket.close_code == UNKNOWN_TOKEN:
                self._token = ""
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(Unavailable(Code.MEETING_UNREACHABLE))

    async def call(self, verb: str, params: dict[str, Any], timeout_s: float = CALL_S) -> Any:
        """Call meeting.`verb` there. Raises RoomError; meeting.unreachable where there is no answer."""
        if self._socket is None or self._socket.closed:
            raise Unavailable(Code.MEETING_UNREACHABLE)
        self._last_id += 1
        call_id = self._last_id
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = future
        try:
            async with asyncio.timeout(timeout_s):
                await self._socket.send_str(wire.call(call_id, f"meeting.{verb}", params).decode())
                return await future
        except (TimeoutError, OSError) as error:
            raise Unavailable(Code.MEETING_UNREACHABLE) from error
        except RemoteError as error:
            raise room_error(error.number, error.data) from error
        finally:
            self._waiting.pop(call_id, None)
            future.cancel()

    async def close(self) -> None:
        """End the connection."""
        socket, session = self._socket, self._session
        self._socket = self._session = None
        if socket is not None:
            await socket.close()
        if session is not None:
            await session.close()

    async def _admit(self, number: str, passcode: str) -> str:
        assert self._session is not None  # noqa: S101
        url, body = f"{self._place.url}/api/member", {"number": number, "passcode": passcode}
        async with self._session.post(url, json=body, allow_redirects=False) as response:
            try:
                answer = msgspec.json.decode(await response.content.read(MAX_ANSWER_BYTES), type=dict[str, Any])
            except msgspec.DecodeError as error:
                raise Unavailable(Code.MEETING_UNREACHABLE) from error
        token = answer.get("token")
        if response.status != 200 or not isinstance(token, str):
            raise room_error(NotFound.number, answer)
        return token

    def _take(self, text: str) -> None:
        try:
            message = msgspec.json.decode(text, type=dict[str, Any])
            if "method" in message:
                kind = EVENTS.get(message["method"])
                if kind is not None:
                    self._hear(msgspec.convert(message.get("params") or {}, kind))
                return
            future = self._waiting.get(message.get("id") or 0)
            if future is None or future.done():
                return
            if "error" in message:
                error = message["error"]
                future.set_exception(RemoteError(int(error["code"]), str(error["message"]), error.get("data") or {}))
            else:
                future.set_result(message.get("result"))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError):
            # what a newer or a broken room says is left alone
            return


def room_error(number: int, data: dict[str, Any]) -> RoomError:
    """A refusal of the other room as one of ours."""
    known = data.get("code")
    code = Code(known) if known in set(Code) else Code.INTERNAL
    facts = {key: value for key, value in data.items() if key != "code" and isinstance(value, str | int | float | bool)}
    return _ERRORS.get(number, RoomError)(code, **facts)
