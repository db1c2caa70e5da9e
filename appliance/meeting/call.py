"""RoomCall: the one call that the room is in, from the tap to the end of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import structlog

from appliance.api.errors import Busy, Code, NotFound, RoomError
from appliance.api.meeting import Call
from appliance.media.engine import EngineStatus
from appliance.meeting.provider import LEAVE_S, CallFailed, Provider

log = structlog.get_logger()


class RoomCall:
    """Holds the provider while there is a call; `on_change` is told of every change of what the glass sees."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._provider: Provider | None = None
        self._call: Call | None = None
        self._task: asyncio.Task[None] | None = None
        self._begun = asyncio.Event()
        self.failure = ""
        self.failure_detail = ""

    @property
    def now(self) -> Call | None:
        """The call; None while the room is in none."""
        return self._call

    @property
    def call(self) -> Call:
        """See Desk."""
        assert self._call is not None  # noqa: S101  providers run while there is a call only
        return self._call

    @property
    def provider(self) -> Provider:
        """What serves the call. Raises NotFound(meeting.no_call)."""
        if self._provider is None:
            raise NotFound(Code.MEETING_NO_CALL)
        return self._provider

    def check_free(self) -> None:
        """Raises Busy(meeting.in_call)."""
        if self._call is not None:
            raise Busy(Code.MEETING_IN_CALL)

    def begin(self, call: Call, provider: Provider) -> None:
        """Begin to join; the rest is told by the call. Raises Busy(meeting.in_call)."""
        self.check_free()
        self._call, self._provider = call, provider
        self.failure = self.failure_detail = ""
        log.info("call.begun", call=call.id, kind=call.kind, service=call.service)
        self._begun.set()
        self._on_change()

    async def leave(self) -> None:
        """Leave at once: what there is to put away is put away within LEAVE_S. Raises NotFound(meeting.no_call)."""
        if self._call is None:
            raise NotFound(Code.MEETING_NO_CALL)
        task = self._task
        self._clear()
        if task is not None:
            task.cancel()
            await asyncio.wait({task}, timeout=LEAVE_S)

    def fail(self, code: str, detail: str = "") -> None:
        """Show why a call could not be, or is over."""
        self.failure, self.failure_detail = code, detail
        self._on_change()

    def dismiss(self) -> None:
        """Show no failure."""
        self.fail("")

    async def run(self) -> None:
        """Serve one call after the other, until cancelled."""
        while True:
            await self._begun.wait()
            self._begun.clear()
            provider, call = self._provider, self._call
            if provider is None or call is None:
                continue
            self._task = asyncio.create_task(self._live(provider, _Desk(self, call.id)))
            try:
                await asyncio.wait({self._task})
            finally:
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)
                self._task = None

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        if self._provider is not None:
            self._provider.take(status)

    def lose_media(self) -> None:
        """The media worker is away."""
        if self._provider is not None:
            self._provider.lose_media()

    def change(self, call_id: str, fields: dict[str, object]) -> None:
        """Replace fields of the call, if it is still this one."""
        if self._call is None or self._call.id != call_id:
            return
        changed = msgspec.structs.replace(self._call, **fields)
        if changed != self._call:
            if changed.step != self._call.step or changed.phase != self._call.phase:
                log.info("call.turned", call=call_id, phase=changed.phase, step=changed.step)
            self._call = changed
            self._on_change()

    async def _live(self, provider: Provider, desk: _Desk) -> None:
        code = detail = ""
        try:
            await provider.run(desk)
        except CallFailed as failed:
            code, detail = failed.code, failed.detail
        except RoomError as refused:
            code = refused.code
        except Exception:
            log.exception("call.broke", kind=desk.call.kind)
            code = Code.INTERNAL
        if self._provider is provider:
            log.info("call.over", failure=code)
            self._clear()
            if code:
                self.fail(code, detail)

    def _clear(self) -> None:
        self._call = self._provider = None
        self._on_change()


class _Desk:
    """Where the provider of one call tells how it is; after the call nobody listens."""

    def __init__(self, room: RoomCall, call_id: str) -> None:
        self._room = room
        self._id = call_id
        self._last = room.call

    @property
    def call(self) -> Call:
        """See Desk."""
        now = self._room.now
        if now is not None and now.id == self._id:
            self._last = now
        return self._last

    def change(self, **fields: object) -> None:
        """See Desk."""
        self._room.change(self._id, fields)
