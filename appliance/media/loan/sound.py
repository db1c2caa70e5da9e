"""The room's voice as a microphone of the sound server, and what is played into its loudspeaker as the room's sound."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import structlog

from appliance.media.playout import Playout
from appliance.media.source import Source
from drivers.errors import Unavailable
from drivers.pulse import handover
from drivers.pulse.stream import RATE, Playing, Recording

if TYPE_CHECKING:
    from appliance.media.microphone import Microphone, Speaking
    from appliance.media.voice import Spoken

log = structlog.get_logger()

BLOCK = RATE // 100
RETRY_S = 1.0
STOP_S = 1.0
USED_S = 3.0
"""So long at most are the devices left to a program that does not let go of them."""
USED_LOOK_S = 0.1


class LentSound:
    """There from the start to withdraw(). A sound server that dies is given the devices again once it is back."""

    def __init__(self, call_id: str, microphone: Microphone, playout: Playout) -> None:
        """Make the devices; in a thread. Raises Unavailable."""
        self._call_id = call_id
        self._microphone = microphone
        self._playout = playout
        self.devices = handover.provide(call_id)
        self._said = Source()
        self._speaking: Speaking | None = None
        self._lock = threading.Lock()
        self._saying = threading.Lock()
        self._is_lost = False
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(work,), name=f"lent-{name}", daemon=True)
            for name, work in (("feed", self._feed), ("hear", self._hear))
        ]
        for thread in self._threads:
            thread.start()

    def set_open(self, is_open: bool) -> None:
        """Let the room be heard, or silence: nothing is recorded then. Returns when that is so; in a thread."""
        with self._lock:
            if is_open and self._speaking is None and not self._stop.is_set():
                self._said.is_muted = False
                self._speaking = self._microphone.lend(self._take)
            elif not is_open and self._speaking is not None:
                speaking, self._speaking = self._speaking, None
                self._said.is_muted = True
                speaking.stop()

    def stop(self) -> None:
        """Hand no more sound over, in either direction; in a thread."""
        self._stop.set()
        self.set_open(False)
        for thread in self._threads:
            # one that waits for a sound server that hangs is left to it
            thread.join(STOP_S)

    def withdraw(self) -> None:
        """Remove the devices after stop(), once whoever used them has let go: a program that lost its microphone would
        be moved to the room's bare one. In a thread.
        """
        try:
            for _ in range(round(USED_S / USED_LOOK_S)):
                if not handover.is_used(self.devices):
                    break
                time.sleep(USED_LOOK_S)
            handover.withdraw(self.devices)
        except Unavailable as error:
            log.info("loan.not_withdrawn", error=str(error))

    def _take(self, spoken: Spoken) -> None:
        self._said.push(np.repeat(np.clip(spoken.samples, -1, 1)[:, None], 2, axis=1))

    def _run(self, work: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                self.devices = handover.provide(self._call_id)
                work()
            except Unavailable as error:
                self._say_lost(str(error))
                self._stop.wait(RETRY_S)

    def _say_lost(self, why: str) -> None:
        """Said once, by whichever thread is first, and once when the devices are back."""
        with self._saying:
            was_lost, self._is_lost = self._is_lost, bool(why)
        if why and not was_lost:
            log.warning("loan.sound_lost", error=why)
        elif was_lost and not why:
            log.info("loan.sound_back")

    def _feed(self) -> None:
        silence = np.zeros((BLOCK, 1), np.float32)
        with Playing(self.devices.feed, 1) as sink:
            self._say_lost("")
            while not self._stop.is_set():
                piece = self._said.pull(BLOCK)
                sink.write(silence if piece is None else piece[:, :1])

    def _hear(self) -> None:
        source = self._playout.add_source()
        try:
            with Recording(self.devices.heard, 2) as monitor:
                self._say_lost("")
                while not self._stop.is_set():
                    self._playout.feed(source, monitor.read(BLOCK))
        finally:
            self._playout.remove_source(source)
