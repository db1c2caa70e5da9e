"""The one holder of RoomState: services replace their domain here, connections learn of it from here."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from appliance.api.state import RoomState

Changed = Callable[[frozenset[str]], None]
Heard = Callable[[msgspec.Struct, str], None]


class Store:
    """Frozen state with a revision; listeners are called at once, in the event loop's thread, and must not block."""

    def __init__(self, state: RoomState | None = None) -> None:
        self.state = state or RoomState()
        self.rev = 0
        self._changed: list[Changed] = []
        self._heard: list[Heard] = []

    def replace(self, **domains: msgspec.Struct) -> None:
        """Replace whole domains; equal ones change nothing and notify nobody."""
        differing = {name: value for name, value in domains.items() if getattr(self.state, name) != value}
        if not differing:
            return
        self.state = msgspec.structs.replace(self.state, **differing)
        self.rev += 1
        names = frozenset(differing)
        for listener in tuple(self._changed):
            listener(names)

    def subscribe(self, listener: Changed) -> Callable[[], None]:
        """Call listener with the names of changed domains; returns the way out."""
        self._changed.append(listener)
        return lambda: self._changed.remove(listener)

    def emit(self, event: msgspec.Struct, to: str = "") -> None:
        """Tell a transient fact that no state holds: to everybody, or to the callers of one id, connection or role."""
        for listener in tuple(self._heard):
            listener(event, to)

    def listen(self, listener: Heard) -> Callable[[], None]:
        """Call listener with every event and its addressee's id (empty: everybody); returns the way out."""
        self._heard.append(listener)
        return lambda: self._heard.remove(listener)
