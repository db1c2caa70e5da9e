"""Who is asking: set by the dispatcher around each verb, so that services need no parameter for it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from appliance.api.role import Role


@dataclass(frozen=True, slots=True)
class Caller:
    """The other end of a connection."""

    role: Role
    id: str
    """The connection's id, or a guest's session id, which survives reconnects."""
    name: str = ""
    """How a guest named themselves."""
    address: str = field(default="", compare=False)
    """Where the request came from on the network; empty on a Unix socket."""
    connection: str = field(default="", compare=False)
    """Which of a session's connections it is, while there is one."""


current_caller: ContextVar[Caller] = ContextVar("current_caller")


def display_name(name: str) -> str:
    """A name as it may be shown on the glass: one line, nothing invisible."""
    return " ".join("".join(character for character in name if character.isprintable()).split())
