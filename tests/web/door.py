"""A room's network door with the real services behind it, in the test's own process, on loopback only."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import aiohttp
import cv2
import msgspec
import numpy as np

from appliance.access.service import AccessService
from appliance.api.contract import VERBS
from appliance.api.errors import Code, NotFound
from appliance.api.glass import CaptureRequested
from appliance.api.role import Role
from appliance.api.room import RoomInfoState
from appliance.api.schedule import MeetingLink
from appliance.api.settings import SettingsState
from appliance.board.service import BoardService
from appliance.caller import Caller
from appliance.cast.service import CastService
from appliance.config import Config
from appliance.config.meeting import MeetingConfig
from appliance.config.schema import NetworkConfig
from appliance.discovery import HostName
from appliance.doctor.place import Place
from appliance.doctor.service import DoctorService
from appliance.glass import GlassService
from appliance.health import HealthService
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.media.fake import FakeEngine
from appliance.meeting.address import Link
from appliance.meeting.directory import Neighbours
from appliance.meeting.engine import Heard
from appliance.meeting.fake import FakeMeetingEngine
from appliance.meeting.neighbourhood import Neighbourhood
from appliance.meeting.pool import Maker
from appliance.meeting.recording.service import RecordingService
from appliance.meeting.service import MeetingService
from appliance.schedule.recogniser import Found, Invitation, Part, load, recognise
from appliance.server.dispatch import Dispatcher
from appliance.server.http import HttpServer
from appliance.server.hub import Hub
from appliance.server.pages import Pages
from appliance.server.tls import OwnTls, Tls
from appliance.session import SessionService
from appliance.settings import Memory, SettingsFile, SettingsService
from appliance.store import Store
from appliance.watch import WatchService
from tests.meeting.media import CallMedia

DOMAINS = ("session", "settings", "access", "cast", "board", "glass", "doctor", "watch", "meeting", "recording")
SHELL = Caller(Role.SHELL, "shell")


LINKS = load()


def recognised(text: str) -> Link | None:
    """As the room reads a link."""
    found = recognise(Invitation(parts=(Part("url", text),)), LINKS)
    return Link(service=found.service, name=found.name, url=found.url) if isinstance(found, Found) else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Door:
    """`async with Door(folder)`: HTTPS on 127.0.0.1; `restart()` is what a guest notices of a daemon that died."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "Meeting room",
        tls: Tls | None = None,
        pages: Pages | None = None,
        engines: Sequence[Maker] | None = None,
        media: Callable[[Path, Callable[[EngineStatus], None]], MediaEngine] = CallMedia,
        meeting: MeetingConfig | None = None,
    ):
        """`engines` forward conferences; without, one that has no media (`forwarder`)."""
        self.folder = folder
        self.engines = engines
        self.meeting_config = meeting or MeetingConfig()
        self.neighbours: Neighbours | None = None
        self.config = Config(
            network=NetworkConfig(addresses=("127.0.0.1",), https_port=free_port(), http_port=free_port())
        )
        self.tls = tls or OwnTls(folder / "tls", ("127.0.0.1", "room.local"))
        self.pages = pages
        self.name = name
        self.store = Store()
        self.cast: CastService
        self.watch: WatchService
        self.meeting: MeetingService
        self.forwarder: FakeMeetingEngine
        self.engine: MediaEngine = media(folder, self._take)
        self.is_drawn = True
        self.host = HostName()
        """Under which name in .local it believes to be found."""

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.config.network.https_port}"

    @property
    def plain_url(self) -> str:
        return f"http://127.0.0.1:{self.config.network.http_port}"

    @property
    def code(self) -> str:
        return self.store.state.access.code

    @property
    def admin_code(self) -> str:
        return (self.folder / "secrets" / "admin-code").read_text()

    async def __aenter__(self) -> Self:
        self._started_at = datetime.now(UTC)
        memory = Memory(settings=SettingsState(room_name=self.name))
        self.health = HealthService(self.store)
        self.access = AccessService(self.store, self.folder / "secrets")
        self.cast = CastService(self.store, self.engine)
        self.watch = WatchService(self.store, self.engine)
        self.glass = GlassService(self.store, self.folder)
        self.boards = BoardService(self.store, self.folder / "boards", self.folder / "board-files")
        self.meeting = MeetingService(
            self.store,
            self.engine,
            self.meeting_config,
            self.folder / "conferences",
            self.engines if self.engines is not None else [Maker("embedded", "", self._forward)],
            Neighbourhood(
                guess=self.access.guess_number,
                get_link=self._no_link,
                extend_booking=self._no_link,
                recognise=recognised,
                neighbours=self.neighbours,
            ),
        )
        self.recordings = RecordingService(self.store, self.engine, self.folder / "recordings")
        services: dict[str, object] = {
            "recording": self.recordings,
            "session": SessionService(self.store),
            "settings": SettingsService(self.store, SettingsFile(self.folder / "settings.json", memory)),
            "access": self.access,
            "cast": self.cast,
            "board": self.boards,
            "glass": self.glass,
            "doctor": DoctorService(self.store, self.engine, self._place),
            "watch": self.watch,
            "meeting": self.meeting,
        }
        verbs: Mapping[str, Any] = {name: verb for name, verb in VERBS.items() if name.split(".")[0] in DOMAINS}
        self.dispatcher = Dispatcher(verbs, services)
        self.hub = Hub(self.store, self.dispatcher)
        self.hub.on_disconnect(self.meeting.leave_line)
        self.store.listen(self._draw)
        self.store.replace(room=RoomInfoState(id="r", version="0.1.0", started_at=self._started_at))
        self._stack = AsyncExitStack()
        await self.open()
        self._tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        self._stack.callback(self._tasks.create_task(self.boards.run()).cancel)
        self._stack.callback(self._tasks.create_task(self.watch.run()).cancel)
        self._stack.callback(self._tasks.create_task(self.meeting.run()).cancel)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._stack.aclose()
        await self.close()
        if isinstance(self.engine, FakeEngine):
            self.engine.close()

    async def open(self) -> None:
        self.server = HttpServer(
            config=self.config,
            store=self.store,
            hub=self.hub,
            dispatcher=self.dispatcher,
            access=self.access,
            boards=self.boards,
            recordings=self.recordings.file,
            tls=self.tls,
            report=self.health.report,
            pages=self.pages,
            local_name=lambda: self.host.name,
            conferences=self.meeting,
        )
        await self.server.__aenter__()

    async def close(self) -> None:
        await self.server.__aexit__(None, None, None)

    async def call(self, method: str, caller: Caller = SHELL, **params: Any) -> Any:
        return await self.dispatcher.call(method, params, caller)

    async def attach_glass(self) -> None:
        """From now on a shell draws: a picture that changes with every capture."""
        await self.call("glass.attach", width=1920, height=1080, renderer="software")

    def client(self) -> aiohttp.ClientSession:
        """A client that trusts the room's certificate."""
        trust = ssl.create_default_context(cafile=str(self.folder / "tls" / "certificate.pem"))
        return aiohttp.ClientSession(self.url, connector=aiohttp.TCPConnector(ssl=trust))

    def _place(self) -> Place:
        network = self.config.network
        return Place(
            https_port=network.https_port,
            http_port=network.http_port,
            is_announced=bool(self.host.name),
            host=self.host,
        )

    def _take(self, status: EngineStatus) -> None:
        self.cast.take(status)
        self.watch.take(status)
        self.meeting.take(status)

    def _forward(self, on_heard: Heard, on_alive: Callable[[bool], None]) -> FakeMeetingEngine:
        self.forwarder = FakeMeetingEngine(on_heard, on_alive)
        return self.forwarder

    @staticmethod
    async def _no_link(*_: object) -> MeetingLink:
        raise NotFound(Code.SCHEDULE_UNKNOWN)

    def _draw(self, event: msgspec.Struct, _to: str) -> None:
        if isinstance(event, CaptureRequested) and self.is_drawn:
            self._tasks.create_task(self._deliver(event))

    async def _deliver(self, wanted: CaptureRequested) -> None:
        width = min(wanted.max_width or 1920, 1920)
        height = width * 9 // 16
        picture = np.zeros((height, width, 3), np.uint8)
        picture[:, : width // 2] = (200, 120, 40)
        picture[:, width // 2 :] = (60, 170, 90)
        cv2.imwrite(wanted.path, picture)
        await self.call("glass.deliver_capture", capture_id=wanted.capture_id, width=width, height=height)
