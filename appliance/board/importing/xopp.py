"""Xournal++ (.xopp, zipped or gzipped or plain), Xournal (.xoj) and MrWriter: pages of paper with layers.

Read as one stream: a stroke is made when its element ends, so that a large file costs little more than its ink.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib

import numpy as np

from appliance.board import progress
from appliance.board.importing import markup
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.imagery import BadImage, as_asset, from_base64
from appliance.board.importing.pdf_page import as_png
from appliance.board.importing.xopp_paper import background_of, color_of
from appliance.board.parcel import MAX_INFLATED_BYTES, UNITS_PER_POINT, BadFile, Imported, inflate
from appliance.ink.element import Affine, Align, Background, Text, Tool

_TO_UNITS = Affine(a=UNITS_PER_POINT, d=UNITS_PER_POINT)
_TOOLS: dict[str, Tool] = {"highlighter": "highlighter"}
_ALIGNS: dict[str, Align] = {"center": "centre", "right": "right"}
_PLAIN_FONTS = ("", "sans", "sans-serif", "noto sans", "sans regular")
_PAPER = (595.0, 842.0)
MAX_ELEMENT_CHARACTERS = 32 << 20


def read(data: bytes, name: str) -> Imported:
    """A file of any of these as a board. Raises BadFile."""
    attachments: zipfile.ZipFile | None = None
    if data.startswith(b"PK\x03\x04"):
        attachments = _opened(data)
        data = _content(attachments, "content.xml")
    elif data.startswith(b"\x1f\x8b"):
        data = inflate(data)
    with progress.part(0.0, GATHERED):
        document = markup.parse(data, lambda: _Document(Gathering(name), attachments))
    if not document.is_xournal:
        raise BadFile("not_a_board_file", "it holds no Xournal document")
    return document.gathering.imported()


class _Document(markup.Handler):
    def __init__(self, gathering: Gathering, attachments: zipfile.ZipFile | None) -> None:
        self.gathering = gathering
        self.is_xournal = False
        self._attachments = attachments
        self._sheet: Sheet | None = None
        self._sheets: list[Sheet] = []
        self._layers = 0
        self._element = ""
        self._attributes: dict[str, str] = {}
        self._words: list[str] = []
        self._length = 0
        self._pdf = ""
        self._makers = {
            "stroke": self._stroke,
            "text": self._text,
            "link": self._text,
            "image": self._image,
            "teximage": self._teximage,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; what it holds is kept until it ends."""
        if name in self._makers:
            self._element, self._attributes, self._words, self._length = name, attributes, [], 0
        elif name == "page":
            size = (_number(attributes, "width", _PAPER[0]), _number(attributes, "height", _PAPER[1]))
            self._sheet = self.gathering.sheet((size[0] * UNITS_PER_POINT, size[1] * UNITS_PER_POINT))
            self._sheets.append(self._sheet)
            self._layers = 0
        elif name == "layer":
            self._layers += 1
            self.gathering.losses.add("layer", "flattened", count=int(self._layers > 1))
        elif name == "background" and self._sheet is not None:
            self._sheet.background = self._background(attributes)
        elif name == "attachment" and self._element:
            self._attached(attributes.get("path", ""))
        elif name in ("audio", "timestamp"):
            self.gathering.losses.add("audio")
        elif name in ("xournal", "MrWriter"):
            self.is_xournal = True

    def data(self, text: str) -> None:
        """Characters of the element that began last."""
        if self._element:
            self._words.append(text)
            self._length += len(text)
            if self._length > MAX_ELEMENT_CHARACTERS:
                raise BadFile("too_large", f"a {self._element} of it is longer than {MAX_ELEMENT_CHARACTERS >> 20} MB")

    def end(self, name: str) -> None:
        """An element of a page is whole."""
        if name != self._element:
            return
        self._element = ""
        sheet = self._sheet if self._sheet is not None else self.gathering.sheet()
        self._sheet = sheet
        if self._attributes.get("fn"):
            self.gathering.losses.add("audio")
        try:
            self._makers[name](sheet, self._attributes, "".join(self._words))
        except BadImage as error:
            self.gathering.losses.add("image", error.reason)

    def _stroke(self, sheet: Sheet, attributes: dict[str, str], words: str) -> None:
        numbers = _numbers(words)
        width, *widths = _numbers(attributes.get("width", "1")) or [1.0]
        if "pressures" in attributes:
            widths = _numbers(attributes["pressures"])
        tool = _TOOLS.get(attributes.get("tool", "pen"), "pen")
        color = color_of(attributes.get("color", "black"))
        points = np.array(numbers[: len(numbers) & ~1], np.float64).reshape(-1, 2)
        fill = min(max(int(_number(attributes, "fill", 0)), 0), 0xFF)
        sheet.area(points, color & 0xFFFFFF00 | fill, _placement(attributes))
        sheet.stroke(
            points,
            color=color | 0xFF if tool == "highlighter" else color,
            width=width,
            widths=np.array(widths, np.float64) if widths else None,
            tool=tool,
            affine=_placement(attributes),
        )
        if attributes.get("style", "plain") not in ("plain", "solid", ""):
            self.gathering.losses.add("dash")

    def _text(self, sheet: Sheet, attributes: dict[str, str], words: str) -> None:
        x, y = _number(attributes, "x", 0), _number(attributes, "y", 0)
        size = _number(attributes, "size", 12)
        color = color_of(attributes.get("color", "black"))
        wrap = max(_number(attributes, "wrap", 0), 0.0)
        align = _ALIGNS.get(attributes.get("align", ""), "left")
        text = Text(x=x, y=y, text=words, size=size, color=color, w=wrap, align=align)
        sheet.place(text, _placement(attributes))
        self.gathering.losses.add("link", count=int("url" in attributes))
        if attributes.get("font", "").lower() not in _PLAIN_FONTS:
            self.gathering.losses.add("font")

    def _image(self, sheet: Sheet, attributes: dict[str, str], words: str) -> None:
        data = from_base64(words)
        sheet.picture(data, _box(attributes, data), _placement(attributes))

    def _teximage(self, sheet: Sheet, attributes: dict[str, str], words: str) -> None:
        data = from_base64(words)
        if data.startswith(b"%PDF"):
            data, natural = as_png(data)
            box = (0.0, 0.0, *natural) if "matrix" in attributes else _box(attributes, data)
        else:
            box = _box(attributes, data)
        sheet.picture(data, box, _placement(attributes))
        self.gathering.losses.add("formula", "became_picture")

    def _attached(self, path: str) -> None:
        """An element's bytes that lie beside the document, inside a zipped file."""
        if self._attachments is None:
            self.gathering.losses.add("image", "missing")
            return
        try:
            self._words = [base64.b64encode(_content(self._attachments, path)).decode()]
        except BadFile:
            self.gathering.losses.add("image", "missing")

    def _background(self, attributes: dict[str, str]) -> Background:
        kind, domain, file = (attributes.get(key, "") for key in ("type", "domain", "filename"))
        if kind == "pdf":
            self._pdf = file or self._pdf
            return self._on_paper_of(self._pdf, int(_number(attributes, "pageno", 1)) - 1)
        if kind != "pixmap":
            return background_of(attributes, self.gathering.losses)
        if domain == "clone":
            number = int(_number(attributes, "filename", -1))
            return self._sheets[number].background if 0 <= number < len(self._sheets) else Background()
        return self._on_picture(file)

    def _on_paper_of(self, file: str, page: int) -> Background:
        try:
            data = self._beside(file)
        except BadFile:
            self.gathering.losses.add("pdf_background", "missing")
            return Background()
        asset = self.gathering.assets.keep(data)
        return Background(template="pdf", asset=asset, mime="application/pdf", page=max(page, 0))

    def _on_picture(self, file: str) -> Background:
        try:
            asset = as_asset(self._beside(file))
        except (BadFile, BadImage):
            self.gathering.losses.add("picture_background", "missing")
            return Background()
        return Background(template="image", asset=self.gathering.assets.keep(asset.data), mime=asset.mime)

    def _beside(self, file: str) -> bytes:
        if self._attachments is None or not file:
            raise BadFile("damaged", "files beside it are not read")
        return _content(self._attachments, file)


