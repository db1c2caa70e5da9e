"""Areas, lines, words and pictures in a page of a PDF."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf

from appliance.board.exporting.digits import matrix, number
from appliance.board.exporting.drawing import Area, Contour, Outline, Part, Photo, Rect, Words, box, missing
from appliance.board.exporting.pdf_content import Content
from appliance.board.exporting.pdf_font import Fonts
from appliance.board.exporting.pdf_picture import Pictures
from appliance.board.exporting.pdf_text import draw_layout
from appliance.board.parcel import Losses
from appliance.ink.element import IDENTITY, Affine
from appliance.ink.lettering import Typefaces

_WHITE = 0xFFFFFFFF


class Drawing:
    """Draws on one page, in the coordinates of the board."""

    def __init__(
        self, content: Content, pictures: Pictures, fonts: Fonts, typefaces: Typefaces, losses: Losses
    ) -> None:
        self.content = content
        self._pictures = pictures
        self._fonts = fonts
        self._typefaces = typefaces
        self._losses = losses

    def draw(self, parts: Iterable[Part], affine: Affine = IDENTITY) -> None:
        """Draw parts where an affine map puts them."""
        for part in parts:
            match part:
                case Area():
                    self.content.fill_color(part.color)
                    self._at(affine, "".join(_path(one, closed=True) for one in part.contours) + "f\n")
                case Outline():
                    if part.fill:
                        self.draw([Area([one for one, _ in part.contours], part.fill)], affine)
                    self.content.line_color(part.color)
                    lines = "".join(_path(one, closed=closed) for one, closed in part.contours)
                    self._at(affine, f"{number(part.width)} w {lines}S\n")
                case Words():
                    self.content.fill_color(part.color)
                    self.content.write(f"q {matrix(affine)} cm\n")
                    draw_layout(self.content, part.layout, part.x, part.y, self._typefaces, self._fonts)
                    self.content.write("Q\n")
                case Photo():
                    self._photo(part, affine)

    def place(self, name: str, form: pikepdf.Object, fit: Affine, rect: Rect) -> None:
        """Draw a form that `fit` brings into the unit square, on white, into a rectangle."""
        x0, y0, x1, y1 = rect
        self.draw([box(rect, _WHITE)])
        self.content.opaque()
        self.content.objects[name] = form
        whole = Affine(a=x1 - x0, d=y1 - y0, e=x0, f=y0).after(fit)
        self._at(whole, f"{name} Do\n")

    def _photo(self, photo: Photo, affine: Affine) -> None:
        found = self._pictures.of(photo.asset, photo.mime, photo.page)
        if found is None:
            self._losses.add("image", "missing")
            self.draw(missing(photo.rect), affine)
            return
        x0, y0, x1, y1 = photo.rect
        name = f"/P{photo.asset[:16]}p{photo.page}"
        self.content.objects[name] = found
        self.content.opaque()
        # pictures stand on their feet in a square whose y grows upwards
        self._at(affine.after(Affine(a=x1 - x0, d=y0 - y1, e=x0, f=y1)), f"{name} Do\n")

    def _at(self, affine: Affine, operators: str) -> None:
        self.content.write(f"q {matrix(affine)} cm {operators}Q\n")


def _path(contour: Contour, *, closed: bool) -> str:
    first, *others = (f"{number(x)} {number(y)}" for x, y in contour.tolist())
    return f"{first} m " + "".join(f"{one} l " for one in others) + ("h " if closed else "")
