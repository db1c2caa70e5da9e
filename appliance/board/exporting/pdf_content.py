"""What a page of a PDF says: operators, deflated while they come, and the resources that they name."""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Dictionary, Name

from appliance.board.exporting.digits import number

LEVEL = 1
"""Of deflate: 10,000 strokes take 7.2 MB; level 4 saves 7 % for a third more time."""
_OPAQUE = 255


class Content:
    """A page's content stream."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(LEVEL)
        self._parts: list[bytes] = []
        self._fill = self._line = -1
        self._alpha = _OPAQUE
        self._alphas: set[int] = set()
        self.objects: dict[str, pikepdf.Object] = {}
        """Pictures and forms, by the name that `Do` calls them."""
        self.faces: set[int] = set()
        """Numbers of the faces that text is set in."""

    def write(self, operators: str | bytes) -> None:
        """More operators, ended by white space."""
        data = operators.encode("ascii") if isinstance(operators, str) else operators
        self._parts.append(self._deflate.compress(data))

    def fill_color(self, color: int) -> None:
        """Fill with 0xRRGGBBAA from now on; not between `q` and `Q`."""
        self._opacity(color & 255)
        if color >> 8 != self._fill:
            self._fill = color >> 8
            self.write(f"{_channels(color)} rg\n")

    def line_color(self, color: int) -> None:
        """Draw lines in 0xRRGGBBAA from now on; not between `q` and `Q`."""
        self._opacity(color & 255)
        if color >> 8 != self._line:
            self._line = color >> 8
            self.write(f"{_channels(color)} RG\n")

    def opaque(self) -> None:
        """Pictures are painted as they are from now on."""
        self._opacity(_OPAQUE)

    def _opacity(self, alpha: int) -> None:
        if alpha != self._alpha:
            self._alpha = alpha
            self._alphas.add(alpha)
            self.write(f"/A{alpha} gs\n")

    def resources(self, fonts: Dictionary) -> Dictionary:
        """What the operators name."""
        states = {
            f"/A{alpha}": Dictionary(Type=Name.ExtGState, ca=alpha / _OPAQUE, CA=alpha / _OPAQUE)
            for alpha in sorted(self._alphas)
        }
        return Dictionary(ExtGState=Dictionary(states), XObject=Dictionary(dict(self.objects)), Font=fonts)

    def stream(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The content as an object of a document; nothing can be written after."""
        self._parts.append(self._deflate.flush())
        return pdf.make_indirect(pikepdf.Stream(pdf, b"".join(self._parts), Filter=Name.FlateDecode))


def _channels(color: int) -> str:
    return " ".join(number((color >> shift & 255) / 255) for shift in (24, 16, 8))
