"""Strokes, records and smoothing as Python has them, in a file by which the browser's own code is tested.

`python -m tests.web.test_board_vectors` writes it anew.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from appliance.ink.element import Affine, Background, Element, Image, Note, Override, Shape, Stroke, Text
from appliance.ink.packing import pack, unpack
from appliance.ink.record import from_value, override_to_value, page_to_value, to_value
from appliance.ink.smoothing import Smoother

FILE = Path(__file__).parents[2] / "ui" / "web" / "src" / "board" / "vectors.json"


def test_the_browser_is_tested_by_what_python_says_today():
    assert json.loads(FILE.read_text()) == vectors()


def test_strokes_of_the_file_are_read_as_they_were_written():
    for vector in json.loads(FILE.read_text())["strokes"]:
        stroke = unpack(bytes.fromhex(vector["packed"]))
        assert stroke.points.ravel().tolist() == vector["unpacked"]["points"]
        assert stroke.color == vector["stroke"]["color"]


def test_records_of_the_file_are_elements():
    for vector in json.loads(FILE.read_text())["records"]:
        assert to_value(from_value(vector)) == vector


def vectors() -> dict[str, Any]:
    """What the file holds."""
    return {
        "strokes": [_stroke(stroke, precision) for stroke, precision in _strokes()],
        "records": [to_value(element) for element in _elements()],
        "overrides": [override_to_value(override) for override in _overrides()],
        "pages": [
            page_to_value(
                2.5, (612.0, 792.0), Background(template="pdf", asset="ab" * 32, mime="application/pdf", page=3)
            ),
            page_to_value(0, None, Background(template="dots", spacing=32.0)),
        ],
        "smoothing": [_smoothed(has_pressure=True), _smoothed(has_pressure=False)],
    }


def _strokes() -> list[tuple[Stroke, int]]:
    rng = np.random.default_rng(7)
    walk = np.cumsum(rng.normal(0, 3, (60, 2)), axis=0) + np.array((700, 400))
    pressure = rng.uniform(0, 4.5, 60)
    made = {"author": 0xFEDCBA98, "created_ms": 1_795_000_000_123, "duration_ms": 812}
    return [
        (_of(walk, pressure, color=0x1A1A1AFF, width=5.0, **made), 4),
        (_of(walk * 40 - 9000, None, color=0xFFEB3B80, width=30.3, tool="highlighter", **made), 4),
        (_of(walk / 7, pressure, color=0xFFFFFFFF, width=0.001, **made), 12),
        (_of([[-3.03125, 2.03125]], [1.0], color=0, width=2.5078125), 4),
        (_of([[1e6, -1e6], [-1e6, 1e6], [0, 0]], None, color=0xFF, width=9.0), 0),
    ]  # fmt: skip


def _of(points: Any, factors: Any, **rest: Any) -> Stroke:
    pressed = None if factors is None else np.asarray(factors, np.float32)
    return Stroke(points=np.asarray(points, np.float32), factors=pressed, **rest)


def _stroke(stroke: Stroke, precision: int) -> dict[str, Any]:
    packed = pack(stroke, precision)
    return {
        "precision": precision,
        "stroke": _plain(stroke),
        "packed": packed.hex(),
        "unpacked": _plain(unpack(packed)),
    }


def _plain(stroke: Stroke) -> dict[str, Any]:
    return {
        "points": stroke.points.ravel().tolist(),
        "factors": None if stroke.factors is None else stroke.factors.tolist(),
        "color": stroke.color,
        "width": stroke.width,
        "tool": stroke.tool,
        "author": stroke.author,
        "createdMs": stroke.created_ms,
        "durationMs": stroke.duration_ms,
    }


def _elements() -> list[Element]:
    made: dict[str, Any] = {"author": 12, "created_ms": 1_795_000_000_123}
    return [
        Shape(figure="ellipse", x=1.5, y=-2, w=30, h=40, color=0xD32F2FFF, width=4, fill=0x1976D255, **made),
        Shape(figure="arrow", points=((0, 0), (10.5, 20)), color=0x1A1A1AFF, width=5, **made),
        Text(x=10, y=20, text="Grüße\n你好", size=36, color=0x1A1A1AFF, w=300, align="centre", **made),
        Note(x=0, y=0, w=220, h=220, text="buy milk", size=36, fill=0xFFF3A8FF, **made),
        Image(x=5, y=6, w=640, h=480, asset="0f" * 32, mime="image/png", **made),
    ]


def _overrides() -> list[Override]:
    return [
        Override(),
        Override(affine=Affine(2, 0.5, -0.5, 2, 10, -20), color=0x388E3CFF, z=17.25, group="team", locked=True),
    ]


def _smoothed(*, has_pressure: bool) -> dict[str, Any]:
    smoother = Smoother(zoom=0.75, has_pressure=has_pressure)
    samples = []
    for at in range(80):
        t, corner = at * 8.0, 200 * (at > 60)
        sample = (at * 9.0 - corner, 300 + 120 * math.sin(at / 7), t, 0.3 + 0.2 * math.cos(at / 11))
        samples.append(list(sample))
        smoother.feed(*sample)
    points, factors = smoother.finish()
    tail = [list(point) for point in smoother.tail()]
    line = np.column_stack((points, factors)).round(3).tolist()
    return {"hasPressure": has_pressure, "zoom": 0.75, "samples": samples, "line": line, "tail": tail}


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, separators=(",", ":")) + "\n")
