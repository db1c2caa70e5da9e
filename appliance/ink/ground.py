"""What lies under the ink: the board's ground, pages that have an end, templates, and pictures as backgrounds."""

from __future__ import annotations

import math
from collections.abc import Callable

from appliance.ink import colour, template
from appliance.ink.element import GLASS_UNITS, IDENTITY, Affine, Background
from appliance.ink.figure import Contour, rounded
from appliance.ink.raster import Path, Picture, Raster, prepare
from appliance.ink.raster.engine import Rect

LEAST_GAP_PX = 9.0
"""Lines of a template closer than this would be a grey veil: fewer are drawn."""
LEAST_DOT_GAP_PX = 16.0
SHADOW_STEPS = 12
SHADOW_COLOR = 0x00000006
_STEPS_BY_REACH_PX = ((3.0, 3), (9.0, 6))

MOST_WHOLE_PIXELS = 12 * 1024 * 1024
"""Of a PDF's page: a larger one is made in parts, as they are seen."""
_SMALL_PX = 256.0

PictureAt = Callable[[str, str, int, float], tuple[Picture, float] | None]
"""Asset, MIME type, PDF page and width in pixels, to a picture and its height in widths."""
PartAt = Callable[[str, int, tuple[int, int], tuple[int, int, int, int]], Picture | None]
"""Asset, PDF page, its width and height in pixels, and which of them (x0, y0, x1, y1), to a picture of those."""


def paint_ground(
    raster: Raster,
    background: Background,
    size: tuple[float, float] | None,
    affine: Affine,
    dark: bool,
    picture_at: PictureAt,
    part_at: PartAt | None,
) -> None:
    """Paint the whole raster."""
    if size is None:
        raster.clear(colour.ground(dark))
    else:
        raster.clear(colour.outside(dark))
        raster.transform(affine)
        page = (0.0, 0.0, size[0], size[1])
        paths, color = shadow(page, 0.0, min(6 / affine.scale, 12.0), affine.scale)
        for path in paths:
            raster.fill(path, color)
        raster.fill_rect(page, colour.ground(dark))
    if background.asset:
        _paint_picture(raster, background, size, affine, picture_at, part_at)
    _paint_template(raster, background, size, affine, dark)


def shadow(rect: Rect, radius: float, reach: float, scale: float) -> tuple[list[Path], int]:
    """A soft shadow of a card, mostly below it: paths to fill one over the other, and their colour.

    It is made of as many steps as `scale` lets see.
    """
    steps = next((steps for most_px, steps in _STEPS_BY_REACH_PX if reach * scale <= most_px), SHADOW_STEPS)
    x0, y0, x1, y1 = rect
    # the card lies on the middle: it is left out, as large areas are what costs
    inset = 0.3 * radius
    middle = rounded(x0 + inset, y0 + inset, x1 - inset, y1 - inset, 0)[::-1]
    paths = [prepare([outline, middle]) for outline in shadow_outlines(rect, radius, reach, steps)]
    return paths, SHADOW_COLOR * SHADOW_STEPS // steps


def shadow_outlines(rect: Rect, radius: float, reach: float, steps: int = SHADOW_STEPS) -> list[Contour]:
    """What is filled with SHADOW_COLOR, one over the other, to make a shadow."""
    x0, y0, x1, y1 = rect
    drop = reach / 3
    outs = [reach * (step / steps) ** 1.7 for step in range(1, steps + 1)]
    return [rounded(x0 - out, y0 - out + drop, x1 + out, y1 + out + drop, radius + out) for out in outs]


def _paint_picture(
    raster: Raster,
    background: Background,
    size: tuple[float, float] | None,
    affine: Affine,
    picture_at: PictureAt,
    part_at: PartAt | None,
) -> None:
    asset, mime, page = background.asset, background.mime, background.page
    in_parts = part_at if mime == "application/pdf" else None
    width = size[0] if size else GLASS_UNITS
    width_px = width * affine.scale
    # a page without a size takes its shape from its picture
    found = picture_at(asset, mime, page, width_px if in_parts is None else min(width_px, _SMALL_PX))
    if found is None:
        return
    height = size[1] if size else width * found[1]
    if in_parts is not None:
        if width_px * height * affine.scale > MOST_WHOLE_PIXELS:
            whole = (0.0, 0.0, width, height)
            if _paint_part(raster, whole, affine, lambda *which: in_parts(asset, page, *which)):
                return
        found = picture_at(asset, mime, page, width_px) or found
    raster.transform(affine)
    raster.blit(found[0], (0.0, 0.0, width, height))


def _paint_part(
    raster: Raster,
    rect: Rect,
    affine: Affine,
    part_at: Callable[[tuple[int, int], tuple[int, int, int, int]], Picture | None],
) -> bool:
    """Paint what is seen of a page, pixel by pixel; False if it could not be had."""
    # the page begins on a whole pixel, so that its parts fit together on all tiles
    left, top = math.floor(affine.e + 0.5), math.floor(affine.f + 0.5)
    whole = round(rect[2] * affine.a), round(rect[3] * affine.d)
    part = max(-left, 0), max(-top, 0), min(raster.width - left, whole[0]), min(raster.height - top, whole[1])
    if part[0] >= part[2] or part[1] >= part[3]:
        return True
    picture = part_at(whole, part)
    if picture is None:
        return False
    raster.transform(IDENTITY)
    raster.blit(picture, (part[0] + left, part[1] + top, part[2] + left, part[3] + top))
    return True


def _paint_template(
    raster: Raster, background: Background, size: tuple[float, float] | None, affine: Affine, dark: bool
) -> None:
    scale = affine.scale
    gap = LEAST_DOT_GAP_PX if background.template == "dots" else LEAST_GAP_PX
    ruling = template.ruling(background, size, _seen(raster, affine), gap / scale)
    color = colour.rule(dark)
    raster.transform(IDENTITY)
    thick = max(round(template.LINE_WIDTH * scale), 1)
    for x0, y0, x1, y1 in ruling.lines:
        # on whole pixels, so that lines are crisp and the same on every tile
        left, top = _pixel(affine.a * x0 + affine.e, thick), _pixel(affine.d * y0 + affine.f, thick)
        right, bottom = (
            (affine.a * x1 + affine.e, top + thick) if y0 == y1 else (left + thick, affine.d * y1 + affine.f)
        )
        raster.fill_rect((left, top, right, bottom), color)
    if ruling.dots is not None and len(ruling.dots):
        radius = max(template.DOT_RADIUS * scale, 1.0)
        circle = rounded(-radius, -radius, radius, radius, radius)
        centres = ruling.dots * (affine.a, affine.d) + (affine.e, affine.f)
        raster.fill(prepare(list(circle[None] + centres[:, None])), colour.dot(dark))


def _pixel(place: float, thick: int) -> float:
    """Where a line begins that lies around a place; the little more decides halves alike on every tile."""
    return math.floor(place - thick / 2 + 0.5 + 1e-3)


def _seen(raster: Raster, affine: Affine) -> Rect:
    """The raster in board units, and a line's width more."""
    more = template.LINE_WIDTH + 2 / affine.scale
    return (
        (0 - affine.e) / affine.a - more,
        (0 - affine.f) / affine.d - more,
        (raster.width - affine.e) / affine.a + more,
        (raster.height - affine.f) / affine.d + more,
    )
