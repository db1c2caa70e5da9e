"""The composition root: builds every service of the daemon, joins them, and runs until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import msgspec
import structlog

from appliance import systemd
from appliance.access.service import AccessService
from appliance.api.contract import VERBS
from appliance.api.meeting import CallKind
from appliance.api.role import Role
from appliance.api.room import RoomInfoState
from appliance.api.settings import SettingsState
from appliance.board.service import BoardService
from appliance.caller import Caller
from appliance.cast.airplay.service import AirPlayService
from appliance.cast.inputs import InputService
from appliance.cast.service import CastService
from appliance.config import Config
from appliance.devices.service import DevicesService
from appliance.discovery import Discovery, HostName, browse
from appliance.doctor.place import Place
from appliance.doctor.service import DoctorService
from appliance.engine_config import SHAPING, engine_config
from appliance.glass import GlassService
from appliance.health import HealthService
from appliance.media.client import RemoteEngine
from appliance.media.engine import EngineStatus
from appliance.meeting import peer
from appliance.meeting.address import Link, Target
from appliance.meeting.engines.choice import SECRETS, makers
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.neighbourhood import Join, Neighbourhood
from appliance.meeting.providers.web import WebProvider
from appliance.meeting.recording.service import RecordingService
from appliance.meeting.service import MeetingService
from appliance.meeting.telephony import telephony
from appliance.meeting.web.client import RemotePages
from appliance.panel import Panel
from appliance.paths import Paths
from appliance.power import PowerService
from appliance.schedule.recogniser import Found, Invitation, LinkTable, Part, recognise
from appliance.schedule.service import ScheduleService
from appliance.server import tls
from appliance.server.addresses import host_names, local_name, own_addresses
from appliance.server.board_socket import FRAMED, BoardSocket
from appliance.server.dispatch import Dispatcher
from appliance.server.http import HttpServer
from appliance.server.hub import Hub
from appliance.server.unix import UnixServer
from appliance.session import SessionService
from appliance.settings import Memory, SettingsFile, SettingsService
from appliance.sound import SoundService
from appliance.store import Store
from appliance.watch import WatchService

log = structlog.get_logger()

BROWSE_S = 1.5
"""How long rooms nearby are listened for."""


class Room:
    """Every service of one room. Building it starts nothing; run() does."""

    def __init__(self, config: Config, paths: Paths, links: LinkTable) -> None:
        self._config = config
        self._paths = paths
        self._stop = asyncio.Event()
        self._shaped = asyncio.Event()
        self._host = HostName()
        self._https_port = config.network.https_port
        self.store = Store()
        self._file = SettingsFile(
            paths.settings, Memory(room_id=str(uuid.uuid4()), settings=SettingsState(room_name=config.room.name))
        )
        panel = Panel(config.devices.display)
        self._health = HealthService(self.store)
        self._engine = RemoteEngine(paths.media_socket, self._take, self._media_available)
        self._settings = SettingsService(self.store, self._file)
        self._access = AccessService(self.store, paths.secrets)
        self._cast = CastService(self.store, self._engine)
        self._inputs = self._cast.inputs = InputService(self.store, self._cast, self._engine)
        self._airplay = AirPlayService(
            self.store,
            # its receivers announce themselves, or are of no use
            msgspec.structs.replace(config.airplay, enabled=config.airplay.enabled and config.discovery.enabled),
            self._cast,
            self._engine,
            paths.airplay,
            lambda status, reason: self._health.report("airplay", status, reason),
        )
        self._watch = WatchService(self.store, self._engine)
        self._sound = SoundService(self.store, self._engine, self._file)
        self._devices = DevicesService(self.store, self._engine, self._file, panel.device)
        self._power = PowerService(self.store, panel.switch)
        self._glass = GlassService(self.store, paths.glass)
        self._board = BoardService(self.store, paths.boards, paths.board_files)
        self._schedule = ScheduleService(
            self.store, config.schedule, links, paths.secrets, paths.calendars, self._health.report
        )
        recordings = Path(config.meeting.recordings) if config.meeting.recordings else paths.recordings
        self._recording = RecordingService(self.store, self._engine, recordings)
        self._pages = RemotePages(paths.browser_socket)
        self._telephony = telephony(
            config.meeting,
            lambda name: JanusKeys.read(paths.secrets / SECRETS, name),
            self._engine,
            lambda: self.store.state.settings.room_name,
        )
        telephone = self._telephony.telephone(partial(self._health.report, "sip")) if self._telephony else None
        self._meeting = MeetingService(
            self.store,
            self._engine,
            config.meeting,
            paths.conferences,
            makers(config, paths),
            Neighbourhood(
                report=self._health.report,
                recorder=self._recording,
                guess=self._access.guess_number,
                get_link=self._schedule.get_link,
                extend_booking=self._schedule.extend,
                recognise=lambda text: _recognised(text, links),
                neighbours=self._neighbours if config.discovery.enabled else None,
                providers=self._providers(),
                telephone=telephone.run if telephone else None,
            ),
        )
        self._board.on_drawn = self._power.stir
        services = {
            "session": SessionService(self.store),
            "settings": self._settings,
            "access": self._access,
            "cast": self._cast,
            "board": self._board,
            "schedule": self._schedule,
            "meeting": self._meeting,
            "recording": self._recording,
            "sound": self._sound,
            "devices": self._devices,
            "power": self._power,
            "glass": self._glass,
            "doctor": DoctorService(self.store, self._engine, self._place),
            "watch": self._watch,
        }
        self._dispatcher = Dispatcher(VERBS, services)
        self._hub = Hub(self.store, self._dispatcher)
        self._hub.on_disconnect(self._glass.leave)
        self._hub.on_disconnect(self._meeting.leave_line)
        self.store.subscribe(self._changed)

    def _providers(self) -> dict[CallKind, Join]:
        found: dict[CallKind, Join] = {"web": self._page_of}
        if (phone := self._telephony) is not None:
            found["sip"] = lambda target, call_id: phone.call(target.url, call_id)
        return found

    async def run(self) -> None:
        """Serve until stop() or a signal; every connection is closed and the goodbye said when this returns."""
        await self._remember_id()
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
            for server in self._unix_servers():
                await stack.enter_async_context(server)
            door = await stack.enter_async_context(self._door())
            self._https_port = door.https_port
            running = [tasks.create_task(work) for work in self._work(door)]
            systemd.ready()
            log.info("room.started", https_port=door.https_port)
            await self._stop.wait()
            systemd.stopping()
            for task in running:
                task.cancel()
        log.info("room.stopped")

    def stop(self) -> None:
        """End run()."""
        self._stop.set()

    def _unix_servers(self) -> list[UnixServer]:
        inherited, paths = systemd.listen_fds(), self._paths

        def where(name: str, path: Path) -> Path | socket.socket:
            return inherited.get(name, path)

        return [
            UnixServer(where("api", paths.api_socket), _owner, self._hub.serve),
            UnixServer(where("shell", paths.shell_socket), _shell, self._hub.serve),
            UnixServer(where("board", paths.board_socket), _shell, BoardSocket(self._board).serve, FRAMED),
        ]

    def _door(self) -> HttpServer:
        return HttpServer(
            config=self._config,
            store=self.store,
            hub=self._hub,
            dispatcher=self._dispatcher,
            access=self._access,
            boards=self._board,
            recordings=self._recording.file,
            tls=_tls(self._config, self._paths),
            report=self._health.report,
            local_name=lambda: self._host.name,
            conferences=self._meeting,
        )

    def _work(self, door: HttpServer) -> list[Coroutine[None, None, None]]:
        work: list[Coroutine[None, None, None]] = [
            self._engine.run(),
            self._keep_configured(),
            self._access.run(),
            self._board.run(),
            self._cast.run(),
            self._inputs.run(),
            self._airplay.run(),
            self._watch.run(),
            self._devices.run(),
            self._power.run(),
            self._schedule.run(),
            self._meeting.run(),
            self._recording.run(),
            systemd.keep_alive(lambda: True),
        ]
        if self._config.discovery.enabled:
            discovery = Discovery(
                self.store,
                door.https_port,
                lambda: self._config.network.addresses or own_addresses(),
                lambda: self.store.state.access.fingerprint,
                self._config.discovery.interfaces or self._config.network.addresses,
                on_health=lambda status, reason: self._health.report("discovery", status, reason),
                host=local_name(self.store.state.room.id),
                on_host=self._found_as,
            )
            work.append(discovery.run())
        return work

    def _place(self) -> Place:
        network = self._config.network
        return Place(
            https_port=self._https_port,
            http_port=network.http_port,
            is_announced=self._config.discovery.enabled,
            host=self._host,
            airplay_command=self._config.airplay.command,
        )

    def _page_of(self, target: Target, call_id: str) -> WebProvider:
        state = self.store.state
        return WebProvider(
            self._pages, target, call_id, lambda: state.settings.room_name, lambda: state.devices, self._engine
        )

    async def _neighbours(self) -> list[peer.Place]:
        """Other rooms on the network."""
        config = self._config
        found = await browse(BROWSE_S, config.discovery.interfaces or config.network.addresses)
        return [
            peer.Place(url=room.url.rstrip("/"), fingerprint=room.fingerprint)
            for room in found
            if room.id != self.store.state.room.id and room.fingerprint
        ]

    def _found_as(self, host: HostName) -> None:
        self._host = host

    async def _remember_id(self) -> None:
        memory = await self._file.change()
        self.store.replace(
            room=RoomInfoState(id=memory.room_id, version=version("parlor"), started_at=datetime.now(UTC))
        )

    def _take(self, status: EngineStatus) -> None:
        self._devices.take(status)
        self._sound.take(status)
        self._cast.take(status)
        self._inputs.take(status)
        self._watch.take(status)
        self._meeting.take(status)
        self._recording.take(status)
        virtual = any(device.virtual and device.selected for device in self.store.state.devices.devices)
        self.store.replace(room=msgspec.structs.replace(self.store.state.room, virtual=virtual))

    def _media_available(self, is_available: bool) -> None:
        self._health.report("media", "ok" if is_available else "failed", "" if is_available else "media.away")
        if is_available:
            self._devices.meet_worker()
        else:
            self._cast.lose_media()
            self._airplay.lose_media()
            self._watch.lose_media()
            self._meeting.lose_media()
            self._recording.lose_media()

    def _changed(self, names: frozenset[str]) -> None:
        if names & SHAPING:
            self._shaped.set()
        if "glass" in names and not self._stop.is_set():
            is_drawn = self.store.state.glass.attached
            self._health.report("glass", "ok" if is_drawn else "failed", "" if is_drawn else "glass.away")

    async def _keep_configured(self) -> None:
        """The worker follows the state; the client sends it again when the worker comes back."""
        known = None
        while True:
            self._shaped.clear()
            wanted = engine_config(self._config, self.store.state, self._file.memory.devices)
            if wanted != known:
                await self._engine.configure(wanted)
                known = wanted
            await self._shaped.wait()


def _tls(config: Config, paths: Paths) -> tls.Tls:
    https = config.https
    if https.directory:
        return tls.in_directory(Path(https.directory))
    if https.certificate:
        return tls.GivenTls(Path(https.certificate), Path(https.key))
    return tls.OwnTls(paths.tls, (*(config.network.addresses or own_addresses()), *host_names()))


def _recognised(text: str, links: LinkTable) -> Link | None:
    found = recognise(Invitation(parts=(Part("url", text),)), links)
    return Link(service=found.service, name=found.name, url=found.url) if isinstance(found, Found) else None


def _owner(uid: int, connection: str) -> Caller:
    """The daemon's own user and root administer; whoever else the socket's group admits integrates."""
    return Caller(Role.ADMIN if uid in (0, os.getuid()) else Role.INTEGRATOR, connection)


def _shell(_uid: int, connection: str) -> Caller:
    return Caller(Role.SHELL, f"shell-{connection}")


async def run_room(config: Config, paths: Paths, links: LinkTable) -> None:
    """Run the daemon until SIGTERM or SIGINT. Raises OSError, PathError or CertificateError where it cannot start."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(4, thread_name_prefix="parlor-blocking"))
    room = Room(config, paths, links)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, room.stop)
    await room.run()
