"""Who is on a board and where their cursor is: y-protocols' awareness, kept for those who come later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from appliance.ink.message import BadMessage, Reader, number, text

MAX_STATE_BYTES = 4096
MAX_STATES_EACH = 64
"""A connection may speak for several: another room does for its guests."""
_GONE = "null"


@dataclass(frozen=True, slots=True)
class State:
    """What one Yjs client says of itself."""

    client: int
    clock: int
    json: str
    owner: str
    """The connection that said it."""


class Awareness:
    """All states of a board."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}

    def take(self, update: bytes, owner: str) -> bytes:
        """Note what a connection says; the update for all others, empty where it is no news. Raises BadMessage."""
        reader = Reader(update)
        news: list[State] = []
        for _ in range(min(reader.number(), MAX_STATES_EACH)):
            state = State(reader.number(), reader.number(), reader.text(MAX_STATE_BYTES), owner)
            if self._note(state):
                news.append(state)
        return encode(news) if news else b""

    def leave(self, owner: str) -> bytes:
        """A connection ended: the update that tells so, empty where it had said nothing."""
        gone = [state for state in self._states.values() if state.owner == owner]
        for state in gone:
            del self._states[state.client]
        return encode([State(state.client, state.clock, _GONE, owner) for state in gone]) if gone else b""

    def everything(self) -> bytes:
        """An update with all states; empty where there are none."""
        return encode(self._states.values()) if self._states else b""

    def person(self, owner: str) -> tuple[str, int]:
        """The name and colour (0xRRGGBBAA) that a connection gives; empty and 0 where it gives none."""
        for state in self._states.values():
            if state.owner == owner:
                return _person(state.json)
        return "", 0

    def _note(self, state: State) -> bool:
        try:
            json.loads(state.json)
        except (ValueError, RecursionError) as error:
            raise BadMessage("an awareness state that is no JSON") from error
        known = self._states.get(state.client)
        if known is not None and known.owner != state.owner:
            return False
        if state.json == _GONE:
            return self._states.pop(state.client, None) is not None
        if known is not None and known.clock >= state.clock:
            return False
        if known is None and sum(one.owner == state.owner for one in self._states.values()) >= MAX_STATES_EACH:
            return False
        self._states[state.client] = state
        return True


def encode(states: Iterable[State]) -> bytes:
    """States as an awareness update."""
    parts = [number(state.client) + number(state.clock) + text(state.json) for state in states]
    return number(len(parts)) + b"".join(parts)


def _person(state: str) -> tuple[str, int]:
    said: Any = json.loads(state)
    user = said.get("user") if isinstance(said, dict) else None
    if not isinstance(user, dict):
        return "", 0
    name, color = user.get("name"), user.get("color")
    shown = "".join(character for character in name if character.isprintable())[:48] if isinstance(name, str) else ""
    try:
        rgb = int(color[1:7], 16) if isinstance(color, str) and color.startswith("#") and len(color) == 7 else -1
    except ValueError:
        rgb = -1
    return " ".join(shown.split()), (rgb << 8 | 0xFF) if rgb >= 0 else 0
