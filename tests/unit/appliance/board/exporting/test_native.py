from __future__ import annotations

import json
import zipfile
from io import BytesIO

import cv2
import numpy as np
import pytest

from appliance.board.exporting import native
from appliance.board.importing.native import read
from appliance.board.parcel import BadFile
from appliance.ink.element import Board, Page, Stroke
from tests.board.everything import everything
from tests.unit.appliance.board.exporting.test_pdf import board_of, stroke


def test_what_was_written_is_read_again() -> None:
    board = everything(dark=True, size=(1920, 1080))
    imported = read(native.write(board).data, "wall.board")
    assert imported.lost == ()
    again = imported.board
    assert (again.name, again.dark, again.assets) == (board.name, True, board.assets)
    assert again.pages[0].size == (1920, 1080)
    assert again.pages[0].background == board.pages[0].background
    for one, other in zip(board.pages[0].elements, again.pages[0].elements, strict=True):
        assert (one.id, one.override) == (other.id, other.override)
        if isinstance(one.element, Stroke) and isinstance(other.element, Stroke):
            assert np.abs(one.element.points - other.element.points).max() <= 1 / 32
        else:
            assert one.element == other.element


def test_the_file_is_laid_out_as_promised() -> None:
    board = everything()
    data = native.write(board).data
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        assert set(packed.namelist()) == {
            "manifest.json", "document.yjs", "preview.png", *(f"assets/{one}" for one in board.assets)
        }  # fmt: skip
        manifest = json.loads(packed.read("manifest.json"))
        assert manifest["format"] == "parlor-board"
        assert manifest["version"] == 1
        assert manifest["name"] == board.name
        preview = cv2.imdecode(np.frombuffer(packed.read("preview.png"), np.uint8), cv2.IMREAD_COLOR)
        assert preview.shape == (360, 640, 3)


def test_one_page_is_chosen() -> None:
    board = Board(pages=(Page(id="a"), Page(id="b")))
    assert [page.id for page in read(native.write(board, "b").data, "x").board.pages] == ["b"]
    with pytest.raises(BadFile):
        native.write(board, "c")


def test_a_stroke_that_no_board_can_hold_is_refused() -> None:
    with pytest.raises(BadFile):
        native.write(board_of(stroke((float("nan"), 0.0))))
