"""Pictures of a PDF: JPEG files as they are, everything else as the pixels that the screen shows."""

from __future__ import annotations

import struct
from collections.abc import Callable

import cv2
import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Dictionary, Name

from appliance.board.exporting.photograph import photograph
from appliance.board.exporting.sheet import PDF
from appliance.ink.picture import BadPicture, decode, pdf_page

_PAGE_WIDTH = 3840
_COLOR_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB}
_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 2]


class Pictures:
    """The pictures that a document shows, each held once."""

    def __init__(self, pdf: pikepdf.Pdf, assets: Callable[[str], bytes | None]) -> None:
        self._pdf = pdf
        self._assets = assets
        self._made: dict[tuple[str, int], pikepdf.Object | None] = {}

    def of(self, asset: str, mime: str, page: int = 0) -> pikepdf.Object | None:
        """The picture of an asset (of a page, if it is a PDF), or None if it is missing or broken."""
        if (asset, page) not in self._made:
            data = self._assets(asset)
            try:
                self._made[asset, page] = None if data is None else self._make(data, mime, page)
            except BadPicture:
                self._made[asset, page] = None
        return self._made[asset, page]

    def _make(self, data: bytes, mime: str, page: int) -> pikepdf.Object:
        if mime == PDF:
            return self._of_pixels(pdf_page(data, page, _PAGE_WIDTH))
        found = photograph(data)
        if found is None:
            return self._of_pixels(decode(data))
        space = _COLOR_SPACES[found.channels]
        return self._image(found.data, Filter=Name.DCTDecode, Width=found.width, Height=found.height, ColorSpace=space)

    def _of_pixels(self, pixels: NDArray[np.uint8]) -> pikepdf.Object:
        alpha = pixels[..., 3]
        color = pixels[..., :3]
        if int(alpha.min()) == 255:
            return self._flate(np.ascontiguousarray(color))
        divisor = np.maximum(alpha, 1)[..., None].astype(np.uint16)
        color = np.minimum((color.astype(np.uint16) * 255 + divisor // 2) // divisor, 255).astype(np.uint8)
        return self._flate(color, SMask=self._flate(np.ascontiguousarray(alpha)))

    def _flate(self, pixels: NDArray[np.uint8], **more: pikepdf.Object) -> pikepdf.Object:
        height, width = pixels.shape[:2]
        channels = 1 if pixels.ndim == 2 else 3
        parameters = Dictionary(Predictor=15, Colors=channels, BitsPerComponent=8, Columns=width)
        return self._image(
            _predicted(pixels), Filter=Name.FlateDecode, DecodeParms=parameters,
            Width=width, Height=height, ColorSpace=_COLOR_SPACES[channels], **more,
        )  # fmt: skip

    def _image(self, data: bytes, **entries: object) -> pikepdf.Object:
        image = pikepdf.Stream(
            self._pdf, data, Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=8, Interpolate=True, **entries
        )
        return self._pdf.make_indirect(image)


def _predicted(pixels: NDArray[np.uint8]) -> bytes:
    """Pixels filtered line by line as in PNG and deflated: a PNG file's data chunks are just that."""
    # PDF wants red first; OpenCV, which takes blue first, writes red first
    done, encoded = cv2.imencode(".png", pixels, _QUICK)
    if not done:
        raise BadPicture("a picture that cannot be written")
    file = encoded.tobytes()
    at, parts = 8, []
    while at < len(file):
        length = struct.unpack_from(">I", file, at)[0]
        if file[at + 4 : at + 8] == b"IDAT":
            parts.append(file[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
