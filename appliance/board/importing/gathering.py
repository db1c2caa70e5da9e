"""A board while it is read from a foreign file: elements are checked, counted and put on pages in their order."""

from __future__ import annotations

import time
from pathlib import PurePath

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.importing.imagery import BadImage, as_asset
from appliance.board.importing.inking import MAX_WIDTH, MIN_WIDTH, Drawn, inked
from appliance.board.parcel import (
    MAX_COORDINATE,
    MAX_ELEMENTS,
    MAX_PAGES,
    MAX_POINTS,
    Assets,
    BadFile,
    Imported,
    Losses,
)
from appliance.ink.element import (
    AS_MADE,
    IDENTITY,
    Affine,
    Background,
    Board,
    Element,
    Image,
    Note,
    Override,
    Page,
    Placed,
    Shape,
    Text,
    Tool,
    new_id,
)
from appliance.ink.record import MAX_SHAPE_POINTS, MAX_TEXT

GATHERED = 0.9
"""Of the work on a file: what is left makes strokes of the points that wait."""
_POINTS_AT_ONCE = 1 << 16


class Gathering:
    """What was read so far."""

    def __init__(self, name: str) -> None:
        self.losses = Losses()
        self.assets = Assets()
        self._name = PurePath(name).stem[:80]
        self._sheets: list[Sheet] = []
        self._elements = 0
        self._points = 0
        # in painting order, and below whatever is drawn from now on
        self._first_ms = int(time.time() * 1000) - MAX_ELEMENTS

    def sheet(self, size: tuple[float, float] | None = None, background: Background | None = None) -> Sheet:
        """A further page. Raises BadFile when there are too many."""
        if len(self._sheets) >= MAX_PAGES:
            raise BadFile("too_many", f"it has more than {MAX_PAGES} pages")
        if size is not None and not all(0 < length <= MAX_COORDINATE for length in size):
            self.losses.add("page_size", "damaged")
            size = None
        self._sheets.append(Sheet(self, size, background or Background()))
        return self._sheets[-1]

    def imported(self, *, dark: bool = False) -> Imported:
        """The board; a file without pages gives one that is empty."""
        with progress.part(GATHERED, 1.0):
            pages = tuple(sheet.page() for sheet in progress.over(self._sheets)) or (Page(id=new_id()),)
        board = Board(name=self._name, dark=dark, pages=pages, assets=self.assets.held)
        return Imported(board=board, lost=self.losses.parts)

    def count(self, points: int = 0) -> int:
        """Take note of one more element; gives its created_ms. Raises BadFile when there are too many."""
        self._elements += 1
        self._points += points
        if self._elements > MAX_ELEMENTS:
            raise BadFile("too_many", f"it has more than {MAX_ELEMENTS:,} elements")
        if self._points > MAX_POINTS:
            raise BadFile("too_many", f"its strokes have more than {MAX_POINTS:,} points")
        return self._first_ms + self._elements


