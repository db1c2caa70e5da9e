"""What a person receives: one handle whose media sections are used again and again.

A section that is not wanted any more is paused, not removed, and later switched to something else of the same codec:
neither needs a new offer, so people come and go in view without negotiation. Only what no section can carry is
subscribed to, which is offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from appliance.api.conference import Track
from appliance.api.errors import Busy, Code
from appliance.meeting.engine import LinePhase, Offered
from appliance.meeting.engines.janus import sections
from appliance.meeting.engines.janus.feed import Chosen
from appliance.meeting.engines.janus.handle import JanusHandle, Told
from appliance.meeting.engines.janus.sections import Section
from appliance.meeting.engines.janus.trouble import JanusAway

OFFER_TIMEOUT_S = 3.0


class Subscriber:
    """One connection that receives."""

    def __init__(self, handle: JanusHandle, on_change: Callable[[], None]) -> None:
        self.handle = handle
        self.phase: LinePhase = "connecting"
        self._on_change = on_change
        self._sections: dict[str, Section] = {}
        self._offer_unanswered = False
        self._answer = ""
        """The last answer of the person."""
        self._fresh: list[Chosen] = []
        self._offers: asyncio.Queue[Told] = asyncio.Queue()
        """What the server offered unasked."""
        handle.on_told = self._take

    async def want(self, room: str, pin: str, chosen: list[Chosen]) -> Offered:
        """Receive these and nothing else. Raises Busy(meeting.busy), JanusTrouble."""
        if self._offer_unanswered:
            raise Busy(Code.MEETING_BUSY)
        if not self._sections:
            return await self._join(room, pin, chosen)
        await self._settle_offers()
        plan = sections.plan(list(self._sections.values()), chosen)
        if plan.switched:
            await self._switch(plan.switched)
        await self._pause_and_resume(plan)
        offer = await self._subscribe(plan.added) if plan.added else ""
        await self._set_sizes(chosen)
        begun = [new for _, new in plan.switched] + [section.carries for section in plan.resumed] + plan.added
        self._fresh = [each for each in begun if each.stream.medium == "video"]
        return Offered(offer=offer, tracks=self._tracks())

    async def answer(self, sdp: str) -> None:
        """Take the person's answer to the last offer. Raises JanusTrouble."""
        await self.handle.ask("start", sdp=sdp, sdp_type="answer")
        self._answer = sdp
        self._offer_unanswered = False

    def take_fresh(self) -> list[Chosen]:
        """Pictures that began to flow since this was last asked: each wants a key frame to begin with."""
        if self.phase != "live" or self._offer_unanswered:
            return []
        fresh, self._fresh = self._fresh, []
        return fresh

    def lose(self, feed: str) -> None:
        """A feed is over: the server has emptied the sections that carried it."""
        for mid, section in self._sections.items():
            if section.carries.feed == feed:
                self._sections[mid] = replace(section, is_lost=True)

    async def _join(self, room: str, pin: str, chosen: list[Chosen]) -> Offered:
        if not chosen:
            return Offered()
        told = await self.handle.ask(
            "join", ptype="subscriber", room=room, pin=pin, autoupdate=False, streams=_wanted(chosen)
        )
        self._learn(told, chosen)
        self._offer_unanswered = True
        self._fresh = [each for each in chosen if each.stream.medium == "video"]
        await self._set_sizes(chosen)
        return Offered(offer=told.sdp, tracks=self._tracks())

    async def _switch(self, switched: list[tuple[Section, Chosen]]) -> None:
        told = await self.handle.ask(
            "switch",
            streams=[{"feed": new.feed, "mid": new.stream.mid, "sub_mid": section.mid} for section, new in switched],
        )
        if told.sdp:
            await self._settle(told)
        for section, new in switched:
            self._sections[section.mid] = Section(section.mid, new)

    async def _subscribe(self, added: list[Chosen]) -> str:
        told = await self.handle.ask("update", subscribe=_wanted(added))
        if told.data.get("videoroom") == "updating":
            # an offer crossed ours: once it is settled the server makes the one we asked for
            await self._settle(await self._next_offer())
            told = await self._next_offer()
        self._learn(told, added)
        self._offer_unanswered = bool(told.sdp)
        return told.sdp

    def _learn(self, told: Told, asked: list[Chosen]) -> None:
        by_stream = {(chosen.feed, chosen.stream.mid): chosen for chosen in asked}
        for listed in told.data.get("streams", []):
            chosen = by_stream.get((str(listed.get("feed_id")), str(listed.get("feed_mid"))))
            mid = str(listed.get("mid"))
            if chosen is not None:
                self._sections[mid] = Section(mid, chosen)

    async def _pause_and_resume(self, plan: sections.Plan) -> None:
        changes = [(section, True) for section in plan.paused] + [(section, False) for section in plan.resumed]
        if not changes:
            return
        await self.handle.ask(
            "configure", streams=[{"mid": section.mid, "send": not is_paused} for section, is_paused in changes]
        )
        for section, is_paused in changes:
            self._sections[section.mid] = replace(section, is_paused=is_paused)

    async def _set_sizes(self, chosen: list[Chosen]) -> None:
        sizes = {(each.feed, each.stream.mid): each.substream for each in chosen if each.substream is not None}
        changes: list[dict[str, Any]] = []
        for section in self._sections.values():
            size = sizes.get((section.carries.feed, section.carries.stream.mid))
            if size is not None and not section.is_paused:
                changes.append({"mid": section.mid, "substream": size})
        if changes:
            await self.handle.ask("configure", streams=changes)

    def _tracks(self) -> tuple[Track, ...]:
        return tuple(
            Track(mid=section.mid, person_id=section.carries.person_id, source=section.carries.source)
            for section in self._sections.values()
            if not section.is_paused and not section.is_lost
        )

    async def _settle_offers(self) -> None:
        while not self._offers.empty():
            await self._settle(self._offers.get_nowait())

    async def _settle(self, offered: Told) -> None:
        """Answer for the person what the server offered unasked, which only empties sections or fills them again.

        VideoRoom 1.1.2 offers anew when a remote publisher leaves, whatever `autoupdate` says, and when an emptied
        section is switched. The person's sections stay as they are, so the last answer holds but for those turned off.
        """
        await self.handle.ask("start", sdp=sections.answer_again(self._answer, offered.sdp), sdp_type="answer")

    async def _next_offer(self) -> Told:
        try:
            async with asyncio.timeout(OFFER_TIMEOUT_S):
                return await self._offers.get()
        except TimeoutError:
            raise JanusAway(f"no offer in {OFFER_TIMEOUT_S:g} s") from None

    def _take(self, told: Told) -> None:
        if told.kind == "webrtcup":
            self._set_phase("live")
        elif told.kind in ("hangup", "detached"):
            self._set_phase("closed")
        elif told.sdp and told.sdp_type == "offer":
            self._offers.put_nowait(told)

    def _set_phase(self, phase: LinePhase) -> None:
        if self.phase not in (phase, "closed"):
            self.phase = phase
            self._on_change()


def _wanted(chosen: list[Chosen]) -> list[dict[str, Any]]:
    return [{"feed": each.feed, "mid": each.stream.mid} for each in chosen]
