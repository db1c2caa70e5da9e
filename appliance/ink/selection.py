"""What is done to a selection: moved, scaled, turned, and put above or below the rest."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from math import cos, sin
from typing import Literal

from appliance.ink.element import Affine, Placed

Place = Literal["front", "back", "forward", "backward"]

_STEP = 1 / 64
"""Between the orders of two elements that are put over each other; orders are milliseconds unless they were changed."""


def moving(dx: float, dy: float) -> Affine:
    """The transform that moves; do it to an element by `moving(…).after(its affine)`."""
    return Affine(e=dx, f=dy)


def scaling(factor_x: float, factor_y: float, x: float, y: float) -> Affine:
    """The transform that scales about a point."""
    return Affine(a=factor_x, d=factor_y, e=x - factor_x * x, f=y - factor_y * y)


def turning(radians: float, x: float, y: float) -> Affine:
    """The transform that turns about a point, clockwise as x turns to y on the glass."""
    c, s = cos(radians), sin(radians)
    return Affine(c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


def reordered(elements: Sequence[Placed], chosen: Container[str], place: Place) -> dict[str, float]:
    """New orders (an override's z) that put chosen elements elsewhere among all, which come in painting order.

    The chosen keep the order they have among each other. Forward is above the next element over the topmost of them,
    backward below the next under the lowest. Others get new orders only where there is no room between two of them.
    """
    held = [one for one in elements if one.id in chosen]
    rest = [one for one in elements if one.id not in chosen]
    if not held or not rest:
        return {}
    at = _rank(elements, chosen, place)
    wanted = rest[:at] + held + rest[at:]
    if [one.id for one in wanted] == [one.id for one in elements]:
        return {}
    if at == 0:
        lowest = rest[0].order[0]
        return {one.id: lowest - _STEP * (len(held) - index) for index, one in enumerate(held)}
    below = rest[at - 1].order[0]
    above = rest[at].order[0] if at < len(rest) else float("inf")
    changed = order_between(below, above, len(held))
    orders = dict(zip((one.id for one in held), changed, strict=True))
    highest = changed[-1]
    for one in rest[at:]:
        if one.order[0] > highest:
            break
        highest += _STEP
        orders[one.id] = highest
    return orders


def order_between(below: float, above: float, count: int) -> list[float]:
    """Growing orders above one and, if there is room for them, below another."""
    step = min(_STEP, (above - below) / (count + 1))
    orders = [below, *(below + step * (index + 1) for index in range(count)), above]
    if all(lower < higher for lower, higher in pairwise(orders)):
        return orders[1:-1]
    return [below + _STEP * (index + 1) for index in range(count)]


def _rank(elements: Sequence[Placed], chosen: Container[str], place: Place) -> int:
    """How many of the others are to lie below the chosen."""
    is_chosen = [one.id in chosen for one in elements]
    count = is_chosen.count(False)
    if place == "front":
        return count
    if place == "back":
        return 0
    if place == "forward":
        topmost = len(is_chosen) - 1 - is_chosen[::-1].index(True)
        return min(is_chosen[:topmost].count(False) + 1, count)
    return max(is_chosen[: is_chosen.index(True)].count(False) - 1, 0)
