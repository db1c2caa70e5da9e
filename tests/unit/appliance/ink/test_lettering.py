"""Words in their places."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.ink.element import Text
from appliance.ink.lettering import (
    FONT_FACES,
    FONT_FILES,
    LINE_HEIGHT,
    BadTypeface,
    Typefaces,
    extent,
    fit_size,
    lay_out,
)


def load() -> Typefaces:
    return Typefaces([(Path(file).read_bytes(), face) for file, face in zip(FONT_FILES, FONT_FACES, strict=True)])


TYPEFACES = load()


@pytest.fixture(scope="module")
def typefaces() -> Typefaces:
    return TYPEFACES


def lines(text: str, width: float, typefaces: Typefaces, size: float = 20) -> list[str]:
    return [line.text for line in lay_out(text, size, width, "left", typefaces).lines]


def test_latin_breaks_at_spaces(typefaces):
    assert lines("one two three", 0, typefaces) == ["one two three"]
    assert lines("one two three", 80, typefaces) == ["one two ", "three"]
    assert lines("one\ntwo\r\nthree\r", 0, typefaces) == ["one", "two", "three", ""]
    assert lines("a well-known word", 100, typefaces) == ["a well-", "known ", "word"]


def test_chinese_breaks_anywhere_but_before_its_punctuation(typefaces):
    assert lines("今天天气很好", 60, typefaces) == ["今天天", "气很好"]
    assert lines("今天天，很好", 60, typefaces) == ["今天", "天，很", "好"]
    assert lines("今天（好）", 60, typefaces) == ["今天", "（好）"]
    assert lines("用Parlor开会", 90, typefaces) == ["用Parlor", "开会"]


def test_a_word_longer_than_the_line_is_broken(typefaces):
    got = lines("a Donaudampfschifffahrtsgesellschaft", 100, typefaces)
    assert got[0] == "a "
    assert "".join(got) == "a Donaudampfschifffahrtsgesellschaft"
    assert len(got) > 3


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("ab c-,.，。（）白板\n\t\u0301\ufe0f\U0001f600\u200b\x00é"), max_size=60),
    st.floats(5, 300),
    st.sampled_from(["left", "centre", "right"]),
)
def test_nothing_is_lost_and_nothing_is_wider_than_told(text, width, align):
    layout = lay_out(text, 20, width, align, TYPEFACES)
    assert "".join(line.text for line in layout.lines) == text.replace("\n", "").replace("\t", "    ")
    widest = max((TYPEFACES.find(character)[2] * 20 for character in text), default=0)
    for line in layout.lines:
        assert line.width <= max(width, widest) + 1e-3
        assert line.x >= min(0, width - line.width) - 1e-3
    assert layout == lay_out(text, 20, width, align, TYPEFACES)
    assert layout.height == pytest.approx(len(layout.lines) * LINE_HEIGHT * 20)


def test_lines_are_aligned(typefaces):
    for align, share in (("left", 0), ("centre", 0.5), ("right", 1)):
        layout = lay_out("wide line\ni", 20, 0, align, typefaces)
        first, second = layout.lines
        assert layout.width == pytest.approx(first.width)
        assert second.x == pytest.approx((first.width - second.width) * share)
        assert second.glyphs[0].x == pytest.approx(second.x)
        assert second.y - first.y == pytest.approx(LINE_HEIGHT * 20)


def test_each_character_is_set_in_the_first_face_that_has_it(typefaces):
    (line,) = lay_out("Aé白 Ж☑", 20, 0, "left", typefaces).lines
    assert [glyph.character for glyph in line.glyphs] == list("Aé白Ж☑")
    assert [glyph.face for glyph in line.glyphs] == [0, 0, 1, 0, 2]
    assert all(glyph.glyph for glyph in line.glyphs)
    unknown = lay_out("\U000f0000", 20, 0, "left", typefaces).lines[0]
    assert [(glyph.face, glyph.glyph) for glyph in unknown.glyphs] == [(0, 0)]


def test_marks_lie_over_the_letter_before(typefaces):
    (line,) = lay_out("e\u0301x\u200b", 20, 0, "left", typefaces).lines
    assert [glyph.character for glyph in line.glyphs] == ["e", "\u0301", "x"]
    letter, mark, after = line.glyphs
    assert mark.x == after.x
    (accent,) = typefaces.contours(mark.face, mark.glyph)
    assert letter.x < mark.x + accent[:, 0].min() * 20 < mark.x
    assert accent[:, 1].max() < -0.5


def test_advances_are_the_faces_own(typefaces):
    """Against another reader of the same tables."""
    from fontTools.ttLib import TTFont

    for (path, number), characters in zip(
        zip(FONT_FILES, FONT_FACES, strict=True), ("AWi.é", "白，あ", "☑✗"), strict=True
    ):
        font: Any = TTFont(path, fontNumber=number if path.endswith("ttc") else -1, lazy=True)
        names, em = font.getBestCmap(), font["head"].unitsPerEm
        for character in characters:
            assert typefaces.find(character)[2] * em == font["hmtx"][names[ord(character)]][0]
            assert font.getGlyphName(typefaces.find(character)[1]) == names[ord(character)]
        font.close()


def test_outlines_are_those_of_the_letters(typefaces):
    face, glyph, advance = typefaces.find("l")
    (stem,) = typefaces.contours(face, glyph)
    assert len(stem) == 4
    assert 0.7 < np.ptp(stem[:, 1]) < 0.8
    assert stem[:, 1].max() == 0
    face, glyph, advance = typefaces.find("o")
    outer, inner = typefaces.contours(face, glyph)
    assert 0 < outer[:, 0].min() < inner[:, 0].min() < inner[:, 0].max() < outer[:, 0].max() < advance
    face, glyph, advance = typefaces.find("口")
    assert face == 1
    assert len(typefaces.contours(face, glyph)) == 2
    assert typefaces.contours(face, glyph) is typefaces.contours(face, glyph)


@pytest.mark.parametrize(
    "text", ["Buy milk", "a longer text of several words " * 6, "明天上午十点开会" * 8, "", "word " * 2000]
)
def test_notes_fit_at_the_largest_size_that_does(typefaces, text):
    size = fit_size(text, 32, 180, 180, typefaces)
    assert 6.3 < size <= 32
    height = lay_out(text, size, 180, "centre", typefaces).height
    if size > 7:
        assert height <= 180
    if size < 32:
        assert lay_out(text, size / 0.92, 180, "centre", typefaces).height > 180


def test_words_are_broken_only_when_they_would_be_tiny(typefaces):
    size = fit_size("Wednesday afternoon", 48, 180, 180, typefaces)
    assert all(
        " " in line or line in ("Wednesday ", "afternoon")
        for line in lines("Wednesday afternoon", 180, typefaces, size)
    )
    monster = fit_size("Donaudampfschifffahrtsgesellschaftskapitän", 48, 180, 180, typefaces)
    assert monster > 24


def test_an_estimate_is_not_too_small(typefaces):
    for text in ("Hello World", "白板是会议室的墙", "mixed 白板 and more\nlines", "iiiii"):
        for width in (0, 90):
            element = Text(x=0, y=0, text=text, size=20, color=255, w=width)
            estimated, real = extent(element), extent(element, typefaces)
            assert estimated[0] >= real[0] * 0.99
            assert estimated[1] >= real[1] * 0.99


@pytest.mark.parametrize(
    "data", [b"", b"nonsense" * 40, b"OTTO" + struct.pack(">HHHH", 60000, 1, 1, 1), b"ttcf\0\1\0\0\0\0\0\1"]
)
def test_bytes_that_are_no_typeface_are_refused(data):
    with pytest.raises(BadTypeface, match="no typeface"):
        Typefaces([(data, 0)]).find("a")


def test_without_typefaces_there_are_lines_but_no_letters():
    layout = lay_out("a b", 20, 0, "left", Typefaces([]))
    assert len(layout.lines) == 1
    assert layout.lines[0].glyphs == ()
