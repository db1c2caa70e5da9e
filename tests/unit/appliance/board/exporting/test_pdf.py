from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest

from appliance.api.board import LostPart
from appliance.board.exporting import pdf, png
from appliance.board.parcel import BadFile
from appliance.ink.element import (
    Affine,
    Background,
    Board,
    Element,
    Image,
    Note,
    Override,
    Page,
    Placed,
    Shape,
    Stroke,
    Text,
)

INK = 0x1A1A1AFF


def board_of(*elements: Element, **assets: bytes) -> Board:
    placed = tuple(Placed(id=f"e{index}", element=element) for index, element in enumerate(elements))
    return Board(name="Plan", pages=(Page(id="a", elements=placed),), assets=named(*assets.values()))


def named(*assets: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(data).hexdigest(): data for data in assets}


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def stroke(*points: tuple[float, float], **more: Any) -> Stroke:
    return Stroke(points=np.array(points, np.float32), **{"color": INK, "width": 4.0} | more)


def opened(board: Board, page_id: str = "") -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.write(board, page_id).data)


def words(document: pypdfium2.PdfDocument, page: int = 0) -> str:
    return document[page].get_textpage().get_text_range()


def seen(document: pypdfium2.PdfDocument, page: int = 0, scale: float = 2) -> np.ndarray:
    """Blue, green and red of a page, a pixel to a board unit."""
    return document[page].render(scale=scale).to_numpy()[..., :3].copy()


def a_pdf(text: str = "Original", **page_entries: object) -> bytes:
    source = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = source.add_blank_page(page_size=(400, 200))
    page.Contents = source.make_stream(f"1 0 0 rg 0 0 100 50 re f 0 g BT /F 30 Tf 150 100 Td ({text}) Tj ET".encode())
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    for name, value in page_entries.items():
        page[f"/{name}"] = value
    file = BytesIO()
    source.save(file)
    return file.getvalue()


def over(data: bytes, size: tuple[float, float] | None = (800.0, 400.0), page: int = 0) -> Board:
    background = Background(template="pdf", asset=sha(data), mime="application/pdf", page=page)
    return Board(pages=(Page(id="a", size=size, background=background),), assets=named(data))


def screen_of(board: Board) -> np.ndarray:
    """What a glass shows of the first page, a pixel to a board unit."""
    width = round(board.pages[0].size[0])
    return cv2.imdecode(np.frombuffer(png.write(board, "", width).data, np.uint8), cv2.IMREAD_COLOR)


def a_jpeg(**orientation: int) -> bytes:
    pixels = np.full((40, 80, 3), 255, np.uint8)
    pixels[:20, :40] = (0, 0, 255)
    data = cv2.imencode(".jpg", pixels)[1].tobytes()
    if not orientation:
        return data
    turn = orientation["turned"].to_bytes(2, "little")
    tiff = b"II*\0\x08\0\0\0" + b"\x01\0" + b"\x12\x01\x03\0\x01\0\0\0" + turn + b"\0\0" + b"\0\0\0\0"
    segment = b"Exif\0\0" + tiff
    return data[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]


def test_words_can_be_selected_and_copied_in_every_language() -> None:
    text = Text(x=100, y=100, text="Hello, Wörld\n白板会议室 2026", size=40, color=INK)
    note = Note(x=100, y=400, w=300, h=200, text="便签 and more", size=30, fill=0xFFF3A8FF)
    found = words(opened(board_of(text, note)))
    assert found.split() == ["Hello,", "Wörld", "白板会议室", "2026", "便签", "and", "more"]


def test_words_that_no_face_has_are_copied_as_what_they_are() -> None:
    assert words(opened(board_of(Text(x=0, y=0, text="a ꦀ b", size=40, color=INK)))) == "a ꦀ b"
    with pikepdf.open(BytesIO(pdf.write(board_of(Text(x=0, y=0, text="𓀀", size=40, color=INK))).data)) as document:
        assert "feff" + "𓀀".encode("utf-16-be").hex() in document.pages[0].Contents.read_bytes().decode().lower()


def test_words_are_where_the_screen_has_them() -> None:
    document = opened(board_of(Text(x=300, y=200, text="Wort", size=50, color=INK)))
    left, bottom, _, top = document[0].get_textpage().get_charbox(0)
    assert left * 2 == pytest.approx(300, abs=3)
    assert 200 < 1080 - top * 2 < 1080 - bottom * 2 < 200 + 50 * 1.4


