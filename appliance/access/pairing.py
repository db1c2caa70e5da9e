"""Senders that know no sessions: an OBS or FFmpeg sends the code along with every request, also when it is outdated."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

from appliance.access.session import LIFETIME_S
from appliance.api.role import Role
from appliance.caller import Caller

MAX_PAIRED = 64


class Pairings:
    """Who was let in by which code from which address; for as long as a session lasts, in memory only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._expires: OrderedDict[str, float] = OrderedDict()

    def find(self, code: str, address: str) -> Caller | None:
        """The guest that this code and address stand for, if they were paired."""
        id_ = self._id(code, address)
        return Caller(Role.GUEST, id_) if self._expires.get(id_, 0.0) > self._clock() else None

    def add(self, code: str, address: str) -> Caller:
        """Pair a right code with an address; the oldest pair gives way where there are too many."""
        id_ = self._id(code, address)
        self._expires[id_] = self._clock() + LIFETIME_S
        self._expires.move_to_end(id_)
        if len(self._expires) > MAX_PAIRED:
            self._expires.popitem(last=False)
        return Caller(Role.GUEST, id_)

    def forget(self) -> None:
        """Let none of them in any more."""
        self._expires.clear()

    def _id(self, code: str, address: str) -> str:
        return hmac.new(self._key, f"{code}\0{address}".encode(), hashlib.sha256).hexdigest()[:16]
