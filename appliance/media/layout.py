"""What the room said of casts that a worker may not know yet: how large they are on the glass, and which are silent."""

from __future__ import annotations

from appliance.media.engine import Tile

MAX_CASTS = 64
"""Casts remembered, more than a room ever receives; the oldest goes."""


class Layout:
    """Tiles and mutes by cast."""

    def __init__(self) -> None:
        self.tiles: dict[str, Tile] = {}
        self.muted: dict[str, bool] = {}
        """Those that are muted, oldest first."""

    def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """Remember the tiles of the named casts."""
        for cast_id, tile in tiles.items():
            self.tiles.pop(cast_id, None)
            self.tiles[cast_id] = tile
        while len(self.tiles) > MAX_CASTS:
            del self.tiles[next(iter(self.tiles))]

    def set_muted(self, cast_id: str, is_muted: bool) -> None:
        """Remember whether a cast is muted."""
        self.muted.pop(cast_id, None)
        if is_muted:
            self.muted[cast_id] = True
        while len(self.muted) > MAX_CASTS:
            del self.muted[next(iter(self.muted))]

    def forget(self, cast_id: str) -> None:
        """It is over."""
        self.tiles.pop(cast_id, None)
        self.muted.pop(cast_id, None)
