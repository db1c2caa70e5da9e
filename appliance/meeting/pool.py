"""EnginePool: the engines that may forward conferences, in the order of preference, and which of them live."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from appliance.api.conference import EngineKind
from appliance.api.errors import RoomError
from appliance.meeting.engine import LIVENESS_S, Forwarded, Heard, MeetingEngine

log = structlog.get_logger()

Alive = Callable[[bool], None]


class RunningEngine(MeetingEngine, Protocol):
    """An engine with a life of its own; it tells when it is reached and when no more."""

    async def run(self) -> None:
        """Reach it, and reach it again, until cancelled."""
        ...


@dataclass(frozen=True)
class Maker:
    """An engine as configured."""

    kind: EngineKind
    name: str
    make: Callable[[Heard, Alive], RunningEngine]


@dataclass(eq=False)
class Slot:
    """An engine of the pool."""

    kind: EngineKind
    name: str
    is_alive: bool = False
    life: int = 0
    """Grows with each death: conferences of an earlier life are gone."""
    heard: dict[str, Forwarded] = field(default_factory=dict)
    heard_at: float = 0.0
    engine: RunningEngine = field(init=False)


class EnginePool:
    """Runs the engines and tells of deaths, of lives, and of what they hear."""

    def __init__(self, makers: Sequence[Maker]) -> None:
        self.slots: list[Slot] = []
        self._on_alive: list[Callable[[Slot], None]] = []
        self._on_heard: list[Callable[[Slot], None]] = []
        for maker in makers:
            slot = Slot(maker.kind, maker.name)
            slot.engine = maker.make(self._hearing(slot), self._living(slot))
            self.slots.append(slot)

    def on_alive(self, callback: Callable[[Slot], None]) -> None:
        """Call back when an engine begins to live or is dead."""
        self._on_alive.append(callback)

    def on_heard(self, callback: Callable[[Slot], None]) -> None:
        """Call back when an engine told something of its conferences."""
        self._on_heard.append(callback)

    def first_living(self, but: Slot | None = None) -> Slot | None:
        """The most preferred engine that lives; `but` only where there is no other."""
        living = [slot for slot in self.slots if slot.is_alive]
        return next((slot for slot in living if slot is not but), living[0] if living else None)

    def slot_of(self, kind: EngineKind, name: str) -> Slot | None:
        """An engine by its name."""
        return next((slot for slot in self.slots if (slot.kind, slot.name) == (kind, name)), None)

    async def run(self) -> None:
        """Keep all engines reached, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for slot in self.slots:
                tasks.create_task(slot.engine.run())

    async def probe(self, slot: Slot) -> bool:
        """Whether an engine lives; one that does not answer is dead from now on."""
        try:
            async with asyncio.timeout(LIVENESS_S):
                await slot.engine.probe()
        except (RoomError, TimeoutError, OSError) as error:
            log.warning("engine.silent", kind=slot.kind, name=slot.name, reason=str(error) or type(error).__name__)
            self._living(slot)(False)
            return False
        return True

    async def wait_living(self, timeout_s: float) -> Slot | None:
        """The most preferred engine that lives, as soon as there is one."""
        came = asyncio.Event()

        def hear(_slot: Slot) -> None:
            came.set()

        self._on_alive.append(hear)
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    while self.first_living() is None:
                        came.clear()
                        await came.wait()
        finally:
            self._on_alive.remove(hear)
        return self.first_living()

    def _living(self, slot: Slot) -> Alive:
        def tell(is_alive: bool) -> None:
            if slot.is_alive == is_alive:
                return
            slot.is_alive = is_alive
            if not is_alive:
                slot.life += 1
                slot.heard = {}
            log.info("engine.alive" if is_alive else "engine.dead", kind=slot.kind, name=slot.name)
            for callback in tuple(self._on_alive):
                callback(slot)

        return tell

    def _hearing(self, slot: Slot) -> Heard:
        def tell(told: tuple[Forwarded, ...]) -> None:
            slot.heard = {one.conference: one for one in told}
            slot.heard_at = time.monotonic()
            for callback in tuple(self._on_heard):
                callback(slot)

        return tell
