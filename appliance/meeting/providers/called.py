"""Called: somebody rang, and the room answers on the line that they rang on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress

from appliance.api.conference import Source
from appliance.api.errors import Invalid
from appliance.media.engine import MediaEngine
from appliance.meeting.bell import Refusal
from appliance.meeting.engines.janus.sip import Caller, SipLine
from appliance.meeting.engines.janus.trouble import JanusTrouble
from appliance.meeting.provider import Desk, Provider
from appliance.meeting.providers.sip import SipCall

STATUS: Mapping[Refusal, int] = {"busy": 486, "declined": 603, "no_answer": 480}
"""RFC 3261, 21."""
_NO_CODEC = 488
_SECTION = re.compile(r"(?m)^m=(audio|video) ([0-9]+) .*(?:\n(?!m=).*)*")
_MID = re.compile(r"(?m)^a=mid:(\S+)\r?$")
_SOURCES: Mapping[str, Source] = {"audio": "microphone", "video": "camera"}


class Called:
    """Fulfils Incoming and SipWay."""

    def __init__(self, line: SipLine, caller: Caller, media: MediaEngine) -> None:
        self._line = line
        self._caller = caller
        self._media = media
        self._is_answered = False
        self._refusal = STATUS["no_answer"]

    @property
    def address(self) -> str:
        """See Incoming."""
        return self._caller.address

    @property
    def name(self) -> str:
        """See Incoming."""
        return self._caller.name

    async def gone(self) -> None:
        """See Incoming."""
        with suppress(JanusTrouble):
            await self._line.over()

    async def refuse(self, refusal: Refusal) -> None:
        """See Incoming; who has hung up meanwhile needs no refusal."""
        with suppress(JanusTrouble):
            await self._line.decline(STATUS[refusal])

    def provider(self, call_id: str) -> Provider:
        """See Incoming."""
        return SipCall(self, call_id, self._media)

    @property
    def title(self) -> str:
        """See SipWay."""
        return self.name or self.address.partition(":")[2]

    def line(self) -> AbstractAsyncContextManager[SipLine]:
        """See SipWay."""
        return nullcontext(self._line)

    async def meet(self, line: SipLine, media: MediaEngine, desk: Desk) -> Mapping[str, Source]:
        """See SipWay."""
        desk.change(step="media")
        try:
            answer = await media.answer_call(desk.call.id, self._caller.offer)
        except Invalid:
            self._refusal = _NO_CODEC
            raise
        await line.accept(answer)
        self._is_answered = True
        return sources_of(self._caller.offer)

    async def part(self, line: SipLine) -> None:
        """See SipWay; who could not be answered is told so."""
        if self._is_answered:
            await line.hang_up()
            return
        with suppress(JanusTrouble):
            await line.decline(self._refusal)


def sources_of(offer: str) -> dict[str, Source]:
    """What comes in an offer's media sections, by mid: the first of sound is a microphone, of pictures a camera."""
    found: dict[str, Source] = {}
    for kind, section in ((match[1], match[0]) for match in _SECTION.finditer(offer) if match[2] != "0"):
        mid = _MID.search(section)
        if mid is not None and _SOURCES[kind] not in found.values():
            found[mid[1]] = _SOURCES[kind]
    return found
