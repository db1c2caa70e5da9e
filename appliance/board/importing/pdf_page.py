"""PDF documents by PDFium: sizes of their pages, and one page as a picture."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from appliance.board.importing.imagery import BadImage
from appliance.board.parcel import MAX_PAGES, MAX_PIXELS, BadFile

_SCALE = 3


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points. Raises BadFile."""
    document = _opened(data)
    try:
        if not 0 < len(document) <= MAX_PAGES:
            raise BadFile("too_many" if len(document) else "damaged", f"it has {len(document)} pages")
        return [document.get_page_size(index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise BadFile("damaged", "it has pages that cannot be read") from error
    finally:
        document.close()


def as_png(data: bytes) -> tuple[bytes, tuple[float, float]]:
    """The first page as a picture, and its size in points. Raises BadImage."""
    import cv2

    try:
        document = _opened(data)
    except BadFile as error:
        raise BadImage(error.reason) from error
    try:
        page = document[0]
        width, height = page.get_size()
        if not 0 < width * height * _SCALE**2 <= MAX_PIXELS:
            raise BadImage("too_large")
        pixels = page.render(scale=_SCALE, fill_color=(255, 255, 255, 0), maybe_alpha=True).to_numpy()
        is_written, png = cv2.imencode(".png", np.ascontiguousarray(pixels))
        if not is_written:
            raise BadImage("damaged")
        return png.tobytes(), (width, height)
    except (pypdfium2.PdfiumError, IndexError, cv2.error) as error:
        raise BadImage("damaged") from error
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise BadFile("encrypted", "it is protected by a password") from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise BadFile("encrypted", "it is encrypted in a way that is not known") from error
        raise BadFile("damaged", "it is no PDF that can be read") from error
