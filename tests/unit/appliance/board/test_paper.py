"""The document in its thread: what it takes, what it gives, and what it makes of a damaged past."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pycrdt import Doc, Map

from appliance.board.paper import Paper, Taken

CLIENT = 5
CLIENT_WITHOUT_CHANGES = bytes.fromhex("010005d79c0600")
"""Of one that is known; the native code panics on it."""


@pytest.fixture
def paper() -> Iterator[Paper]:
    paper = Paper()
    yield paper
    paper.close()


def updates(count: int) -> list[bytes]:
    doc: Doc[Map] = Doc(client_id=CLIENT)
    found: list[bytes] = []
    heard = doc.observe(lambda event: found.append(event.update))
    for number in range(count):
        doc.get("o:first", type=Map)[f"k{number}"] = b"%d" % number
    doc.unobserve(heard)
    return found


def keys(paper: Paper) -> set[str]:
    return paper.look(lambda doc: set(doc.get("o:first", type=Map).keys()))


def test_updates_are_new_known_missing_or_bad(paper: Paper) -> None:
    first, second, third = updates(3)
    assert paper.take([first, first, third, b"rubbish", second]) == [
        Taken.NEW, Taken.KNOWN, Taken.MISSING, Taken.BAD, Taken.NEW,
    ]  # fmt: skip
    assert keys(paper) == {"k0", "k1"}


def test_a_change_from_within_is_an_update_for_others(paper: Paper) -> None:
    update, length = paper.change(lambda doc: doc.get("o:first", type=Map).update({"a": b"1"}) or 1)
    assert length == 1
    assert paper.change(lambda _doc: None) == (b"", None)
    other = Paper([update])
    assert keys(other) == {"a"}
    assert other.present([("first", "a"), ("first", "b"), ("second", "a")]) == {"a"}
    other.close()


def test_who_lacks_something_gets_just_that(paper: Paper) -> None:
    first, second, third = updates(3)
    paper.take([first, second, third])
    behind = Paper([first])
    (missing,) = paper.missing(behind.state_vector())
    assert len(missing) < len(paper.state())
    assert behind.take([missing]) == [Taken.NEW]
    assert keys(behind) == keys(paper)
    behind.close()


def test_what_came_after_a_gap_is_kept() -> None:
    all_of_them = updates(9)
    paper = Paper([*all_of_them[:3], *all_of_them[5:]], has_gaps=True)
    assert keys(paper) == {f"k{number}" for number in range(9)} - {"k3", "k4"}
    paper.close()


def test_where_the_library_gives_up_the_document_is_made_anew(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = updates(2)
    paper.take([first])
    monkeypatch.setattr(paper._screen, "check", lambda _update: {})  # as if the screen had a hole
    assert paper.take([CLIENT_WITHOUT_CHANGES]) == [Taken.BAD]
    assert paper.take([second]) == [Taken.NEW]
    assert keys(paper) == {"k0", "k1"}