def test_only_used_glyphs_are_embedded_and_small() -> None:
    data = pdf.write(board_of(Text(x=0, y=0, text="白板 board", size=40, color=INK))).data
    assert len(data) < 20_000
    with pikepdf.open(BytesIO(data)) as document:
        fonts = [font.DescendantFonts[0] for font in document.pages[0].Resources.Font.values()]
        assert {str(font.Subtype) for font in fonts} == {"/CIDFontType0", "/CIDFontType2"}
        assert all("/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor for font in fonts)


def test_files_open_without_repair() -> None:
    photo = a_jpeg()
    board = board_of(
        stroke((10, 10), (50, 60)),
        stroke((10, 10), (50, 60), factors=np.array([0.5, 2], np.float32)),
        Text(x=0, y=0, text="x", size=40, color=INK),
        Image(x=0, y=0, w=10, h=10, asset=sha(photo), mime="image/jpeg"),
        photo=photo,
    )
    with pikepdf.open(BytesIO(pdf.write(board).data)) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.docinfo.Title) == "Plan"


def test_ink_is_drawn_by_paths_and_not_as_a_picture() -> None:
    pressed = stroke((100, 100), (200, 100), factors=np.array([1, 3], np.float32))
    with pikepdf.open(BytesIO(pdf.write(board_of(pressed, stroke((0, 0), (5, 5)))).data)) as document:
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(document.pages[0])]
        assert "f" in operators
        assert "S" in operators
        assert "Do" not in operators


def test_pages_have_their_sizes_and_order() -> None:
    board = Board(pages=(Page(id="a", size=(1190, 1684)), Page(id="b"), Page(id="c", size=(200, 100))))
    document = opened(board)
    assert [document[index].get_size() for index in range(3)] == [(595, 842), (960, 540), (100, 50)]
    assert len(opened(board, "c")) == 1
    with pytest.raises(BadFile):
        pdf.write(board, "nowhere")


def test_a_page_without_an_end_is_as_large_as_what_is_on_it() -> None:
    width, height = opened(board_of(stroke((-500, 0), (3000, 10))))[0].get_size()
    assert width * 2 == pytest.approx(3500 + 4 + 2 * 48, abs=1)
    assert height * 2 == pytest.approx(1080 + 2 + 48, abs=1)


def test_a_page_whose_ink_is_all_elsewhere_is_a_glass_around_it() -> None:
    document = opened(board_of(stroke((50_000, 70_000), (50_100, 70_000))))
    assert document[0].get_size() == (960, 540)
    assert seen(document)[540, 960].tolist() == [26, 26, 26]


def test_what_lies_further_than_paper_goes_is_drawn_smaller() -> None:
    document = opened(board_of(stroke((0, 0), (400_000, 0), width=2000.0)))
    width, height = document[0].get_size()
    assert width == pytest.approx(14_400)
    assert height == pytest.approx(14_400 * (1080 + 1048) / 402_096, abs=1)


def test_a_stroke_that_moved_grew_and_was_recoloured_is_where_it_went() -> None:
    moved = Override(affine=Affine(a=3, d=3, e=600, f=300), color=0x0000FFFF)
    placed = Placed(id="s", element=stroke((10, 10), (60, 10), width=10.0), override=moved)
    pixels = seen(opened(Board(pages=(Page(id="a", elements=(placed,)),))))
    assert pixels[330, 700].tolist() == [255, 0, 0]
    assert pixels[330 + 14, 700].tolist() == [255, 0, 0]
    assert pixels[330 + 17, 700].tolist() == [255, 255, 255]
    assert pixels[10, 30].tolist() == [255, 255, 255]


def test_colours_hold_until_the_next_element_whatever_was_between() -> None:
    red, blue = 0xFF0000FF, 0x0000FFFF
    lines = [stroke((100, 100 * n), (300, 100 * n), color=color) for n, color in enumerate((red, blue, red, red), 1)]
    square = Shape(figure="rectangle", x=500, y=500, w=50, h=50, color=blue, width=2, fill=red)
    pixels = seen(opened(board_of(lines[0], square, lines[1], square, lines[2], lines[3])))
    assert [pixels[100 * n, 200].tolist() for n in range(1, 5)] == [[0, 0, 255], [255, 0, 0], [0, 0, 255], [0, 0, 255]]


