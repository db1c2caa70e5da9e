"""The glass domain: which shell draws, and pictures of what it shows."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from appliance.api.errors import Code, NotFound, Unavailable
from appliance.api.glass import Capture, CaptureRequested, GlassState, PictureFormat, Renderer
from appliance.caller import Caller, current_caller
from appliance.store import Store

CAPTURE_TIMEOUT_S = 3.0


class GlassService:
    """Answers glass.*; the newest shell to attach is the glass."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._shell = ""
        self._waiting: dict[str, asyncio.Future[tuple[int, int]]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def attach(self, width: int, height: int, renderer: Renderer) -> None:
        """See GlassApi."""
        self._shell = current_caller.get().id
        self._store.replace(glass=GlassState(attached=True, width=width, height=height, renderer=renderer))

    def leave(self, caller: Caller) -> None:
        """A connection has ended."""
        if caller.id == self._shell:
            self._shell = ""
            self._store.replace(glass=GlassState())

    async def capture(self, format: PictureFormat = "png", max_width: int = 0) -> Capture:  # noqa: A002
        """See GlassApi."""
        if not self._store.state.glass.attached:
            raise Unavailable(Code.GLASS_AWAY)
        async with self._one_at_a_time:
            capture_id = uuid.uuid4().hex
            path = str(self._folder / f"capture.{format}")
            delivered: asyncio.Future[tuple[int, int]] = asyncio.get_running_loop().create_future()
            self._waiting[capture_id] = delivered
            self._store.emit(CaptureRequested(capture_id=capture_id, path=path, format=format, max_width=max_width))
            try:
                async with asyncio.timeout(CAPTURE_TIMEOUT_S):
                    width, height = await delivered
            except TimeoutError:
                raise Unavailable(Code.GLASS_AWAY) from None
            finally:
                del self._waiting[capture_id]
        return Capture(path=path, width=width, height=height)

    async def deliver_capture(self, capture_id: str, width: int, height: int) -> None:
        """See GlassApi."""
        delivered = self._waiting.get(capture_id)
        if delivered is None or delivered.done():
            raise NotFound(Code.CAPTURE_UNKNOWN)
        delivered.set_result((width, height))
