"""What an invitation says, whatever calendar it came from: parts in the order of how far they are to be trusted."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal["conference", "url", "location", "body", "attachment"]
Kind = Literal["text", "html"]

MAX_PART_CHARACTERS = 400_000
"""More of a part is not read: invitations of people have a few thousand."""


class Part(msgspec.Struct, frozen=True):
    """One field. conference: a field that exists to hold the link; url: the event's own address."""

    source: Source
    content: str
    kind: Kind = "text"


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """One event, as far as its link is concerned."""

    parts: tuple[Part, ...] = ()
    is_online: bool = False
    """The calendar says that there is an online meeting, whether it tells the link or not."""
    is_cancelled: bool = False
    is_tentative: bool = False
    is_private: bool = False
