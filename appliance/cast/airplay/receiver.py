"""One AirPlay receiver of the room: a helper that is kept alive, and the cast of whoever mirrors to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Literal

import structlog

from appliance.api.cast import CastEnded
from appliance.api.errors import RoomError
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.cast.airplay.avahi import Avahi
from appliance.cast.airplay.output import Begun, Complained, Ended, Fact, Output, Serving, Trouble
from appliance.cast.airplay.uxplay import Helper, Plan, Ports, receiver_name
from appliance.cast.service import CastService
from appliance.media.engine import MediaEngine

log = structlog.get_logger()

SETTLE_S = 3.0
"""It says that it listens before it tries to register; one that cannot ends within this."""
NAMED_S = 10.0
"""Within this avahi has its host name; a machine on which it has not is found by nobody."""
STEADY_S = 30.0
MAX_SAID = 200
BACK_OFF_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

Standing = Literal["starting", "serving", "failed"]


class Receiver:
    """`on_news` is called when its standing changes. A cast from it waits to be admitted, whatever the settings."""

    def __init__(
        self,
        plan: Plan,
        room_name: str,
        casts: CastService,
        engine: MediaEngine,
        avahi: Avahi,
        on_news: Callable[[], None],
    ) -> None:
        self._plan = plan
        self._name = receiver_name(room_name, plan.number)
        self._casts = casts
        self._engine = engine
        self._avahi = avahi
        self._on_news = on_news
        self._helper: Helper | None = None
        self._helper_name = ""
        self._is_renewing = False
        self._trouble: Trouble = "airplay.helper_died"
        self.owner = f"airplay-{plan.number}"
        self.cast_id = ""
        """The cast of whoever mirrors now."""
        self.standing: Standing = "starting"
        self.trouble = ""
        """Why it failed, a stable code."""

    async def run(self) -> None:
        """Keep the helper alive until cancelled; its end ends its cast."""
        deaths = 0
        while True:
            while not await self._avahi.settle(NAMED_S):
                self._stand("failed", "airplay.no_discovery")
            started_s = time.monotonic()
            try:
                await self._live()
            except OSError as error:
                log.error("airplay.not_started", receiver=self._plan.number, reason=error.strerror)
            finally:
                await self._drop("lost")
            if self._is_renewing:
                deaths = 0
                continue
            deaths = 0 if time.monotonic() - started_s > STEADY_S else deaths
            self._stand("failed", self._trouble)
            await asyncio.sleep(BACK_OFF_S[min(deaths, len(BACK_OFF_S) - 1)])
            deaths += 1

    async def _live(self) -> None:
        """One helper from its start to its end."""
        ports, output, loop = Ports.free(), Output(), asyncio.get_running_loop()
        self._is_renewing, self._trouble, self._helper_name = False, "airplay.helper_died", self._name
        helper = self._helper = Helper(self._plan, self._name, ports)
        settled: asyncio.TimerHandle | None = None
        said = ""
        try:
            async for line in helper.lines():
                fact = output.read(line)
                said = line.strip()[:MAX_SAID] or said
                if self._is_renewing:
                    continue  # what it says while it ends is of no use
                if isinstance(fact, Complained) and settled is not None:
                    settled.cancel()
                if isinstance(fact, Serving) and settled is None:
                    settled = loop.call_later(SETTLE_S, self._stand, "serving")
                elif fact is not None:
                    await self._take(fact, ports)
        finally:
            if settled is not None:
                settled.cancel()
            self._helper = None
            await helper.close()
        if not self._is_renewing:
            log.info("airplay.helper_ended", receiver=self._plan.number, status=helper.status, last_said=said)

    async def _take(self, fact: Fact, ports: Ports) -> None:
        match fact:
            case Complained():
                self._trouble = fact.trouble
            case Begun():
                await self._begin(fact.name, ports)
            case Ended():
                await self._drop("sender")
                if self._helper_name != self._name:
                    self.renew()

    async def _begin(self, name: str, ports: Ports) -> None:
        async def connect(cast_id: str, label: str) -> str:
            self.cast_id = cast_id
            await self._engine.receive_rtp(cast_id, ports.video, ports.audio, label)
            return ""

        caller = Caller(Role.GUEST, self.owner, name)
        try:
            await self._casts.begin(caller, "airplay", name, connect, is_admitted=False)
        except RoomError as error:
            log.warning("airplay.not_received", receiver=self._plan.number, code=error.code)
            self.cast_id = ""
            self.renew()

    async def _drop(self, reason: Literal["sender", "lost", "glass"]) -> None:
        cast_id, self.cast_id = self.cast_id, ""
        if cast_id:
            await self._casts.drop(cast_id, reason)

    def hear(self, event: CastEnded) -> None:
        """A cast ended; where it was this receiver's, somebody else's will: its sender is cut off."""
        if event.cast_id == self.cast_id:
            self.cast_id = ""
            self.renew()

    def rename(self, room_name: str) -> None:
        """Be called otherwise: at once, or once nobody mirrors."""
        self._name = receiver_name(room_name, self._plan.number)
        if self._name != self._helper_name and not self.cast_id:
            self.renew()

    def lose_discovery(self) -> None:
        """Nobody finds it any more; whoever mirrors goes on."""
        if self.standing == "serving":
            self._stand("failed", "airplay.no_discovery")

    def announce_again(self) -> None:
        """What it registered is forgotten: begin anew, at once or once nobody mirrors."""
        self._helper_name = ""
        if not self.cast_id:
            self.renew()

    def renew(self) -> None:
        """Start the helper anew, which cuts off whoever mirrors."""
        if self._helper is not None:
            self._is_renewing = True
            self._helper.end()

    def _stand(self, standing: Standing, trouble: str = "") -> None:
        if (standing, trouble) != (self.standing, self.trouble):
            self.standing, self.trouble = standing, trouble
            tell = log.warning if trouble else log.info
            tell("airplay.receiver", receiver=self._plan.number, standing=standing, why=trouble)
            self._on_news()
