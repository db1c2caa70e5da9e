"""Where everybody is in the film's picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MAX_IN_STRIP = 5
GAP_SHARE = 1 / 120
"""Of the height, between pictures."""
STRIP_SHARE = 1 / 5
"""Of the width."""


class Box(NamedTuple):
    """Pixels, all even."""

    x: int
    y: int
    width: int
    height: int


class Placed(NamedTuple):
    """Something of somebody and its place."""

    person_id: str
    source: str
    box: Box


def arrange(size: tuple[int, int], people: Sequence[str], speaker: str, sharer: str) -> list[Placed]:
    """What is shared large and people beside it; else who speaks large and the others beside; alone: all of it.

    `people` are those who are seen or heard, in the order of their coming.
    """
    whole = Box(0, 0, *size)
    if not people and not sharer:
        return []
    if sharer:
        first = [speaker] if speaker in people else []
        others = first + [one for one in people if one not in first]
        if not others:
            return [Placed(sharer, "screen", whole)]
        large, strip = _split(size)
        return [Placed(sharer, "screen", large), *_strip(strip, others)]
    large_one = speaker if speaker in people else people[0]
    others = [one for one in people if one != large_one]
    if not others:
        return [Placed(large_one, "camera", whole)]
    large, strip = _split(size)
    return [Placed(large_one, "camera", large), *_strip(strip, others)]


def _split(size: tuple[int, int]) -> tuple[Box, Box]:
    width, height = size
    gap = _even(height * GAP_SHARE)
    strip = _even(width * STRIP_SHARE)
    return Box(0, 0, width - strip - gap, height), Box(width - strip, 0, strip, height)


def _strip(area: Box, people: Sequence[str]) -> list[Placed]:
    shown = people[:MAX_IN_STRIP]
    gap = _even(area.height * GAP_SHARE)
    height = _even(area.width * 9 / 16)
    top = _even((area.height - len(shown) * height - (len(shown) - 1) * gap) / 2)
    return [
        Placed(person_id, "camera", Box(area.x, top + at * (height + gap), area.width, height))
        for at, person_id in enumerate(shown)
    ]


def _even(length: float) -> int:
    return max(2, int(length) & ~1)
