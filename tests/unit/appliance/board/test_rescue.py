"""What was rescued of a stroke never takes the place of the stroke itself."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Doc, Map

from appliance.board.paper import Paper, Taken
from appliance.board.rescue import MOST_CLIENT, _unused, rescuing
from appliance.ink.record import elements_of

PART, WHOLE = b"a part", b"the whole of it"


def on_page(doc: Doc[Any]) -> dict[str, bytes]:
    return {key: bytes(value) for key, value in doc.get(elements_of("first"), type=Map).to_py().items()}


def finished(value: bytes = WHOLE) -> Doc[Any]:
    """The document of somebody who finished the stroke while the room was away."""
    doc: Doc[Any] = Doc()
    doc.get(elements_of("first"), type=Map)["stroke"] = value
    return doc


@pytest.mark.parametrize("turn", range(20))
def test_whoever_drew_it_wins_when_they_are_back(turn: int) -> None:
    paper, owner = Paper(), finished()
    update, _ = paper.change(rescuing([("first", "stroke", PART)]))
    assert paper.look(on_page) == {"stroke": PART}
    assert paper.take([owner.get_update()]) == [Taken.NEW]
    assert paper.look(on_page) == {"stroke": WHOLE}
    owner.apply_update(update)
    assert on_page(owner) == {"stroke": WHOLE}


def test_what_they_erased_stays_erased() -> None:
    paper, owner = Paper(), finished()
    paper.change(rescuing([("first", "stroke", PART)]))
    del owner.get(elements_of("first"), type=Map)["stroke"]
    paper.take([owner.get_update()])
    assert paper.look(on_page) == {}


def test_a_stroke_that_is_there_is_left_alone_and_others_are_added() -> None:
    paper = Paper([finished().get_update()])
    update, _ = paper.change(rescuing([("first", "stroke", PART), ("first", "other", PART)]))
    assert paper.look(on_page) == {"stroke": WHOLE, "other": PART}
    assert paper.change(rescuing([("first", "stroke", PART)]))[0] == b""
    other = Paper([finished().get_update()])
    assert other.take([update]) == [Taken.NEW]
    assert other.look(on_page) == paper.look(on_page)


def test_rescued_again_and_again_nothing_is_mistaken_for_what_is_known() -> None:
    paper = Paper()
    for turn in range(50):
        update, _ = paper.change(rescuing([("first", f"stroke {turn}", PART)]))
        assert update
    assert len(paper.look(on_page)) == 50


def test_a_client_id_is_never_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([4, 4, 9])
    monkeypatch.setattr("appliance.board.rescue.secrets.randbelow", lambda most: next(drawn) if most else 0)
    assert _unused({5: 1}) == 10
    assert MOST_CLIENT < 2**20
