"""Level: all tiles of the page at one scale, and the requests that fill them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, floor

from PySide6.QtGui import QImage
from shiboken6 import Shiboken

from ui.canvas.grid import Grid, Place
from ui.canvas.view import Rect
from ui.canvas.words import TILE

_A_HAIR = 1e-6
"""Of a tile: less than a pixel of it."""


@dataclass(slots=True)
class Tile:
    """One tile. What it shows stays until something newer is there."""

    slot: int = -1
    image: QImage | None = None
    """For painting wet ink on it."""
    is_stale: bool = True
    """Whether it must be painted anew."""
    adds: list[str] = field(default_factory=list)
    """Elements to be painted on top."""
    job: Job | None = None
    revision: int = -1
    """How many of the sheet's changes it shows."""
    used: int = 0


@dataclass(slots=True, eq=False)
class Job:
    """A request under way."""

    level: Level
    places: list[Place]
    slots: list[int]
    revision: int
    is_over: bool
    painted: dict[str, int]
    """How much of each wet stroke a tile had when it was to be copied."""


class Level:
    """All tiles of one scale."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.tiles: dict[Place, Tile] = {}
        self.grid: Grid | None = None

    def over(self, rect: Rect) -> list[Place]:
        """Places of the tiles that a rectangle of the board lies on, at least one."""
        size = TILE / self.scale
        x0, y0, x1, y1 = rect
        first_column, first_row = floor(x0 / size + _A_HAIR), floor(y0 / size + _A_HAIR)
        # one that ends where a tile ends does not lie on the next
        columns = range(first_column, max(ceil(x1 / size - _A_HAIR), first_column + 1))
        rows = range(first_row, max(ceil(y1 / size - _A_HAIR), first_row + 1))
        return [(column, row) for row in rows for column in columns]

    def within(self, box: Rect) -> Iterable[Tile]:
        """Those of its tiles that a rectangle of the board touches."""
        size = TILE / self.scale
        x0, y0, x1, y1 = box[0] // size, box[1] // size, box[2] // size, box[3] // size
        tiles = self.tiles
        if x0 == x1 and y0 == y1:
            tile = tiles.get((int(x0), int(y0)))
            return () if tile is None else (tile,)
        if (x1 - x0 + 1) * (y1 - y0 + 1) > len(tiles):
            return [tile for (x, y), tile in tiles.items() if x0 <= x <= x1 and y0 <= y <= y1]
        return [
            tiles[x, y] for x in range(int(x0), int(x1) + 1) for y in range(int(y0), int(y1) + 1) if (x, y) in tiles
        ]

    def wanting(self, shown: Iterable[Place], seen: Rect) -> list[Place]:
        """Which of these places are to be painted, what lies in the middle of what is seen last."""
        tiles = self.tiles
        wanted = [
            place
            for place in shown
            if (tile := tiles.get(place)) is not None and tile.job is None and (tile.is_stale or tile.adds)
        ]
        x0, y0, x1, y1 = seen
        size = TILE / self.scale
        x, y = (x0 + x1) / 2 / size - 0.5, (y0 + y1) / 2 / size - 0.5
        wanted.sort(key=lambda place: max(abs(place[0] - x), abs(place[1] - y)), reverse=True)
        return wanted

    def hide(self) -> None:
        """Show it no more; its tiles are kept."""
        if self.grid is not None:
            for give in self.grid.retired:
                give()
            # QML may have thrown the canvas away with all that is in it
            if Shiboken.isValid(self.grid):
                self.grid.setParentItem(None)  # pyright: ignore[reportArgumentType]
                self.grid.deleteLater()
            self.grid = None
