"""What Python makes of ink, in a file by which the browser's own code is tested.

`python -m tests.web.board.test_vectors` writes it anew.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from appliance.ink.element import (
    IDENTITY,
    Affine,
    Background,
    Element,
    Image,
    Note,
    Override,
    Placed,
    Shape,
    Stroke,
    Text,
)
from appliance.ink.eraser import erase
from appliance.ink.packing import pack, unpack
from appliance.ink.recognition import recognise, straightened
from appliance.ink.record import from_value, override_to_value, page_to_value, to_value
from appliance.ink.selection import Place, reordered, scaling, turning
from appliance.ink.smoothing import Smoother
from tests.hand_drawn import LETTERS, drawn, letter
from tests.ink_strokes import handwriting

FILE = Path(__file__).parents[3] / "ui" / "web" / "src" / "board" / "vectors.json"


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
        "erasures": [_erased(*erasure) for erasure in _erasures()],
        "figures": [_recognised(kind, ink) for kind, ink in _drawings()],
        "orders": [
            _ordered(orders, chosen, place) for orders in _ORDERS for chosen in ("c", "bd") for place in _PLACES
        ],
        "turns": [[radians, x, y, list(turning(radians, x, y))] for radians, x, y in ((0.5, 30, -20), (-3.0, 0, 900))],
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


Path2D = list[tuple[float, float]]


def _erasures() -> list[tuple[Stroke, Affine, Path2D, float]]:
    t = np.linspace(0, 1, 90)
    loops = np.column_stack((400 + 300 * t + 120 * np.cos(19 * t), 300 + 120 * np.sin(19 * t)))
    ink = _of(loops, 0.5 + t, color=0x1976D2FF, width=6.0, author=9, created_ms=1_795_000_000_123, duration_ms=905)
    plain = _of([[0, 0], [50, 0], [100, 0]], None, color=0xFF, width=2.0, tool="highlighter", duration_ms=400)
    dot, rested = _of([[5, 5]], [1.0], color=1, width=2.0), _of([[5, 5]] * 4, None, color=1, width=2.0)
    turned = turning(0.7, 400, 300).after(scaling(1.7, 1.7, 100, 50))
    mirrored = Affine(-1.2, 0.1, 0.3, 0.9, 900, 40)
    across: Path2D = [(250, 260), (520, 330), (700, 250), (690, 420)]
    found: list[tuple[Stroke, Affine, Path2D, float]] = [
        (ink, IDENTITY, across, 14.0), (ink, turned, across, 25.5), (ink, mirrored, across, 9.0),
        (ink, IDENTITY, [(520, 330)], 60.0), (ink, IDENTITY, [(100, 100), (120, 100)], 20.0),
        (ink, IDENTITY, [(200, 300), (900, 300)], 400.0), (plain, IDENTITY, [(40, 0)], 9.0),
        (plain, IDENTITY, [(70, -20), (70, 20)], 4.0), (plain, IDENTITY, [(0, 0)], 9.0),
        (plain, IDENTITY, [(20, 50), (50, 20)], 9.0), (plain, Affine(e=30), [(40, 0), (40, 0)], 3.0),
        (plain, IDENTITY, [(30, -9), (30, 9), (36.9, 9), (36.9, -9)], 2.0), (dot, IDENTITY, [(5, 0), (5, 1)], 4.0),
        (dot, IDENTITY, [(5, 0), (-50, 0)], 3.0), (rested, IDENTITY, [(5, 6)], 3.0), (rested, IDENTITY, [(5, 26)], 3.0),
    ]  # fmt: skip
    random = np.random.default_rng(21)
    for stroke in handwriting(6, seed=5):
        (x, y), spread = stroke.points.mean(axis=0), np.ptp(stroke.points, axis=0)
        path = np.cumsum(random.normal(0, 1, (4, 2)) * spread / 3, axis=0) + np.array((x, y))
        found.append((stroke, IDENTITY, [(float(at[0]), float(at[1])) for at in path.round(2)], 2.5))
    return found


def _erased(stroke: Stroke, affine: Affine, path: Path2D, radius: float) -> dict[str, Any]:
    packed = pack(stroke, 8)
    pieces = erase(unpack(packed), affine, np.array(path, np.float64), radius)
    return {
        "stroke": packed.hex(),
        "affine": list(affine),
        "path": [list(at) for at in path],
        "radius": radius,
        "pieces": None if pieces is None else [pack(piece).hex() for piece in pieces],
    }


def _drawings() -> list[tuple[str, np.ndarray]]:
    random = np.random.default_rng(31)
    figures = ("line", "arrow", "rectangle", "diamond", "ellipse", "triangle", "pentagon", "pentagram", "star")
    upright = [(kind, drawn(kind, random, size=(120, 100))) for kind in figures for _ in range(4)]
    turned = [
        (kind, drawn(kind, random, size=(120, 75), turn=turn))
        for kind in (*figures, "trapezium")
        for turn in (0.6, 2.2)
    ]
    return upright + turned + [("letter", letter(character, random)) for character in list(LETTERS)[::2]]


def _recognised(kind: str, ink: np.ndarray) -> dict[str, Any]:
    packed = pack(_of(ink, None, color=0xFF, width=3.0))
    stroke = unpack(packed)
    shape, line = recognise(stroke.points, stroke.width, stroke.color), straightened(stroke)
    found = None
    if shape is not None:
        box = [round(number, 3) for number in (shape.x, shape.y, shape.w, shape.h)]
        found = {"figure": shape.figure, "box": box, "points": np.array(shape.points).round(3).tolist()}
    straight = None if line is None else line.points.round(3).tolist()
    return {"drawn": kind, "stroke": packed.hex(), "found": found, "straightened": straight}


_PLACES: tuple[Place, ...] = ("front", "forward", "backward", "back")
_ORDERS = ((10.0, 20.0, 30.0, 40.0, 50.0), (10.0, 10.0, 10.0, 10.0, 10.0), (1.0, 2.0, 2.0 + 2**-51, 2.0 + 2**-50, 9.0))


def _ordered(orders: tuple[float, ...], chosen: str, place: Place) -> dict[str, Any]:
    ink = _of([[0, 0]], None, color=0xFF, width=1.0)
    elements = [Placed(id=one, element=ink, override=Override(z=z)) for one, z in zip("abcde", orders, strict=True)]
    return {
        "orders": list(orders),
        "chosen": chosen,
        "place": place,
        "changed": reordered(elements, set(chosen), place),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, separators=(",", ":")) + "\n")
