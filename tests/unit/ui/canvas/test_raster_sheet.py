"""A page as a raster process holds it."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.ink.element import Stroke
from appliance.ink.lettering import Typefaces
from appliance.ink.packing import BadStroke, pack, unpack
from appliance.ink.painter import Painter
from ui.canvas.decoded import Decoded
from ui.canvas.raster_sheet import RasterSheet

SIDE = 64


@pytest.fixture
def sheet() -> RasterSheet:
    typefaces = Typefaces([])
    return RasterSheet(Painter(typefaces, lambda *_: None), typefaces, Decoded())


def line(y: float, created_ms: int = 0) -> bytes:
    points = np.array([[4, y], [30, y], [60, y + 2]], np.float32)
    return pack(Stroke(points=points, color=0x1A1A1AFF, width=4, created_ms=created_ms))


def lying(y: float) -> bytes:
    """A stroke whose last point lies a step outside the box that its header tells."""
    sound = line(y)
    found = sound[:-1] + bytes((sound[-1] + 2,))
    with pytest.raises(BadStroke):
        unpack(found)
    return found


def inked(sheet: RasterSheet) -> list[int]:
    """The rows in which there is ink."""
    pixels = sheet.block(1.0, 0, 0, SIDE, SIDE, [])
    return np.flatnonzero((pixels[:, :, :3] < 128).any(axis=(1, 2))).tolist()


def test_a_stroke_that_lies_about_its_place_takes_nothing_with_it(sheet: RasterSheet) -> None:
    sheet.put([("sound", line(10), None), ("lies", lying(30), None), ("also", line(50), None)])
    first = inked(sheet)
    assert 10 in first
    assert 50 in first
    assert not set(range(20, 40)) & set(first)
    sheet.put([("lies", line(30), None)])
    assert 30 in inked(sheet)


def test_a_broken_header_takes_nothing_with_it(sheet: RasterSheet) -> None:
    sheet.put([("broken", b"\x01\x00\xff", None), ("sound", line(10), None)])
    assert 10 in inked(sheet)


def test_what_was_moved_is_painted_where_it_lies_now(sheet: RasterSheet) -> None:
    sheet.put([("moved", line(10), {"m": [1, 0, 0, 1, 0, 30]}), ("removed", line(55), None)])
    sheet.put([("removed", None, None)])
    rows = inked(sheet)
    assert 40 in rows
    assert not {10, 55} & set(rows)


def test_raised_and_recoloured_strokes_lie_over_others(sheet: RasterSheet) -> None:
    red = 0xD32F2FFF
    sheet.put([("below", line(10, 5), {"z": 9.0, "c": red}), ("above", line(10, 7), None)])
    pixels = sheet.block(1.0, 0, 0, SIDE, SIDE, [])
    assert pixels[10, 20, 2] > 150, "red, which was drawn first, was brought to the front"
