"""Telephone: the room can be called by SIP: it is registered where it has an address, and whoever calls rings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
import structlog

from appliance.api.errors import Code
from appliance.api.health import Status
from appliance.config.meeting import JanusConfig
from appliance.media.engine import MediaEngine
from appliance.meeting.bell import Bell
from appliance.meeting.engines.janus.keys import JanusKeys, KeysTrouble
from appliance.meeting.engines.janus.session import joined
from appliance.meeting.engines.janus.sip import Identity, SipFailed, SipLine
from appliance.meeting.engines.janus.trouble import JanusTrouble
from appliance.meeting.providers.called import Called

log = structlog.get_logger()

RETRY_S = (1.0, 2.0, 5.0, 15.0, 30.0)


class Telephone:
    """One line, registered as long as `run` runs; `report` is told how it is."""

    def __init__(
        self,
        server: JanusConfig,
        keys: Callable[[], JanusKeys],
        identity: Callable[[JanusKeys], Identity],
        media: MediaEngine,
        report: Callable[[Status, str], object],
    ) -> None:
        self._server = server
        self._keys = keys
        self._identity = identity
        self._media = media
        self._report = report
        self._failures = 0

    async def run(self, bell: Bell) -> None:
        """Be reachable, and so again after each loss, until cancelled."""
        while True:
            reason = ""
            try:
                await self._serve(bell)
            except SipFailed as failed:
                reason = failed.code
            except (JanusTrouble, KeysTrouble, OSError, TimeoutError, aiohttp.ClientError):
                reason = Code.MEETING_NO_SIP
            if not self._failures:
                log.warning("telephone.away", reason=reason)
            self._report("failed", reason)
            await asyncio.sleep(RETRY_S[min(self._failures, len(RETRY_S) - 1)])
            self._failures += 1

    async def _serve(self, bell: Bell) -> None:
        keys = self._keys()
        async with joined(self._server, keys) as session:
            line = SipLine(session, self._identity(keys))
            line.on_missed = lambda caller: bell.miss(caller.address, caller.name, was_busy=True)
            try:
                await line.open()
                self._failures = 0
                log.info("telephone.registered")
                self._report("ok", "")
                await self._answer(line, bell)
            finally:
                line.lose()

    async def _answer(self, line: SipLine, bell: Bell) -> None:
        try:
            while True:
                caller = await line.called()
                await bell.ring(Called(line, caller, self._media))
        except SipFailed:
            # a registrar that is lost ends no call
            await line.over()
            raise
