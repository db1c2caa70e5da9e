"""Packed strokes: what comes out is what went in; hostile bytes are refused, quickly, by BadStroke alone."""

import time
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pycrdt import Doc, Map

from appliance.ink import message
from appliance.ink.bounds import bounds_all
from appliance.ink.element import MAX_FACTOR, Stroke, new_id
from appliance.ink.packing import MAX_POINTS, BadStroke, glance, pack, pack_all, unpack, unpack_all
from tests.ink_strokes import handwriting

_coordinate = st.floats(-1e6, 1e6, width=32)


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    points = draw(st.lists(st.tuples(_coordinate, _coordinate), min_size=1, max_size=20))
    factors = draw(st.none() | st.lists(st.floats(0, 3.75, width=32), min_size=len(points), max_size=len(points)))
    return Stroke(
        points=np.array(points, np.float32),
        factors=None if factors is None else np.array(factors, np.float32),
        color=draw(st.integers(0, 0xFFFFFFFF)),
        width=draw(st.floats(1 / 64, 1000)),
        tool=draw(st.sampled_from(["pen", "highlighter"])),
        author=draw(st.integers(0, 0xFFFFFFFF)),
        created_ms=draw(st.integers(0, 2**53 - 1)),
        duration_ms=draw(st.integers(0, 2**40)),
    )


def assert_same(found: Stroke, stroke: Stroke, step: float = 1 / 16) -> None:
    # float32 itself is coarser than the step far out
    np.testing.assert_allclose(found.points, stroke.points, rtol=1e-6, atol=step / 2)
    assert (found.factors is None) == (stroke.factors is None)
    if stroke.factors is not None and found.factors is not None:
        np.testing.assert_allclose(found.factors, stroke.factors, atol=1 / 128)
    assert found.width == pytest.approx(stroke.width, abs=1 / 128)
    for name in ("color", "tool", "author", "created_ms", "duration_ms"):
        assert getattr(found, name) == getattr(stroke, name)


@given(strokes())
def test_a_stroke_comes_back(stroke: Stroke) -> None:
    packed = pack(stroke)
    found = unpack(packed)
    assert_same(found, stroke)
    assert pack(found) == packed, "packing again changes nothing"


@settings(max_examples=30)
@given(st.lists(strokes(), max_size=8))
def test_many_strokes_come_back_as_if_alone(some: list[Stroke]) -> None:
    packed = [pack(stroke) for stroke in some]
    assert pack_all(some) == packed
    for found, stroke, alone in zip(unpack_all(packed), some, map(unpack, packed), strict=True):
        assert_same(found, stroke)
        np.testing.assert_array_equal(found.points, alone.points)


@settings(max_examples=150)
@given(st.lists(strokes(), max_size=8), st.none() | st.integers(0, 12))
def test_headers_tell_the_boxes_of_what_comes_back(some: list[Stroke], precision: int | None) -> None:
    packed = pack_all(some, precision)
    np.testing.assert_array_equal(glance(packed).boxes, bounds_all(unpack_all(packed)))


def test_a_box_holds_the_ink_and_no_more() -> None:
    line = Stroke(points=np.array([[-3, 20], [5, 10], [1, 12]], "f4"), color=1, width=2)
    pressed = replace(line, factors=np.array([0.5, 1.5, 0], "f4"))
    packed = [pack(line), bytearray(pack(pressed)), pack(replace(line, points=line.points[:1], tool="highlighter"))]
    assert glance(packed).boxes.tolist() == [[-4, 9, 6, 21], [-4.5, 8.5, 6.5, 21.5], [-4, 19, -2, 21]]
    assert glance([]).boxes.shape == (0, 4)
    assert glance([pack(replace(line, created_ms=at)) for at in (0, 2**52)]).created_ms.tolist() == [0, 2**52]


@pytest.mark.parametrize("precision", [0, 4, 8, 12])
def test_precision_is_kept(precision: int) -> None:
    stroke = next(handwriting(1))
    assert_same(unpack(pack(stroke, precision)), stroke, 0.5**precision)


