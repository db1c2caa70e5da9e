"""Exports look as the screen does, and these comparisons would see it if one element were missing or 3 pixels off."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pypdfium2
import pytest
from msgspec.structs import replace

from appliance.board.exporting import pdf, png, preview, svg
from appliance.board.typefaces import typefaces
from appliance.ink.element import Affine, Board, Page, Placed, Stroke, Template
from appliance.ink.painter import Painter
from appliance.ink.raster import new_raster
from tests.board.everything import PRESSED, everything, wave
from tests.board.looks import (
    MOST_DIFFERENT_BLOCK,
    SCALE,
    WIDTH,
    Pixels,
    around,
    complaints,
    difference,
    limit,
    rendered_pdf,
    rendered_svg,
    screen,
)

PRINTED = [one for one in get_args(Template) if one not in ("plain", "pdf", "image")]
FAINT = 0.7
SHIFT = Affine(e=3 / SCALE)


def unseen(board: Board, exported: Pixels) -> list[str]:
    """Elements that could be missing, or be 3 pixels off, without the comparison telling."""
    elements = board.pages[0].elements
    found: list[str] = []
    for index, placed in enumerate(elements):
        where = around(placed)
        moved = replace(placed, override=replace(placed.override, affine=SHIFT.after(placed.override.affine)))
        others: tuple[tuple[str, tuple[Placed, ...]], ...] = (("missing", ()), ("moved", (moved,)))
        for what, instead in others:
            shown = screen(board, (*elements[:index], *instead, *elements[index + 1 :]), where)
            if difference(shown, exported[where])[1] <= limit(placed):
                found.append(f"{placed.element} {what}")
    return found


@pytest.mark.parametrize("dark", [False, True])
def test_pdf_looks_as_the_screen(dark: bool) -> None:
    board = everything(dark=dark)
    exported = rendered_pdf(pdf.write(board).data)
    assert complaints(exported, screen(board), board.pages[0].elements) == []
    assert unseen(board, exported) == []


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
async def test_svg_looks_as_the_screen(dark: bool, tmp_path: Path) -> None:
    board = everything(dark=dark)
    exported = await rendered_svg(svg.write(board).data, tmp_path)
    assert complaints(exported, screen(board), board.pages[0].elements) == []
    assert unseen(board, exported) == []


@pytest.mark.parametrize("dark", [False, True])
def test_png_is_the_screen_pixel_by_pixel(dark: bool) -> None:
    board = everything(dark=dark)
    exported = cv2.imdecode(np.frombuffer(png.write(board).data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert exported.shape[1] == WIDTH
    assert np.array_equal(exported, screen(board))


@pytest.mark.parametrize("template", PRINTED)
def test_templates_of_pdf_look_as_the_screen(template: Template) -> None:
    board = everything(template=template)
    printed = screen(board, ())
    exported = rendered_pdf(pdf.write(replace(board, pages=(replace(board.pages[0], elements=()),))).data)
    # lines and dots are faint: the limit is far below that of ink, and plain paper is beyond it
    assert difference(exported, printed)[1] < FAINT
    assert difference(exported, screen(everything(template="plain"), ()))[1] > FAINT


@pytest.mark.parametrize("template", ["dots", "kanban"])
def test_a_page_with_an_end_is_exported_to_its_end(template: Template) -> None:
    board = everything(template=template, size=(1920, 1080))
    exported = rendered_pdf(pdf.write(board).data)
    assert complaints(exported, screen(board), board.pages[0].elements) == []


@pytest.mark.parametrize("factors", [None, PRESSED])
def test_what_was_written_close_up_is_as_fine_in_pdf(factors: np.ndarray | None) -> None:
    """A wave 8 units long in a line of 0.08, seen at 240 pixels to a unit."""
    tiny = Stroke(points=(wave(20, 50) * 0.03).astype(np.float32), factors=factors, color=0x1A1A1AFF, width=0.08)
    page = Page(id="a", size=(9.0, 3.0), elements=(Placed(id="s", element=tiny),))
    raster = new_raster(2160, 720)
    raster.clear(0xFFFFFFFF)
    Painter(typefaces(), lambda *_: None).paint(raster, page.elements, Affine(a=240, d=240), dark=False)
    exported = pypdfium2.PdfDocument(pdf.write(Board(pages=(page,))).data)[0].render(scale=480).to_numpy()[..., :3]
    apart = difference(exported, np.ascontiguousarray(raster.pixels()[..., :3]))
    assert apart[1] < 2 * MOST_DIFFERENT_BLOCK, apart
    assert (exported < 128).any()


def test_a_preview_is_a_small_screen() -> None:
    board = everything()
    small = cv2.imdecode(np.frombuffer(preview.write(board, 640), np.uint8), cv2.IMREAD_COLOR)
    assert small.shape == (360, 640, 3)
    shown = cv2.resize(screen(board), (640, 360), interpolation=cv2.INTER_AREA)
    without = cv2.resize(screen(board, ()), (640, 360), interpolation=cv2.INTER_AREA)
    near, far = (np.abs(small.astype(int) - other).mean() for other in (shown, without))
    assert near * 4 < far
