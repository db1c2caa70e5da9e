"""Scenes of calls for the screenshots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtTest import QTest

from appliance.api.conference import Captioned, Reacted, Recording, RollCall
from appliance.api.meeting import MeetingState
from tests.ui import call_scenes as calls
from tests.ui import scenes
from tests.ui.glass import Role

if TYPE_CHECKING:
    from tests.ui.screenshots import Studio

MESSAGES = {
    "en": (
        "The slides are in the calendar entry.",
        "Can we begin with the northern plant?",
        "Yes, give us two minutes.",
    ),
    "zh_CN": ("幻灯片在日历里。", "可以先讲北方工厂吗？", "好的，请等两分钟。"),
}
LEAVE = {"en": "Leave", "zh_CN": "离开"}
"""The bar's word; one leaves another room's board in other words."""


def enter(studio: Studio, state: MeetingState, *touched: str) -> None:
    """In a call, with verbs touched in turn."""
    studio.room.change(meeting=state)
    QTest.qWait(120)
    for name in touched:
        studio.glass.touch(LEAVE[studio.language] if name == "Leave" else studio.word(name))
        QTest.qWait(80)


def _on(studio: Studio, page: str, state: MeetingState) -> None:
    enter(studio, state)
    if page == "whiteboard":
        studio.board()
    else:
        studio.open(page)
    QTest.qWait(80)


def _people(studio: Studio) -> None:
    state = calls.with_lobby(calls.meeting(5, studio.language), calls.PEOPLE[studio.language][9])
    assert state.call is not None
    assert state.call.conference is not None
    everybody = list(state.call.conference.people)
    everybody[3] = msgspec.structs.replace(everybody[3], hand_since=scenes.NOW)
    held = msgspec.structs.replace(state.call.conference, people=tuple(everybody))
    enter(studio, msgspec.structs.replace(state, call=msgspec.structs.replace(state.call, conference=held)))
    studio.glass.touch(studio.word("People: %1").replace("%1", "6"))
    QTest.qWait(100)
    studio.glass.touch(calls.PEOPLE[studio.language][0], Role.Button)


def _chat(studio: Studio) -> None:
    names = calls.PEOPLE[studio.language]
    studio.room.results["meeting.read_chat"] = [
        {
            "number": at + 1,
            "person_id": calls.ROOM if at == 2 else calls.person_id(at),
            "name": names[at],
            "text": text,
            "at": (scenes.NOW + timedelta(minutes=at)).isoformat().replace("+00:00", "Z"),
        }
        for at, text in enumerate(MESSAGES[studio.language])
    ]
    enter(studio, calls.meeting(3, studio.language, {"chat_count": 3}), "Chat")


def _recording(studio: Studio) -> None:
    by = calls.PEOPLE[studio.language][0]
    recording = Recording(phase="on", since=scenes.NOW - timedelta(seconds=192), by=by)
    enter(studio, calls.meeting(4, studio.language, {"recording": recording}))


def _said(studio: Studio) -> None:
    enter(studio, calls.meeting(4, studio.language))
    for at, reaction in enumerate(("applause", "heart", "thumbs_up")):
        studio.room.announce(Reacted(person_id=calls.person_id(at), reaction=reaction))  # type: ignore[arg-type]
    said = MESSAGES[studio.language][1]
    studio.room.announce(Captioned(person_id=calls.person_id(0), number=1, text=said))
    QTest.qWait(100)


def _roll(studio: Studio) -> None:
    roll = RollCall(since=scenes.NOW, ends_at=scenes.NOW + timedelta(seconds=60))
    enter(studio, calls.meeting(4, studio.language, {"roll_call": roll}))


def _keypad(studio: Studio) -> None:
    studio.open("meet")
    QTest.qWait(50)
    for digit in "4829135":
        studio.glass.touch(digit)


def _failed(studio: Studio) -> None:
    studio.room.change(meeting=MeetingState(failure="meeting.unknown"))
    QTest.qWait(100)


CALLS: dict[str, Callable[[Studio], object]] = {
    "call-joining": lambda studio: enter(studio, calls.joining(studio.language)),
    "call-lobby": lambda studio: enter(studio, calls.joining(studio.language, phase="lobby", step="admission")),
    "call-joining-home": lambda studio: _on(studio, "home", calls.joining(studio.language)),
    "call-alone": lambda studio: enter(studio, calls.meeting(0, studio.language)),
    "call-1": lambda studio: enter(studio, calls.meeting(1, studio.language)),
    "call-2": lambda studio: enter(studio, calls.meeting(2, studio.language)),
    "call-4": lambda studio: enter(studio, calls.meeting(4, studio.language)),
    "call-9": lambda studio: enter(studio, calls.meeting(9, studio.language)),
    "call-16": lambda studio: enter(studio, calls.meeting(18, studio.language)),
    "call-speaker": lambda studio: enter(studio, calls.meeting(6, studio.language, layout="speaker", muted=True)),
    "call-share": lambda studio: enter(studio, calls.sharing(5, studio.language)),
    "call-sharing-board": lambda studio: _on(studio, "whiteboard", calls.meeting(3, studio.language, shared="board")),
    "call-home": lambda studio: _on(studio, "home", calls.meeting(3, studio.language, muted=True)),
    "call-settings": lambda studio: _on(studio, "settings", calls.meeting(3, studio.language)),
    "call-casts": lambda studio: (
        enter(studio, calls.meeting(3, studio.language, shared="cast", shared_cast="ca0")),
        studio.casts(2),
    ),
    "call-people": _people,
    "call-chat": _chat,
    "call-invite": lambda studio: enter(studio, calls.meeting(2, studio.language), "More about the call", "Invite"),
    "call-more": lambda studio: enter(studio, calls.meeting(2, studio.language), "More about the call"),
    "call-layout": lambda studio: enter(studio, calls.meeting(2, studio.language), "Layout"),
    "call-leave": lambda studio: enter(studio, calls.meeting(2, studio.language), "Leave"),
    "call-knock": lambda studio: enter(
        studio, calls.with_lobby(calls.meeting(2, studio.language), *calls.PEOPLE[studio.language][7:9])
    ),
    "call-recording": _recording,
    "call-said": _said,
    "call-roll": _roll,
    "call-failed": _failed,
    "call-ringing": lambda studio: enter(studio, calls.ringing(calls.PEOPLE[studio.language][0])),
    "call-ringing-board": lambda studio: _on(studio, "whiteboard", calls.ringing("")),
    "call-missed": lambda studio: enter(studio, calls.missed(calls.PEOPLE[studio.language][0])),
    "call-missed-busy": lambda studio: enter(
        studio, calls.missed("", *calls.PEOPLE[studio.language][:2], state=calls.meeting(2, studio.language))
    ),
    "call-keypad": _keypad,
    "call-web": lambda studio: enter(
        studio,
        calls.joining(studio.language, phase="live", step="", window=True, capabilities=("mute", "camera", "chat")),
    ),
    "call-web-more": lambda studio: enter(
        studio,
        calls.joining(studio.language, phase="live", step="", window=True, page_hears="room", page_sees="device"),
        "More about the call",
    ),
    "call-hand-over": lambda studio: enter(
        studio, calls.joining(studio.language, step="hand_over", window=True, hint="captcha")
    ),
    "settings-meetings": lambda studio: studio.section("meetings"),
}
"""Pictured light in English and dark in Chinese."""
