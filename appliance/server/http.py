"""The room on the network: HTTPS with pages, doors, WHIP, WHEP, boards and WebSocket; a plain page leads there."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

import structlog
from aiohttp import hdrs, web

from appliance.access.service import AccessService
from appliance.api.health import Status
from appliance.board.service import BoardService
from appliance.config import Config
from appliance.server import addresses
from appliance.server.boards import Boards
from appliance.server.dispatch import Dispatcher
from appliance.server.doors import Conferences, Doors
from appliance.server.gate import Pace
from appliance.server.hub import Hub
from appliance.server.listener import Listener, PortTaken
from appliance.server.pages import Pages, security
from appliance.server.recordings import FindFile, Recordings
from appliance.server.refusal import guard
from appliance.server.signalling import MAX_OFFER_BYTES
from appliance.server.tls import CertificateError, Tls
from appliance.server.websocket import WebSockets
from appliance.server.whep import Whep
from appliance.server.whip import Whip
from appliance.store import Store

log = structlog.get_logger()

LOOK_EVERY_S = 5.0
KEEP_ALIVE_S = 15.0
SHUTDOWN_S = 2.0
REQUESTS_PER_S = 20.0
REQUEST_BURST = 120
PAGE_FILES_PER_S = 100.0
PAGE_FILE_BURST = 600
"""Files of the pages cost nothing, and one that is refused leaves a page blank: twenty people may share an address."""

Report = Callable[[str, Status, str], object]
"""HealthService.report"""


class HttpServer:
    """Serves the network while entered; follows changes of addresses and of the certificate.

    Entering raises PortTaken where the HTTPS port is taken. The plain port is dispensable: where it is taken,
    health tells.
    """

    def __init__(
        self,
        *,
        config: Config,
        store: Store,
        hub: Hub,
        dispatcher: Dispatcher,
        access: AccessService,
        boards: BoardService,
        recordings: FindFile,
        tls: Tls,
        report: Report,
        pages: Pages | None = None,
        local_name: Callable[[], str] = lambda: "",
        conferences: Conferences | None = None,
    ) -> None:
        """`local_name` tells under which name in .local the room is found at the moment; empty for none."""
        self._network = config.network
        self._local_name = local_name
        self._store = store
        self._access = access
        self._tls = tls
        self._report = report
        self._pages = pages or Pages()
        self._doors = Doors(store, dispatcher, access, conferences)
        self._whip = Whip(store, dispatcher, access)
        self._whep = Whep(store, dispatcher, access)
        self._web_sockets = WebSockets(hub, access)
        self._boards = Boards(store, boards)
        self._recordings = Recordings(access, recordings)
        self._certificate_problem = ""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            secure, plain = self._secure_app(), self._plain_app()
            self._secure = await self._listener(stack, secure, self._network.https_port, self._tls.context)
            self._plain = await self._listener(stack, plain, self._network.http_port)
            await self._follow()
            tasks = await stack.enter_async_context(asyncio.TaskGroup())
            watching = tasks.create_task(self._watch())
            stack.callback(watching.cancel)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, traceback)

    @property
    def https_port(self) -> int:
        """The real one, where the configuration left it to the system (0)."""
        return self._secure.port

    async def _listener(
        self, stack: AsyncExitStack, app: web.Application, port: int, context: ssl.SSLContext | None = None
    ) -> Listener:
        runner = web.AppRunner(
            app, access_log=None, keepalive_timeout=KEEP_ALIVE_S, shutdown_timeout=SHUTDOWN_S, auto_decompress=False
        )
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        listener = Listener(runner, port, context)
        stack.callback(listener.close)
        return listener

    def _secure_app(self) -> web.Application:
        files, doors = Pace(PAGE_FILES_PER_S, PAGE_FILE_BURST), Pace(REQUESTS_PER_S, REQUEST_BURST)
        by_path = guard(lambda request: files if self._pages.holds(request.path) else doors)
        app = web.Application(middlewares=[by_path], client_max_size=MAX_OFFER_BYTES)
        signalling = (self._doors, self._whip, self._whep, self._recordings)
        for part in (self._web_sockets, self._boards, *signalling, self._pages):
            app.add_routes(part.routes())
        app.on_response_prepare.append(self._secure_headers)
        app.on_response_prepare.append(self._whip.allow_pages)
        app.on_response_prepare.append(self._whep.allow_pages)
        app.on_shutdown.append(self._web_sockets.close)
        app.on_shutdown.append(self._boards.close)
        return app

    def _plain_app(self) -> web.Application:
        has_whip = self._network.plain_whip
        pace = Pace(REQUESTS_PER_S, REQUEST_BURST)
        app = web.Application(
            middlewares=[guard(lambda _request: pace)],
            client_max_size=MAX_OFFER_BYTES if has_whip else 1024,
        )
        app.on_response_prepare.append(_common_headers)
        if has_whip:
            app.add_routes(self._whip.routes())
            app.on_response_prepare.append(self._whip.allow_pages)
        app.add_routes([web.get("/{path:.*}", self._lead_to_https)])
        return app

    async def _secure_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        await _common_headers(request, response)
        if self._tls.is_trusted:
            response.headers[hdrs.STRICT_TRANSPORT_SECURITY] = "max-age=31536000"

    async def _lead_to_https(self, request: web.Request) -> web.Response:
        if self._tls.is_trusted:
            urls = self._store.state.access.urls
            raise web.HTTPTemporaryRedirect(f"{urls[0]}/")
        host = request.url.host or ""
        local = request.transport.get_extra_info("sockname")[0] if request.transport else ""
        known = host if host in (*self._names(), "localhost") else local
        return self._pages.plain(f"{addresses.https_urls((known,), self.https_port)[0]}/", self._tls.fingerprint)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._follow()
            except PortTaken as error:
                log.warning("https.port_taken", reason=str(error))
                self._report("https", "degraded", "port_taken")

    async def _follow(self) -> None:
        own = self._network.addresses or addresses.own_addresses()
        await self._renew((*own, *self._names()))
        await self._secure.follow(own)
        if self._network.http_port:
            await self._follow_plain(own)
        urls = addresses.https_urls(self._worth_typing(own), self.https_port)
        self._access.show_door(urls=urls, fingerprint=self._tls.fingerprint, is_trusted=self._tls.is_trusted)

    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*addresses.host_names(), *filter(None, (self._local_name(),)))))

    def _worth_typing(self, own: tuple[str, ...]) -> tuple[str, ...]:
        """Names of the given certificate, the best address, the name in .local, the other addresses."""
        first, *others = addresses.shown(own)
        # no authority vouches for .local, so a room with a given certificate does not offer it
        local = () if self._tls.is_trusted else tuple(filter(None, (self._local_name(),)))
        return (*self._tls.names, first, *local, *others)

    async def _renew(self, names: tuple[str, ...]) -> None:
        try:
            await asyncio.to_thread(self._tls.refresh, names)
        except CertificateError as error:
            if str(error) != self._certificate_problem:
                log.error("certificate.unusable", reason=str(error))
            self._certificate_problem = str(error)
            self._report("https", "degraded", "certificate_unusable")
        else:
            self._certificate_problem = ""
            self._report("https", "ok", "")

    async def _follow_plain(self, own: tuple[str, ...]) -> None:
        try:
            await self._plain.follow(own)
        except PortTaken:
            self._report("http", "degraded", "port_taken")
        else:
            self._report("http", "ok", "")


async def _common_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(security(request.path))
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
