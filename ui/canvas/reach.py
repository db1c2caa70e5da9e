"""How far elements reach: all that they paint, shadows too."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.ink.bounds import bounds
from appliance.ink.element import Element, Override, Stroke
from appliance.ink.lettering import Typefaces
from appliance.ink.packing import BadStroke, Glance, glance
from ui.canvas.view import Rect

NOTE_SHADOW = 0.06
"""How far a note's shadow reaches, in shares of its side."""


def reach(element: Element, override: Override, typefaces: Typefaces | None = None) -> Rect:
    """Around all that an element paints."""
    x0, y0, x1, y1 = bounds(element, override.affine, typefaces)
    if isinstance(element, Stroke):
        return x0, y0, x1, y1
    edge = 2 + NOTE_SHADOW * 2 * min(x1 - x0, y1 - y0)
    return x0 - edge, y0 - edge, x1 + edge, y1 + edge


def glances(packed: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], Glance]:
    """Packed strokes and what their headers tell of them; those with a broken header are left out."""
    try:
        return packed, glance(list(packed.values()))
    except BadStroke:
        sound = {one: data for one, data in packed.items() if _is_sound(data)}
        return sound, glance(list(sound.values()))


def _is_sound(data: bytes) -> bool:
    try:
        glance([data])
    except BadStroke:
        return False
    return True
