"""Guests of an open board: who came through its link, and what they may do."""

from __future__ import annotations

from appliance.board.connection import Connection
from appliance.board.table import Table
from appliance.ink.message import Permission


class Guests:
    """Exceptions are remembered by address, so that coming back changes nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._exceptions: dict[str, bool] = {}
        self.is_view_only = False
        """Whether they may only look, unless allowed one by one."""

    def all(self) -> list[Connection]:
        """Connections that came through the link."""
        return [one for one in self._table.connections.values() if one.visitor.is_guest]

    def permission_for(self, address: str) -> Permission:
        """What somebody from that address is allowed."""
        return Permission.VIEW if self._exceptions.get(address, self.is_view_only) else Permission.EDIT

    def can_draw(self, address: str) -> bool:
        """Whether somebody from that address may draw now."""
        return self.permission_for(address) is Permission.EDIT and not self._table.look_only

    def allow(self, view_only: bool, guest_id: str) -> bool:
        """Let one guest, or all, only look or draw; False where there is no such guest."""
        guests = [one for one in self.all() if guest_id in ("", one.visitor.id)]
        if guest_id and not guests:
            return False
        if guest_id:
            self._exceptions[guests[0].visitor.address] = view_only
        else:
            self.is_view_only = view_only
            self._exceptions.clear()
        for one in self.all():
            one.allow(self.permission_for(one.visitor.address))
        return True

    def send_away(self) -> None:
        """The link is worth nothing any more."""
        for one in self.all():
            one.allow(Permission.REVOKED)
