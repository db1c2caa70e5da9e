"""Conduct: what people do for themselves in a conference."""

from __future__ import annotations

from appliance.api.conference import MAX_CHAT, Message
from appliance.api.errors import Code, NotAllowed
from appliance.meeting.assembly import Assembly

CHAIRS = ("host", "cohost")


class Conduct(Assembly):
    """Verbs of oneself; `actor` is who calls, and has been let in."""

    def set_muted(self, actor: str, muted: bool) -> None:
        """See MeetingApi."""
        person = self.person(actor)
        if not muted and not person.may_unmute and person.role not in CHAIRS:
            raise NotAllowed(Code.MEETING_MAY_NOT_UNMUTE)
        self.change(actor, muted=muted)

    def set_camera(self, actor: str, on: bool) -> None:
        """See MeetingApi."""
        self.change(actor, camera_on=on)

    def set_sharing(self, actor: str, sharing: bool, has_sound: bool = False) -> None:
        """See MeetingApi."""
        if sharing:
            self.end_sharing()
            self.record.sharer = actor
            self.change(actor, sharing=True, has_screen_sound=has_sound)
        elif self.record.sharer == actor:
            self.end_sharing()

    def end_sharing(self) -> None:
        """Nobody shares any more."""
        if self.record.sharer in self.record.seats:
            self.change(self.record.sharer, sharing=False, has_screen_sound=False)
        self.record.sharer = ""

    def rename(self, actor: str, name: str) -> None:
        """See MeetingApi; an empty name changes nothing."""
        if name:
            self.change(actor, name=name)

    def raise_hand(self, actor: str, raised: bool) -> None:
        """See MeetingApi; a hand that is up stays up since then."""
        since = self.person(actor).hand_since
        self.change(actor, hand_since=(since or self.now()) if raised else None)

    def send_chat(self, actor: str, text: str) -> Message:
        """See MeetingApi; gives the line as it is kept."""
        record = self.record
        record.chat_count += 1
        name = self.person(actor).name
        message = Message(number=record.chat_count, person_id=actor, name=name, text=text, at=self.now())
        record.chat.append(message)
        del record.chat[:-MAX_CHAT]
        return message

    def read_chat(self, _actor: str, after: int = 0) -> list[Message]:
        """See MeetingApi."""
        return [message for message in self.record.chat if message.number > after]

    def answer_roll_call(self, actor: str) -> None:
        """See MeetingApi."""
        if self.record.roll_call is not None:
            self.change(actor, answered=True)

    def consent(self, actor: str, recorded: bool) -> None:
        """See MeetingApi; there is something to agree to only while it is recorded."""
        if self.record.recording.phase in ("starting", "on", "paused"):
            self.change(actor, consented=recorded)

    def request_chair(self, actor: str) -> None:
        """See MeetingApi."""
        if not self.host:
            self.take_chair(actor)
        elif self.host != actor:
            self.change(actor, wants_chair=True)

    def take_chair(self, person_id: str) -> None:
        """Make somebody host; who was it becomes a co-host."""
        if self.host:
            self.change(self.host, role="cohost")
        self.change(person_id, role="host", wants_chair=False, may_unmute=True)
