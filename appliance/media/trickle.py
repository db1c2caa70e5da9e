"""Candidates that come after the offer, by fragments."""

from __future__ import annotations

from appliance.api.errors import Code, Invalid
from appliance.media.connection import Connection
from appliance.media.fragment import places_at, read_fragment
from appliance.media.negotiation import credentials_of

MAX_PLACES = 16
"""Ports at which the other side is tried to be reached before it was heard from there."""


class Trickle:
    """Tries to reach the maker of a checked offer where it says that it is."""

    def __init__(self, connection: Connection, offer: str) -> None:
        self._connection = connection
        self._credentials = credentials_of(offer)
        self._places: set[int] = set()

    async def add(self, text: str, address: str) -> None:
        """Take a fragment from an address. Raises Invalid where it is none, or not of this session.

        That it ends the candidates is not passed on: the other side may still be heard from where it named none.
        """
        fragment = read_fragment(text)
        if (fragment.user, fragment.password) not in self._credentials:
            raise Invalid(Code.CAST_RESTART)
        for candidate in places_at(address, fragment.candidates):
            if len(self._places) < MAX_PLACES and candidate.port not in self._places:
                self._places.add(candidate.port)
                await self._connection.reach(candidate)
