"""Areas, lines, words and pictures of an SVG."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

import cv2

from appliance.board.exporting.digits import matrix, number
from appliance.board.exporting.drawing import Area, Contour, Outline, Part, Photo, Words, missing
from appliance.board.exporting.font_subset import font_bytes, font_subset
from appliance.board.exporting.photograph import JPEG, PNG, photograph
from appliance.board.exporting.sheet import PDF
from appliance.board.parcel import Losses
from appliance.ink.element import IDENTITY, Affine
from appliance.ink.lettering import Line, Typefaces
from appliance.ink.picture import BadPicture, decode, pdf_page

_PAGE_WIDTH = 3840
_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 2]
_FAMILY = "Board {}"
_FALLBACK = "'Noto Sans','Noto Sans CJK SC',sans-serif"
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_STYLE = "font-kerning:none;font-variant-ligatures:none;text-rendering:geometricPrecision;white-space:pre"
_AS_SET = f'xml:space="preserve" style="{_STYLE}"'
"""Characters stand where the layout has them, spaces too."""


class Drawing:
    """Draws one SVG, in the coordinates of the board."""

    def __init__(
        self,
        assets: Callable[[str], bytes | None],
        faces: Sequence[tuple[bytes, int]],
        typefaces: Typefaces,
        losses: Losses,
    ) -> None:
        self.losses = losses
        self._assets = assets
        self._faces = faces
        self._typefaces = typefaces
        self._characters: dict[int, set[str]] = {}

    def draw(self, parts: Iterable[Part], affine: Affine = IDENTITY) -> bytes:
        """Parts where an affine map puts them."""
        drawn = "".join(map(self._draw, parts))
        if affine != IDENTITY:
            drawn = f'<g transform="matrix({matrix(affine)})">\n{drawn}</g>\n'
        return drawn.encode()

    def fonts(self) -> bytes:
        """The style that holds the faces of all that was drawn so far."""
        rules = [
            f"@font-face{{font-family:'{_FAMILY.format(face)}';src:url(data:font/{kind};base64,{data})}}\n"
            for face, characters in sorted(self._characters.items())
            if face < len(self._faces)
            for kind, data in (self._font(face, characters),)
        ]
        return f"<style>\n{''.join(rules)}</style>\n".encode() if rules else b""

    def _font(self, face: int, characters: set[str]) -> tuple[str, str]:
        font = font_subset(*self._faces[face], (), characters=characters)
        return "otf" if "CFF " in font else "ttf", b64encode(font_bytes(font)).decode()

    def _draw(self, part: Part) -> str:
        match part:
            case Area():
                data = "".join(_path(contour, closed=True) for contour in part.contours)
                return f'<path{paint("fill", part.color)} d="{data}"/>\n'
            case Outline():
                fill = paint("fill", part.fill) if part.fill else ""
                style = f'{fill}{paint("stroke", part.color)} stroke-width="{number(part.width)}"'
                return f"<{_figure(part)}{style}/>\n"
            case Words():
                lines = "".join(self._line(line, part.x, part.y) for line in part.layout.lines)
                size = f'font-size="{number(part.layout.size)}"'
                return f"<text {size}{paint('fill', part.color)} {_AS_SET}>{lines}</text>\n"
            case Photo():
                return self._photo(part)

    def _line(self, line: Line, x: float, y: float) -> str:
        """A line of text: a span for the characters of each face, which comes along, so that each is where it was."""
        spans: list[str] = []
        place = f' x="{number(x + line.x)}" y="{number(y + line.y)}"'
        for face, run in groupby(line.text, key=lambda character: self._typefaces.find(character)[0]):
            characters = "".join(run)
            self._characters.setdefault(face, set()).update(characters)
            family = f"'{_FAMILY.format(face)}',{_FALLBACK}"
            spans.append(f'<tspan{place} font-family="{family}">{escaped(characters)}</tspan>')
            place = ""
        return "".join(spans)

    def _photo(self, photo: Photo) -> str:
        x0, y0, x1, y1 = photo.rect
        found = self._file(photo)
        if found is None:
            self.losses.add("image", "missing")
            return "".join(map(self._draw, missing(photo.rect)))
        mime, data = found
        place = f'x="{number(x0)}" y="{number(y0)}" width="{number(x1 - x0)}" height="{number(y1 - y0)}"'
        link = f"data:{mime};base64,{b64encode(data).decode()}"
        return f'<image {place} preserveAspectRatio="none" xlink:href="{link}"/>\n'

    def _file(self, photo: Photo) -> tuple[str, bytes] | None:
        data = self._assets(photo.asset)
        if data is None:
            return None
        try:
            if photo.mime == PDF:
                pixels = pdf_page(data, photo.page, _PAGE_WIDTH)
                return PNG, cv2.imencode(".png", pixels[..., :3], _QUICK)[1].tobytes()
            if found := photograph(data):
                return JPEG, found.data
            decode(data)
        except BadPicture:
            return None
        return PNG, data


def paint(name: str, color: int) -> str:
    """The attributes that fill, or draw a line, in 0xRRGGBBAA."""
    alpha = color & 255
    opacity = f' {name}-opacity="{number(alpha / 255)}"' if alpha < 255 else ""
    return f' {name}="#{color >> 8:06x}"{opacity}'


def escaped(words: str) -> str:
    """Words in XML; what XML cannot hold is left out."""
    return escape(words.translate(_CONTROL))


def _figure(outline: Outline) -> str:
    """An element's name and where it lies: SVG has some figures itself."""
    shape = outline.shape
    if shape is not None and shape.figure in ("rectangle", "ellipse"):
        left, top = min(shape.x, shape.x + shape.w), min(shape.y, shape.y + shape.h)
        width, height = abs(shape.w), abs(shape.h)
        if shape.figure == "rectangle" and width and height:
            return f'rect x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}"'
        if shape.figure == "ellipse" and width and height:
            centre = f'cx="{number(left + width / 2)}" cy="{number(top + height / 2)}"'
            return f'ellipse {centre} rx="{number(width / 2)}" ry="{number(height / 2)}"'
    data = "".join(_path(contour, closed=closed) for contour, closed in outline.contours)
    return f'path d="{data}"'


def _path(contour: Contour, *, closed: bool) -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in contour.tolist())
    return f"M{points}{'z' if closed else ''}"
