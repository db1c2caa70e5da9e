"""The room's own doors, knocked at like a guest would."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from http.client import parse_headers
from io import BytesIO
from urllib.parse import urlsplit

import msgspec
from cryptography import x509

from appliance.server.certificate import names_of
from appliance.server.pages import SECURITY

VISIT_S = 2.0
MAX_HEAD_BYTES = 16_384
RENEW_BEFORE = timedelta(days=14)


class Visit(msgspec.Struct, frozen=True):
    """What came of it."""

    reason: str = ""
    """Why nobody answered, in the system's words; empty where somebody did."""
    is_ours: bool = False
    """Whether it was a room and not another program at its port."""
    takes_offers: bool = False
    """Whether WHIP is served there (RFC 9725: Accept-Post)."""
    certificate: x509.Certificate | None = None


async def visit(url: str) -> Visit:
    """Ask an address of the room what it takes at /whip; whether its certificate is to be trusted is not asked."""
    where = urlsplit(url)
    context = _trusting() if where.scheme == "https" else None
    port = where.port or (443 if context else 80)
    try:
        async with asyncio.timeout(VISIT_S):
            reader, writer = await asyncio.open_connection(where.hostname, port, ssl=context, limit=MAX_HEAD_BYTES)
            try:
                return await _knock(where.netloc, reader, writer)
            finally:
                writer.transport.abort()
    except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        return Visit(reason=_words(error))


async def _knock(host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Visit:
    writer.write(f"OPTIONS /whip HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    headers = parse_headers(BytesIO(head.partition(b"\r\n")[2]))
    secure = writer.get_extra_info("ssl_object")
    der = secure.getpeercert(binary_form=True) if secure else None
    return Visit(
        is_ours=headers["Server"] == SECURITY["Server"],
        takes_offers=headers["Accept-Post"] == "application/sdp",
        certificate=x509.load_der_x509_certificate(der) if der else None,
    )


def _trusting() -> ssl.SSLContext:
    # only looked at: whether to trust it is the guest's question
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or type(error).__name__


async def visit_all(urls: Collection[str]) -> dict[str, Visit]:
    """Visit several addresses at once."""
    return dict(zip(urls, await asyncio.gather(*map(visit, urls)), strict=True))


def days_left(certificate: x509.Certificate) -> float:
    """Until it expires; negative where it has."""
    return (certificate.not_valid_after_utc - datetime.now(UTC)) / timedelta(days=1)


def uncovered(certificate: x509.Certificate, hosts: Collection[str]) -> tuple[str, ...]:
    """Those of these names and addresses that the certificate is not for."""
    names = names_of(certificate)
    return tuple(host for host in hosts if host not in names and f"*.{host.partition('.')[2]}" not in names)


def address_of(url: str) -> str:
    """The IP address in an URL; empty where it has a name."""
    host = urlsplit(url).hostname or ""
    return host if ":" in host or host.replace(".", "").isdigit() else ""
