"""What updates a board's document takes, and that whatever it takes does no harm."""

from __future__ import annotations

import os
import random
import time

import pytest
from pycrdt import Array, Doc, Map, Text, UndoManager

from appliance.board.screening import MAX_DEPTH, BadUpdate, Missing, Screen, filling, read_state_vector, split

EMPTY = b"\x00"


def written(*values: object, doc: Doc[Map] | None = None) -> list[bytes]:
    """The updates of setting keys of a map to values."""
    doc = doc or Doc()
    updates: list[bytes] = []
    heard = doc.observe(lambda event: updates.append(event.update))
    for number, value in enumerate(values):
        doc.get("o:first", type=Map)[f"k{number % 5}"] = value
    doc.unobserve(heard)
    return updates


def test_elements_as_boards_have_them_pass_one_by_one_and_as_a_whole() -> None:
    doc: Doc[Map] = Doc()
    updates = written(b"stroke", {"k": "text", "t": "Wörter", "n": 2.5, "p": [1, -2, 1e9]}, None, True, 3, "x", doc=doc)
    del doc.get("o:first", type=Map)["k1"]
    screen = Screen(EMPTY)
    for update in updates:
        screen.took(screen.check(update))
    whole = Screen(EMPTY)
    assert whole.check(doc.get_update()) == read_state_vector(doc.get_state())


def test_what_an_undo_keeps_passes() -> None:
    # as yjs writes it: deleted values of one key that are kept for the undo, joined with the one that counts
    update = b"\x01\x01\x05\x00\x28\x01\x01m\x01k\x03\x7d\x01\x7d\x02\x7d\x03\x01\x05\x01\x00\x02"
    doc: Doc[Map] = Doc()
    assert Screen(EMPTY).check(update) == {5: 3}
    doc.apply_update(update)
    assert doc.get("m", type=Map).to_py() == {"k": 3}


def test_undo_and_redo_of_pycrdt_pass() -> None:
    doc: Doc[Map] = Doc()
    elements, moved = doc.get("o:first", type=Map), doc.get("x:first", type=Map)
    undo = UndoManager(scopes=[elements, moved], capture_timeout_millis=0)
    undo.include_origin("pen")
    screen, updates = Screen(EMPTY), list[bytes]()
    heard = doc.observe(lambda event: updates.append(event.update))
    for number in range(6):
        with doc.transaction(origin="pen"):
            elements["k"] = b"%d" % number
            moved["k"] = {"c": number}
        if number % 2:
            with doc.transaction(origin="pen"):
                del elements["k"], moved["k"]
    for step in (undo.undo, undo.undo, undo.redo, undo.undo, undo.undo, undo.redo):
        step()
    doc.unobserve(heard)
    for update in updates:
        screen.took(screen.check(update))
    assert read_state_vector(doc.get_state()) == Screen(EMPTY).check(doc.get_update())


@pytest.mark.parametrize("value", [Text("shared"), Array([1]), Map({"a": 1})])
def test_nested_types_do_not(value: object) -> None:
    with pytest.raises(BadUpdate):
        Screen(EMPTY).check(written(value)[0])


def test_lists_in_the_document_itself_do_not() -> None:
    doc: Doc[Array] = Doc()
    doc.get("list", type=Array).append(1)
    with pytest.raises(BadUpdate):
        Screen(EMPTY).check(doc.get_update())


def test_depth_is_bounded() -> None:
    def nested(depth: int) -> list[object]:
        return [nested(depth - 1)] if depth else []

    Screen(EMPTY).check(written(nested(MAX_DEPTH - 1))[0])
    with pytest.raises(BadUpdate, match="deep"):
        Screen(EMPTY).check(written(nested(MAX_DEPTH + 1))[0])


def test_what_comes_before_its_past_is_missing_something() -> None:
    first, second, *_ = written(b"1", b"2", b"3")
    screen = Screen(EMPTY)
    with pytest.raises(Missing):
        screen.check(second)
    screen.took(screen.check(first))
    screen.took(screen.check(second))


def test_two_clients_that_replace_each_others_values_pass_in_one_update() -> None:
    one: Doc[Map] = Doc()
    two: Doc[Map] = Doc()
    for number in range(20):
        doc, other = (one, two) if number % 2 else (two, one)
        written(b"%d" % number, doc=doc)
        other.apply_update(doc.get_update())
    Screen(EMPTY).check(one.get_update())


