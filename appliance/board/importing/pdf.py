"""PDF: each of its pages becomes a page to write on, with the PDF's own under it."""

from __future__ import annotations

from appliance.board.importing.gathering import Gathering
from appliance.board.importing.pdf_page import sizes
from appliance.board.parcel import UNITS_PER_POINT, Imported
from appliance.ink.element import Background


def read(data: bytes, name: str) -> Imported:
    """A PDF as a board. Raises BadFile."""
    gathering = Gathering(name)
    found = sizes(data)
    asset = gathering.assets.keep(data)
    for index, (width, height) in enumerate(found):
        background = Background(template="pdf", asset=asset, mime="application/pdf", page=index)
        gathering.sheet((width * UNITS_PER_POINT, height * UNITS_PER_POINT), background)
    return gathering.imported()
