"""The verbs of conferences, each handed on by its name: policy, room's call and conference know the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Literal

from appliance.api.conference import Layout, Message, Publication, Reaction, Reception, Source, Want


class ConferenceVerbs(ABC):
    """That part of MeetingApi which is said by somebody in a conference."""

    @abstractmethod
    async def _command(self, verb: str, **params: Any) -> Any:
        """Do it in the caller's name."""

    async def leave(self) -> None:
        """See MeetingApi."""
        await self._command("leave")

    async def publish(self, epoch: int, offer: str, sources: dict[str, Source]) -> Publication:
        """See MeetingApi."""
        return await self._command("publish", epoch=epoch, offer=offer, sources=sources)

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        """See MeetingApi."""
        return await self._command("receive", epoch=epoch, wants=wants)

    async def answer_reception(self, epoch: int, answer: str) -> None:
        """See MeetingApi."""
        await self._command("answer_reception", epoch=epoch, answer=answer)

    async def restart_reception(self, epoch: int) -> None:
        """See MeetingApi."""
        await self._command("restart_reception", epoch=epoch)

    async def report_silence(self, epoch: int) -> None:
        """See MeetingApi."""
        await self._command("report_silence", epoch=epoch)

    async def set_sharing(self, sharing: bool, has_sound: bool = False) -> None:
        """See MeetingApi."""
        await self._command("set_sharing", sharing=sharing, has_sound=has_sound)

    async def rename(self, name: str) -> None:
        """See MeetingApi."""
        await self._command("rename", name=name)

    async def raise_hand(self, raised: bool) -> None:
        """See MeetingApi."""
        await self._command("raise_hand", raised=raised)

    async def react(self, reaction: Reaction) -> None:
        """See MeetingApi."""
        await self._command("react", reaction=reaction)

    async def send_chat(self, text: str) -> None:
        """See MeetingApi."""
        await self._command("send_chat", text=text)

    async def read_chat(self, after: int = 0) -> list[Message]:
        """See MeetingApi."""
        return await self._command("read_chat", after=after)

    async def caption(self, number: int, text: str, is_final: bool = True) -> None:
        """See MeetingApi."""
        await self._command("caption", number=number, text=text, is_final=is_final)

    async def answer_roll_call(self) -> None:
        """See MeetingApi."""
        await self._command("answer_roll_call")

    async def consent(self, recorded: bool) -> None:
        """See MeetingApi."""
        await self._command("consent", recorded=recorded)

    async def request_chair(self) -> None:
        """See MeetingApi."""
        await self._command("request_chair")

    async def admit(self, people: list[str]) -> None:
        """See MeetingApi."""
        await self._command("admit", people=people)

    async def deny(self, person_id: str) -> None:
        """See MeetingApi."""
        await self._command("deny", person_id=person_id)

    async def mute(self, person_id: str, may_unmute: bool = True) -> None:
        """See MeetingApi."""
        await self._command("mute", person_id=person_id, may_unmute=may_unmute)

    async def mute_all(self, may_unmute: bool = True) -> None:
        """See MeetingApi."""
        await self._command("mute_all", may_unmute=may_unmute)

    async def allow_unmute(self, people: list[str]) -> None:
        """See MeetingApi."""
        await self._command("allow_unmute", people=people)

    async def stop_sharing(self) -> None:
        """See MeetingApi."""
        await self._command("stop_sharing")

    async def remove(self, person_id: str) -> None:
        """See MeetingApi."""
        await self._command("remove", person_id=person_id)

    async def set_role(self, person_id: str, role: Literal["cohost", "presenter", "participant"]) -> None:
        """See MeetingApi."""
        await self._command("set_role", person_id=person_id, role=role)

    async def give_chair(self, person_id: str) -> None:
        """See MeetingApi."""
        await self._command("give_chair", person_id=person_id)

    async def release_chair(self) -> None:
        """See MeetingApi."""
        await self._command("release_chair")

    async def lower_hand(self, person_id: str) -> None:
        """See MeetingApi."""
        await self._command("lower_hand", person_id=person_id)

    async def set_locked(self, locked: bool) -> None:
        """See MeetingApi."""
        await self._command("set_locked", locked=locked)

    async def set_lobby(self, has_lobby: bool) -> None:
        """See MeetingApi."""
        await self._command("set_lobby", has_lobby=has_lobby)

    async def set_spotlight(self, people: list[str]) -> None:
        """See MeetingApi."""
        await self._command("set_spotlight", people=people)

    async def set_shared_layout(self, layout: Layout | None) -> None:
        """See MeetingApi."""
        await self._command("set_shared_layout", layout=layout)

    async def call_roll(self, seconds: int = 60) -> None:
        """See MeetingApi."""
        await self._command("call_roll", seconds=seconds)

    async def end_roll(self) -> None:
        """See MeetingApi."""
        await self._command("end_roll")

    async def extend(self, minutes: int) -> None:
        """See MeetingApi."""
        await self._command("extend", minutes=minutes)

    async def start_recording(self) -> None:
        """See MeetingApi."""
        await self._command("start_recording")

    async def stop_recording(self) -> None:
        """See MeetingApi."""
        await self._command("stop_recording")

    async def end_conference(self) -> None:
        """See MeetingApi."""
        await self._command("end_conference")
