"""The secret in the QR code on the glass: it opens once."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable

GRACE_S = 60.0
_BYTES = 16


class Ticket:
    """128 random bits, replaced when they were used and whenever the code is."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._previous = ""
        self.current = ""
        self.renew(is_grace_given=False)

    def renew(self, *, is_grace_given: bool) -> None:
        """Make a new ticket; with grace the one before still opens for 60 s, for whoever has just scanned it."""
        self._previous = self.current if is_grace_given else ""
        self.current = secrets.token_urlsafe(_BYTES)
        self._renewed_at = self._clock()

    def take(self, spoken: str) -> bool:
        """Whether this ticket opens; it never does again, and the next one lies ready."""
        if _equal(spoken, self.current):
            self.renew(is_grace_given=False)
            return True
        if self._previous and _equal(spoken, self._previous) and self._clock() - self._renewed_at < GRACE_S:
            self._previous = ""
            return True
        return False


def _equal(spoken: str, ticket: str) -> bool:
    return hmac.compare_digest(spoken.encode(), ticket.encode())
