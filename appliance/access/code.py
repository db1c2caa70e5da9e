"""Codes that people type: the six digits on the glass, and the admin code."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable

GRACE_S = 60.0
ADMIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U: letters that are read for one another."""


class GuestCode:
    """Six digits, renewed now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._previous = ""
        self.current = ""
        self.renew(is_grace_given=False)

    @property
    def age_s(self) -> float:
        """Seconds since the code was renewed."""
        return self._clock() - self._renewed_at

    def renew(self, *, is_grace_given: bool) -> None:
        """Make a new code; with grace the one before still opens for 60 s, for whoever is typing it."""
        self._previous = self.current if is_grace_given else ""
        while (fresh := f"{secrets.randbelow(1_000_000):06}") == self.current:
            pass
        self.current = fresh
        self._renewed_at = self._clock()

    def matches(self, typed: str) -> bool:
        """Whether the typed code opens now; spaces and dashes do not matter."""
        digits = _bare(typed)
        is_current = _equal(digits, self.current)
        is_previous = bool(self._previous) and _equal(digits, self._previous)
        return is_current or (is_previous and self.age_s < GRACE_S)


def guest_code_in(typed: str) -> str:
    """The six digits that something typed consists of; empty where it is no guest code at all."""
    digits = _bare(typed)
    return digits if len(digits) == 6 and digits.isascii() and digits.isdecimal() else ""


def make_admin_code() -> bytes:
    """Four groups of four characters, about 78 bits."""
    groups = ("".join(secrets.choice(ADMIN_ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups).encode()


def admin_code_matches(typed: str, code: bytes) -> bool:
    """Whether the typed admin code is this one; case, spaces and dashes do not matter."""
    return _equal(_bare(typed).upper(), _bare(code.decode()))


def _bare(code: str) -> str:
    return "".join(code.replace("-", "").split())


def _equal(typed: str, code: str) -> bool:
    return hmac.compare_digest(typed.encode(), code.encode())
