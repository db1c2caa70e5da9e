"""Calls by SIP that come to this room: part of the domain meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

RingingId = Annotated[str, msgspec.Meta(max_length=64)]


class Ringing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who calls this room by SIP. What they say of themselves is not proven."""

    id: str
    address: str
    """sip:anna@example.org"""
    name: str = ""
    since: datetime


class MissedCall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who called in vain: nobody answered, or the room was in a call."""

    address: str
    name: str = ""
    at: datetime
    was_busy: bool = False
