"""Moving, scaling, turning a selection, and putting it above or below the rest."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.ink.element import Affine, Note, Override, Placed
from appliance.ink.selection import moving, order_between, reordered, scaling, turning


def put(affine: Affine, x: float, y: float) -> tuple[float, float]:
    (found,) = affine.apply(np.array([[x, y]], np.float32)).tolist()
    return tuple(found)


def test_transforms_of_a_selection() -> None:
    assert put(moving(3, -4), 10, 20) == (13, 16)
    assert put(scaling(2, 3, 10, 20), 10, 20) == (10, 20)
    assert put(scaling(2, 3, 10, 20), 11, 21) == (12, 23)
    assert put(scaling(-1, 1, 10, 0), 14, 5) == (6, 5), "mirrored"
    assert put(turning(pi / 2, 10, 20), 10, 20) == pytest.approx((10, 20))
    assert put(turning(pi / 2, 10, 20), 15, 20) == pytest.approx((10, 25)), "clockwise on the glass"


def test_turning_keeps_lengths() -> None:
    assert turning(1.3, 7, 9).scale == pytest.approx(1)


def page(*orders: float) -> list[Placed]:
    """Elements a, b, c … in painting order."""
    return [placed(chr(97 + index), order) for index, order in enumerate(orders)]


def placed(element_id: str, order: float) -> Placed:
    note = Note(x=0, y=0, w=1, h=1, text="", size=1, fill=0, created_ms=int(order))
    return Placed(id=element_id, element=note, override=Override(z=order))


def after(elements: list[Placed], changed: dict[str, float]) -> str:
    moved = [placed(one.id, changed.get(one.id, one.order[0])) for one in elements]
    return "".join(one.id for one in sorted(moved, key=lambda one: one.order))


@pytest.mark.parametrize("orders", [(1, 2, 3, 4, 5), (1.8e12,) * 5, (1.8e12, 1.8e12, 1.8e12, 1.8e12 + 1, 1.8e12 + 1)])
@pytest.mark.parametrize(
    ("chosen", "place", "expected"),
    [
        ("b", "front", "acdeb"),
        ("b", "back", "bacde"),
        ("b", "forward", "acbde"),
        ("d", "backward", "abdce"),
        ("bd", "front", "acebd"),
        ("bd", "back", "bdace"),
        ("bd", "forward", "acebd"),
        ("bd", "backward", "bdace"),
        ("ab", "forward", "cabde"),
        ("de", "backward", "abdec"),
    ],
)
def test_elements_go_where_they_are_sent(orders, chosen: str, place, expected: str) -> None:
    elements = page(*orders)
    changed = reordered(elements, set(chosen), place)
    assert after(elements, changed) == expected
    if len(set(orders)) == 5:
        assert set(changed) == set(chosen), "the others stay as they are where there is room"


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ("e", "front"),
        ("de", "front"),
        ("e", "forward"),
        ("a", "back"),
        ("a", "backward"),
        ("abcde", "front"),
        ("", "back"),
        ("zy", "front"),
    ],
)
def test_nothing_changes_where_nothing_can(chosen: str, place) -> None:
    assert reordered(page(1, 2, 3, 4, 5), set(chosen), place) == {}


def test_going_forward_often_enough_is_going_to_the_front() -> None:
    elements = page(*[1.8e12 + index // 3 for index in range(9)])
    for _ in range(8):
        changed = reordered(elements, {"b"}, "forward")
        assert changed
        elements = sorted(
            (placed(one.id, changed.get(one.id, one.order[0])) for one in elements), key=lambda one: one.order
        )
        if elements[-1].id == "b":
            break
    assert "".join(one.id for one in elements) == "acdefghib"


@given(
    st.lists(st.floats(1.79e12, 1.8e12) | st.integers(1, 5).map(float), min_size=1, max_size=12),
    st.sets(st.sampled_from("abcdefghijkl")),
    st.sampled_from(["front", "back", "forward", "backward"]),
)
def test_the_others_keep_their_order_and_so_do_the_chosen(orders, chosen: set[str], place) -> None:
    elements = page(*sorted(orders))
    before = after(elements, {})
    found = after(elements, reordered(elements, chosen, place))
    for kept in (chosen, set(before) - chosen):
        assert [one for one in found if one in kept] == [one for one in before if one in kept]
    held = [index for index, one in enumerate(found) if one in chosen]
    if place == "front" and held:
        assert held == list(range(len(found) - len(held), len(found)))
    if place == "back" and held:
        assert held == list(range(len(held)))


@given(st.floats(-1e6, 1.8e12), st.floats(0, 1e6), st.integers(1, 50))
def test_orders_between_two_grow(below: float, gap: float, count: int) -> None:
    orders = order_between(below, below + gap, count)
    assert len(orders) == count
    assert (np.diff([below, *orders]) > 0).all()
