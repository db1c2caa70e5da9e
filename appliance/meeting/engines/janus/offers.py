"""What can be said of an offer before the server sees it, so that a mistake is named: lines of SDP, nothing parsed."""

from __future__ import annotations

import re

from appliance.api.conference import Source
from appliance.api.errors import Code, Invalid

_SECTION = re.compile(r"(?m)^(?=m=)")
_MID = re.compile(r"(?m)^a=mid:(\S+)\r?$")
_NEEDED = ("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:")
SOUND: tuple[Source, ...] = ("microphone", "screen_sound")


def check(offer: str, sources: dict[str, Source]) -> None:
    """See that the sections that are named are there, of their kind, and can be connected to.

    Raises Invalid(meeting.bad_offer, reason).
    """
    if not offer.startswith("v=0"):
        raise _bad("it is no SDP")
    head, *parts = _SECTION.split(offer)
    by_mid = {found.group(1): part for part in parts if (found := _MID.search(part))}
    if not sources:
        raise _bad("no media section is named")
    for mid, source in sources.items():
        part = by_mid.get(mid)
        if part is None:
            raise _bad(f"there is no section {mid}")
        if not part.startswith("m=audio" if source in SOUND else "m=video"):
            raise _bad(f"section {mid} cannot carry {source}")
    for needed in _NEEDED:
        if needed not in head and not any(needed in part for part in parts):
            raise _bad(f"there is no {needed.rstrip(':')}")


def refused(answer: str, sources: dict[str, Source]) -> str:
    """The first section of these that an answer turns down; empty where there is none."""
    for part in _SECTION.split(answer)[1:]:
        found = _MID.search(part)
        if found and found.group(1) in sources and (part.split(" ", 2)[1] == "0" or "a=inactive" in part):
            return found.group(1)
    return ""


def _bad(reason: str) -> Invalid:
    return Invalid(Code.MEETING_OFFER, reason=reason)
