"""What the room receives of a conference: every voice, and the pictures that the glass draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from appliance.api.conference import MAX_TILES, MAX_WANTS, Conference, Picture, Want
from appliance.api.meeting import CallTile
from appliance.media.engine import Tile

LARGE_PIXELS = 480
"""Wider tiles show more than the small camera (320 pixels) has."""
MAX_LARGE = 9
"""Large cameras at once: each costs 3-4 % of a core to decode."""


def stream_of(person_id: str, picture: Picture) -> str:
    """The mailbox of a picture, as MediaEngine.receive_call names it."""
    return f"call-{person_id}-{picture}"


def tiles_of(view: Conference, me: str) -> tuple[CallTile, ...]:
    """All pictures that there are: the shared screen, then cameras; those whom all shall see and who speaks first."""
    screen = [view.sharer] if view.sharer and view.sharer != me else []
    showing = [person.id for person in view.people if person.camera_on and person.id != me and person.phase != "lobby"]
    first = dict.fromkeys((*view.spotlight, view.speaker))
    # a full wall changes only when somebody who is not on it speaks
    cameras = showing if len(showing) <= MAX_TILES - len(screen) else sorted(showing, key=lambda one: one not in first)
    tiles = [_tile(one, "screen") for one in screen] + [_tile(one, "camera") for one in cameras]
    return tuple(tiles[:MAX_TILES])


def _tile(person_id: str, picture: Picture) -> CallTile:
    return CallTile(person_id=person_id, picture=picture, stream=stream_of(person_id, picture))


def wants_of(view: Conference, me: str, tiles: Mapping[str, Tile]) -> tuple[Want, ...]:
    """What to ask for: pictures drawn, in the size that they are drawn in, and all voices as far as there is room."""
    pictures = tuple(_pictures(view, me, tiles))
    others = [person.id for person in view.people if person.id != me and person.phase in ("connecting", "present")]
    sounds = [Want(person_id=one, source="microphone") for one in others]
    if view.sharer and view.sharer != me:
        sounds.insert(0, Want(person_id=view.sharer, source="screen_sound"))
    return (*pictures, *sounds)[:MAX_WANTS]


def _pictures(view: Conference, me: str, tiles: Mapping[str, Tile]) -> Iterator[Want]:
    drawn = [(tile, tiles.get(tile.stream, (0, 0))[0]) for tile in tiles_of(view, me)]
    cameras = sorted(
        (width for tile, width in drawn if tile.picture == "camera" and width >= LARGE_PIXELS), reverse=True
    )
    least = cameras[:MAX_LARGE][-1] if cameras else LARGE_PIXELS
    large = 0
    for tile, width in drawn:
        if width <= 0:
            continue
        quality: Literal["high", "low"] = "low"
        if tile.picture == "screen" or (width >= least and large < MAX_LARGE):
            quality = "high"
            large += tile.picture == "camera"
        yield Want(person_id=tile.person_id, source=tile.picture, quality=quality)
