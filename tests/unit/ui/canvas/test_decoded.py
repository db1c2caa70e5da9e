"""Strokes that were decoded before."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.ink.element import Stroke
from appliance.ink.packing import BadStroke, pack
from ui.canvas.decoded import Decoded


def packed(x: float) -> bytes:
    return pack(Stroke(points=np.array([[x, 1], [x + 9, 2]], np.float32), color=0x1A1A1AFF, width=4))


def test_the_same_bytes_are_the_same_stroke():
    decoded = Decoded()
    before = decoded.strokes(["a", "b"], [packed(1), packed(2)])
    after = decoded.strokes(["b", "c", "a"], [packed(2), packed(3), packed(1)])
    assert after[0] is before[1]
    assert after[2] is before[0]
    assert after[1].points[0, 0] == 3


def test_other_bytes_of_an_id_are_another_stroke():
    decoded = Decoded()
    decoded.strokes(["a"], [packed(1)])
    assert decoded.strokes(["a"], [packed(5)])[0].points[0, 0] == 5
    assert decoded.strokes(["a"], [packed(5)])[0].points[0, 0] == 5


def test_no_more_are_kept_than_may_be():
    decoded = Decoded(most=2)
    first = decoded.strokes(["a"], [packed(1)])[0]
    decoded.strokes(["b", "c"], [packed(2), packed(3)])
    assert decoded.strokes(["a"], [packed(1)])[0] is not first


def test_what_is_broken_is_refused_and_not_kept():
    decoded = Decoded()
    with pytest.raises(BadStroke):
        decoded.strokes(["a", "b"], [packed(1), packed(2)[:-1]])
    assert decoded.strokes(["b"], [packed(2)])[0].points[0, 0] == 2
