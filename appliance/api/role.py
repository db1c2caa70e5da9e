"""Who may ask what: the five roles and the mark that grants a verb to them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, TypeVar

Verb = TypeVar("Verb", bound=Callable[..., Any])


class Role(enum.StrEnum):
    """What a client is to the room; each connection has exactly one."""

    SHELL = "shell"  # the glass itself
    GUEST = "guest"  # somebody who typed the code on the glass
    MEMBER = "member"  # somebody elsewhere who knows a meeting's number; knows and may nothing of the room
    INTEGRATOR = "integrator"  # a control system with a token
    ADMIN = "admin"  # whoever holds the admin code, or the machine's owner on the Unix socket


EVERYONE = frozenset(Role)
STAFF = frozenset({Role.SHELL, Role.INTEGRATOR, Role.ADMIN})


def allow(*roles: Role) -> Callable[[Verb], Verb]:
    """Grant a verb of a domain's Protocol to roles; the dispatcher checks it, nothing else does."""

    def mark(verb: Verb) -> Verb:
        verb.roles = frozenset(roles)  # type: ignore[attr-defined]
        return verb

    return mark
