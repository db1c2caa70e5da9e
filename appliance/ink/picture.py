"""Pictures out of bytes that nobody vouches for: PNG, JPEG and pages of PDFs, as premultiplied BGRA.

How large a picture is, is read from its head before any of it is decoded. Decoders have faults: what does not come from
this room itself belongs into a process that holds no secrets, and a PDF that takes too long ends with that process.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
import pypdfium2
from pypdfium2 import raw as pdfium

from appliance.ink.raster.engine import Pixels

MAX_PIXELS = 64 * 1024 * 1024
MAX_SIDE = 32_767
MAX_BYTES = 64 * 1024 * 1024
MAX_PDF_PAGES = 2000
MAX_PAGE_PIXELS = 24 * 1024 * 1024
"""Of one picture of a PDF's page: it is made smaller than asked for beyond."""
MAX_WHOLE_SIDE = 1_000_000
"""Of a PDF's page of which a part is shown."""
_MAX_PAGE_POINTS = 200_000.0
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_JPEG_MAGIC = b"\xff\xd8\xff"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}


PartSource = Callable[[str, int, tuple[int, int], tuple[int, int, int, int]], Pixels | None]
"""Asset, page, width and height of the whole page in pixels, and which of them (x0, y0, x1, y1) to make."""


class BadPicture(ValueError):
    """Bytes that are no picture that we show; the message says why."""


def size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, as stored, from its head. Raises BadPicture."""
    if len(data) > MAX_BYTES:
        raise BadPicture(f"a picture of more than {MAX_BYTES // 1024 // 1024} MB")
    if data.startswith(_PNG_MAGIC):
        found = _png_size(data)
    elif data.startswith(_JPEG_MAGIC):
        found = _jpeg_size(data)
    else:
        raise BadPicture("neither a PNG nor a JPEG")
    width, height = found
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE) or width * height > MAX_PIXELS:
        raise BadPicture(f"a picture of {width} × {height} pixels")
    return found


def decode(data: bytes, mime: str = "") -> Pixels:
    """The pixels of a PNG or JPEG, turned as its EXIF says. Raises BadPicture.

    What it is, its bytes say; a `mime` that says otherwise is refused.
    """
    size(data)
    is_png = data.startswith(_PNG_MAGIC)
    if mime and mime != ("image/png" if is_png else "image/jpeg"):
        raise BadPicture(f"it says {mime[:32]} and is another")
    # IMREAD_UNCHANGED keeps alpha but leaves a JPEG's turn to the reader; COLOR turns it
    try:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED if is_png else cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise BadPicture(f"damaged: {error.err}") from error
    if decoded is None:
        raise BadPicture("damaged")
    return _premultiplied(decoded)


def encode(pixels: Pixels, level: int = 1) -> bytes:
    """An opaque picture as a PNG; `level` 0 to 9 is how much time to take for fewer bytes."""
    done, data = cv2.imencode(".png", np.ascontiguousarray(pixels[..., :3]), [cv2.IMWRITE_PNG_COMPRESSION, level])
    if not done:
        raise BadPicture("it cannot be written as a PNG")
    return data.tobytes()


def pdf_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of a PDF's pages, in points, turned as they are shown. Raises BadPicture."""
    document = _open_pdf(data)
    try:
        count = len(document)
        if not 1 <= count <= MAX_PDF_PAGES:
            raise BadPicture(f"a PDF of {count} pages; at most {MAX_PDF_PAGES}")
        sizes = [document.get_page_size(index) for index in range(count)]
    except pypdfium2.PdfiumError as error:
        raise BadPicture(f"a damaged PDF: {error}") from error
    finally:
        document.close()
    for width, height in sizes:
        if not (0 < width < _MAX_PAGE_POINTS and 0 < height < _MAX_PAGE_POINTS):
            raise BadPicture(f"a PDF with a page of {width:g} × {height:g} points")
    return sizes


def pdf_page(data: bytes, page: int, width_px: int) -> Pixels:
    """A picture of a PDF's page (from 0), on white. Raises BadPicture."""
    with _pdf_page(data, page) as (opened, width, height):
        most = math.sqrt(MAX_PAGE_PIXELS / (width * height))
        scale = min(max(width_px, 1) / width, most, MAX_SIDE / max(width, height))
        whole = max(round(width * scale), 1), max(round(height * scale), 1)
        return _rendered(opened, whole, (0, 0, *whole))


