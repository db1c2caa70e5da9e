"""InkML: numbers in all their forms, contexts, brushes, units, and ink of any size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.board import formats
from appliance.board.importing.inkml_table import tables
from appliance.board.importing.inkml_trace import Channel, Channels, rows, values
from tests.board.files import INKML, elements

CM = 96 / 2.54


def _strokes(data: bytes) -> list[Any]:
    return elements(formats.read(data, "ink.inkml"))


def test_differences_of_first_and_second_order() -> None:
    found = values("1125 18432,'23'43,\"7\"-8,3-5,7 -3,6 2,* *", Channels(), None)
    assert found.tolist() == [
        [1125, 18432], [1148, 18475], [1178, 18510], [1211, 18540], [1251, 18567], [1297, 18596], [1343, 18625],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("1 2, 3 4", [[1, 2], [3, 4]]),
        ("1 2,3 4,", [[1, 2], [3, 4]]),
        ("#FF -7,.5+3e1", [[255, -7], [0.5, 30]]),
        ("1 2 99, 3 4 98", [[1, 2], [3, 4]]),
        ("5 6,! 1 ? ,* 9", [[5, 6], [1, 6], [1, 9]]),
        ("", []),
    ],
)
def test_numbers(words: str, points: list[list[float]]) -> None:
    assert values(words, Channels(), None).tolist() == points


_PLAIN_NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(-1e15, 1e15).map(repr),
    st.sampled_from(["+7", ".5", "-.5", "007", "5.", "-0", "1E3", "1e400", "2e-320", "1.", "-01.50"]),
)
_WITH_FORCE = Channels((Channel(name="X"), Channel(name="Y"), Channel(name="F", default=0.5)), 2)


@st.composite
def _traces(draw: st.DrawFn) -> str:
    """Plain traces in the ways in which programs write them, and some whose points differ in length."""
    lengths = draw(st.lists(st.just(draw(st.integers(2, 4))) | st.integers(2, 4), max_size=5))
    points = [
        draw(st.sampled_from([" ", "\n ", "  "])).join(draw(_PLAIN_NUMBERS) for _ in range(length))
        for length in lengths
    ]
    return (
        draw(st.sampled_from(["", " "]))
        + draw(st.sampled_from([",", ", ", " ,\n"])).join(points)
        + draw(st.sampled_from(["", ",", " , ", " "]))
    )


@given(st.lists(_traces(), min_size=1, max_size=6), st.sampled_from([Channels(), _WITH_FORCE]))
def test_plain_tables_are_read_as_any_trace_is(traces: list[str], channels: Channels) -> None:
    for words, table in zip(traces, tables(traces), strict=True):
        found = None if table is None else rows(table, channels)
        if found is not None:
            np.testing.assert_array_equal(found, values(words, channels, None).reshape(found.shape))


def test_which_traces_are_plain_tables() -> None:
    traces = ["1 2, 3 4", "", " 5 6 7,\n8 9 1,", "1 2,'3'4", "1 2, 3", "1-2, 3 4", "1 2,,3 4", "+.5 07"]
    found = [None if table is None else table.tolist() for table in tables(traces)]
    assert found == [[[1, 2], [3, 4]], [], [[5, 6, 7], [8, 9, 1]], None, None, None, None, [[0.5, 7]]]


def test_differences_read_as_the_plain_numbers_they_stand_for() -> None:
    def board(*traces: str) -> bytes:
        return b"<ink>" + "".join(f"<trace>{each}</trace>" for each in traces).encode() + b"</ink>"

    plain = _strokes(board("100 200, 103 204, 110 190", "7 8 9, 300 20 9"))
    others = _strokes(board("!100 !200, '3 '4, !110 !190", "#7 #8 9, 300 20 9"))
    assert [stroke.points.tolist() for stroke in plain] == [stroke.points.tolist() for stroke in others]


def test_many_traces_of_several_contexts_keep_their_order_and_numbers() -> None:
    context = b'<context xml:id="c"><traceFormat><channel name="Y"/><channel name="X"/></traceFormat></context>'
    traces = [
        f"<trace{' contextRef=' + chr(34) + '#c' + chr(34) if at % 3 else ''}>{at} 300, 0 {at}</trace>"
        for at in range(900)
    ]
    found = _strokes(b"<ink><definitions>" + context + b"</definitions>" + "".join(traces).encode() + b"</ink>")
    expected = [[[300, at], [at, 0]] if at % 3 else [[at, 300], [0, at]] for at in range(900)]
    assert [stroke.points.tolist() for stroke in found] == expected


def test_a_trace_goes_on_from_another() -> None:
    before = values("10 10, 20 30", Channels(), None)
    assert values("'1'2", Channels(), before).tolist() == [[21, 32]]


def test_channels_left_out_have_their_default() -> None:
    channels = Channels((Channel(name="X"), Channel(name="Y"), Channel(name="F", default=0.5)), 2)
    assert values("'1'2, 3 4 '7", channels, None).tolist() == [[1, 2, 0.5], [4, 6, 7.5]]


def test_context_units_brush_and_order_of_channels() -> None:
    red, marker, dot = _strokes(INKML)
    np.testing.assert_allclose(red.points, np.array([(200, 100), (400, 300)]) / 100 * CM, rtol=1e-5)
    np.testing.assert_allclose(red.width * red.factors, [0.2 * CM, 0.2 * CM * 512 / 1023], rtol=1e-5)
    assert red.color == 0xFF000080
    assert (marker.tool, marker.color, marker.width) == ("highlighter", 0xFFFF00FF, pytest.approx(0.5 * CM))
    assert (len(dot.points), dot.factors) == (1, None)


def test_ink_of_devices_is_fitted_to_a_glass() -> None:
    [stroke] = _strokes(b"<ink><trace>10000 20000, 40000 20000, 40000 30000</trace></ink>")
    np.testing.assert_allclose(stroke.points, [(60, 60), (1860, 60), (1860, 660)], atol=1e-3)


def test_ink_about_as_large_as_a_glass_stays() -> None:
    [stroke] = _strokes(b"<ink><trace>100 200, 700 300</trace></ink>")
    np.testing.assert_allclose(stroke.points, [(100, 200), (700, 300)])


def test_canvas_transforms() -> None:
    context = b'<context xml:id="c"><canvasTransform><mapping type="affine"><matrix>2 0 100, 0 3 200</matrix></mapping>'
    trace = b'</canvasTransform></context><trace contextRef="#c">10 20, 210 20</trace></ink>'
    [stroke] = _strokes(b"<ink>" + context + trace)
    np.testing.assert_allclose(stroke.points, [(120, 260), (520, 260)])


def test_what_stands_at_the_top_holds_from_there_on() -> None:
    brush = b'<brush><brushProperty name="color" value="#00ff00"/></brush>'
    first, second = _strokes(b"<ink><trace>0 0, 300 0</trace>" + brush + b"<trace>0 9, 300 9</trace></ink>")
    assert (first.color, second.color) == (0x000000FF, 0x00FF00FF)
