"""Fingers on another service's page: all that are down, at once where one comes or goes."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtTest import QTest

from appliance.api.contract import VERBS
from ui.meeting import page as module
from ui.meeting.page import MAX_FINGERS, PAUSE_MS, PageTouches


class Recorder:
    """A link that checks each message by the contract."""

    def __init__(self) -> None:
        self.messages: list[list[dict[str, Any]]] = []

    def call(self, method: str, otherwise: Any, **params: Any) -> None:
        msgspec.convert(msgspec.to_builtins(params), VERBS[method].params)
        assert otherwise("meeting.no_call", {}) is None
        self.messages.append(params["points"])


@pytest.fixture
def room(qapp, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(module, "link", lambda: recorder)
    return recorder


def test_a_tap_is_a_finger_and_then_none(room: Recorder) -> None:
    touches = PageTouches()
    touches.place(3, 0.5, 0.25)
    touches.lift(3)
    assert room.messages == [[{"id": 3, "x": 0.5, "y": 0.25}], []]


def test_movement_is_told_seldom_and_its_end_is_not_lost(room: Recorder) -> None:
    touches = PageTouches()
    touches.place(1, 0.1, 0.1)
    for step in range(50):
        touches.place(1, 0.1 + step / 100, 0.1)
    assert len(room.messages) == 1
    QTest.qWait(PAUSE_MS * 4)
    assert len(room.messages) == 2
    assert room.messages[-1][0]["x"] == pytest.approx(0.59)


def test_a_finger_that_slides_off_stays_at_the_edge(room: Recorder) -> None:
    touches = PageTouches()
    touches.place(1, 0.9, 0.5)
    touches.place(1, 1.7, -0.4)
    QTest.qWait(PAUSE_MS * 4)
    assert room.messages[-1] == [{"id": 1, "x": 1.0, "y": 0.0}]


def test_who_comes_down_beside_the_page_touches_nothing(room: Recorder) -> None:
    touches = PageTouches()
    touches.place(1, 1.2, 0.5)
    touches.lift(1)
    assert room.messages == []


def test_no_more_fingers_than_the_contract_takes(room: Recorder) -> None:
    touches = PageTouches()
    for finger in range(MAX_FINGERS + 5):
        touches.place(finger, 0.5, 0.5)
    assert len(room.messages[-1]) == MAX_FINGERS
    touches.release()
    assert room.messages[-1] == []
