"""Which media section of a receiving connection carries what: pure planning, no server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from appliance.meeting.engines.janus.feed import Chosen

_SECTION = re.compile(r"(?m)^(?=m=)")
MANY = 64
"""Sections of a connection from which on those are switched too that may stay dark: each is a part of every offer."""
_DIRECTION = re.compile(r"(?m)^a=(sendrecv|sendonly|recvonly|inactive)\r?$")


@dataclass(frozen=True, slots=True)
class Section:
    """A media section and what it was last made to carry."""

    mid: str
    carries: Chosen
    is_paused: bool = False
    is_lost: bool = False
    """What it carried is over."""


@dataclass(slots=True)
class Plan:
    """What to do so that exactly what was chosen comes."""

    switched: list[tuple[Section, Chosen]] = field(default_factory=list)
    paused: list[Section] = field(default_factory=list)
    resumed: list[Section] = field(default_factory=list)
    added: list[Chosen] = field(default_factory=list)


def plan(present: list[Section], chosen: list[Chosen]) -> Plan:
    """Find the fewest changes: what is there stays, what is free is used again, the rest is added."""
    result = Plan()
    free = list(present)
    missing: list[Chosen] = []
    for wanted in chosen:
        section = next((each for each in free if not each.is_lost and _same_stream(each, wanted)), None)
        if section is None:
            missing.append(wanted)
            continue
        free.remove(section)
        if section.is_paused:
            result.resumed.append(section)
    for wanted in missing:
        is_full = len(present) + len(result.added) >= MANY
        fitting = [each for each in free if _fits(each, wanted) and (is_full or _is_told_apart(each, wanted))]
        # who only changes quality keeps the section
        section = min(fitting, key=lambda each: not _same_source(each, wanted), default=None)
        if section is None:
            result.added.append(wanted)
            continue
        free.remove(section)
        result.switched.append((section, wanted))
    result.paused = [section for section in free if not section.is_paused and not section.is_lost]
    return result


def answer_again(answer: str, offer: str) -> str:
    """An earlier answer, with the sections turned off that an offer turns off. Both have the same sections."""
    off = ["inactive" in _DIRECTION.findall(part) for part in _SECTION.split(offer)[1:]]
    head, *parts = _SECTION.split(answer)
    parts = [_DIRECTION.sub("a=inactive\r", part) if is_off else part for part, is_off in zip(parts, off, strict=False)]
    return head + "".join(parts)


def _same_stream(section: Section, wanted: Chosen) -> bool:
    carried = section.carries
    return (carried.feed, carried.stream.mid) == (wanted.feed, wanted.stream.mid)


def _same_source(section: Section, wanted: Chosen) -> bool:
    carried = section.carries
    return (carried.person_id, carried.source) == (wanted.person_id, wanted.source)


def _is_told_apart(section: Section, wanted: Chosen) -> bool:
    """Whether the server notices that the section carries another stream.

    All feeds that are carried from server to server have the same SSRCs, one for each place in a feed
    (https://github.com/meetecho/janus-gateway/issues/3444, up to 1.3.0). Switched between two of them it goes on in the
    numbers of the new one, which are refused as sent before (SRTP's replay protection) for half of all pairs.
    """
    carried = section.carries
    is_same_feed = carried.feed == wanted.feed
    return is_same_feed or not (
        carried.is_carried and wanted.is_carried and carried.stream.index == wanted.stream.index
    )


def _fits(section: Section, wanted: Chosen) -> bool:
    carried = section.carries.stream
    return (carried.medium, carried.codec, carried.profile) == (
        wanted.stream.medium,
        wanted.stream.codec,
        wanted.stream.profile,
    )
