"""RecordingService: begins and ends recordings, has their films made, and shows admins what there is."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog

from appliance.api.conference import Conference, Want
from appliance.api.errors import Busy, Code, Invalid, NotFound, RoomError, Unavailable
from appliance.api.recording import FilmPhase, Kept, RecordingState
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.meeting.conversation import Conversation
from appliance.meeting.recorder import RecorderNews, Tell
from appliance.meeting.recording.films import Films
from appliance.meeting.recording.folder import FILES, NAME, Folder
from appliance.meeting.recording.take import Take
from appliance.store import Store

log = structlog.get_logger()

WORKER_WAIT_S = 5.0
"""How long films wait at first: the worker may still write what a daemon before this one began."""


class RecordingService:
    """Implements Recorder and RecordingApi. A recording that is on is a call of the media worker of the same id."""

    def __init__(self, store: Store, media: MediaEngine, root: Path) -> None:
        self._store = store
        self._media = media
        self._root = root
        self._takes: dict[str, Take] = {}
        """By conference."""
        self._works: dict[str, asyncio.Task[None]] = {}
        self._finishing: dict[str, Take] = {}
        """By recording."""
        self._films = Films(root, self._film_changed)
        self._tasks: asyncio.TaskGroup | None = None
        self._has_heard = asyncio.Event()

    async def run(self) -> None:
        """Serve until cancelled; films that were not finished before are taken up again."""
        async with asyncio.TaskGroup() as self._tasks:
            with suppress(TimeoutError):
                async with asyncio.timeout(WORKER_WAIT_S):
                    await self._has_heard.wait()
            for recording_id in await asyncio.to_thread(self._unfinished):
                self._films.add(recording_id)
            await self._films.run()

    # Recorder

    async def start(self, conference_id: str, view: Conference, conversation: Conversation, tell: Tell) -> None:
        """See Recorder."""
        if self._tasks is None:
            raise Unavailable(Code.MEDIA_AWAY)
        await self.stop(conference_id)
        try:
            folder = await asyncio.to_thread(Folder.make, self._root, view.title, view.number)
        except OSError as error:
            raise Invalid(Code.RECORDING_BAD_FOLDER, reason=error.strerror or "unusable") from error
        take = Take(folder, self._media, conversation, tell)
        self._takes[conference_id] = take
        try:
            await self._media.open_recording(folder.id, str(folder.path))
        except BaseException:
            del self._takes[conference_id]
            await asyncio.to_thread(folder.remove)
            raise
        self._works[conference_id] = self._tasks.create_task(take.run())
        self._publish()
        tell(RecorderNews(phase="on"))
        log.info("recording.begun", recording_id=folder.id, conference=conference_id)

    def follow(self, conference_id: str, view: Conference, wants: tuple[Want, ...]) -> None:
        """See Recorder."""
        if (take := self._takes.get(conference_id)) is not None:
            take.see(view, wants)

    async def stop(self, conference_id: str) -> None:
        """See Recorder."""
        take, work = self._takes.pop(conference_id, None), self._works.pop(conference_id, None)
        if take is None:
            return
        if work is not None:
            work.cancel()
            await asyncio.wait([work])
        self._finishing[take.folder.id] = take
        take.tell(RecorderNews(phase="finishing", failure=take.failure))
        await take.end()
        log.info("recording.ended", recording_id=take.folder.id, failure=take.failure)
        self._films.add(take.folder.id)

    def take(self, status: EngineStatus) -> None:
        """See what the media worker tells: of recordings that failed or are gone, and of those nobody asked for."""
        self._has_heard.set()
        for conference_id, take in tuple(self._takes.items()):
            if take.take(status) and self._tasks is not None:
                self._tasks.create_task(self.stop(conference_id))
        known = {take.folder.id for take in self._takes.values()} | self._finishing.keys()
        for call in status.calls:
            if NAME.fullmatch(call.id) and call.id not in known and self._tasks is not None:
                self._tasks.create_task(self._let_go(call.id))

    def lose_media(self) -> None:
        """The media worker is away: what is on ends, and what is there stays good."""
        for conference_id, take in tuple(self._takes.items()):
            take.lose_media()
            if self._tasks is not None:
                self._tasks.create_task(self.stop(conference_id))

    # RecordingApi

    async def list_recordings(self) -> tuple[Kept, ...]:
        """See RecordingApi."""
        return await asyncio.to_thread(self._list)

    async def delete_recording(self, recording_id: str) -> None:
        """See RecordingApi."""
        folder = await self._ended(recording_id)
        await self._films.cancel(recording_id)
        await asyncio.to_thread(folder.remove)
        log.info("recording.deleted", recording_id=recording_id)

    async def make_film(self, recording_id: str) -> None:
        """See RecordingApi."""
        folder = await self._ended(recording_id)
        await asyncio.to_thread(folder.change, is_film_wanted=True, film_failure="")
        self._films.add(recording_id)

    async def cancel_film(self, recording_id: str) -> None:
        """See RecordingApi."""
        folder = await self._ended(recording_id)
        await self._films.cancel(recording_id)
        await asyncio.to_thread(folder.change, is_film_wanted=folder.has_film)

    def file(self, recording_id: str, name: str) -> Path:
        """A file that may be fetched. Raises NotFound(RECORDING_UNKNOWN)."""
        path = self._find(recording_id).path / name
        if not FILES.fullmatch(name) or not path.is_file():
            raise NotFound(Code.RECORDING_UNKNOWN)
        return path

    async def _let_go(self, recording_id: str) -> None:
        """End a recording of a daemon before this one."""
        with suppress(RoomError, TimeoutError, OSError):
            await self._media.close_call(recording_id)

    def _film_changed(self, recording_id: str, percent: int | None, failure: str) -> None:
        self._publish()
        if (take := self._finishing.get(recording_id)) is None:
            return
        failure = take.failure or failure
        if percent is not None:
            take.tell(RecorderNews(phase="finishing", percent=percent, failure=failure))
        else:
            del self._finishing[recording_id]
            take.tell(RecorderNews(phase="off", failure=failure))

    def _publish(self) -> None:
        on = tuple(take.folder.id for take in self._takes.values())
        self._store.replace(recording=RecordingState(on=on, films=self._films.state))

    def _unfinished(self) -> list[str]:
        found: list[str] = []
        for folder in reversed(Folder.all(self._root)):
            try:
                about = folder.read()
            except (OSError, msgspec.MsgspecError) as error:
                log.warning("recording.folder_broken", folder=folder.id, error=str(error))
                continue
            is_on = any(take.folder.id == folder.id for take in self._takes.values())
            if about.is_film_wanted and not about.film_failure and not folder.has_film and not is_on:
                found.append(folder.id)
        return found

    def _list(self) -> tuple[Kept, ...]:
        found: list[Kept] = []
        for folder in Folder.all(self._root):
            # what is being deleted meanwhile is left out
            with suppress(OSError, msgspec.MsgspecError):
                found.append(self._kept(folder))
        return tuple(found)

    def _kept(self, folder: Folder) -> Kept:
        about = folder.read()
        under_way = next((film for film in self._films.state if film.recording_id == folder.id), None)
        done: FilmPhase = "ready" if folder.has_film else "failed" if about.film_failure else "none"
        return Kept(
            id=folder.id,
            title=about.title,
            number=about.number,
            started_at=about.started_at,
            ended_at=about.ended_at,
            is_on=any(take.folder.id == folder.id for take in self._takes.values()),
            film=under_way.phase if under_way is not None else done,
            percent=under_way.percent if under_way is not None else 0,
            failure=about.failure or about.film_failure,
            files=folder.files(),
        )

    async def _ended(self, recording_id: str) -> Folder:
        if any(take.folder.id == recording_id for take in self._takes.values()):
            raise Busy(Code.RECORDING_ON)
        return await asyncio.to_thread(self._find, recording_id)

    def _find(self, recording_id: str) -> Folder:
        folder = Folder(self._root / Path(recording_id).name)
        if folder.id != recording_id or not folder.path.is_dir():
            raise NotFound(Code.RECORDING_UNKNOWN)
        return folder
