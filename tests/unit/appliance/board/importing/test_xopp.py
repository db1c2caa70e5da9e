"""Xournal's and Xournal++'s files: widths, colours, papers, and how their writers have been seen to err."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from typing import Any

import numpy as np
import pytest

from appliance.board import formats
from appliance.board.parcel import Imported
from appliance.ink.element import Image, Stroke
from tests.board.files import XOJ, elements, png


def _page(content: str, paper: str = '<background type="solid" color="#ffffffff" style="plain"/>') -> bytes:
    page = f'<page width="595.28" height="841.89">{paper}<layer>{content}</layer></page>'
    return f'<?xml version="1.0"?><xournal creator="test" fileversion="4">{page}</xournal>'.encode()


def _strokes(found: Imported) -> list[Any]:
    pages = range(len(found.board.pages))
    return [element for page in pages for element in elements(found, page) if isinstance(element, Stroke)]


def _read(data: bytes) -> Imported:
    return formats.read(data, "page.xopp")


def test_widths_at_points_and_scale() -> None:
    [stroke] = _strokes(_read(_page('<stroke tool="pen" color="#3333ccff" width="2 1 4">10 20 30 40 50 60</stroke>')))
    np.testing.assert_allclose(stroke.points, [(20, 40), (60, 80), (100, 120)])
    assert stroke.color == 0x3333CCFF
    np.testing.assert_allclose(stroke.width * stroke.factors, [2, 8, 8])


def test_pressure_wider_than_a_stroke_can_say_makes_its_pen_wider() -> None:
    [stroke] = _strokes(_read(_page('<stroke tool="pen" color="black" width="0.1 5 5">1 1 2 2 3 3</stroke>')))
    np.testing.assert_allclose(stroke.width * stroke.factors, [10, 10, 10])
    assert stroke.factors.max() <= 255 / 64


def test_tools() -> None:
    strokes = _strokes(_read(XOJ))
    assert [stroke.tool for stroke in strokes] == ["pen", "highlighter", "pen", "pen"]
    assert [stroke.color for stroke in strokes] == [0x3333CCFF, 0xFFFF00FF, 0xFFFFFFFF, 0xFF0000FF]


def test_a_comma_for_the_point() -> None:
    found = _read(XOJ)
    np.testing.assert_allclose(_strokes(found)[1].points, [(3, 5), (7, 9)])
    assert found.board.pages[0].size == (1224, 1584)


def test_paper() -> None:
    found = _read(XOJ).board.pages
    assert [page.background.template for page in found] == ["ruled", "plain", "ruled"]
    assert found[0].background.spacing == 48
    assert found[1].size == (200, 400)


def test_zipped_files_bring_their_pictures_along() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("mimetype", "application/xournal++")
        paper = '<background type="pixmap" domain="attach" filename="ground.png"/>'
        image = '<image left="0" top="0" right="10" bottom="20"><attachment path="a.png"/></image>'
        packed.writestr("content.xml", _page(image, paper))
        packed.writestr("a.png", png(4, 3))
        packed.writestr("ground.png", png(5, 3))
    found = _read(archive.getvalue())
    assert not found.lost
    assert found.board.pages[0].background.template == "image"
    [image] = elements(found)
    assert isinstance(image, Image)
    assert (image.w, image.h) == (20, 40)
    assert found.board.assets[image.asset] == png(4, 3)


def test_mrwriter_keeps_pressures_apart() -> None:
    stroke = '<stroke tool="pen" color="black" width="2" pressures="1 2 1">1 1 2 2 3 3</stroke>'
    document = _page(stroke).replace(b'<xournal creator="test" fileversion="4"', b"<MrWriter")
    document = document.replace(b"xournal", b"MrWriter")
    [found] = _strokes(_read(document))
    np.testing.assert_allclose(found.width * found.factors, [2, 4, 2])


@pytest.mark.parametrize("wrong", ["\x0b", "&#11;", "&#x1b;"])
def test_characters_that_xml_forbids(wrong: str) -> None:
    document = _page(f'<text font="Sans" size="12" x="1" y="2" color="black">a{wrong}b</text>')
    [text] = elements(_read(gzip.compress(document)))
    assert text.text == "ab"


def test_the_fifth_version_places_by_matrices() -> None:
    picture = base64.b64encode(png(40, 30)).decode()
    found = _read(
        _page(
            '<text font="Sans" size="12" matrix="1 0 0 1 130.5 96.75" color="black" wrap="100" align="center">a</text>'
            '<link font="Sans" size="12" matrix="0.8 0.6 -0.6 0.8 10 20" color="black" url="https://x.org">b</link>'
            f'<image matrix="0.5 0 0 0.5 10 20">{picture}</image>'
        )
    )
    text, link, image = elements(found)
    assert (text.x, text.y, text.size, text.w, text.align) == (261, 193.5, 24, 200, "centre")
    assert link.text == "b"
    np.testing.assert_allclose(found.board.pages[0].elements[1].override.affine, (1.6, 1.2, -1.2, 1.6, 20, 40))
    assert (image.x, image.y, image.w, image.h) == (20, 40, 40, 30)
    assert [(part.what, part.count) for part in found.lost] == [("link", 1)]


def test_elements_within_another_program_are_refused() -> None:
    with pytest.raises(formats.BadFile) as refusal:
        formats.read(b"<notes><page/></notes>", "page.xopp")
    assert refusal.value.reason == "not_a_board_file"


def test_what_a_stroke_fills_lies_under_it() -> None:
    area, stroke = elements(
        _read(_page('<stroke tool="pen" color="#ff0000ff" width="1" fill="128">1 1 5 1 5 5 1 1</stroke>'))
    )
    assert (area.figure, area.fill, area.color, len(area.points)) == ("polygon", 0xFF000080, 0, 4)
    assert len(stroke.points) == 4
