"""What the room tells of the board on the glass: the one writer of BoardState."""

from __future__ import annotations

from typing import Any

import msgspec

from appliance.api.board import BoardGuest, BoardState
from appliance.board.opened import Opened
from appliance.ink.message import Permission
from appliance.store import Store


class Showing:
    """Writes into the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def _state(self) -> BoardState:
        return self._store.state.board

    def begin(self, board_id: str = "", name: str = "", **fields: Any) -> None:
        """Another board is on the glass, or none, of which nothing is known yet."""
        self._store.replace(board=BoardState(open=board_id or None, name=name, revision=self._state.revision, **fields))

    def show(self, opened: Opened) -> None:
        """Everything about the board that is open."""
        urls, key = self._store.state.access.urls, opened.link.key
        guests = tuple(
            BoardGuest(id=one.visitor.id, name=name, color=color, view_only=one.granted is Permission.VIEW)
            for one in opened.guests.all()
            for name, color in (opened.table.person(one.visitor.id),)
        )
        self.replace(
            open=opened.board_id,
            name=opened.name,
            join_url=f"{urls[0]}/board#{opened.board_id}.{key}" if urls and key else "",
            shared=bool(key),
            view_only=opened.guests.is_view_only,
            guests=guests,
            look_only=opened.table.look_only,
        )

    def count_change(self) -> None:
        """The list of boards has changed."""
        self.replace(revision=self._state.revision + 1)

    def replace(self, **fields: Any) -> None:
        """Some of it is new."""
        self._store.replace(board=msgspec.structs.replace(self._state, **fields))
