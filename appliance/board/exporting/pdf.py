"""Writes PDF: ink as vectors, text as text, the pages of imported PDFs as they were."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from appliance.board import progress
from appliance.board.exporting.digits import matrix
from appliance.board.exporting.drawing import Rect, box, inked, parts, template
from appliance.board.exporting.pdf_content import Content
from appliance.board.exporting.pdf_drawing import Drawing
from appliance.board.exporting.pdf_font import Fonts, font_name
from appliance.board.exporting.pdf_ink import draw_strokes
from appliance.board.exporting.pdf_page import Originals
from appliance.board.exporting.pdf_picture import Pictures
from appliance.board.exporting.sheet import PDF, backdrop, chosen, every, sheet
from appliance.board.parcel import UNITS_PER_POINT, Exported, Losses
from appliance.board.typefaces import faces, typefaces
from appliance.ink import colour
from appliance.ink.element import Affine, Board, Page, Placed

DRAWN = 0.85
"""Of the work on a PDF: what is left compresses it."""
MOST_POINTS = 14_400.0
"""The longest side that viewers take; a page that is longer is drawn smaller."""


def write(board: Board, page_id: str = "") -> Exported:
    """All pages, or one. Raises BadFile."""
    document = _Document(board)
    with progress.part(0.0, DRAWN):
        for page in every(chosen(board, page_id)):
            document.add(page)
    with progress.part(DRAWN, 1.0):
        return Exported(data=document.finish(), lost=document.losses.parts)


class _Document:
    """A PDF that grows page by page."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._pdf = pikepdf.new()
        self._pictures = Pictures(self._pdf, board.assets.get)
        self._originals = Originals(self._pdf, board.assets.get)
        self._fonts = Fonts(faces())
        self._pages: list[tuple[Dictionary, Content]] = []
        self.losses = Losses()

    def add(self, page: Page) -> None:
        """Write a page."""
        shown = sheet(page, self._board)
        width, height = shown[2] - shown[0], shown[3] - shown[1]
        scale = min(1 / UNITS_PER_POINT, MOST_POINTS / max(width, height))
        content = Content()
        content.write(f"1 J 1 j {matrix(Affine(a=scale, d=-scale, e=-shown[0] * scale, f=shown[3] * scale))} cm\n")
        drawing = Drawing(content, self._pictures, self._fonts, typefaces(), self.losses)
        self._draw_ground(drawing, page, shown)
        self._draw_elements(drawing, page.elements)
        sides = [round(width * scale, 3), round(height * scale, 3)]
        made = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *sides]), Contents=content.stream(self._pdf))
        self._pages.append((made, content))

    def finish(self) -> bytes:
        """The file."""
        fonts = self._fonts.embed(self._pdf)
        for page, content in self._pages:
            used = {font_name(face): fonts[face] for face in sorted(content.faces)}
            page.Resources = content.resources(Dictionary(used))
            self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))
        self._pdf.docinfo["/Title"] = self._board.name
        self._pdf.docinfo["/Producer"] = "Parlor"
        file = BytesIO()
        self._pdf.save(
            file,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            progress=lambda percent: progress.at(percent / 100),
        )
        return file.getvalue()

    def _draw_ground(self, drawing: Drawing, page: Page, shown: Rect) -> None:
        dark = self._board.dark
        if dark:
            drawing.draw([box(shown, colour.ground(dark))])
        if under := backdrop(page, self._board):
            found = self._originals.form(under.asset, under.page) if under.mime == PDF else None
            if found is not None:
                drawing.place(f"/O{under.asset[:16]}p{under.page}", *found, under.rect)
            else:
                drawing.draw([under])
                if under.mime == PDF and self._pictures.of(under.asset, PDF, under.page) is not None:
                    self.losses.add("page_vectors", "became_picture")
        drawing.draw(template(page.background, page.size, shown, dark))

    def _draw_elements(self, drawing: Drawing, elements: Sequence[Placed]) -> None:
        dark = self._board.dark
        for strokes, other in inked(elements):
            if strokes:
                draw_strokes(drawing.content, strokes, dark)
            if other is not None:
                drawing.draw(parts(other, dark, typefaces()), other.override.affine)