def pdf_part(data: bytes, page: int, whole: tuple[int, int], part: tuple[int, int, int, int]) -> Pixels:
    """What lies within `part` (x0, y0, x1, y1) of a picture of a PDF's page that would be `whole` pixels wide and high.

    Raises BadPicture.
    """
    x0, y0, x1, y1 = part
    if not (x0 < x1 and y0 < y1 and (x1 - x0) * (y1 - y0) <= MAX_PIXELS and 0 < max(whole) < MAX_WHOLE_SIDE):
        raise BadPicture(f"a part {part} of a page of {whole} pixels")
    with _pdf_page(data, page) as (opened, _, _):
        return _rendered(opened, whole, part)


def fitting(pixels: Pixels, width_px: float) -> Pixels:
    """A picture not much wider than it will be seen: half as often as that takes, so that it stays sharp."""
    height, width = pixels.shape[:2]
    share = 1
    while width / share >= 2 * max(width_px, 1) and min(width, height) // share >= 2:
        share *= 2
    if share == 1:
        return pixels
    smaller = (max(width // share, 1), max(height // share, 1))
    return np.asarray(cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA), np.uint8)


def pictures_from(read: Callable[[str], bytes | None]) -> Callable[[str, str, int, int], Pixels | None]:
    """What a painter asks for pictures, given where the bytes of assets are; None for those missing or damaged."""

    def picture(asset: str, mime: str, page: int, width_px: int) -> Pixels | None:
        data = read(asset)
        if data is None:
            return None
        try:
            if mime == "application/pdf":
                return pdf_page(data, page, width_px)
            return fitting(decode(data), width_px)
        except BadPicture:
            return None

    return picture


def parts_from(read: Callable[[str], bytes | None]) -> PartSource:
    """What a painter asks for parts of PDF pages, given where the bytes of assets are."""

    def part(asset: str, page: int, whole: tuple[int, int], within: tuple[int, int, int, int]) -> Pixels | None:
        data = read(asset)
        try:
            return None if data is None else pdf_part(data, page, whole, within)
        except BadPicture:
            return None

    return part


@contextmanager
def _pdf_page(data: bytes, page: int) -> Iterator[tuple[Any, float, float]]:
    """An open page, its width and its height."""
    document = _open_pdf(data)
    try:
        if not 0 <= page < len(document):
            raise BadPicture(f"a PDF without a page {page + 1}")
        width, height = document.get_page_size(page)
        if not (0 < width < _MAX_PAGE_POINTS and 0 < height < _MAX_PAGE_POINTS):
            raise BadPicture(f"a PDF with a page of {width:g} × {height:g} points")
        yield document[page], width, height
    except pypdfium2.PdfiumError as error:
        raise BadPicture(f"a damaged PDF: {error}") from error
    finally:
        document.close()


def _rendered(opened: Any, whole: tuple[int, int], part: tuple[int, int, int, int]) -> Pixels:
    x0, y0, x1, y1 = part
    bitmap: Any = pypdfium2.PdfBitmap.new_native(x1 - x0, y1 - y0, pdfium.FPDFBitmap_BGRx)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, x1 - x0, y1 - y0)
    pdfium.FPDF_RenderPageBitmap(bitmap, opened, -x0, -y0, *whole, 0, pdfium.FPDF_ANNOT)
    pixels: Pixels = bitmap.to_numpy().copy()
    bitmap.close()
    pixels[..., 3] = 255
    return pixels


def _open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    if len(data) > MAX_BYTES:
        raise BadPicture(f"a PDF of more than {MAX_BYTES // 1024 // 1024} MB")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise BadPicture(f"no PDF that can be opened: {error}") from error


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise BadPicture("a PNG without a head")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + max(struct.unpack_from(">H", data, at + 2)[0], 2)
    raise BadPicture("a JPEG without a size")


def _premultiplied(decoded: Any) -> Pixels:
    if decoded.dtype == np.uint16:
        decoded = (decoded >> 8).astype(np.uint8)
    if decoded.dtype != np.uint8:
        raise BadPicture(f"samples of {decoded.dtype}")
    if decoded.ndim == 2:
        return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_GRAY2BGRA), np.uint8)
    if decoded.shape[2] == 3:
        return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2BGRA), np.uint8)
    alpha = decoded[..., 3:4].astype(np.uint16)
    pixels = decoded.copy()
    pixels[..., :3] = (decoded[..., :3] * alpha + 127) // 255
    return pixels
