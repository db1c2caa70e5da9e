"""Fingers on a picture become contacts, in messages that are neither too many nor too large."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from appliance.api.cast import MAX_CONTACTS
from appliance.api.contract import VERBS
from ui.cast import touches as module
from ui.cast.touches import PAUSE_MS, Touches


class Recorder:
    """A link that checks each message by the contract."""

    def __init__(self) -> None:
        self.messages: list[list[dict[str, Any]]] = []

    def call(self, method: str, otherwise: Any, **params: Any) -> None:
        msgspec.convert(msgspec.to_builtins(params), VERBS[method].params)
        assert otherwise("cast.unknown", {}) is None
        self.messages.append(params["contacts"])

    def contacts(self) -> list[dict[str, Any]]:
        return [contact for message in self.messages for contact in message]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(module, "link", lambda: recorder)
    return recorder


@pytest.fixture
def fingers(qapp, room: Recorder) -> Touches:
    touches = Touches()
    touches.castId = "ca57"  # pyright: ignore[reportAttributeAccessIssue]
    return touches


def phases(contacts: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(contact["id"], contact["phase"]) for contact in contacts]


def test_a_finger_comes_down_at_once_and_its_way_follows_in_one_message(qtbot, fingers: Touches, room) -> None:
    fingers.begin(0, 0.1, 0.2)
    assert phases(room.contacts()) == [(1, "down")]
    for step in range(5):
        fingers.move(0, 0.1 + step / 100, 0.25)
    fingers.end(0)
    assert len(room.messages) == 1
    qtbot.waitUntil(lambda: len(room.messages) == 2)
    assert phases(room.messages[1]) == [(1, "move")] * 5 + [(1, "up")]
    assert (room.messages[1][4]["x"], room.messages[1][4]["y"]) == pytest.approx((0.14, 0.25))


def test_several_fingers_have_ids_of_their_own_that_are_not_used_again(qtbot, fingers: Touches, room) -> None:
    fingers.begin(0, 0.1, 0.1)
    fingers.begin(1, 0.9, 0.9)
    fingers.end(0)
    fingers.begin(0, 0.5, 0.5)
    fingers.release()
    assert phases(room.contacts()) == [(1, "down"), (2, "down"), (1, "up"), (3, "down"), (2, "up"), (3, "up")]


def test_beside_the_picture_is_nothing_and_leaving_it_lifts(fingers: Touches, room) -> None:
    fingers.begin(0, -0.01, 0.5)
    fingers.move(0, 1.2, 0.5)
    assert room.messages == []
    fingers.move(0, 0.9, 0.5)
    fingers.move(0, 1.1, 0.5)
    fingers.move(0, 0.8, 0.5)
    fingers.end(0)
    fingers.release()
    assert phases(room.contacts()) == [(1, "down"), (1, "up"), (2, "down"), (2, "up")]
    assert [contact["x"] for contact in room.contacts()] == [0.9, 0.9, 0.8, 0.8]


def test_what_points_leaves_no_line(fingers: Touches, room) -> None:
    fingers.pointing = True  # pyright: ignore[reportAttributeAccessIssue]
    fingers.begin(0, 0.5, 0.5)
    fingers.pointing = False  # pyright: ignore[reportAttributeAccessIssue]
    fingers.end(0)
    fingers.begin(0, 0.5, 0.5)
    fingers.release()
    assert [contact["pointing"] for contact in room.contacts()] == [True, True, False, False]


def test_a_second_of_ten_fingers_is_thirty_messages_that_fit(qtbot, fingers: Touches, room) -> None:
    for finger in range(10):
        fingers.begin(finger, 0.1, 0.1)
    for step in range(40):
        for finger in range(10):
            fingers.move(finger, 0.1 + step / 100, 0.1)
    for finger in range(10):
        fingers.end(finger)
    qtbot.wait(3 * PAUSE_MS)
    assert all(len(message) <= MAX_CONTACTS for message in room.messages)
    assert sum(phase == "up" for _, phase in phases(room.contacts())) == 10, "only moves are left out"
    assert 1000 / PAUSE_MS <= 30


def test_what_is_sent_is_told_for_the_echo(fingers: Touches, room) -> None:
    told: list[tuple[object, ...]] = []
    fingers.began.connect(lambda *what: told.append(("began", *what)))
    fingers.moved.connect(lambda *what: told.append(("moved", *what)))
    fingers.ended.connect(lambda *what: told.append(("ended", *what)))
    fingers.begin(4, 0.25, 0.5)
    fingers.move(4, 0.5, 0.5)
    fingers.move(4, 0.5, 0.5)
    fingers.end(4)
    assert told == [("began", 1, 0.25, 0.5, False), ("moved", 1, 0.5, 0.5), ("ended", 1)]
