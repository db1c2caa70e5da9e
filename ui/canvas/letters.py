"""Letters: how large text and sticky notes are written, and made afterwards."""

from __future__ import annotations

from msgspec.structs import replace

from appliance.ink.element import Note, Placed, Text

NOTE_SIDE = 5.5
"""Of a new note's card, in the size of its letters."""
LEAST_SIZE = 0.01


def is_lettered(placed: Placed) -> bool:
    """Whether it is something with letters."""
    return isinstance(placed.element, Text | Note)


def lettered_size(placed: Placed) -> float:
    """Size of its letters on the board, in board units, whatever has scaled it since; 0 where there are none."""
    element = placed.element
    return element.size * placed.override.affine.scale if isinstance(element, Text | Note) else 0.0


def relettered(placed: Placed, size: float) -> Text | Note:
    """The element with letters of a size on the board: text grows from its corner, a note about its middle.

    Raises TypeError for something without letters.
    """
    element, scale = placed.element, max(placed.override.affine.scale, LEAST_SIZE)
    own = max(size / scale, LEAST_SIZE)
    if isinstance(element, Text):
        return replace(element, size=own)
    if not isinstance(element, Note):
        raise TypeError(f"{type(element).__name__} has no letters")
    factor = own / element.size
    w, h = element.w * factor, element.h * factor
    x, y = element.x + (element.w - w) / 2, element.y + (element.h - h) / 2
    return replace(element, x=x, y=y, w=w, h=h, size=own)