def test_a_highlighter_that_crosses_itself_is_of_one_tone() -> None:
    crossing = stroke((100, 100), (300, 300), (300, 100), (100, 300), color=0xFF0000FF, width=20.0, tool="highlighter")
    pixels = seen(opened(board_of(crossing)))
    assert pixels[200, 200].tolist() == pixels[150, 150].tolist() == [153, 153, 255]


def test_a_long_stroke_is_drawn_to_its_end() -> None:
    """Its numbers need more digits than most."""
    pixels = seen(opened(board_of(stroke((5, 500), (1900, 500)), stroke((1900, 700), (5, 700)))))
    assert all(pixels[y, x].tolist() == [26, 26, 26] for y in (500, 700) for x in (10, 900, 1890))


def test_a_jpeg_is_carried_over_untouched() -> None:
    photo = a_jpeg()
    data = pdf.write(board_of(Image(x=0, y=0, w=80, h=40, asset=sha(photo), mime="image/jpeg"), photo=photo)).data
    assert photo in data


@pytest.mark.parametrize(("turned", "red"), [(1, (20, 10)), (3, (60, 30)), (6, (60, 10)), (8, (20, 30))])
def test_a_jpeg_that_lies_on_its_side_is_turned(turned: int, red: tuple[int, int]) -> None:
    photo = a_jpeg(turned=turned)
    pixels = seen(opened(board_of(Image(x=0, y=0, w=80, h=40, asset=sha(photo), mime="image/jpeg"), photo=photo)))
    is_red = pixels[:40, :80, 1] < 128
    assert is_red[red[1], red[0]]
    assert is_red.mean() == pytest.approx(0.25, abs=0.05)


def test_a_png_is_looked_through_where_it_is_clear() -> None:
    picture = np.zeros((100, 200, 4), np.uint8)
    picture[:, :100] = (0, 255, 0, 255)
    picture[:, 150:] = (255, 0, 0, 128)
    data = cv2.imencode(".png", picture)[1].tobytes()
    under = Shape(figure="rectangle", x=0, y=0, w=400, h=200, color=0xFF0000FF, width=1, fill=0xFF0000FF)
    image = Image(x=0, y=0, w=400, h=200, asset=sha(data), mime="image/png")
    pixels = seen(opened(board_of(under, image, picture=data)))
    assert pixels[100, 100].tolist() == [0, 255, 0]
    assert pixels[100, 250].tolist() == [0, 0, 255]
    assert pixels[100, 350].tolist() == pytest.approx([128, 0, 127], abs=2)


def test_a_missing_picture_leaves_a_mark_and_is_told() -> None:
    exported = pdf.write(board_of(Image(x=10, y=10, w=100, h=100, asset="0" * 64, mime="image/png")))
    assert exported.lost == (LostPart(what="image", reason="missing"),)
    assert seen(pypdfium2.PdfDocument(exported.data))[60, 60].tolist() != [255, 255, 255]


def test_one_picture_shown_often_is_held_once() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (100, 100, 3), np.uint8)
    data = cv2.imencode(".png", noise)[1].tobytes()
    images = [Image(x=10 * n, y=0, w=100, h=100, asset=sha(data), mime="image/png") for n in range(20)]
    assert len(pdf.write(board_of(*images, picture=data)).data) < 2 * len(data)


def test_an_imported_page_stays_vectors_with_its_words() -> None:
    exported = pdf.write(over(a_pdf()))
    assert exported.lost == ()
    document = pypdfium2.PdfDocument(exported.data)
    assert "Original" in words(document)
    pixels = seen(document)
    assert pixels[350, 100].tolist() == [0, 0, 255]
    assert pixels[100, 100].tolist() == [255, 255, 255]
    with pikepdf.open(BytesIO(exported.data)) as opened_again:
        assert all(one.Subtype == pikepdf.Name.Form for one in opened_again.pages[0].Resources.XObject.values())


