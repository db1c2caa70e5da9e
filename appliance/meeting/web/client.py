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


class RemotePages:
    """A page of a third party. `on_status` gets every status of the page that was opened last, in the loop."""

    def __init__(self, path: Path, on_status: Callable[[PageStatus], None]) -> None:
        self._path = path
        self._on_status = on_status
        self._client: RpcClient | None = None
        self._call_id = ""
        self._size = (0, 0)

    async def visit(self, call_id: str, service: str, url: str, name: str, devices: PageDevices) -> None:
        """Join, and stay until the page is over; cancelled, leave at once. Nothing of a visit outlives this call.

        Every failure is told by the status; one that the worker cannot tell, as it is away, is web.crashed, or
        web.no_browser where it was away from the start.
        """
        self._call_id = call_id
        over = asyncio.Event()
        failure = "web.no_browser"
        try:
            async with RpcClient.connect(self._path, self._hearing(over), CALL_TIMEOUT_S) as client:
                self._client = client
                await self._resize(client)
                opened = await client.call(
                    "web.open", timeout_s=CALL_TIMEOUT_S, call_id=call_id, service=service, url=url, name=name,
                    devices=devices,
                )  # fmt: skip
                failure = "web.crashed"
                self._take(opened, over)
                await self._wait(client, over)
        except (OSError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
            log.warning("browser.away", error=str(error) or type(error).__name__)
        finally:
            self._client = None
            self._call_id = ""
        if not over.is_set():
            self._on_status(PageStatus(call_id=call_id, phase="over", failure=failure))

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

    def _hearing(self, over: asyncio.Event) -> Callable[[str, Any], None]:
        return lambda method, params: self._take(params, over) if method == "web.status" else None

    def _take(self, plain: Any, over: asyncio.Event) -> None:
        status = msgspec.convert(plain, PageStatus)
        if status.call_id == self._call_id and not over.is_set():
            if status.phase == "over":
                over.set()
            self._on_status(status)
