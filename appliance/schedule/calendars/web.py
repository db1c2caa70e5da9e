"""HTTPS for calendars: bounded answers, time-outs, and failures as CalendarTrouble."""

from __future__ import annotations

import asyncio
import email.utils
import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec

from appliance.schedule.trouble import CalendarTrouble

MAX_BYTES = 16 << 20
TIMEOUT = aiohttp.ClientTimeout(total=25, connect=8)
MAX_WAIT_S = 3600.0


class Answer(msgspec.Struct, frozen=True):
    """A server's answer, whole."""

    status: int
    headers: dict[str, str]
    """By name in small letters."""
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises CalendarTrouble(damaged)."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise CalendarTrouble("damaged", f"not JSON: {error}") from error


class Web:
    """A session, opened at the first request."""

    def __init__(self, ca_file: str = "") -> None:
        self._ca_file = ca_file
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        json: Any = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request and read the answer, whatever its status. Raises CalendarTrouble."""
        session = self._open()
        body = msgspec.json.encode(json) if json is not None else form
        given = dict(headers or {}) | ({"Content-Type": "application/json"} if json is not None else {})
        try:
            async with session.request(method, url, headers=given, data=body, max_redirects=5) as response:
                data = await _bounded(response)
                return Answer(response.status, {key.lower(): value for key, value in response.headers.items()}, data)
        except TimeoutError as error:
            raise CalendarTrouble("timed_out", _place(url)) from error
        except aiohttp.ClientSSLError as error:
            raise CalendarTrouble("untrusted", f"{_place(url)}: {error}") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # an address may be a secret: only its host is told
            raise CalendarTrouble("unreachable", f"{_place(url)}: {type(error).__name__}") from error

    async def close(self) -> None:
        """End the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None
            # aiohttp closes TLS connections a moment later
            await asyncio.sleep(0)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            try:
                context = ssl.create_default_context(cafile=self._ca_file or None)
            except OSError as error:
                raise CalendarTrouble("untrusted", f"{self._ca_file}: {error}") from error
            connector = aiohttp.TCPConnector(ssl=context, limit=4)
            self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, trust_env=True)
        return self._session


def check(answer: Answer) -> Answer:
    """The answer where it is a success. Raises CalendarTrouble."""
    status = answer.status
    if status < 400:
        return answer
    detail = f"status {status}"
    if status in (401, 407):
        raise CalendarTrouble("refused", detail)
    if status == 403:
        raise _forbidden(answer)
    if status in (404, 405):
        raise CalendarTrouble("not_found", detail)
    if status in (409, 412):
        raise CalendarTrouble("changed", detail)
    if status in (429, 503):
        raise CalendarTrouble("rate_limited", detail, retry_after_s(answer))
    if status == 413:
        raise CalendarTrouble("too_large", detail)
    raise CalendarTrouble("server_error", detail)


def retry_after_s(answer: Answer) -> float:
    """How long the server wants one to wait (RFC 9110, 10.2.3), bounded; 0 where it does not say."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return min(float(text), MAX_WAIT_S)
    moment = email.utils.parsedate_tz(text) if text else None
    return min(max(0.0, email.utils.mktime_tz(moment) - time.time()), MAX_WAIT_S) if moment else 0.0


def same_origin(url: str, base: str) -> str:
    """A server's further address, where it is its own: credentials go nowhere else. Raises CalendarTrouble(damaged)."""
    given, own = urlsplit(url), urlsplit(base)
    if (given.scheme, given.netloc) != (own.scheme, own.netloc):
        raise CalendarTrouble("damaged", f"{own.netloc} sends to {given.netloc[:80]}")
    return url


def _forbidden(answer: Answer) -> CalendarTrouble:
    # Google says so when there were too many requests (errors of the Calendar API, usageLimits)
    if b"ateLimitExceeded" in answer.body or b"quotaExceeded" in answer.body:
        return CalendarTrouble("rate_limited", "status 403", retry_after_s(answer))
    return CalendarTrouble("refused", "status 403")


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for piece in response.content.iter_chunked(65_536):
        data += piece
        if len(data) > MAX_BYTES:
            raise CalendarTrouble("too_large", f"more than {MAX_BYTES >> 20} MiB")
    return bytes(data)


def _place(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
