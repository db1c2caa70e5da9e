"""AirPlay: as many receivers as are configured, while people want it and the helper is installed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog

from appliance.api.cast import AirPlay, CastEnded
from appliance.api.health import Status
from appliance.cast.airplay.avahi import Avahi, Standing
from appliance.cast.airplay.receiver import Receiver
from appliance.cast.airplay.uxplay import Plan
from appliance.cast.service import CastService
from appliance.config import AirPlayConfig
from appliance.media.engine import MediaEngine
from appliance.store import Store

log = structlog.get_logger()

LOOK_S = 30.0
"""How soon a helper that was installed meanwhile is found."""
PORTS_EACH = 3

Report = Callable[[Status, str], None]


class AirPlayService:
    """Writes `airplay` of the cast domain and reports its health; `folder` is the helpers' home."""

    def __init__(
        self, store: Store, config: AirPlayConfig, casts: CastService, engine: MediaEngine, folder: Path, report: Report
    ) -> None:
        self._store = store
        self._config = config
        self._casts = casts
        self._engine = engine
        self._folder = folder
        self._report = report
        self._news = asyncio.Event()
        self._receivers: dict[Receiver, asyncio.Task[None]] = {}
        self._watching: list[asyncio.Task[None]] = []
        self._was_settled = False
        self._room_name = ""

    async def run(self) -> None:
        """Keep what is wanted running until cancelled; the helpers are gone when this returns."""
        unsubscribe = (self._store.subscribe(self._changed), self._store.listen(self._hear))
        try:
            async with asyncio.TaskGroup() as tasks:
                while True:
                    self._news.clear()
                    await self._follow(tasks)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_S):
                            await self._news.wait()
        finally:
            for leave in unsubscribe:
                leave()

    def lose_media(self) -> None:
        """The worker is away. Senders give no second key frame, so whoever mirrors has to begin anew."""
        for receiver in self._receivers:
            if receiver.cast_id:
                receiver.renew()

    def _changed(self, names: frozenset[str]) -> None:
        if names & {"settings", "cast"}:
            self._news.set()

    def _hear(self, event: msgspec.Struct, _to: str) -> None:
        if isinstance(event, CastEnded):
            for receiver in self._receivers:
                receiver.hear(event)

    async def _follow(self, tasks: asyncio.TaskGroup) -> None:
        program = self._find() if self._config.enabled else None
        settings = self._store.state.settings
        is_wanted = program is not None and settings.airplay
        if program is not None and is_wanted and not self._receivers:
            await self._start(program, tasks)
        elif not is_wanted and self._receivers:
            await self._stop()
        if settings.room_name != self._room_name:
            self._room_name = settings.room_name
            for receiver in self._receivers:
                receiver.rename(settings.room_name)
        await self._drop_strangers()
        self._tell(program, is_wanted=is_wanted)

    def _find(self) -> Path | None:
        found = shutil.which(self._config.command)
        return Path(found).absolute() if found else None

    async def _start(self, program: Path, tasks: asyncio.TaskGroup) -> None:
        try:
            await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            log.error("airplay.no_folder", folder=str(self._folder), reason=error.strerror)
            self._publish("failed")
            self._report("failed", "airplay.no_folder")
            return
        self._room_name = self._store.state.settings.room_name
        self._was_settled = False
        avahi = Avahi(self._follow_avahi)
        self._watching = [tasks.create_task(avahi.run(), name="avahi")]
        for number in range(self._config.instances):
            plan = Plan(program, self._folder, number, self._config.port + PORTS_EACH * number)
            receiver = Receiver(plan, self._room_name, self._casts, self._engine, avahi, self._news.set)
            self._receivers[receiver] = tasks.create_task(receiver.run(), name=receiver.owner)

    def _follow_avahi(self, standing: Standing) -> None:
        """Receivers wait by themselves for its first name; what came later it has forgotten when it begins anew."""
        for receiver in self._receivers:
            if standing == "settled" and self._was_settled:
                receiver.announce_again()
            elif self._was_settled:
                receiver.lose_discovery()
        self._was_settled |= standing == "settled"

    async def _stop(self) -> None:
        tasks = (*self._receivers.values(), *self._watching)
        self._receivers.clear()
        self._watching.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drop_strangers(self) -> None:
        """Casts that a daemon before this one left in the worker: their helpers ended with it."""
        ours = {receiver.cast_id for receiver in self._receivers}
        for cast in self._store.state.cast.casts:
            if cast.kind == "airplay" and cast.id not in ours:
                await self._casts.drop(cast.id, "lost")

    def _tell(self, program: Path | None, *, is_wanted: bool) -> None:
        if program is None:
            self._publish("absent")
            if self._config.enabled:
                self._report("ok", "airplay.absent")
        elif not is_wanted:
            self._publish("off")
            self._report("ok", "")
        else:
            self._tell_standing()

    def _tell_standing(self) -> None:
        troubles = [receiver.trouble for receiver in self._receivers if receiver.standing == "failed"]
        if any(receiver.standing == "serving" for receiver in self._receivers):
            self._publish("ready")
            self._report("degraded" if troubles else "ok", next(iter(troubles), ""))
        elif troubles:
            self._publish("failed")
            self._report("failed", troubles[0])

    def _publish(self, airplay: AirPlay) -> None:
        self._store.replace(cast=msgspec.structs.replace(self._store.state.cast, airplay=airplay))