@pytest.mark.parametrize(("width", "step"), [(3.0, 1 / 16), (0.3, 1 / 128), (0.02, 1 / 2048), (1e-9, 1 / 2048)])
def test_what_was_written_close_up_is_kept_finer(width: float, step: float) -> None:
    stroke = replace(next(handwriting(1, width=10, height=10)), width=width)
    np.testing.assert_allclose(unpack(pack(stroke)).points, stroke.points, atol=step / 2 + 1e-6)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": np.empty((0, 2), np.float32)}, "points, not 0"),
        ({"points": np.zeros((MAX_POINTS + 1, 2), np.float32), "factors": None}, "points, not 100001"),
        ({"points": np.array([[0, np.nan]], np.float32), "factors": None}, "not finite"),
        ({"points": np.array([[np.inf, 0]], np.float32), "factors": None}, "not finite"),
        ({"points": np.array([[1e30, 0]], np.float32), "factors": None}, "too large"),
        ({"factors": np.ones(3, np.float32)}, "as many widths, not 3"),
        ({"width": float("nan")}, "width"),
        ({"width": -1.0}, "width"),
        ({"author": 2**32}, "author"),
        ({"created_ms": -1}, "times"),
        ({"duration_ms": 2**53}, "times"),
    ],
)
def test_what_cannot_be_packed_is_told(change, words: str) -> None:
    stroke = next(handwriting(1))
    with pytest.raises(BadStroke, match=words):
        pack(replace(stroke, **change))
    with pytest.raises(BadStroke, match=words):
        pack_all([stroke, replace(stroke, **change)])


def test_impossible_widths_at_points_become_possible() -> None:
    factors = np.array([np.nan, -1.0, 100.0], np.float32)
    stroke = Stroke(points=np.zeros((3, 2), np.float32), factors=factors, color=1, width=1)
    assert unpack(pack(stroke)).factors.tolist() == [0, 0, MAX_FACTOR]


@settings(max_examples=400)
@given(st.binary(max_size=80) | st.binary(max_size=80).map(lambda data: b"\x01\x02" + data))
@example(b"\x01\x00" + b"\x00" * 12)
@example(b"\x01\x02" + b"\xff" * 8 + b"\x7f" + b"\x00" * 11)
@example(b"\x01\x00" + b"\x00" * 6 + b"\x01" + b"\x00" * 4 + b"\x40" + b"\x00" * 2)
@example(b"\x01\x00" + b"\x80" * 80)
def test_hostile_bytes_are_refused_or_a_sound_stroke(data: bytes) -> None:
    assert_refused_or_sound(data)


@settings(max_examples=150)
@given(strokes(), st.data())
def test_damaged_strokes_are_refused_or_sound(stroke: Stroke, data: st.DataObject) -> None:
    packed = bytearray(pack(stroke))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(packed)))
    assert_refused_or_sound(bytes(packed[:cut]))


def assert_refused_or_sound(data: bytes) -> None:
    found = box = None
    with suppress(BadStroke):
        box = glance([data]).boxes
        assert np.isfinite(box).all()
    with suppress(BadStroke):
        found = unpack(data)
    if found is not None:
        assert_sound(found)
        np.testing.assert_array_equal(box, bounds_all([found]))


def assert_sound(stroke: Stroke) -> None:
    assert 1 <= len(stroke.points) <= MAX_POINTS
    assert np.isfinite(stroke.points).all()
    assert np.abs(stroke.points).max() <= 2**40
    assert stroke.factors is None or (stroke.factors.min() >= 0 and stroke.factors.max() <= MAX_FACTOR)
    assert 0 <= stroke.color <= 0xFFFFFFFF
    assert 0 <= stroke.author <= 0xFFFFFFFF
    assert 0 <= stroke.created_ms < 2**53
    assert 0 <= stroke.width <= 2**26
    pack(stroke)


@pytest.mark.parametrize("lie", [0, 2, 59, 61, 100_001, 2**40])
def test_a_false_count_of_points_is_refused(lie: int) -> None:
    stroke = next(handwriting(1))
    packed = pack(stroke)
    assert packed.count(b"\x3c", 0, 40) == 1
    at = packed.index(b"\x3c", 0, 40)
    with pytest.raises(BadStroke):
        unpack(packed[:at] + message.number(lie) + packed[at + 1 :])


