"""Writes Excalidraw's scenes: everything on one ground without end, pages beside each other."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.exporting.figuration import (
    Turned,
    backdrop_png,
    color_of,
    moved,
    shape_lines,
    stroke_points,
    turned,
    words_of,
    words_on,
)
from appliance.board.exporting.sheet import chosen, every, sheet
from appliance.board.importing.excalidraw import CUSTOM, PEN_SCALE, THINNEST, THINNING
from appliance.board.parcel import Exported, Losses
from appliance.ink.element import Affine, Board, Image, Note, Page, Placed, Shape, Stroke, Text
from appliance.ink.lettering import LINE_HEIGHT
from appliance.ink.picture import BadPicture

_GAP = 200.0
_BOXES = ("rectangle", "diamond", "ellipse")
_SANS = 2
_HIGHLIGHTER_OPACITY = 0.4
_HALF = 0.5


def write(board: Board, page_id: str = "") -> Exported:
    """A board, or one page of it."""
    losses = Losses()
    pages = chosen(board, page_id)
    losses.add("page", "joined", count=len(pages) - 1)
    losses.add("page_size", count=sum(page.size is not None for page in pages))
    scene = _Scene(board, losses)
    across = 0.0
    with progress.part(0.0, 0.8):
        for page in every(pages):
            left, _, right, _ = sheet(page, board)
            scene.page(page, Affine(e=across - (left if len(pages) > 1 else 0.0)))
            across += right - left + _GAP
    grid = pages[0].background if len(pages) == 1 and pages[0].background.template == "grid" else None
    state: dict[str, Any] = {"viewBackgroundColor": "#ffffff", "theme": "dark" if board.dark else "light"}
    if grid is not None:
        state |= {"gridModeEnabled": True, "gridSize": round(grid.spacing)}
    file = {
        "type": "excalidraw",
        "version": 2,
        "source": "https://github.com/parlor",
        "elements": scene.elements,
        "appState": state,
        "files": scene.files,
    }
    return Exported(data=json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode(), lost=losses.parts)


class _Scene:
    def __init__(self, board: Board, losses: Losses) -> None:
        self.elements: list[dict[str, Any]] = []
        self.files: dict[str, dict[str, Any]] = {}
        self._board = board
        self._losses = losses

    def page(self, page: Page, shift: Affine) -> None:
        """All of a page, moved to where it lies in the scene."""
        template = page.background.template
        if page.background.asset:
            self._backdrop(page, shift)
        elif template not in ("plain", "grid"):
            self._losses.add("background_style")
        for placed in progress.over(page.elements):
            affine = shift.after(placed.override.affine)
            made = list(self._made(placed, affine, shift))
            for element in made:
                element["locked"] = placed.override.locked
                element["groupIds"] += [placed.override.group] if placed.override.group else []
            self.elements += made

    def _made(self, placed: Placed, affine: Affine, shift: Affine) -> Iterator[dict[str, Any]]:
        match placed.element:
            case Stroke():
                yield self._stroke(placed, placed.element, np.add(stroke_points(placed, placed.element), shift[4:]))
            case Shape():
                yield from self._shape(placed, placed.element, affine, shift)
            case Text():
                yield self._text(placed, placed.element, affine)
            case Note():
                yield from self._note(placed, placed.element, affine)
            case Image():
                yield from self._image(placed, placed.element, affine)

    def _stroke(self, placed: Placed, stroke: Stroke, points: NDArray[np.float64]) -> dict[str, Any]:
        color, width = color_of(placed), stroke.width * placed.override.affine.scale
        pressures = np.full(len(points), _HALF)
        kept: dict[str, Any] = {}
        if stroke.factors is not None:
            factors = stroke.factors.astype(np.float64)
            widest = max(float(factors.max()) / (THINNEST + THINNING), 1.0)
            width *= widest
            pressures = np.clip((factors / widest - THINNEST) / THINNING, 0, 1)
            if factors.min() < THINNEST * widest - 0.002:
                # thinner than Excalidraw draws: we find the true widths again
                self._losses.add("width", "approximated")
                kept["factors"] = [round(each, 4) for each in (factors / widest).tolist()]
        if stroke.tool == "highlighter":
            kept["tool"] = "highlighter"
        made = _along(placed.id, "freedraw", points, color, width / PEN_SCALE)
        made |= {"pressures": [round(each, 4) for each in pressures.tolist()], "simulatePressure": False}
        if stroke.tool == "highlighter":
            made["opacity"] = round(_HIGHLIGHTER_OPACITY * 100)
        return made | ({"customData": {CUSTOM: kept}} if kept else {})

    def _shape(self, placed: Placed, shape: Shape, affine: Affine, shift: Affine) -> Iterator[dict[str, Any]]:
        width = shape.width * affine.scale
        box = turned(shape.x, shape.y, shape.w, shape.h, affine)
        if shape.figure in _BOXES and not box.is_skewed:
            yield _element(placed.id, shape.figure, box, color_of(placed), width, shape.fill)
            return
        if shape.figure in ("line", "arrow"):
            points = moved(np.array(shape.points, np.float64).reshape(-1, 2), affine)
            fill = 0
        else:
            points = np.add(shape_lines(placed, shape)[0].points, shift[4:])
            fill = shape.fill
        if not len(points):
            return
        line = _along(placed.id, "arrow" if shape.figure == "arrow" else "line", points, color_of(placed), width)
        line |= {"backgroundColor": _color(fill), "startArrowhead": None, "startBinding": None, "endBinding": None}
        yield line | {"endArrowhead": "arrow" if shape.figure == "arrow" else None, "lastCommittedPoint": None}

    def _text(self, placed: Placed, text: Text, affine: Affine) -> dict[str, Any]:
        words = words_of(text)
        box = self._told(turned(words.x, words.y, words.w, words.h, affine))
        align = "center" if text.align == "centre" else text.align
        made = _words(placed.id, box, words.lines, text.text, words.size * affine.scale, color_of(placed), align)
        return made | {"autoResize": not text.w}

    def _note(self, placed: Placed, note: Note, affine: Affine) -> Iterator[dict[str, Any]]:
        box = self._told(turned(note.x, note.y, note.w, note.h, affine))
        fill = color_of(placed)
        card = _element(placed.id, "rectangle", box, fill, 1.0, fill)
        card["customData"] = {CUSTOM: {"note": {"size": note.size * affine.scale, "color": note.color}}}
        yield card
        if not note.text:
            return
        words = words_on(note)
        inner = turned(words.x, words.y, words.w, words.h, affine)
        made = _words(f"{placed.id}-t", inner, words.lines, note.text, words.size * affine.scale, note.color, "center")
        card["boundElements"] = [{"type": "text", "id": made["id"]}]
        yield made | {"containerId": placed.id, "verticalAlign": "middle"}

    def _image(self, placed: Placed, image: Image, affine: Affine) -> Iterator[dict[str, Any]]:
        data = self._board.assets.get(image.asset)
        if data is None:
            self._losses.add("image", "missing")
            return
        box = turned(image.x, image.y, image.w, image.h, affine)
        self._losses.add("skew", count=int(box.is_skewed))
        made = _element(placed.id, "image", box, 0, 1.0, 0)
        self._keep(image.asset, data, image.mime)
        yield made | {
            "fileId": image.asset,
            "status": "saved",
            "scale": [1, -1 if box.is_mirrored else 1],
            "crop": None,
        }

    def _backdrop(self, page: Page, shift: Affine) -> None:
        left, top, right, bottom = sheet(page, self._board)
        try:
            png = backdrop_png(page.background, self._board.assets)
        except BadPicture:
            png = None
        if png is None:
            self._losses.add("background", "damaged")
            return
        self._losses.add("background", "became_picture")
        file = f"{page.background.asset[:40]}-{page.background.page}"
        self._keep(file, png, "image/png")
        box = turned(left, top, right - left, bottom - top, shift)
        made = _element(f"{page.id}-ground", "image", box, 0, 1.0, 0)
        self.elements.append(made | {"fileId": file, "status": "saved", "scale": [1, 1], "crop": None, "locked": True})

    def _keep(self, file: str, data: bytes, mime: str) -> None:
        url = f"data:{mime};base64,{base64.b64encode(data).decode()}"
        self.files[file] = {"id": file, "mimeType": mime, "dataURL": url, "created": 0}

    def _told(self, box: Turned) -> Turned:
        self._losses.add("skew", count=int(box.is_skewed))
        self._losses.add("mirroring", count=int(box.is_mirrored))
        return box


def _along(identifier: str, kind: str, points: NDArray[np.float64], color: int, width: float) -> dict[str, Any]:
    """An element of points, which are relative to its first."""
    relative = points - points[0]
    (left, top), (right, bottom) = relative.min(axis=0), relative.max(axis=0)
    box = Turned(float(points[0, 0]), float(points[0, 1]), float(right - left), float(bottom - top), 0.0, False, False)
    rounded = [[round(x, 4), round(y, 4)] for x, y in relative.tolist()]
    return _element(identifier, kind, box, color, width, 0) | {"points": rounded}


def _words(
    identifier: str, box: Turned, lines: tuple[str, ...], text: str, size: float, color: int, align: str
) -> dict[str, Any]:
    return _element(identifier, "text", box, color, 1.0, 0) | {
        "text": "\n".join(lines),
        "originalText": text,
        "fontSize": round(size, 4),
        "fontFamily": _SANS,
        "textAlign": align,
        "verticalAlign": "top",
        "containerId": None,
        "lineHeight": LINE_HEIGHT,
    }


def _element(identifier: str, kind: str, box: Turned, color: int, width: float, fill: int) -> dict[str, Any]:
    return {
        "id": identifier,
        "type": kind,
        "x": round(box.x, 4),
        "y": round(box.y, 4),
        "width": round(box.w, 4),
        "height": round(box.h, 4),
        "angle": box.angle % (2 * math.pi),
        "strokeColor": _color(color),
        "backgroundColor": _color(fill),
        "fillStyle": "solid",
        "strokeWidth": round(width, 4),
        "strokeStyle": "solid",
        "roughness": 0,
        "opacity": 100,
        "groupIds": [],
        "frameId": None,
        "roundness": None,
        "seed": 1,
        "version": 1,
        "versionNonce": 1,
        "isDeleted": False,
        "boundElements": [],
        "updated": 1,
        "link": None,
        "locked": False,
    }


def _color(color: int) -> str:
    alpha = color & 0xFF
    if not alpha:
        return "transparent"
    return f"#{color >> 8:06x}" if alpha == 0xFF else f"#{color:08x}"
