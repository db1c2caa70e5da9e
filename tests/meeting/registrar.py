"""A SIP registrar that asks for a password (RFC 3261, 10 and 22) and sends whoever calls to where the called one is."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PORT = 5070
NONCE = "once-only"
KEPT = ("via", "from", "to", "call-id", "cseq")


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class Registrar(asyncio.DatagramProtocol):
    """Knows one account; `contact` is where it is to be found."""

    def __init__(self, user: str, password: str) -> None:
        self.user = user
        self.password = password
        self.contact = ""
        self.refused = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        lines = data.decode().split("\r\n\r\n")[0].split("\r\n")
        method = lines[0].partition(" ")[0]
        fields = [(name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]
        if method == "REGISTER":
            self._register(fields, addr)
        elif method == "INVITE":
            where = [("Contact", f"<{self.contact}>")] if self.contact else []
            self._answer("302 Moved Temporarily" if where else "404 Not Found", fields, addr, where)

    def _register(self, fields: list[tuple[str, str]], addr: tuple[str, int]) -> None:
        told = {name.lower(): value for name, value in fields}
        if not self._is_known(told.get("authorization", "")):
            self.refused += 1
            asked = [("WWW-Authenticate", f'Digest realm="site", nonce="{NONCE}", algorithm=MD5')]
            self._answer("401 Unauthorized", fields, addr, asked)
            return
        address = re.search(r"sips?:[^>;\s]+", told.get("contact", ""))
        self.contact = address[0] if address and told.get("expires") != "0" else ""
        kept = [("Contact", told["contact"]), ("Expires", "600")] if self.contact else []
        self._answer("200 OK", fields, addr, kept)

    def _is_known(self, authorization: str) -> bool:
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', authorization))
        if given.get("username") != self.user:
            return False
        secret = _digest(f"{self.user}:site:{self.password}")
        return given.get("response") == _digest(f"{secret}:{NONCE}:{_digest('REGISTER:' + given['uri'])}")

    def _answer(
        self, status: str, fields: list[tuple[str, str]], addr: tuple[str, int], more: list[tuple[str, str]]
    ) -> None:
        kept = [(name, value) for name, value in fields if name.lower() in KEPT]
        kept = [
            (name, f"{value};tag=r" if name.lower() == "to" and "tag=" not in value else value) for name, value in kept
        ]
        lines = [f"SIP/2.0 {status}", *(f"{name}: {value}" for name, value in (*kept, *more)), "Content-Length: 0"]
        self._transport.sendto("\r\n".join((*lines, "", "")).encode(), addr)


@asynccontextmanager
async def registrar(address: str, user: str, password: str) -> AsyncIterator[Registrar]:
    """One that serves on an address."""
    loop = asyncio.get_running_loop()
    transport, found = await loop.create_datagram_endpoint(
        lambda: Registrar(user, password), local_addr=(address, PORT)
    )
    try:
        yield found
    finally:
        transport.close()
