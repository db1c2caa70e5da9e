"""Calendars on real servers: Radicale for CalDAV, and ones that speak the documented wire of Graph and Google."""

from __future__ import annotations

import base64
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from appliance.schedule.credential import Credential
from tests.schedule.google_server import GoogleServer
from tests.schedule.graph_server import GraphServer

USER, PASSWORD = "room", "s3cret-pa55"


class Radicale:
    """A server with one calendar; `put` and `delete` are what other people's programs do."""

    def __init__(self, base: str, name: str = "work") -> None:
        self.base = base
        self.url = f"{base}/{USER}/{name}/"

    def ask(self, method: str, url: str, body: str = "", kind: str = "text/calendar") -> str:
        request = urllib.request.Request(url, body.encode() or None, method=method)
        coded = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {coded}")
        request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    def put(self, name: str, *lines: str) -> None:
        body = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *lines, "END:VCALENDAR", ""))
        self.ask("PUT", f"{self.url}{name}.ics", body)

    def delete(self, name: str) -> None:
        self.ask("DELETE", f"{self.url}{name}.ics")

    def everything(self) -> str:
        """The whole calendar as another program reads it."""
        return self.ask("GET", self.url).replace("\r\n ", "")


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    tmp_path = tmp_path_factory.mktemp("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    users, config = tmp_path / "users", tmp_path / "radicale.ini"
    users.write_text(f"{USER}:{PASSWORD}\n")
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
        f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {tmp_path / 'collections'}\n[logging]\nlevel = error\n"
    )
    process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", str(config)], stderr=subprocess.DEVNULL)
    server = Radicale(f"http://127.0.0.1:{port}")
    try:
        _await(lambda: server.ask("OPTIONS", f"{server.base}/{USER}/"))
        yield server.base
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def radicale(radicale_server: str) -> Radicale:
    """A calendar of its own on a server for all."""
    server = Radicale(radicale_server, uuid.uuid4().hex)
    server.ask(
        "MKCALENDAR",
        server.url,
        '<?xml version="1.0"?><C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>'
        "<displayname>Room</displayname></prop></set></C:mkcalendar>",
        "text/xml",
    )
    return server


def _await(works: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            works()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def secret(tmp_path: Path) -> Callable[..., Credential]:
    def keep(text: str = PASSWORD, name: str = "work") -> Credential:
        credential = Credential(tmp_path / "secrets", name)
        credential.write(text)
        return credential

    return keep


async def _served(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@pytest.fixture
async def graph() -> AsyncIterator[GraphServer]:
    server = GraphServer()
    runner, server.base = await _served(server.app)
    yield server
    await runner.cleanup()


@pytest.fixture
async def google() -> AsyncIterator[GoogleServer]:
    server = GoogleServer()
    runner, server.base = await _served(server.app)
    yield server
    await runner.cleanup()


class FileServer:
    """One file over HTTP, with ETag."""

    def __init__(self) -> None:
        self.base = ""
        self.text = ""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.requests: list[dict[str, str]] = []
        self.answered: list[int] = []
        self.app = web.Application()
        self.app.router.add_get("/{name:.*}", self._get)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(dict(request.headers))
        tag = f'"{hash(self.text)}"'
        status = self.status
        if status == 200 and request.headers.get("If-None-Match") == tag:
            status = 304
        self.answered.append(status)
        body = self.text if status == 200 else ""
        return web.Response(status=status, text=body, headers={"ETag": tag, **self.headers})


@pytest.fixture
async def files() -> AsyncIterator[FileServer]:
    server = FileServer()
    runner, server.base = await _served(server.app)
    yield server
    await runner.cleanup()
