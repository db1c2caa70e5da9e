"""Moderation: what hosts, co-hosts and presenters do to a conference and to others in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from appliance.api.conference import Layout, RollCall
from appliance.meeting.conduct import CHAIRS, Conduct


class Moderation(Conduct):
    """Verbs on others; that the actor may is checked by the policy, whom they may not touch is checked here."""

    def admit(self, _actor: str, people: list[str]) -> None:
        """See MeetingApi; who is in already stays in."""
        for person in [self.person(one) for one in people] or self.people:
            if person.phase == "lobby":
                may_unmute = self.record.may_unmute
                muted = person.muted or not may_unmute
                self.change(person.id, phase="connecting", muted=muted, may_unmute=may_unmute)

    def mute(self, actor: str, person_id: str, may_unmute: bool = True) -> None:
        """See MeetingApi."""
        self.under(actor, person_id, "mute")
        self.change(person_id, muted=True, may_unmute=may_unmute)

    def mute_all(self, _actor: str, may_unmute: bool = True) -> None:
        """See MeetingApi."""
        self.record.may_unmute = may_unmute
        for person in self.people:
            if person.role not in CHAIRS:
                self.change(person.id, muted=True, may_unmute=may_unmute)

    def allow_unmute(self, _actor: str, people: list[str]) -> None:
        """See MeetingApi."""
        if not people:
            self.record.may_unmute = True
        for person in [self.person(one) for one in people] or self.people:
            self.change(person.id, may_unmute=True)

    def stop_sharing(self, _actor: str) -> None:
        """See MeetingApi."""
        self.end_sharing()

    def set_role(self, actor: str, person_id: str, role: Literal["cohost", "presenter", "participant"]) -> None:
        """See MeetingApi; a host gives up the chair by release_chair."""
        if self.under(actor, person_id, "set_role").role != "host":
            self.admitted_person(person_id)
            self.change(person_id, role=role)

    def give_chair(self, _actor: str, person_id: str) -> None:
        """See MeetingApi."""
        if self.admitted_person(person_id).role != "host":
            self.take_chair(person_id)

    def release_chair(self, actor: str) -> None:
        """See MeetingApi; whoever has asked longest becomes host."""
        self.change(actor, role="cohost")
        asking = next((person.id for person in self.admitted if person.wants_chair), "")
        if asking:
            self.take_chair(asking)

    def lower_hand(self, actor: str, person_id: str) -> None:
        """See MeetingApi."""
        self.under(actor, person_id, "lower_hand")
        self.change(person_id, hand_since=None)

    def set_locked(self, _actor: str, locked: bool) -> None:
        """See MeetingApi."""
        self.record.locked = locked

    def set_lobby(self, actor: str, has_lobby: bool) -> None:
        """See MeetingApi."""
        self.record.has_lobby = has_lobby
        if not has_lobby:
            self.admit(actor, [])

    def set_spotlight(self, _actor: str, people: list[str]) -> None:
        """See MeetingApi."""
        self.record.spotlight = tuple(dict.fromkeys(self.admitted_person(one).id for one in people))

    def set_shared_layout(self, _actor: str, layout: Layout | None) -> None:
        """See MeetingApi."""
        self.record.layout = layout

    def call_roll(self, actor: str, seconds: int = 60) -> None:
        """See MeetingApi; who calls is here."""
        now = self.now()
        for person in self.people:
            self.change(person.id, answered=person.id == actor)
        self.record.roll_call = RollCall(since=now, ends_at=now + timedelta(seconds=seconds))

    def end_roll(self, _actor: str) -> None:
        """See MeetingApi; who answered stays told until the next."""
        self.record.roll_call = None

    def extend(self, _actor: str, minutes: int) -> None:
        """See MeetingApi; a time that is past, or none, is extended from now."""
        now = self.now()
        self.record.ends_at = max(self.record.ends_at or now, now) + timedelta(minutes=minutes)