class Sheet:
    """One page of a gathering."""

    def __init__(self, gathering: Gathering, size: tuple[float, float] | None, background: Background) -> None:
        self.size = size
        self.background = background
        self._gathering = gathering
        self._placed: list[Placed] = []
        self._waiting: list[Placed | Drawn] = []
        self._waiting_points = 0

    def page(self) -> Page:
        """The page as it is now."""
        self._settle()
        return Page(id=new_id(), elements=tuple(self._placed), size=self.size, background=self.background)

    def stroke(
        self,
        points: NDArray[np.float64],
        *,
        color: int,
        width: float,
        widths: NDArray[np.float64] | None = None,
        tool: Tool = "pen",
        affine: Affine = IDENTITY,
        group: str = "",
        locked: bool = False,
        duration_ms: int = 0,
    ) -> None:
        """A stroke; `widths` are its widths at the points, in board units before the transform.

        One with a point that is nowhere is counted as damaged.
        """
        if len(points) == 0 or points.ndim != 2:
            self._gathering.losses.add("stroke", "empty")
            self._gathering.count()
            return
        drawn = Drawn(
            points=points,
            widths=widths,
            width=width,
            color=color,
            tool=tool,
            affine=affine,
            override=Override(group=group, locked=locked) if group or locked else AS_MADE,
            created_ms=self._gathering.count(len(points)),
            duration_ms=min(max(duration_ms, 0), 2**31),
        )
        for _ in range(1, drawn.parts):
            self._gathering.count()
        self._waiting.append(drawn)
        self._waiting_points += len(points)
        if self._waiting_points >= _POINTS_AT_ONCE:
            self._settle()

    def _settle(self) -> None:
        """What waits becomes elements."""
        losses = self._gathering.losses
        made = iter(inked([each for each in self._waiting if isinstance(each, Drawn)]))
        for each in self._waiting:
            if isinstance(each, Placed):
                self._placed.append(each)
                continue
            strokes = next(made)
            losses.add("stroke", "damaged", count=int(not strokes))
            losses.add("stroke", "split", count=int(len(strokes) > 1))
            self._placed += [Placed(id=new_id(), element=stroke, override=each.override) for stroke in strokes]
        self._waiting, self._waiting_points = [], 0

    def area(self, points: NDArray[np.float64], fill: int, affine: Affine = IDENTITY, *, group: str = "") -> None:
        """What a stroke fills: a polygon without a line, to be put below the stroke."""
        if not fill & 0xFF or len(points) < 3:
            return
        some = points[:: -(-len(points) // MAX_SHAPE_POINTS), :2]
        if _is_near(_moved(some, affine)):
            corners = tuple((float(x), float(y)) for x, y in some)
            self.place(Shape(figure="polygon", points=corners, color=0, width=1.0, fill=fill), affine, group=group)

    def place(
        self, element: Shape | Text | Note | Image, affine: Affine = IDENTITY, *, group: str = "", locked: bool = False
    ) -> None:
        """Anything else, with a transform of its own. What has no finite place is counted as damaged."""
        losses = self._gathering.losses
        if isinstance(element, Shape) and len(element.points) > MAX_SHAPE_POINTS:
            losses.add(element.figure, "became_stroke")
            ring = element.points + element.points[:1] if element.figure == "polygon" else element.points
            self.stroke(np.array(ring, np.float64), color=element.color, width=element.width, affine=affine)
            return
        if isinstance(element, Text | Note):
            if not element.text and isinstance(element, Text):
                return
            if len(element.text) > MAX_TEXT:
                losses.add("text", "too_large")
                element = replace(element, text=element.text[:MAX_TEXT])
        element, affine = _settled(_upright(element), affine)
        if not _is_somewhere(element, affine):
            losses.add(type(element).__name__.lower(), "damaged")
            return
        made: Element = replace(element, created_ms=self._gathering.count())
        override = Override(affine=affine, group=group, locked=locked)
        self._waiting.append(Placed(id=new_id(), element=made, override=override))

    def picture(
        self,
        data: bytes,
        box: tuple[float, float, float, float],
        affine: Affine = IDENTITY,
        *,
        group: str = "",
        locked: bool = False,
    ) -> None:
        """A picture's bytes in a box (x, y, width, height); what is no picture is counted."""
        try:
            asset = as_asset(data)
        except BadImage as error:
            self._gathering.losses.add("image", error.reason)
            return
        x, y, w, h = box
        image = Image(x=x, y=y, w=w, h=h, asset=self._gathering.assets.keep(asset.data), mime=asset.mime)
        self.place(image, affine, group=group, locked=locked)


def _moved(points: NDArray[np.float64], affine: Affine) -> NDArray[np.float64]:
    if affine == Affine(a=affine.a, d=affine.a):
        return points * affine.a
    return points @ np.array([[affine.a, affine.b], [affine.c, affine.d]]) + np.array([affine.e, affine.f])


def _is_near(points: NDArray[np.float64]) -> bool:
    # written so that not-a-number fails as well
    return bool(np.abs(points).max() <= MAX_COORDINATE)


def _bounded_width(width: float) -> float:
    return min(max(width, MIN_WIDTH), MAX_WIDTH) if width == width else 1.0  # noqa: PLR0124  not-a-number


def _upright(element: Shape | Text | Note | Image) -> Shape | Text | Note | Image:
    """The same with its box's first corner at the left and top."""
    if isinstance(element, Text) or (element.w >= 0 and element.h >= 0):
        return element
    x, y = element.x + min(element.w, 0.0), element.y + min(element.h, 0.0)
    return replace(element, x=x, y=y, w=abs(element.w), h=abs(element.h))


def _settled(element: Shape | Text | Note | Image, affine: Affine) -> tuple[Shape | Text | Note | Image, Affine]:
    """The same with as much of the transform as it can take into its own numbers."""
    if isinstance(element, Shape) and element.points:
        moved = _moved(np.array(element.points, np.float64), affine)
        points = tuple((float(x), float(y)) for x, y in moved)
        width = _bounded_width(element.width * affine.scale)
        return replace(element, points=points, width=width), IDENTITY
    a, b, c, d, e, f = affine
    if b or c or a <= 0 or abs(a - d) > 1e-9 * a:
        return element, affine
    x, y = element.x * a + e, element.y * a + f
    match element:
        case Text():
            return replace(element, x=x, y=y, w=element.w * a, size=element.size * a), IDENTITY
        case Note():
            return replace(element, x=x, y=y, w=element.w * a, h=element.h * a, size=element.size * a), IDENTITY
        case Shape():
            width = _bounded_width(element.width * a)
            return replace(element, x=x, y=y, w=element.w * a, h=element.h * a, width=width), IDENTITY
        case Image():
            return replace(element, x=x, y=y, w=element.w * a, h=element.h * a), IDENTITY


def _is_somewhere(element: Shape | Text | Note | Image, affine: Affine) -> bool:
    numbers = [element.x, element.y, element.w, *affine]
    if not isinstance(element, Text):
        numbers.append(element.h)
    if isinstance(element, Text | Note):
        if not element.size > 0:
            return False
        numbers.append(element.size)
    if isinstance(element, Shape):
        numbers += [element.width, *(number for point in element.points for number in point)]
    # written so that not-a-number fails as well
    return all(abs(number) <= MAX_COORDINATE for number in numbers)
