"""Pictures: one page with the picture under it, as wide as a glass. A PNG may hold a whole Excalidraw scene."""

from __future__ import annotations

from appliance.board.importing import excalidraw, hidden_scene
from appliance.board.importing.gathering import Gathering
from appliance.board.importing.imagery import BadImage, as_asset
from appliance.board.parcel import BadFile, Imported
from appliance.ink.element import GLASS_UNITS, Background
from appliance.ink.picture import BadPicture, decode


def read(data: bytes, name: str) -> Imported:
    """A PNG or JPEG as a board. Raises BadFile."""
    scene = hidden_scene.in_png(data)
    if scene is not None:
        return excalidraw.read(scene, name)
    try:
        asset = as_asset(data)
        height, width = decode(asset.data).shape[:2]
    except BadImage as error:
        words = {"too_large": "its picture has too many pixels"}.get(error.reason, "it is no picture that can be read")
        raise BadFile(error.reason, words) from error
    except BadPicture as error:
        raise BadFile("damaged", f"its picture cannot be read ({error})") from error
    gathering = Gathering(name)
    background = Background(template="image", asset=gathering.assets.keep(asset.data), mime=asset.mime)
    gathering.sheet((GLASS_UNITS, GLASS_UNITS * height / width), background)
    return gathering.imported()