def _numbers(words: str) -> list[float]:
    """Numbers until something else comes; a comma stands for the point, as some locales had it written."""
    parts = words.replace(",", ".").split() if "," in words else words.split()
    try:
        return list(map(float, parts))
    except ValueError:
        found: list[float] = []
        for part in parts:
            try:
                found.append(float(part))
            except ValueError:
                break
        return found


def _number(attributes: dict[str, str], key: str, default: float) -> float:
    found = _numbers(attributes.get(key, ""))[:1]
    return found[0] if found and abs(found[0]) < 1e9 else default


def _placement(attributes: dict[str, str]) -> Affine:
    """Points into board units; since version 5 of the format by way of an element's own matrix."""
    if "matrix" not in attributes:
        return _TO_UNITS
    matrix = _numbers(attributes["matrix"])
    return _TO_UNITS.after(Affine(*matrix)) if len(matrix) == 6 else _TO_UNITS


def _box(attributes: dict[str, str], data: bytes) -> tuple[float, float, float, float]:
    """Where a picture lies: in its own pixels where there is a matrix."""
    if "matrix" in attributes:
        asset = as_asset(data)
        return 0.0, 0.0, float(asset.width), float(asset.height)
    left, top, right, bottom = (_number(attributes, key, 0) for key in ("left", "top", "right", "bottom"))
    return min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise BadFile("damaged", f"its zip is broken ({error})") from error


def _content(archive: zipfile.ZipFile, path: str) -> bytes:
    """One file of a zip, bounded whatever the zip says of it. Raises BadFile."""
    try:
        with archive.open(path) as stream:
            found = stream.read(MAX_INFLATED_BYTES + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, NotImplementedError) as error:
        raise BadFile("damaged", f"{path[:64]!r} in its zip cannot be read") from error
    if len(found) > MAX_INFLATED_BYTES:
        raise BadFile("too_large", f"it unpacks to more than {MAX_INFLATED_BYTES >> 20} MB")
    return found
