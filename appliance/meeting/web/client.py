"""The room's end of the browser worker: one page at a time, across a socket that comes and goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.errors import Code, Unavailable
from appliance.api.meeting import PageKey, TouchPoint
from appliance.meeting.web.engine import PageDevices, PageStatus
from appliance.rpc import RemoteError, RpcClient

log = structlog.get_logger()

CALL_TIMEOUT_S = 5.0


OnStatus = Callable[[PageStatus], None]


class RemotePages:
    """Pages of third parties, one after the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._client: RpcClient | None = None
        self._size = (0, 0)

    async def visit(
        self,
        call_id: str,
        service: str,
        url: str,
        name: str,
        devices: PageDevices,
        on_status: OnStatus,
        *,
        muted: bool = False,
        camera_on: bool = True,
    ) -> None:
        """Join, and stay until the page is over; cancelled, leave at once. Nothing of a visit outlives this call.

        `on_status` gets every status, in the loop; every failure is told by one. Where the worker cannot tell it, as it
        is away, it is web.crashed, or web.no_browser from the start.
        """
        over = asyncio.Event()
        hear = _Hearing(call_id, on_status, over)
        failure = "web.no_browser"
        try:
            async with RpcClient.connect(self._path, hear.notified, CALL_TIMEOUT_S) as client:
                self._client = client
                await self._resize(client)
                opened = await client.call(
                    "web.open",
                    timeout_s=CALL_TIMEOUT_S,
                    call_id=call_id,
                    service=service,
                    url=url,
                    name=name,
                    devices=devices,
                    muted=muted,
                    camera_on=camera_on,
                )
                failure = "web.crashed"
                hear.take(opened)
                await self._wait(client, over)
        except (OSError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
            log.warning("browser.away", error=str(error) or type(error).__name__)
        finally:
            self._client = None
        if not over.is_set():
            on_status(PageStatus(call_id=call_id, phase="over", failure=failure))

    async def set_muted(self, muted: bool) -> None:
        """See WebEngine. Raises Unavailable while there is no page."""
        await self._call("set_muted", muted=muted)

    async def set_camera(self, on: bool) -> None:
        """See WebEngine. Raises Unavailable while there is no page."""
        await self._call("set_camera", on=on)

    async def set_size(self, width: int, height: int) -> None:
        """See WebEngine; it is kept for the next page."""
        if (width, height) != self._size:
            self._size = (width, height)
            if self._client is not None:
                await self._resize(self._client)

    async def touch(self, points: list[TouchPoint]) -> None:
        """See WebEngine. Raises Unavailable while there is no page."""
        await self._call("touch", points=points)

    async def type(self, text: str) -> None:
        """See WebEngine. Raises Unavailable while there is no page."""
        await self._call("type", text=text)

    async def press(self, key: PageKey) -> None:
        """See WebEngine. Raises Unavailable while there is no page."""
        await self._call("press", key=key)

    async def _wait(self, client: RpcClient, over: asyncio.Event) -> None:
        waits = [asyncio.ensure_future(event.wait()) for event in (over, client.closed)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    async def _resize(self, client: RpcClient) -> None:
        width, height = self._size
        await client.call("web.set_size", timeout_s=CALL_TIMEOUT_S, width=width, height=height)

    async def _call(self, verb: str, **params: Any) -> None:
        if self._client is None:
            raise Unavailable(Code.MEETING_NO_CALL)
        try:
            await self._client.call(f"web.{verb}", timeout_s=CALL_TIMEOUT_S, **params)
        except (ConnectionError, TimeoutError, RemoteError) as error:
            raise Unavailable(Code.MEETING_NO_CALL) from error


class _Hearing:
    """Picks out what concerns one visit."""

    def __init__(self, call_id: str, on_status: OnStatus, over: asyncio.Event) -> None:
        self._call_id = call_id
        self._on_status = on_status
        self._over = over

    def notified(self, method: str, params: Any) -> None:
        """Take a notification of the worker."""
        if method == "web.status":
            self.take(params)

    def take(self, plain: Any) -> None:
        """Take a status; after the last one nothing is told."""
        status = msgspec.convert(plain, PageStatus)
        if status.call_id == self._call_id and not self._over.is_set():
            if status.phase == "over":
                self._over.set()
            self._on_status(status)
