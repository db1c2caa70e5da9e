"""Seat: somebody's picture in the call as a list shows it, every fact a role of its own."""

from __future__ import annotations

import msgspec

from appliance.api.conference import MAX_TILES, Conference, Person
from appliance.api.meeting import Call, CallTile


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """See Person and CallTile for what the fields mean."""

    id: str
    person_id: str
    name: str = ""
    kind: str = "browser"
    picture: str = "camera"
    stream: str = ""
    """Empty while there is no picture."""
    frozen: bool = False
    muted: bool = False
    camera_on: bool = True
    has_hand: bool = False
    speaking: bool = False
    away: bool = False
    spotlit: bool = False


def seats(call: Call) -> list[Seat]:
    """Whom the glass draws, at most MAX_TILES: what is shared first, then people in the order of their coming.

    Of more people those are left out who neither speak, nor stand out, nor show themselves. The room itself has a
    place of its own.
    """
    if call.conference is None:
        return [
            Seat(
                id=tile.stream,
                person_id=tile.person_id,
                picture=tile.picture,
                stream=tile.stream,
                frozen=tile.is_frozen,
            )
            for tile in call.tiles[:MAX_TILES]
        ]
    screens = [_seat(call, call.conference, one, "screen") for one in _sharers(call, call.conference)]
    people = [person for person in call.conference.people if _is_seen(person) and person.id != call.person_id]
    if len(people) + len(screens) > MAX_TILES:
        people = _foremost(call, call.conference, people, MAX_TILES - len(screens))
    return screens + [_seat(call, call.conference, person, "camera") for person in people]


def big_index(call: Call, shown: list[Seat]) -> int:
    """Of the seat that the layout draws large, or -1 where all are alike."""
    layout = call.layout
    if call.conference is not None and call.conference.layout is not None:
        layout = call.conference.layout
    if len(shown) < 2 or layout == "gallery":
        return -1
    screen = next((at for at, seat in enumerate(shown) if seat.picture == "screen"), -1)
    return screen if layout == "share" or screen >= 0 else _speaker(call, shown)


def _speaker(call: Call, shown: list[Seat]) -> int:
    spotlight = call.conference.spotlight if call.conference else ()
    last = (call.conference.speaker,) if call.conference else ()
    for wanted in (*spotlight, *last, *call.speaking):
        for at, seat in enumerate(shown):
            if seat.person_id == wanted:
                return at
    return 0


def _is_seen(person: Person) -> bool:
    return person.phase != "lobby" and person.kind != "recorder"


def _sharers(call: Call, conference: Conference) -> list[Person]:
    return [
        person
        for person in conference.people
        if person.sharing and person.id != call.person_id and _tile(call, person.id, "screen") is not None
    ]


def _foremost(call: Call, conference: Conference, people: list[Person], limit: int) -> list[Person]:
    def rank(person: Person) -> tuple[bool, ...]:
        stands_out = person.id in conference.spotlight or person.id == conference.speaker
        return (not stands_out, person.id not in call.speaking, person.hand_since is None, not person.camera_on)

    kept = {person.id for person in sorted(people, key=rank)[:limit]}
    return [person for person in people if person.id in kept]


def _tile(call: Call, person_id: str, picture: str) -> CallTile | None:
    return next((tile for tile in call.tiles if (tile.person_id, tile.picture) == (person_id, picture)), None)


def _seat(call: Call, conference: Conference, person: Person, picture: str) -> Seat:
    tile = _tile(call, person.id, picture)
    return Seat(
        id=f"{person.id}-{picture}",
        person_id=person.id,
        name=person.name,
        kind=person.kind,
        picture=picture,
        stream=tile.stream if tile and (picture == "screen" or person.camera_on) else "",
        frozen=tile.is_frozen if tile else False,
        muted=person.muted and picture == "camera",
        camera_on=person.camera_on,
        has_hand=person.hand_since is not None and picture == "camera",
        speaking=person.id in call.speaking and picture == "camera",
        away=person.phase in ("away", "connecting"),
        spotlit=person.id in conference.spotlight,
    )