@pytest.mark.parametrize(
    "update",
    [
        b"",
        b"\x00",
        b"\xff" * 20,
        b"\x00\x00\x00",
        b"\x01\x01\x05\x00\x28\x01\x01m\x02\xff\xfe\x01\x7e\x00",  # a key that is no UTF-8
        b"\x01\x01\x05\x00\xa8\x05\x00\x01\x7e\x00",  # an item after itself
        bytes.fromhex("010005d79c0600"),  # a client without changes: pycrdt panics
        b"\x01\x01\x05\x00\x00\x05\x00",  # garbage-collected items
        b"\x01\x01\x05\x00\x68\x05\x00\x01\x7e\x00",  # an item of a list
        b"\x01\x01\x05\xff\xff\xff\xff\x0f\x28\x01\x01m\x01k\x01\x7e\x00",  # a clock beyond 2^31
        b"\x02\x01\x05\x00\x28\x01\x01m\x01k\x01\x7e\x01\x05\x00\x28\x01\x01m\x01k\x01\x7e\x00",  # a client twice
    ],
)
def test_bytes_that_are_no_update_of_a_board(update: bytes) -> None:
    with pytest.raises(BadUpdate):
        Screen(EMPTY).check(update)


def test_mutated_updates_that_pass_do_no_harm_to_the_library() -> None:
    # without the screen this ends the process within a few hundred mutations
    random.seed(20)
    updates = written(*[[b"123", {"k": "text", "p": [1, 2.5]}, "x", None][n % 4] for n in range(30)])
    doc: Doc[Map] = Doc()
    screen = Screen(EMPTY)
    passed = 0
    for _ in range(6000):
        crafted = bytearray(random.choice(updates))
        for _ in range(random.randint(0, 2)):
            crafted[random.randrange(len(crafted))] = random.choice([0, 1, 2, 5, 0x7F, 0x80, 0xA8, 0xFF])
        try:
            reached = screen.check(bytes(crafted))
        except (BadUpdate, Missing):
            continue
        doc.apply_update(bytes(crafted))
        screen.took(reached)
        passed += 1
    assert passed > 500
    assert read_state_vector(doc.get_state()) == Screen(EMPTY).check(doc.get_update())


def test_a_gap_is_filled_so_that_what_follows_counts() -> None:
    updates = written(*[b"%d" % number for number in range(5)])
    screen, doc = Screen(EMPTY), Doc[Map]()
    for update in updates[:2]:
        screen.took(screen.check(update))
        doc.apply_update(update)
    (hole,) = screen.holes(updates[3])
    stand_in = filling(*hole)
    for update in (stand_in, updates[3], updates[4]):
        screen.took(screen.check(update))
        doc.apply_update(update)
    assert set(doc.get("o:first", type=Map).keys()) == {"k0", "k1", "k3", "k4"}


def test_a_large_update_in_parts_is_the_same_document() -> None:
    one: Doc[Map] = Doc()
    two: Doc[Map] = Doc()
    for number in range(300):
        (one if number % 2 else two).get("o:first", type=Map)[f"k{number % 100}"] = os.urandom(100)
    one.apply_update(two.get_update())
    parts = split(one.get_update(), 4000)
    assert len(parts) > 3
    assert max(map(len, parts)) < 4500
    screen, again = Screen(EMPTY), Doc[Map]()
    for part in parts:
        screen.took(screen.check(part))
        again.apply_update(part)
    assert again.get("o:first", type=Map).to_py() == one.get("o:first", type=Map).to_py()


def test_ten_thousand_updates_are_looked_through_and_applied_in_a_fifth_of_a_second() -> None:
    doc: Doc[Map] = Doc()
    updates: list[bytes] = []
    heard = doc.observe(lambda event: updates.append(event.update))
    for number in range(10_000):
        doc.get("o:first", type=Map)[f"stroke{number:05d}"] = os.urandom(220)
    doc.unobserve(heard)
    best = min(_applied_s(updates) for _ in range(3))
    print(f"10,000 updates in {best:.3f} s")
    assert best < 0.4  # 0.2 on a quiet machine


def _applied_s(updates: list[bytes]) -> float:
    from appliance.board.paper import Paper, Taken

    paper = Paper()
    began = time.process_time()
    assert set(paper.take(updates)) == {Taken.NEW}
    took = time.process_time() - began
    paper.close()
    return took
