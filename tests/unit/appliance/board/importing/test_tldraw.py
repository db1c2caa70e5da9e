"""tldraw: every way in which points were written, nested and bound shapes, and the first version."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from appliance.board import formats
from appliance.board.parcel import Imported
from appliance.ink.element import Note, Shape, Stroke, Text
from tests.board.files import POINTS, TLDR, arrays, deltas, drawn, elements, halves, shape, tldr, tldr_1


def _read(*records: dict[str, object]) -> Imported:
    return formats.read(tldr(*records), "page.tldr")


@pytest.mark.parametrize("written", [arrays, halves, deltas])
def test_points_in_all_forms(written: Callable[..., Any]) -> None:
    [stroke] = elements(_read(drawn("1", written(POINTS))))
    assert stroke.color == 0x4465E9FF
    np.testing.assert_allclose(stroke.points, [(100, 50), (110, 55), (120.5, 58)], atol=0.02)
    np.testing.assert_allclose(stroke.factors, [1, 1.2, 1.4], atol=0.002)


def test_far_points_keep_their_steps_in_deltas() -> None:
    far = [(10_000.0 + step, 10_000.0, 0.5) for step in range(4)]
    [stroke] = elements(_read(drawn("1", deltas(far), x=0, y=0)))
    np.testing.assert_allclose(stroke.points[:, 0], [10_000, 10_001, 10_002, 10_003])


def test_segments_are_one_stroke_and_resizing_holds() -> None:
    record = drawn("1", arrays(POINTS), halves(POINTS[:2]), x=0, y=0)
    record["props"] |= {"scaleX": 2, "scaleY": -1}
    [stroke] = elements(_read(record))
    np.testing.assert_allclose(stroke.points, [(0, 0), (20, -5), (41, -8), (0, 0), (20, -5)], atol=0.02)


def test_nested_shapes_are_turned_and_ordered_with_what_holds_them() -> None:
    found = _read(
        shape("2", "geo", {"geo": "ellipse", "w": 10, "h": 10}),
        shape("1", "group", {}, x=100, y=0, rotation=math.pi / 2, opacity=0.5),
        drawn("9", arrays(POINTS), parentId="shape:1", x=10, y=0),
    )
    inner, outer = found.board.pages[0].elements
    assert isinstance(inner.element, Stroke)
    np.testing.assert_allclose(inner.element.points[:2], [(100, 10), (95, 20)], atol=0.01)
    assert (inner.element.color & 0xFF, inner.override.group) == (128, "1")
    assert isinstance(outer.element, Shape)


@pytest.mark.parametrize("is_record", [True, False])
def test_a_bound_arrow_ends_at_the_edge(is_record: bool) -> None:
    tie = {"normalizedAnchor": {"x": 0.5, "y": 0.5}, "isExact": False, "isPrecise": True}
    end = {"x": 0, "y": 0} if is_record else {"type": "binding", "boundShapeId": "shape:1"} | tie
    arrow = shape("2", "arrow", {"start": {"x": 0, "y": 0}, "end": end, "bend": 0}, x=0, y=100)
    box = shape("1", "geo", {"geo": "rectangle", "w": 100, "h": 100}, x=200, y=50)
    binding = {"id": "binding:1", "typeName": "binding", "type": "arrow", "fromId": "shape:2", "toId": "shape:1"}
    records = [box, arrow] + ([binding | {"props": {"terminal": "end"} | tie}] if is_record else [])
    _, found = elements(_read(*records))
    assert isinstance(found, Shape)
    np.testing.assert_allclose(found.points, [(0, 100), (200, 100)])


def test_a_bent_arrow_goes_through_its_middle() -> None:
    arrow = shape("1", "arrow", {"start": {"x": 0, "y": 0}, "end": {"x": 100, "y": 0}, "bend": 20}, x=0, y=0)
    points = np.array(elements(_read(arrow))[0].points)
    assert tuple(points[0]) == (0, 0)
    assert tuple(points[-1]) == (100, 0)
    np.testing.assert_allclose(points[len(points) // 2], (50, -20), atol=1e-6)


def test_rich_text() -> None:
    found = formats.read(TLDR, "page.tldr")
    texts = [element.text for element in elements(found) if isinstance(element, Text)]
    assert texts == ["label", "Hi\n• one"]
    [note] = [element for element in elements(found) if isinstance(element, Note)]
    assert (note.text, note.w, note.h) == ("remember", 200, 220)


@pytest.mark.parametrize("wrap", ["store", "editor", "room", "copied"])
def test_records_however_they_are_wrapped(wrap: str) -> None:
    records = json.loads(TLDR)["records"]
    store = {record["id"]: record for record in records}
    wrapped = {
        "store": {"store": store, "schema": {}},
        "editor": {"document": {"store": store, "schema": {}}, "session": {}},
        "room": {"tldrawFileFormatVersion": 1, "documents": [{"state": record} for record in records]},
        "copied": {"tldrawFileFormatVersion": 1, "shapes": records[1:-2], "assets": records[-2:]},
    }[wrap]
    found = formats.read(json.dumps(wrapped).encode(), "page.tldr")
    plain = formats.read(TLDR, "page.tldr")
    assert len(found.board.pages[0].elements) == len(plain.board.pages[0].elements)
    assert found.lost == plain.lost


def test_the_first_version_turns_about_the_middle() -> None:
    line = {"type": "draw", "points": [[0, 0, 0.5], [20, 0, 0.5]], "rotation": math.pi / 2}
    data = tldr_1(line, {"type": "rectangle", "size": [50, 60], "parentId": "3"}, {"type": "group", "children": ["2"]})
    found = formats.read(data, "old.tldr")
    stroke, box = elements(found)
    np.testing.assert_allclose(stroke.points, [(20, -5), (20, 15)], atol=1e-4)
    assert (box.figure, box.fill, found.board.pages[0].elements[1].override.group) == ("rectangle", 0xDDEDFAFF, "3")
