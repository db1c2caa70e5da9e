"""A board with every kind of element, for comparing how it looks here and there."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

import cv2
import numpy as np

from appliance.ink.element import (
    IDENTITY,
    Affine,
    Background,
    Board,
    Element,
    Figure,
    Image,
    Note,
    Override,
    Page,
    Placed,
    Shape,
    Stroke,
    Template,
    Text,
)

BOXED: tuple[Figure, ...] = ("rectangle", "diamond", "ellipse", "triangle", "star")
TURNED = Affine(math.cos(0.4), math.sin(0.4), -math.sin(0.4), math.cos(0.4), 1300, 400)
FLATTENED = Affine(1.6, 0, 0, 0.7, 0, 250)
PRESSED = (0.3 + 1.4 * np.abs(np.sin(np.linspace(0, 3.1, 60)))).astype(np.float32)


def a_photo() -> bytes:
    """A JPEG with a red patch, so that it shows which side is up."""
    pixels = np.zeros((120, 200, 3), np.uint8)
    pixels[..., 0] = np.linspace(0, 255, 200)
    pixels[..., 1] = np.linspace(0, 255, 120)[:, None]
    pixels[30:60, 40:90] = (40, 40, 220)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def a_drawing() -> bytes:
    """A PNG that one can look through, here and there by half."""
    pixels = np.zeros((100, 100, 4), np.uint8)
    cv2.circle(pixels, (50, 50), 45, (200, 120, 20, 255), -1)
    cv2.circle(pixels, (50, 50), 20, (20, 20, 200, 120), -1)
    return cv2.imencode(".png", pixels)[1].tobytes()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def wave(x: float, y: float) -> np.ndarray:
    along = np.linspace(0, 1, 60)
    return np.stack((x + 260 * along, y + 30 * np.sin(along * 9)), 1).astype(np.float32)


def everything(*, dark: bool = False, template: Template = "grid", size: tuple[float, float] | None = None) -> Board:
    """The board; nothing of it reaches beyond a glass."""
    placed: list[Placed] = []

    def put(element: Element, affine: Affine = IDENTITY, color: int | None = None, z: float | None = None) -> None:
        override = Override(affine=affine, color=color, z=z)
        placed.append(Placed(id=f"e{len(placed):02}", element=element, override=override))

    _put_ink(put)
    _put_shapes(put)
    photo, drawing = a_photo(), a_drawing()
    put(Text(x=60, y=360, text="Hello, Wörld! AV To\nsecond line", size=40, color=0x1A1A1AFF))
    put(
        Text(
            x=60,
            y=500,
            text="白板 meets 会议室：中文也要换行 and wraps here",
            size=32,
            w=330,
            color=0xD32F2FFF,
            align="centre",
        )
    )
    put(Note(x=460, y=360, w=220, h=220, text="Sticky note with 便签 words", size=36, fill=0xFFF3A8FF))
    put(Image(x=720, y=360, w=250, h=150, asset=sha(photo), mime="image/jpeg"))
    put(Image(x=1000, y=360, w=150, h=150, asset=sha(drawing), mime="image/png"))
    put(Stroke(points=wave(0, 0), factors=PRESSED, color=0x1A1A1AFF, width=6), affine=TURNED, color=0x388E3CFF)
    put(Text(x=0, y=40, text="turned 转", size=40, color=0x1A1A1AFF), affine=TURNED)
    card = Shape(figure="rectangle", x=0, y=110, w=120, h=80, color=0x1A1A1AFF, width=3, fill=0xC7E3FFFF)
    put(card, affine=TURNED, color=0xD32F2FFF)
    put(Image(x=330, y=110, w=120, h=80, asset=sha(photo), mime="image/jpeg"), affine=TURNED)
    put(Stroke(points=wave(60, 760), color=0x795548FF, width=5), affine=FLATTENED)
    put(Shape(figure="rectangle", x=700, y=700, w=200, h=150, color=0x1A1A1AFF, width=3, fill=0xF57C00FF))
    under = Shape(figure="ellipse", x=800, y=760, w=200, h=150, color=0x1A1A1AFF, width=3, fill=0x1976D2FF)
    put(under, z=-5.0)
    put(Note(x=1100, y=720, w=160, h=160, text="recoloured", size=30, fill=0xFFF3A8FF), color=0xFFC9D2FF)
    placed.sort(key=lambda one: one.order)
    page = Page(id="first", elements=tuple(placed), size=size, background=Background(template=template))
    return Board(
        name="Everything <&> 全部", dark=dark, pages=(page,), assets={sha(photo): photo, sha(drawing): drawing}
    )


def _put_ink(put: Callable[[Element], None]) -> None:
    put(Stroke(points=wave(60, 80), factors=PRESSED, color=0x1A1A1AFF, width=6))
    put(Stroke(points=wave(60, 160), color=0xD32F2FFF, width=4))
    put(Stroke(points=wave(60, 240), color=0x00E5FFFF, width=24, tool="highlighter"))
    put(Stroke(points=wave(60, 240), color=0x1976D2FF, width=3, factors=PRESSED))
    put(Stroke(points=np.array([[40, 300]], np.float32), color=0x388E3CFF, width=14))
    put(Stroke(points=np.array([[80, 300]], np.float32), color=0x388E3CFF, width=14, factors=np.ones(1, np.float32)))


def _put_shapes(put: Callable[[Element], None]) -> None:
    for index, figure in enumerate(BOXED):
        x = 400 + 150 * index
        put(Shape(figure=figure, x=x, y=60, w=120, h=100, color=0x1976D2FF, width=4))
        fill = 0xFFD9B0FF if index % 2 else 0x76FF0380
        put(Shape(figure=figure, x=x, y=190, w=120, h=100, color=0x7B1FA2FF, width=4, fill=fill))
    put(Shape(figure="line", points=((1200, 60), (1380, 160)), color=0xF57C00FF, width=5))
    put(Shape(figure="arrow", points=((1420, 60), (1600, 160)), color=0xC2185BFF, width=5))
    corners = ((1250, 190), (1380, 220), (1340, 290), (1220, 280))
    put(Shape(figure="polygon", points=corners, color=0x00838FFF, width=4, fill=0xCDEFCBFF))
