"""Films to be made, one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path

import structlog

from appliance.api.recording import Film
from appliance.meeting.recording.filming import FilmFailed, make_film
from appliance.meeting.recording.folder import Folder

log = structlog.get_logger()

Told = Callable[[str, int | None, str], None]
"""Told of a recording's film: per cent, None when it is over, and why it failed as a code."""


class Films:
    """`run` makes them; the other methods may be called at any time."""

    def __init__(self, root: Path, on_change: Told) -> None:
        self._root = root
        self._on_change = on_change
        self._waiting: deque[str] = deque()
        self._making: tuple[str, int] | None = None
        self._work: asyncio.Task[str] | None = None
        self._wake = asyncio.Event()

    @property
    def state(self) -> tuple[Film, ...]:
        """All, in order."""
        waiting = tuple(Film(recording_id=one, phase="waiting") for one in self._waiting)
        if self._making is None:
            return waiting
        return (Film(recording_id=self._making[0], phase="making", percent=self._making[1]), *waiting)

    async def run(self) -> None:
        """Make films, for ever."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._wake.clear()
                while self._waiting:
                    await self._make(tasks, self._waiting.popleft())
                await self._wake.wait()

    def add(self, recording_id: str) -> None:
        """Make one, unless that is known already."""
        if not any(film.recording_id == recording_id for film in self.state):
            self._waiting.append(recording_id)
            self._wake.set()
            self._on_change(recording_id, 0, "")

    async def cancel(self, recording_id: str) -> None:
        """Make it not; when this returns nothing is written any more."""
        if recording_id in self._waiting:
            self._waiting.remove(recording_id)
            self._on_change(recording_id, None, "")
        if self._making is not None and self._making[0] == recording_id and self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])

    async def _make(self, tasks: asyncio.TaskGroup, recording_id: str) -> None:
        self._progress(recording_id, 0)
        self._work = tasks.create_task(self._make_one(recording_id))
        await asyncio.wait([self._work])
        failure = "" if self._work.cancelled() else self._work.result()
        self._making = self._work = None
        self._on_change(recording_id, None, failure)

    async def _make_one(self, recording_id: str) -> str:
        folder = Folder(self._root / recording_id)
        failure = ""
        try:
            await make_film(folder.path, lambda percent: self._progress(recording_id, percent))
        except FilmFailed as failed:
            failure = failed.code
        except OSError as error:
            log.warning("recording.film_not_begun", recording_id=recording_id, error=str(error))
            failure = "recording.broken"
        await asyncio.to_thread(folder.change, film_failure=failure)
        log.info("recording.film_done", recording_id=recording_id, failure=failure)
        return failure

    def _progress(self, recording_id: str, percent: int) -> None:
        if self._making != (recording_id, percent):
            self._making = (recording_id, percent)
            self._on_change(recording_id, percent, "")
