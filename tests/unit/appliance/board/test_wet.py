"""Ink being drawn, and who says what of themselves."""

from __future__ import annotations

import json

import numpy as np
import pytest

from appliance.board.awareness import Awareness, State, encode
from appliance.board.wet import MAX_STROKES, WetInk, left_over
from appliance.ink.element import Stroke
from appliance.ink.message import BadMessage, Wet, WetState
from appliance.ink.packing import pack, unpack


def part(start: int, count: int = 5) -> bytes:
    points = np.array([[number, number] for number in range(start, start + count)], np.float32)
    return pack(Stroke(points=points, factors=np.ones(count, np.float32), color=255, width=3, created_ms=start))


def wet(stroke_id: str, start: int, state: WetState = WetState.DRAWING) -> Wet:
    return Wet("first", stroke_id, start, state, part(start) if state is WetState.DRAWING else b"")


def test_what_a_client_left_becomes_one_stroke() -> None:
    ink = WetInk()
    for start in (0, 5, 10):
        assert ink.take(wet("a", start), "ann")
    assert ink.orphans(0) == []  # its client is there
    ink.leave("ann")
    ((page, stroke_id, packed),) = ink.orphans(0)
    assert (page, stroke_id) == ("first", "a")
    assert unpack(packed).points[:, 0].tolist() == list(range(15))
    assert unpack(packed).created_ms == 0


def test_what_was_cancelled_or_is_over_leaves_nothing() -> None:
    ink = WetInk()
    ink.take(wet("palm", 0), "ann")
    ink.take(wet("done", 0), "ann")
    ink.take(wet("palm", 5, WetState.CANCELLED), "ann")
    ink.over(["done"])
    ink.take(wet("laser", 0, WetState.LASER), "ann")
    ink.leave("ann")
    assert ink.orphans(0) == []


def test_nobody_draws_on_with_anothers_stroke() -> None:
    ink = WetInk()
    assert ink.claim("a", "ann")
    ink.take(wet("a", 0), "ann")
    assert not ink.claim("a", "bob")
    assert not ink.take(wet("a", 5, WetState.CANCELLED), "bob")
    ink.leave("ann")
    assert ink.claim("a", "ann again")
    assert ink.take(wet("a", 5), "ann again")
    assert ink.orphans(0) == []


def test_strokes_at_once_are_bounded() -> None:
    ink = WetInk()
    assert all(ink.take(wet(f"s{number}", 0), "ann") for number in range(MAX_STROKES))
    assert not ink.take(wet("one more", 0), "ann")


def test_a_wet_journal_with_broken_messages_gives_what_can_be_read() -> None:
    bad = Wet("first", "bad", 0, WetState.DRAWING, b"no stroke").encode()
    found = left_over([wet("a", 0).encode(), b"\xff", bad, b"", wet("a", 5).encode()])
    assert [(stroke_id, len(unpack(packed).points)) for _, stroke_id, packed in found] == [("a", 10)]


def said(client: int, clock: int, state: object, owner: str = "") -> bytes:
    return encode([State(client, clock, json.dumps(state), owner)])


def test_awareness_is_kept_for_those_who_come_later_and_ends_with_its_connection() -> None:
    awareness = Awareness()
    ann = {"user": {"name": "Ann\n\u200b  Lee", "color": "#0080ff"}}
    assert awareness.take(said(1, 1, ann), "a") == said(1, 1, ann)
    assert awareness.take(said(1, 1, ann), "a") == b""
    assert awareness.everything() == said(1, 1, ann)
    assert awareness.person("a") == ("Ann Lee", 0x0080FFFF)
    assert awareness.take(said(1, 9, {}), "b") == b""  # another's
    assert awareness.leave("b") == b""
    assert awareness.leave("a") == said(1, 1, None)
    assert awareness.everything() == b""


@pytest.mark.parametrize("state", [[], 3, None, {"user": 5}, {"user": {"name": 4, "color": "red"}}, {"user": {}}])
def test_awareness_of_any_shape_names_nobody(state: object) -> None:
    awareness = Awareness()
    awareness.take(said(1, 1, state), "a")
    assert awareness.person("a") == ("", 0)


@pytest.mark.parametrize("update", [b"", b"\x01", b"\x01\x01\x01\x02{x", b"\x01\x01\x01\x01\xff"])
def test_awareness_that_is_none_is_refused(update: bytes) -> None:
    with pytest.raises(BadMessage):
        Awareness().take(update, "a")
