"""Colours as CSS writes them."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from svgelements import Color

_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^)]*)\)")


@lru_cache(4096)
def css_color(words: str) -> int | None:
    """0xRRGGBBAA; None for `none` and what is no colour (of names, black is what nobody knows)."""
    words = words.strip().lower()[:64]
    if words in ("", "none", "currentcolor", "inherit") or words.startswith(("url(", "var(")):
        return None
    if words == "transparent":
        return 0
    if found := _FUNCTION.match(words):
        return _from_numbers(found[1], re.split(r"[\s,/]+", found[2].strip()))
    try:
        value = Color(words).hexa
    except (ValueError, TypeError, IndexError, KeyError):
        return None
    return None if value is None else int(value[1:9].ljust(8, "f"), 16)


def with_opacity(color: int, opacity: float) -> int:
    """The colour with so much (0 to 1) of its alpha."""
    return color & 0xFFFFFF00 | round((color & 255) * min(max(opacity, 0.0), 1.0))


def _from_numbers(kind: str, numbers: list[str]) -> int | None:
    try:
        if kind == "hsl":
            hue = float(numbers[0].removesuffix("deg")) / 360
            saturation, lightness = (float(each.rstrip("%")) / 100 for each in numbers[1:3])
            parts = [part * 255 for part in colorsys.hls_to_rgb(hue % 1, lightness, saturation)]
        else:
            parts = [_part(each, 255) for each in numbers[:3]]
        parts.append(_part(numbers[3], 1) * 255 if len(numbers) > 3 else 255)
        red, green, blue, alpha = (round(min(max(part, 0), 255)) for part in parts)
    except (ValueError, IndexError, OverflowError):
        return None
    return red << 24 | green << 16 | blue << 8 | alpha


def _part(words: str, whole: float) -> float:
    return float(words[:-1]) / 100 * whole if words.endswith("%") else float(words)
