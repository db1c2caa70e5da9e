"""The way of the room into a conference of another room: the verbs that a browser uses, over a line that may break."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import msgspec
import structlog

from appliance.api.conference import Publication, Reception, Source, Want
from appliance.api.errors import Code, NotFound, RoomError
from appliance.api.meeting import Entry
from appliance.meeting.conversation import Hear
from appliance.meeting.peer import Peer, Place, Untrusted
from appliance.meeting.provider import LEAVE_S, CallFailed

log = structlog.get_logger()

RECONNECT_S = (0.2, 1.0, 2.0, 4.0, 8.0)
GIVE_UP_S = 60.0
"""As long as the other room keeps the place of somebody whose line is down."""
TRANSIENT = (OSError, aiohttp.ClientError, TimeoutError)
FINAL = frozenset({Code.MEETING_UNKNOWN, Code.MEETING_LOCKED, Code.MEETING_FULL, Code.TOO_MANY_TRIES})
Find = Callable[[], Awaitable[Place | None]]


class RemoteWay:
    """Fulfils Way. `find` tells where the conference is; None: nowhere."""

    def __init__(
        self, find: Find, number: str, passcode: str, name: Callable[[], str], on_step: Callable[[str], None]
    ) -> None:
        self._find = find
        self._number = number
        self._passcode = passcode
        self._name = name
        self._on_step = on_step
        self._peer: Peer | None = None
        self._hear: Hear = lambda _event: None
        self._ticket = ""
        self.muted = False
        self.camera_on = True

    async def enter(self, hear: Hear) -> Entry:
        """See Way."""
        self._hear = hear
        self._on_step("find")
        place = await self._find()
        if place is None:
            raise CallFailed(Code.MEETING_UNKNOWN)
        self._on_step("enter")
        self._peer = Peer(place, self._heard)
        try:
            await self._peer.connect(self._number, self._passcode)
        except Untrusted as error:
            raise CallFailed(Code.MEETING_UNTRUSTED, str(error)) from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise CallFailed(Code.MEETING_UNTRUSTED, error.host) from error
        except TRANSIENT as error:
            log.info("call.unreachable", reason=type(error).__name__)
            raise CallFailed(Code.MEETING_UNREACHABLE) from error
        self._reading = asyncio.create_task(self._peer.run())
        return await self._seat()

    async def run(self, on_line: Callable[[bool], None]) -> None:
        """See Way."""
        on_line(True)
        try:
            while True:
                await asyncio.wait({self._reading})
                on_line(False)
                await self._come_back()
                on_line(True)
        finally:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def leave(self) -> None:
        """See Way."""
        if self._peer is None:
            return
        try:
            async with asyncio.timeout(LEAVE_S / 2):
                await self._peer.call("leave", {})
        except (RoomError, TimeoutError):
            log.debug("call.left_unheard")
        finally:
            await self._peer.close()

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """See Way."""
        if self._peer is None:
            raise NotFound(Code.MEETING_NOT_IN)
        return await self._peer.call(verb, params)

    async def publish(self, epoch: int, offer: str, sources: dict[str, Source]) -> Publication:
        """See Conversation."""
        answer = await self.command("publish", {"epoch": epoch, "offer": offer, "sources": sources})
        return _read(answer, Publication)

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        """See Conversation."""
        return _read(await self.command("receive", {"epoch": epoch, "wants": wants}), Reception)

    async def answer_reception(self, epoch: int, answer: str) -> None:
        """See Conversation."""
        await self.command("answer_reception", {"epoch": epoch, "answer": answer})

    async def restart_reception(self, epoch: int) -> None:
        """See Conversation."""
        await self.command("restart_reception", {"epoch": epoch})

    async def report_silence(self, epoch: int) -> None:
        """See Conversation."""
        await self.command("report_silence", {"epoch": epoch})

    async def _seat(self) -> Entry:
        assert self._peer is not None  # noqa: S101  connected before
        params = {
            "number": self._number,
            "passcode": self._passcode,
            "name": self._name(),
            "ticket": self._ticket,
            "kind": "room",
        }
        entry = _read(await self._peer.call("enter", params), Entry)
        is_first = not self._ticket
        self._ticket = entry.ticket
        if is_first:
            await self._peer.call("set_muted", {"muted": self.muted})
            await self._peer.call("set_camera", {"on": self.camera_on})
        return entry

    async def _come_back(self) -> None:
        """Connect again with the ticket. Raises CallFailed where the conference is gone, or the line for too long."""
        assert self._peer is not None  # noqa: S101  connected before
        until = asyncio.get_running_loop().time() + GIVE_UP_S
        attempt = 0
        while True:
            await asyncio.sleep(RECONNECT_S[min(attempt, len(RECONNECT_S) - 1)])
            attempt += 1
            try:
                await self._peer.connect(self._number, self._passcode)
                self._reading = asyncio.create_task(self._peer.run())
                await self._seat()
            except Untrusted as error:
                raise CallFailed(Code.MEETING_UNTRUSTED, str(error)) from error
            except RoomError as error:
                if error.code in FINAL:
                    raise CallFailed(error.code) from error
                log.info("call.not_back", reason=error.code, attempt=attempt)
            except TRANSIENT as error:
                log.info("call.not_back", reason=type(error).__name__, attempt=attempt)
            else:
                return
            if asyncio.get_running_loop().time() > until:
                raise CallFailed(Code.MEETING_UNREACHABLE)

    def _heard(self, event: msgspec.Struct) -> None:
        self._hear(event)


def _read(answer: Any, kind: type[Any]) -> Any:
    try:
        return msgspec.convert(answer, kind)
    except msgspec.ValidationError as error:
        raise CallFailed(Code.MEETING_UNREACHABLE, "answer") from error