def test_coordinates_that_overflow_are_refused() -> None:
    assert unpack(by_hand((2, 4, 0, 0), 2, 4)).points.tolist() == [[1, 2]]
    for coordinate in (2**41 + 2, 2**42, 2**63 - 2, 2**63 - 1):
        refused(by_hand((coordinate, 0, 0, 0), coordinate, 0), "too large")
    # the farthest right that there is, and beyond
    assert unpack(by_hand((2**41 - 1, 0, 2**41, 0), 2**41 - 1, 2**42, 0, 0)).points.tolist() == [
        [-(2**40), 0],
        [2**40, 0],
    ]
    for extent in (2**41 + 1, 2**62, 2**63 - 1):
        refused(by_hand((2**41 - 1, 0, extent, 0), 2**41 - 1, 0, 0, 0), "too large")
    with pytest.raises(BadStroke):
        # differences that add up to -2^63, of which there is no absolute value
        unpack(by_hand((0, 0, 0, 0), 2**63 - 1, 2**63 - 1, 0, 0, 0, 0))


def by_hand(
    box: tuple[int, int, int, int], *coordinates: int, factors: tuple[int, ...] = (), largest: int = 64
) -> bytes:
    """A stroke of numbers as they are written."""
    header = (0, 1, 64, 0, 0, 0, len(coordinates) // 2, *box, largest)
    return bytes((1, 2 * bool(factors))) + b"".join(map(message.number, (*header, *coordinates, *factors)))


def refused(packed: bytes, words: str) -> None:
    """With its box, where that alone is broken."""
    with pytest.raises(BadStroke, match=words):
        unpack(packed)
    with pytest.raises(BadStroke, match=words):
        glance([packed])


def test_a_false_box_is_refused() -> None:
    box, line = (3, 4, 10, 7), (3, 20, 4, 14)
    good = by_hand(box, *line)
    assert unpack(good).points.tolist() == [[-2, 2], [8, 9]]
    assert unpack(by_hand(box, *line, factors=(100, 20), largest=60)).factors.tolist() == [50 / 64, 60 / 64]
    false = [by_hand((*box[:at], box[at] + by, *box[at + 1 :]), *line) for at in range(4) for by in (-1, 1)]
    false += [by_hand(box, *line, largest=largest) for largest in (0, 63, 65, 255)]
    false += [by_hand(box, *line, factors=(100, 20), largest=largest) for largest in (0, 50, 59, 61, 64)]
    for one in false:
        with pytest.raises(BadStroke, match="box is not that of its points"):
            unpack_all([good, one, good])


def test_factors_beyond_what_there_is_count_as_the_nearest_that_are() -> None:
    for factors, found in (((2000, 0), 255), ((1, 0), 0), ((1, 2**63 - 2), 255)):
        packed = by_hand((0, 0, 0, 0), 0, 0, 0, 0, factors=factors, largest=found)
        assert unpack(packed).factors.max() == found / 64
    refused(by_hand((0, 0, 0, 0), 0, 0, factors=(2000,), largest=1000), "impossible numbers")


def test_one_broken_stroke_among_many_is_noticed() -> None:
    packed = [pack(stroke) for stroke in handwriting(50)]
    for broken in (
        b"",
        b"\x01",
        b"\x02" + packed[0][1:],
        packed[0][:-1],
        packed[0] + b"\x00",
        packed[0][:-1] + b"\x80",
    ):
        with pytest.raises(BadStroke):
            unpack_all([*packed[:20], broken, *packed[20:]])
    for broken in (
        b"",
        b"\x01",
        b"\x02" + packed[0][1:],
        packed[0][:24],
        packed[0][:24] + b"\x80",
        b"\x01\x00" + b"\x80" * 200,
    ):
        with pytest.raises(BadStroke):
            glance([*packed[:20], broken, *packed[20:]])
        with pytest.raises(BadStroke):
            glance([*packed, broken])
    assert unpack_all([]) == []


def test_a_document_of_written_strokes_is_small() -> None:
    document: Doc = Doc()
    elements = document.get("o:first", type=Map)
    for stroke in handwriting(1000):
        elements[new_id()] = pack(stroke)
    assert len(document.get_update()) <= 260 * 1000


def test_a_glance_costs_a_fraction_of_unpacking() -> None:
    packed = pack_all([*handwriting(500)] * 20)

    def cost(work, what) -> float:
        begin = time.thread_time()
        work(what)
        return time.thread_time() - begin

    assert min(cost(glance, packed) for _ in range(4)) < min(cost(unpack_all, packed) for _ in range(4)) / 3
