from __future__ import annotations

import cv2
import numpy as np
import pytest

from appliance.api.board import LostPart
from appliance.board.exporting import png, preview
from appliance.board.parcel import BadFile
from appliance.ink.element import Board, Image, Page, Placed
from tests.unit.appliance.board.exporting.test_pdf import a_pdf, board_of, over, stroke


def pixels_of(data: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)


def test_a_page_has_the_width_that_was_asked_for() -> None:
    board = Board(pages=(Page(id="a"), Page(id="b", size=(200, 100))))
    assert pixels_of(png.write(board).data).shape == (2160, 3840, 3)
    assert pixels_of(png.write(board, "b", 1000).data).shape == (500, 1000, 3)
    with pytest.raises(BadFile):
        png.write(board, "c")


@pytest.mark.parametrize("size", [(100.0, 400_000.0), (400_000.0, 10.0), (20_000.0, 20_000.0), (0.5, 0.5)])
def test_no_page_makes_a_picture_that_is_too_large(size: tuple[float, float]) -> None:
    height, width, _ = pixels_of(png.write(Board(pages=(Page(id="a", size=size),))).data).shape
    assert height * width <= png.MOST_PIXELS
    assert max(height, width) <= png.MOST_SIDE


def test_a_missing_picture_is_told() -> None:
    exported = png.write(board_of(Image(x=10, y=10, w=100, h=100, asset="0" * 64, mime="image/png")))
    assert exported.lost == (LostPart(what="image", reason="missing"),)


def test_an_imported_page_lies_under_the_ink() -> None:
    pixels = pixels_of(png.write(over(a_pdf()), "", 800).data)
    assert pixels[350, 100].tolist() == [0, 0, 255]


@pytest.mark.parametrize("size", [None, (500.0, 2000.0), (4000.0, 500.0)])
def test_a_preview_shows_all_of_a_page(size: tuple[float, float] | None) -> None:
    width, height = size or (1920.0, 1080.0)
    corners = [(20, 20), (width - 20, 20), (20, height - 20), (width - 20, height - 20)]
    placed = tuple(
        Placed(id=str(n), element=stroke(corner, width=80.0, color=0xFF0000FF)) for n, corner in enumerate(corners)
    )
    pixels = pixels_of(preview.write(Board(pages=(Page(id="a", size=size, elements=placed),)), 480))
    assert pixels.shape == (270, 480, 3)
    dots, _ = cv2.connectedComponents((pixels[..., 1] < 100).astype(np.uint8))
    assert dots == 5  # the ground counts
