"""Pages of other PDFs under the ink: as they are, drawn by the same operators, not as a picture of them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf

from appliance.ink.element import Affine


class Originals:
    """The PDFs whose pages a document shows; they stay open until it is saved."""

    def __init__(self, pdf: pikepdf.Pdf, assets: Callable[[str], bytes | None]) -> None:
        self._pdf = pdf
        self._assets = assets
        self._opened: dict[str, pikepdf.Pdf | None] = {}

    def form(self, asset: str, page: int) -> tuple[pikepdf.Object, Affine] | None:
        """A page as a form, and the map that fits it into the unit square, y downwards.

        None for what is missing, encrypted or broken.
        """
        source = self._open(asset)
        if source is None:
            return None
        try:
            original = source.pages[page]
            # what viewers and the screen show of a page; forms are cut at the trim box otherwise
            original.trimbox = original.cropbox
            form = self._pdf.copy_foreign(original.as_form_xobject())
            return form, _fit(form)
        except (pikepdf.PdfError, IndexError, ValueError, TypeError, KeyError, ZeroDivisionError, RuntimeError):
            return None

    def _open(self, asset: str) -> pikepdf.Pdf | None:
        if asset not in self._opened:
            self._opened[asset] = _opened(self._assets(asset))
        return self._opened[asset]


def _opened(data: bytes | None) -> pikepdf.Pdf | None:
    if data is None:
        return None
    try:
        source = pikepdf.open(BytesIO(data))
        if any("/Annots" in page for page in source.pages):
            source.flatten_annotations("screen")
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError):
        return None
    return source


def _fit(form: Any) -> Affine:
    x0, y0, x1, y1 = (float(one) for one in form.BBox)
    own = Affine(*(float(one) for one in form.get("/Matrix", (1, 0, 0, 1, 0, 0))))
    corners = [(own.a * x + own.c * y + own.e, own.b * x + own.d * y + own.f) for x in (x0, x1) for y in (y0, y1)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    width, height = right - left, top - bottom
    return Affine(1 / width, 0, 0, -1 / height, -left / width, top / height)
