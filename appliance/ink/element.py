"""What lies on a board: strokes, shapes, text, notes and images, on pages.

Lengths are board units: at zoom 1 a glass shows 1920 of them from left to right, whatever its pixels. x grows to the
right, y downwards. Colours are 0xRRGGBBAA, as on a light board (see `colour.py` for dark ones).
"""

from __future__ import annotations

import secrets
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Tool = Literal["pen", "highlighter"]
Figure = Literal["line", "arrow", "rectangle", "diamond", "ellipse", "triangle", "polygon", "star"]
Align = Literal["left", "centre", "right"]
Template = Literal["plain", "ruled", "grid", "dots", "staff", "kanban", "pdf", "image"]

GLASS_UNITS = 1920.0
"""Board units from the left to the right edge of a glass at zoom 1."""
MAX_FACTOR = 255 / 64
"""The widest that a stroke may be at a point, in its nominal widths."""


class Affine(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f, as in SVG."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, first: Affine) -> Affine:
        """The transform that does `first`, then this."""
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def apply(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Points of shape (n, 2), moved."""
        matrix = np.array([[self.a, self.b], [self.c, self.d]], np.float32)
        return points @ matrix + np.array([self.e, self.f], np.float32)

    @property
    def scale(self) -> float:
        """The mean factor by which lengths grow."""
        return abs(self.a * self.d - self.b * self.c) ** 0.5


IDENTITY = Affine()


class Stroke(msgspec.Struct, frozen=True, eq=False, kw_only=True, gc=False):
    """One line of a pen."""

    points: NDArray[np.float32]
    """Shape (n, 2), n ≥ 1."""
    factors: NDArray[np.float32] | None = None
    """Shape (n,): the width at each point in nominal widths, 0 to MAX_FACTOR; pressure p is written as 2 p."""
    color: int
    width: float
    """Nominal width."""
    tool: Tool = "pen"
    author: int = 0
    """Key of `people`; 32 bits, 0 for nobody known."""
    created_ms: int = 0
    """When it began, in Unix time."""
    duration_ms: int = 0


class Shape(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A figure within a box, or along points."""

    figure: Figure
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    """The box of rectangle, diamond, ellipse, triangle (apex at the top) and star (five points)."""
    points: tuple[tuple[float, float], ...] = ()
    """Of line, arrow (its head at the last) and polygon (closed by itself)."""
    color: int
    width: float
    fill: int = 0
    """0xRRGGBBAA; alpha 0 fills nothing."""
    author: int = 0
    created_ms: int = 0


class Text(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Words on the ground."""

    x: float
    y: float
    text: str
    size: float
    """Of the font, in board units."""
    color: int
    w: float = 0.0
    """Width at which lines wrap; 0 never wraps."""
    align: Align = "left"
    author: int = 0
    created_ms: int = 0


class Note(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sticky note: words on a coloured card."""

    x: float
    y: float
    w: float
    h: float
    text: str
    size: float
    """The largest that its font may be: long text is set smaller so that it fits."""
    fill: int
    color: int = 0x1A1A1AFF
    author: int = 0
    created_ms: int = 0


class Image(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A picture from the board's assets."""

    x: float
    y: float
    w: float
    h: float
    asset: str
    """SHA-256 of the file's bytes, hex."""
    mime: str
    """image/png or image/jpeg."""
    author: int = 0
    created_ms: int = 0


Element = Stroke | Shape | Text | Note | Image


class Override(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was done to an element since it was made; the element itself stays as it was."""

    affine: Affine = IDENTITY
    color: int | None = None
    """Instead of the element's (a note's: of its card)."""
    z: float | None = None
    """Instead of the element's created_ms, by which elements lie over each other."""
    group: str = ""
    locked: bool = False


AS_MADE = Override()
"""Nothing was done to it."""


class Placed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An element on a page."""

    id: str
    element: Element
    override: Override = AS_MADE

    @property
    def order(self) -> tuple[float, str]:
        """Elements are painted in this order."""
        z = self.override.z
        return (float(self.element.created_ms) if z is None else z, self.id)


class Background(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What lies under the ink."""

    template: Template = "plain"
    spacing: float = 48.0
    """Between lines or dots of a template."""
    asset: str = ""
    """SHA-256 of a PDF or picture."""
    mime: str = ""
    page: int = 0
    """Which page of the PDF, from 0."""


class Page(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A page with its elements in painting order; without a size it has no end."""

    id: str
    elements: tuple[Placed, ...] = ()
    size: tuple[float, float] | None = None
    background: Background = Background()


class Board(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A whole board without its history."""

    name: str = ""
    dark: bool = False
    pages: tuple[Page, ...] = ()
    assets: dict[str, bytes] = {}
    """SHA-256 (hex) to bytes, of all that elements and backgrounds name."""
    people: dict[int, str] = {}
    """Authors' names."""


def new_id() -> str:
    """A fresh id of an element or page: 64 random bits in 11 URL-safe characters."""
    return secrets.token_urlsafe(8)
