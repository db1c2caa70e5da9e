"""Records: elements come back from the document's values; everything else is refused by BadRecord alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from appliance.ink.bounds import bounds
from appliance.ink.element import (
    IDENTITY,
    Affine,
    Background,
    Element,
    Image,
    Note,
    Override,
    Shape,
    Stroke,
    Text,
)
from appliance.ink.record import (
    BadRecord,
    from_value,
    override_from_value,
    override_to_value,
    page_from_value,
    page_to_value,
    to_value,
)
from tests.ink_strokes import handwriting

ASSET = "0123456789abcdef" * 4
_number = st.floats(-1e9, 1e9)
_size = st.floats(0, 1e9)
_color = st.integers(0, 0xFFFFFFFF)
_made = {"author": st.integers(0, 0xFFFFFFFF), "created_ms": st.integers(0, 2**53 - 1)}
_words = st.text(st.characters(exclude_categories=("Cs",)), max_size=50)
_box = {"x": _number, "y": _number, "w": _size, "h": _size}
_elements = st.one_of(
    st.builds(
        Shape,
        figure=st.sampled_from(["rectangle", "diamond", "ellipse", "triangle", "star"]),
        color=_color,
        width=_size,
        # a fill without opacity is none
        fill=st.just(0) | _color.filter(lambda color: color & 0xFF),
        **_box,
        **_made,
    ),
    st.builds(
        Shape,
        figure=st.sampled_from(["line", "arrow", "polygon"]),
        points=st.lists(st.tuples(_number, _number), min_size=2, max_size=9).map(tuple),
        color=_color,
        width=_size,
        **_made,
    ),
    st.builds(
        Text,
        x=_number,
        y=_number,
        w=_size,
        text=_words,
        size=st.floats(1, 500),
        color=_color,
        align=st.sampled_from(["left", "centre", "right"]),
        **_made,
    ),
    st.builds(Note, text=_words, size=st.floats(1, 500), color=_color, fill=_color, **_box, **_made),
    st.builds(Image, asset=st.just(ASSET), mime=st.sampled_from(["image/png", "image/jpeg"]), **_box, **_made),
)


def through_a_document(value):
    """What another client of the document reads."""
    one, other = Doc(), Doc()
    one.get("m", type=Map)["k"] = value
    other.apply_update(one.get_update())
    return other.get("m", type=Map)["k"]


@settings(max_examples=200)
@given(_elements)
def test_elements_come_back_from_a_document(element: Element) -> None:
    assert from_value(through_a_document(to_value(element))) == element


def test_a_stroke_comes_back_from_a_document() -> None:
    stroke = next(handwriting(1))
    found = from_value(through_a_document(to_value(stroke)))
    assert isinstance(found, Stroke)
    np.testing.assert_allclose(found.points, stroke.points, atol=1 / 32)


@given(
    st.builds(
        Override,
        affine=st.builds(Affine, *[_number] * 6),
        color=st.none() | _color,
        z=st.none() | st.floats(-(2**53), 2**53),
        group=st.text("abc", max_size=11),
        locked=st.booleans(),
    )
)
def test_overrides_come_back(override: Override) -> None:
    assert override_from_value(through_a_document(override_to_value(override))) == override


def test_an_order_may_be_a_time() -> None:
    assert override_from_value({"z": 1_795_000_000_000.5}).z == 1_795_000_000_000.5


def test_without_an_override_an_element_lies_as_it_is() -> None:
    assert override_from_value(None) == Override()
    assert override_from_value({}).affine is IDENTITY, "painters look for this very object"


@given(
    st.floats(-1e6, 1e6),
    st.none() | st.tuples(st.floats(1, 1e6), st.floats(1, 1e6)),
    st.builds(Background, template=st.sampled_from(["plain", "grid", "kanban"]), spacing=st.floats(1, 500))
    | st.builds(Background, template=st.just("pdf"), asset=st.just(ASSET), mime=_words, page=st.integers(0, 1000)),
)
def test_pages_come_back(index: float, size, background: Background) -> None:
    found = page_from_value(through_a_document(page_to_value(index, size, background)))
    assert found == (index, size, background if len(background.mime) <= 32 else found[2])


_junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
    max_leaves=6,
)
_keys = st.sampled_from("kxywhtncfabspuidmzgl")
_kinds = st.sampled_from(["shape", "text", "note", "image"])


@settings(max_examples=150)
@given(_junk | st.dictionaries(_keys, _junk, max_size=12), _kinds)
def test_junk_is_refused_or_sound(value, kind: str) -> None:
    values = [value, {**value, "k": kind}] if isinstance(value, dict) else [value]
    for one in values:
        for read in (from_value, override_from_value, page_from_value):
            try:
                found = read(one)
            except BadRecord:
                continue
            if read is from_value:
                assert np.isfinite(bounds(found)).all()


@settings(max_examples=300)
@given(_elements, _keys, _junk)
def test_an_element_with_one_junk_field_is_refused_or_sound(element: Element, key: str, junk) -> None:
    value = to_value(element)
    assert isinstance(value, dict)
    try:
        found = from_value({**value, key: junk})
    except BadRecord:
        return
    x0, y0, x1, y1 = bounds(found)
    assert np.isfinite((x0, y0, x1, y1)).all()
    assert x0 <= x1
    assert y0 <= y1


NOTE = {"k": "note", "x": 0, "y": 0, "w": 9, "h": 9, "t": "", "n": 8, "c": 1, "f": 1}
SHAPE = {"k": "shape", "s": "ellipse", "x": 0, "y": 0, "w": 9, "h": 9, "c": 1, "b": 2}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (7, "neither"),
        (b"\x07", "cut off"),
        ({"k": "blob"}, "unknown kind 'blob'"),
        ({}, "unknown kind 'None'"),
        (NOTE | {"n": 0}, "n is not above 0"),
        (NOTE | {"x": float("nan")}, "not a number"),
        (NOTE | {"x": float("inf")}, "beyond"),
        (NOTE | {"x": 10**400}, "beyond"),
        (NOTE | {"x": True}, "not a number"),
        (NOTE | {"c": 2**32}, "c is no whole number"),
        (NOTE | {"u": -1}, "u is no whole number"),
        (NOTE | {"t": "x" * 20_001}, "20000"),
        (SHAPE | {"s": "blob"}, "'blob' is none of line"),
        (SHAPE | {"p": [1, 2, 3]}, "pairs"),
        (SHAPE | {"p": [0.0] * 2002}, "pairs"),
        ({"k": "image", "i": "../../etc/passwd", "w": 1, "h": 1}, "SHA-256"),
        ({"k": "image", "i": "A" * 64, "w": 1, "h": 1}, "SHA-256"),
    ],
)
def test_what_is_wrong_is_told(value, words: str) -> None:
    with pytest.raises(BadRecord, match=words):
        from_value(value)


@pytest.mark.parametrize(
    "value",
    [7, [], {"t": "wallpaper"}, {"s": 0}, {"s": -5}, {"z": [0, 5]}, {"z": [5]}, {"z": "ab"}, {"a": "x"}, {"n": -1}],
)
def test_impossible_pages_are_refused(value) -> None:
    with pytest.raises(BadRecord):
        page_from_value(value)


@pytest.mark.parametrize("value", [7, {"m": [1, 2]}, {"m": [1, 0, 0, 1, 0, None]}, {"c": -1}, {"z": "top"}, {"g": {}}])
def test_impossible_overrides_are_refused(value) -> None:
    with pytest.raises(BadRecord):
        override_from_value(value)


def test_a_box_drawn_upwards_is_turned_upright_but_a_line_keeps_its_direction() -> None:
    upwards = SHAPE | {"x": 10, "y": 20, "w": -5, "h": -8}
    box, line = from_value(upwards), from_value(upwards | {"s": "line"})
    assert isinstance(box, Shape)
    assert isinstance(line, Shape)
    assert (box.x, box.y, box.w, box.h) == (5, 12, 5, 8)
    assert (line.x, line.y, line.w, line.h) == (10, 20, -5, -8)
