"""Elements: transforms and painting order."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.ink.element import IDENTITY, Affine, Note, Override, Placed, new_id

_affines = st.builds(Affine, *[st.floats(-100, 100)] * 6)
_points = st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=1, max_size=5)


@given(_affines, _affines, _points)
def test_one_transform_after_another_is_both(second: Affine, first: Affine, points) -> None:
    points = np.array(points, np.float32)
    both = second.after(first).apply(points)
    np.testing.assert_allclose(both, second.apply(first.apply(points)), rtol=1e-3, atol=50)


@given(_affines)
def test_the_identity_changes_nothing(affine: Affine) -> None:
    assert IDENTITY.after(affine) == affine
    assert affine.after(IDENTITY) == affine


def test_transforms_are_those_of_svg() -> None:
    moved = Affine(2, 3, 5, 7, 11, 13).apply(np.array([[1, 10]], np.float32))
    assert moved.tolist() == [[2 * 1 + 5 * 10 + 11, 3 * 1 + 7 * 10 + 13]]
    assert moved.dtype == np.float32


@pytest.mark.parametrize(("affine", "scale"), [(IDENTITY, 1), (Affine(a=3, d=-3), 3), (Affine(0, 2, -8, 0), 4)])
def test_scale_is_how_lengths_grow(affine: Affine, scale: float) -> None:
    assert affine.scale == scale


def placed(element_id: str, created_ms: int, z: float | None = None) -> Placed:
    note = Note(x=0, y=0, w=1, h=1, text="", size=1, fill=0, created_ms=created_ms)
    return Placed(id=element_id, element=note, override=Override(z=z))


def test_elements_lie_in_the_order_of_their_making_unless_they_were_put_elsewhere() -> None:
    elements = [placed("c", 30), placed("b", 10), placed("a", 10), placed("d", 40, z=5), placed("e", 1, z=35)]
    assert [one.id for one in sorted(elements, key=lambda one: one.order)] == ["d", "a", "b", "c", "e"]


def test_ids_are_what_the_format_says_and_differ() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{11}", one) for one in ids)
