"""Paths made once, of as many points as are seen."""

from typing import Any

import numpy as np
import pytest

from appliance.ink.element import Shape, Stroke
from appliance.ink.prepared import Levels, PreparedShapes, PreparedStrokes, level_of
from appliance.ink.raster import engine
from appliance.ink.shelf import Shelf


class Counting:
    """An engine that tells how many vertices its paths were made of."""

    def __init__(self) -> None:
        self.vertices: list[int] = []

    def paths(self, vertices: np.ndarray, counts: np.ndarray) -> list[object]:
        self.vertices += counts.tolist()
        return engine().paths(vertices, counts)

    def path(self, contours: list[np.ndarray]) -> object:
        self.vertices.append(sum(map(len, contours)))
        return engine().path(contours)


@pytest.fixture
def counting() -> Any:
    return Counting()


def curve(turns: float = 3) -> Stroke:
    t = np.linspace(0, turns * 2 * np.pi, 400)
    return Stroke(points=np.stack((t * 20, 60 * np.sin(t)), 1).astype(np.float32), color=0xFF, width=3)


@pytest.mark.parametrize(
    ("scale", "level"), [(1, 0), (1.01, 1), (2, 1), (0.5, -1), (0.3, -1), (3.9999, 2), (1e9, 6), (1e-9, -7)]
)
def test_levels_end_at_whole_octaves(scale, level):
    assert level_of(scale) == level


def test_a_line_keeps_its_path_from_a_quarter_of_a_scale_to_four_times_it():
    assert {Levels.at(scale).of(8.0) for scale in (0.26, 0.5, 1, 2, 4, 16)} == {4}
    assert [Levels.at(scale).of(8.0) for scale in (0.25, 17, 1e9)] == [-2, 6, 6]


def test_a_fine_line_has_a_path_for_each_level():
    assert [Levels.at(scale).of(0.7) for scale in (0.3, 0.6, 1.0, 2.0)] == [-1, 0, 0, 4]


def test_a_path_is_made_once_for_a_level(counting):
    strokes = PreparedStrokes(counting, Shelf(10**9))
    stroke = curve()
    (first,) = strokes.paths([(("a", 0), stroke)])
    (again,) = strokes.paths([(("a", 0), stroke)])
    assert again is first
    (other,) = strokes.paths([(("a", -2), stroke)])
    assert other is not first
    assert counting.vertices[1] < counting.vertices[0] / 1.5
    (changed,) = strokes.paths([(("a", 0), curve(2))])
    assert changed is not first


def test_paths_come_in_the_order_asked_for(counting):
    strokes = PreparedStrokes(counting, Shelf(10**9))
    wanted = [((f"s{i}", i % 3), curve(1 + i % 5)) for i in range(1500)]
    kept = strokes.paths(wanted[::2])
    every = strokes.paths(wanted)
    assert every[::2] == kept
    assert len(set(map(id, every))) == 1500
    assert len(counting.vertices) == 1500


def test_shapes_are_areas_and_lines(counting):
    shapes = PreparedShapes(counting, Shelf(10**9))
    asked = [
        Shape(figure="rectangle", w=50, h=50, color=0xFF, width=3, fill=0xFF00FFFF),
        Shape(figure="rectangle", w=50, h=50, color=0xFF, width=3),
        Shape(figure="rectangle", w=50, h=50, color=0xFF, width=0, fill=0xFF00FFFF),
        Shape(figure="line", points=((0, 0), (50, 50)), color=0xFF, width=3, fill=0xFF00FFFF),
        Shape(figure="polygon", color=0xFF, width=3),
    ]
    found = shapes.paths([((str(i), 1), shape) for i, shape in enumerate(asked)])
    assert [(paths.area is not None, paths.line is not None) for paths in found] == [
        (True, True),
        (False, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert shapes.paths([(("0", 1), asked[0])])[0] is found[0]
