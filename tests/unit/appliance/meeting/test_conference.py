"""What holds of a conference whatever people do in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from appliance.api.conference import MAX_CHAT, MAX_PARTICIPANTS, Conference, Engine
from appliance.api.errors import Busy, NotAllowed, RoomError
from appliance.meeting import policy
from appliance.meeting.conference import AWAY, MAX_LOBBY, HeldConference, Newcomer
from appliance.meeting.record import Record

BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


def held(**more: Any) -> tuple[HeldConference, Clock]:
    clock = Clock()
    conference = HeldConference.new(
        number="123456789", passcode="246810", title="Weekly", host_name="Aurora", clock=clock, **more
    )
    return conference, clock


def come(conference: HeldConference, owner: str, **more: Any) -> str:
    return conference.enter(Newcomer(owner=owner, name=owner.title(), **more)).id


@pytest.fixture
def room() -> tuple[HeldConference, Clock, str]:
    conference, clock = held()
    return conference, clock, come(conference, "room", waits=False, role="host", muted=False)


def test_who_comes_by_number_waits_and_sees_nobody_until_admitted(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria = come(conference, "maria")
    assert conference.person(maria).phase == "lobby"
    assert [person.id for person in conference.view(maria).people] == [maria]
    assert [person.id for person in conference.view(host).people] == [host, maria]
    assert conference.forwarded(maria) == ()
    conference.admit(host, [])
    assert conference.person(maria).phase == "connecting"
    assert {person.id for person in conference.view(maria).people} == {host, maria}


def test_the_lobby_is_no_secret_kept_from_cohosts_only(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    one, two = come(conference, "one", waits=False), come(conference, "two")
    assert two not in {person.id for person in conference.view(one).people}
    conference.set_role(host, one, "cohost")
    assert two in {person.id for person in conference.view(one).people}


def test_a_ticket_brings_back_to_the_same_place_and_a_forged_one_does_not(
    room: tuple[HeldConference, Clock, str],
) -> None:
    conference, _, host = room
    maria = come(conference, "maria", waits=False)
    ticket = conference.ticket_of(maria)
    assert conference.lose(maria)
    assert conference.person(maria).phase == "away"
    assert come(conference, "another session", ticket=ticket) == maria
    assert conference.person(maria).phase == "connecting"
    forged = f"{host}.{ticket.partition('.')[2]}"
    assert come(conference, "mallory", ticket=forged) not in (maria, host)


def test_who_was_in_comes_again_without_waiting_but_not_who_was_put_out(
    room: tuple[HeldConference, Clock, str],
) -> None:
    conference, _, host = room
    maria, jonas = come(conference, "maria", waits=False), come(conference, "jonas", waits=False)
    tickets = conference.ticket_of(maria), conference.ticket_of(jonas)
    conference.leave(maria)
    conference.remove(host, jonas)
    assert conference.person(come(conference, "maria", ticket=tickets[0])).phase == "connecting"
    for waits in (True, False):
        again = come(conference, "jonas", ticket=tickets[1], waits=waits)
        assert conference.person(again).phase == "lobby"
    conference.record.has_lobby = False
    assert conference.person(come(conference, "jonas", waits=False)).phase == "lobby"


def test_nobody_new_comes_to_a_locked_conference(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria = come(conference, "maria", waits=False)
    conference.set_locked(host, True)
    with pytest.raises(NotAllowed):
        come(conference, "jonas")
    conference.lose(maria)
    assert come(conference, "maria") == maria


def test_there_is_an_end_to_how_many_come(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, _ = room
    for number in range(MAX_PARTICIPANTS - 1):
        come(conference, f"p{number}", waits=False)
    with pytest.raises(Busy):
        come(conference, "one too many", waits=False)


def test_a_flood_before_the_door_keeps_nobody_out_who_need_not_wait(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, _ = room
    for number in range(MAX_LOBBY):
        come(conference, f"flood{number}")
    with pytest.raises(Busy):
        come(conference, "one more")
    come(conference, "guest", waits=False)


def test_mute_is_what_the_engine_hears_of(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria = come(conference, "maria", waits=False)
    conference.set_muted(maria, False)
    conference.set_camera(maria, True)
    assert conference.forwarded(maria) == ("microphone", "camera", "camera_low")
    conference.mute(host, maria, may_unmute=False)
    assert conference.forwarded(maria) == ("camera", "camera_low")
    with pytest.raises(NotAllowed):
        conference.set_muted(maria, False)
    conference.allow_unmute(host, [maria])
    conference.set_muted(maria, False)
    assert "microphone" in conference.forwarded(maria)


def test_mute_all_holds_for_those_who_come_later_too(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    conference.mute_all(host, may_unmute=False)
    late = come(conference, "late", waits=False, muted=False)
    assert conference.person(late).muted
    with pytest.raises(NotAllowed):
        conference.set_muted(late, False)
    conference.set_muted(host, False)
    conference.allow_unmute(host, [])
    assert conference.person(come(conference, "later", waits=False)).may_unmute


def test_one_shares_at_a_time(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria = come(conference, "maria", waits=False)
    conference.set_sharing(host, True)
    conference.set_sharing(maria, True, has_sound=True)
    assert conference.record.sharer == maria
    assert not conference.person(host).sharing
    assert conference.forwarded(maria) == ("screen", "screen_sound")
    conference.set_sharing(host, False)
    assert conference.record.sharer == maria
    conference.leave(maria)
    assert conference.record.sharer == ""


def test_the_chair_goes_on(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria, jonas = come(conference, "maria", waits=False), come(conference, "jonas", waits=False)
    conference.request_chair(maria)
    assert conference.host == host
    conference.release_chair(host)
    assert conference.host == maria
    conference.set_role(maria, jonas, "cohost")
    conference.leave(maria)
    assert conference.host == host  # a co-host since they released the chair, and there longest
    conference.give_chair(host, jonas)
    assert (conference.host, conference.person(host).role) == (jonas, "cohost")


def test_nobody_but_the_host_acts_on_the_host(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    maria = come(conference, "maria", waits=False)
    conference.set_role(host, maria, "cohost")
    for act in (conference.mute, conference.remove, conference.lower_hand, conference.deny):
        with pytest.raises(NotAllowed):
            act(maria, host)
    with pytest.raises(NotAllowed):
        conference.set_role(maria, host, "participant")


def test_who_is_away_for_a_minute_has_left(room: tuple[HeldConference, Clock, str]) -> None:
    conference, clock, _ = room
    maria = come(conference, "maria", waits=False)
    conference.lose(maria)
    clock.now += AWAY - timedelta(seconds=1)
    assert conference.overdue() == []
    clock.now += timedelta(seconds=1)
    assert conference.overdue() == [maria]


def test_a_roll_call_ends_by_itself(room: tuple[HeldConference, Clock, str]) -> None:
    conference, clock, host = room
    maria = come(conference, "maria", waits=False)
    conference.call_roll(host, 30)
    assert [person.answered for person in conference.people] == [True, False]
    conference.answer_roll_call(maria)
    assert conference.person(maria).answered
    assert not conference.end_overdue_roll()
    clock.now += timedelta(seconds=30)
    assert conference.end_overdue_roll()
    assert conference.record.roll_call is None


def test_the_chat_keeps_the_newest_and_counts_on(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    for number in range(MAX_CHAT + 20):
        conference.send_chat(host, f"line {number}")
    kept = conference.read_chat(host)
    assert [message.number for message in kept] == list(range(21, MAX_CHAT + 21))
    assert conference.read_chat(host, MAX_CHAT + 19)[0].text == f"line {MAX_CHAT + 19}"


def test_an_extension_counts_from_the_end_or_from_now(room: tuple[HeldConference, Clock, str]) -> None:
    conference, clock, host = room
    conference.extend(host, 15)
    conference.extend(host, 15)
    assert conference.record.ends_at == BEGAN + timedelta(minutes=30)
    clock.now += timedelta(hours=2)
    conference.extend(host, 15)
    assert conference.record.ends_at == clock.now + timedelta(minutes=15)


def test_another_engine_means_connecting_again(room: tuple[HeldConference, Clock, str]) -> None:
    conference, _, host = room
    conference.change(host, phase="present")
    conference.serve_by(Engine(kind="janus", name="house", epoch=4))
    assert conference.person(host).phase == "connecting"
    assert conference.view(host).engine.epoch == 4


def test_what_is_written_is_what_was(room: tuple[HeldConference, Clock, str]) -> None:
    conference, clock, host = room
    maria = come(conference, "maria", waits=False)
    conference.send_chat(maria, "hello")
    conference.set_spotlight(host, [maria])
    kept = msgspec.json.decode(msgspec.json.encode(conference.record), type=Record)
    again = HeldConference(kept, clock)
    assert again.record == conference.record
    again.restore(clock.now)
    assert {person.phase for person in again.people} == {"away"}
    assert again.enter(Newcomer(owner="x", name="", ticket=conference.ticket_of(maria))).id == maria


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.text(max_size=120))
def test_no_ticket_is_guessed(key: bytes, ticket: str) -> None:
    conference, _ = held()
    conference.record.key = key or b"k"
    host = come(conference, "room", waits=False, role="host")
    assert conference.enter(Newcomer(owner="mallory", name="", ticket=ticket)).id != host


class Machine(RuleBasedStateMachine):
    """Anybody does anything that the policy allows them, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.conference, self.clock = held()
        self.owners = 0
        self.tickets: dict[str, str] = {}

    def _anybody(self, data: st.DataObject, at_least: str = "lobby") -> str:
        people = self.conference.people if at_least == "lobby" else self.conference.admitted
        return people[data.draw(st.integers(0, 60)) % len(people)].id if people else ""

    @rule(waits=st.booleans(), role=st.sampled_from(["participant", "host"]))
    def enters(self, waits: bool, role: Any) -> None:
        self.owners += 1
        first = not self.conference.people
        try:
            person = self.conference.enter(
                Newcomer(owner=f"o{self.owners}", name="", waits=waits, role=role if first else "participant")
            )
        except RoomError:
            return
        self.tickets[person.id] = self.conference.ticket_of(person.id)

    @rule(data=st.data())
    def comes_back(self, data: st.DataObject) -> None:
        if self.tickets:
            ticket = list(self.tickets.values())[data.draw(st.integers(0, 60)) % len(self.tickets)]
            self.owners += 1
            try:
                self.conference.enter(Newcomer(owner=f"o{self.owners}", name="", ticket=ticket))
            except RoomError:
                return

    @rule(data=st.data(), is_lost=st.booleans())
    def goes(self, data: st.DataObject, is_lost: bool) -> None:
        if one := self._anybody(data):
            (self.conference.lose if is_lost else self.conference.leave)(one)

    @rule(data=st.data(), seconds=st.integers(0, 90))
    def waits(self, data: st.DataObject, seconds: int) -> None:
        self.clock.now += timedelta(seconds=seconds)
        for one in self.conference.overdue():
            self.conference.leave(one)
        self.conference.end_overdue_roll()

    @rule(
        data=st.data(),
        verb=st.sampled_from(
            [
                ("set_muted", st.booleans()), ("set_camera", st.booleans()), ("set_sharing", st.booleans()),
                ("raise_hand", st.booleans()), ("send_chat", st.just("x")), ("request_chair", None),
                ("admit", st.just([])), ("mute_all", st.booleans()), ("allow_unmute", st.just([])),
                ("stop_sharing", None), ("release_chair", None), ("set_locked", st.booleans()),
                ("set_lobby", st.booleans()), ("call_roll", st.integers(10, 60)), ("answer_roll_call", None),
                ("extend", st.integers(5, 30)), ("consent", st.booleans()),
            ]
        ),
    )  # fmt: skip
    def says(self, data: st.DataObject, verb: tuple[str, Any]) -> None:
        self._do(data, verb[0], *([data.draw(verb[1])] if verb[1] is not None else []))

    @rule(data=st.data(), verb=st.sampled_from(sorted(policy.OF_ANOTHER)))
    def acts_on_another(self, data: st.DataObject, verb: str) -> None:
        other = self._anybody(data)
        more = [data.draw(st.sampled_from(["cohost", "presenter", "participant"]))] if verb == "set_role" else []
        if other:
            self._do(data, verb, other, *more)

    @rule(data=st.data())
    def spotlights(self, data: st.DataObject) -> None:
        if other := self._anybody(data):
            self._do(data, "set_spotlight", [other])

    @rule(data=st.data())
    def is_heard(self, data: st.DataObject) -> None:
        if one := self._anybody(data, "admitted"):
            self.conference.hear((one, "f" * 16))

    def _do(self, data: st.DataObject, verb: str, *params: Any) -> None:
        actor = self._anybody(data, "admitted")
        if not actor:
            return
        try:
            policy.check(self.conference.person(actor).role, verb)
            getattr(self.conference, verb)(actor, *params)
        except RoomError:
            return

    @invariant()
    def one_host_or_none(self) -> None:
        assert sum(person.role == "host" for person in self.conference.people) <= 1

    @invariant()
    def whoever_is_named_is_in(self) -> None:
        record, ids = self.conference.record, {person.id for person in self.conference.admitted}
        assert record.speaker in ids | {""}
        assert record.sharer in ids | {""}
        assert set(record.spotlight) <= ids
        assert {person.id for person in self.conference.people if person.sharing} <= {record.sharer}

    @invariant()
    def the_chat_has_no_gaps(self) -> None:
        record = self.conference.record
        newest_first = [message.number for message in reversed(record.chat)]
        assert newest_first == list(range(record.chat_count, record.chat_count - len(newest_first), -1))

    @invariant()
    def only_what_may_be_heard_is_forwarded(self) -> None:
        for person in self.conference.people:
            sources = self.conference.forwarded(person.id)
            assert ("microphone" in sources) <= (not person.muted and person.phase != "lobby")
            assert ("screen" in sources) <= (self.conference.record.sharer == person.id)
            if not person.may_unmute and person.role not in ("host", "cohost"):
                assert person.muted

    @invariant()
    def it_can_be_written_and_told(self) -> None:
        encoded = msgspec.json.encode(self.conference.record)
        assert msgspec.json.decode(encoded, type=Record) == self.conference.record
        for person in self.conference.people:
            told = msgspec.json.encode(self.conference.view(person.id))
            msgspec.json.decode(told, type=Conference)
            assert b"246810" not in told


Machine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestWhateverPeopleDo = Machine.TestCase
