"""View: which part of the board is on the glass, and how large."""

from __future__ import annotations

from appliance.ink.element import GLASS_UNITS

LEAST_ZOOM, MOST_ZOOM = 0.05, 16.0
Rect = tuple[float, float, float, float]


class View:
    """Board units to device pixels; its corner always lies on a whole pixel."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.x = self.y = 0.0
        """Board units at the left top corner."""
        self.width = self.height = 1.0
        """Of the item, in its own pixels."""
        self.ratio = 1.0
        """Device pixels to an item pixel."""

    @property
    def scale(self) -> float:
        """Device pixels to a board unit."""
        return self.zoom * self.width * self.ratio / GLASS_UNITS

    @property
    def item_scale(self) -> float:
        """Item pixels to a board unit."""
        return self.zoom * self.width / GLASS_UNITS

    @property
    def rect(self) -> Rect:
        """What is in view, in board units."""
        scale = self.item_scale
        return self.x, self.y, self.x + self.width / scale, self.y + self.height / scale

    def to_board(self, x: float, y: float) -> tuple[float, float]:
        """The board's point at a point of the item."""
        scale = self.item_scale
        return self.x + x / scale, self.y + y / scale

    def to_item(self, x: float, y: float) -> tuple[float, float]:
        """The item's point at a point of the board."""
        scale = self.item_scale
        return (x - self.x) * scale, (y - self.y) * scale

    def pan(self, dx: float, dy: float) -> None:
        """Move what is shown by item pixels."""
        scale = self.item_scale
        self.place(self.x - dx / scale, self.y - dy / scale)

    def place(self, x: float, y: float) -> None:
        """Bring a point of the board to the left top corner, or as near as whole pixels allow."""
        scale = self.scale
        self.x, self.y = round(x * scale) / scale, round(y * scale) / scale

    def zoom_about(self, zoom: float, x: float, y: float) -> None:
        """Zoom so that what lies at a point of the item stays there."""
        board_x, board_y = self.to_board(x, y)
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        scale = self.item_scale
        self.place(board_x - x / scale, board_y - y / scale)

    def show(self, rect: Rect, margin: float = 0.05) -> None:
        """Show all of a rectangle of the board."""
        x0, y0, x1, y1 = rect
        width, height = max(x1 - x0, 1.0) * (1 + 2 * margin), max(y1 - y0, 1.0) * (1 + 2 * margin)
        zoom = min(GLASS_UNITS / width, GLASS_UNITS * self.height / self.width / height)
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        scale = self.item_scale
        self.place((x0 + x1) / 2 - self.width / scale / 2, (y0 + y1) / 2 - self.height / scale / 2)