def test_an_imported_page_that_is_turned_and_cut_is_shown_so() -> None:
    data = a_pdf(Rotate=90, CropBox=pikepdf.Array([0, 0, 200, 200]), TrimBox=pikepdf.Array([50, 50, 60, 60]))
    pixels = seen(opened(over(data, (400, 400))))
    # turned clockwise, the red corner at the bottom left is at the top left
    assert pixels[100, 50].tolist() == [0, 0, 255]
    assert pixels[100, 150].tolist() == [255, 255, 255]
    assert pixels[350, 50].tolist() == [255, 255, 255]


def test_what_was_noted_on_an_imported_page_is_shown() -> None:
    with pikepdf.open(BytesIO(a_pdf())) as source:
        shape = source.make_stream(b"0 0 1 rg 0 0 40 40 re f")
        shape.Type, shape.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        shape.BBox = pikepdf.Array([0, 0, 40, 40])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=pikepdf.Array([200, 20, 240, 60]), F=4,
            AP=pikepdf.Dictionary(N=shape),
        )  # fmt: skip
        source.pages[0].Annots = pikepdf.Array([source.make_indirect(note)])
        file = BytesIO()
        source.save(file)
    board = over(file.getvalue())
    for pixels in (seen(opened(board)), screen_of(board)):
        assert pixels[320, 440].tolist() == [255, 0, 0]
        assert pixels[350, 100].tolist() == [0, 0, 255]


def test_an_imported_page_under_a_page_without_an_end_lies_on_the_glass() -> None:
    document = opened(over(a_pdf(), None))
    assert document[0].get_size() == (960, 540)
    assert seen(document)[900, 200].tolist() == [0, 0, 255]


def test_an_encrypted_page_that_needs_no_password_is_shown() -> None:
    with pikepdf.open(BytesIO(a_pdf())) as source:
        file = BytesIO()
        source.save(file, encryption=pikepdf.Encryption(owner="secret", user=""))
    document = opened(over(file.getvalue()))
    assert seen(document)[350, 100].tolist() == [0, 0, 255]


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"\0" * 1000, b""])
def test_a_broken_page_is_told_and_the_ink_stays(data: bytes) -> None:
    board = over(data)
    placed = Placed(id="s", element=stroke((10, 200), (700, 200), width=10.0))
    page = Page(id="a", size=(800, 400), background=board.pages[0].background, elements=(placed,))
    exported = pdf.write(Board(pages=(page,), assets=board.assets))
    assert exported.lost == (LostPart(what="image", reason="missing"),)
    assert seen(pypdfium2.PdfDocument(exported.data))[200, 400].tolist() == [26, 26, 26]


def test_a_page_that_only_the_screen_can_read_becomes_a_picture_and_that_is_told() -> None:
    """Its page's object is cut off before it says that it is a page."""
    data = a_pdf().replace(b"/Parent 2 0 R", b"/Parent  R").replace(b" /Type /Page >>\nendobj", b" /Typ")
    exported = pdf.write(over(data))
    assert exported.lost == (LostPart(what="page_vectors", reason="became_picture"),)
    assert seen(pypdfium2.PdfDocument(exported.data))[350, 100].tolist() == pytest.approx([0, 0, 255], abs=3)


def test_the_same_board_gives_the_same_file() -> None:
    board = board_of(stroke((0, 0), (9, 9)), Text(x=0, y=0, text="白 a", size=40, color=INK))
    assert pdf.write(board).data == pdf.write(board).data


def test_an_empty_board_is_an_empty_page() -> None:
    assert (seen(opened(Board())) == 255).all()


def test_wild_numbers_do_no_harm() -> None:
    wild = stroke((1e11, 0), (-1e11, 10))
    far = stroke((5e8, 5e8), (6e8, 6e8))
    flat = Placed(id="f", element=stroke((1, 1), (9, 9)), override=Override(affine=Affine(0, 0, 0, 0, 0, 0)))
    odd = Shape(figure="ellipse", x=100, y=10, w=-50, h=0, color=INK, width=2, fill=0xFF0000FF)
    elements = (*(Placed(id=f"{n}", element=one) for n, one in enumerate((wild, far, odd))), flat)
    board = Board(pages=(Page(id="a", elements=elements),))
    document = opened(board)
    assert document[0].get_size() == (960, 540)
    with pikepdf.open(BytesIO(pdf.write(board).data)) as again:
        for instruction in pikepdf.parse_content_stream(again.pages[0]):
            assert not {"nan", "inf"} & set(str(instruction.operands).split())
