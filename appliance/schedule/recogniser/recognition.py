"""From an invitation to the link that joins, or to the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import SplitResult

import msgspec

from appliance.schedule.recogniser.harvest import links_of, words_of
from appliance.schedule.recogniser.invitation import Invitation, Source
from appliance.schedule.recogniser.table import WEB, LinkTable, host_of
from appliance.schedule.recogniser.unwrapping import split, unwrap

Reason = Literal["cancelled", "tentative", "private", "body_stripped", "rewritten", "unknown_service", "no_link"]

_MEETING_WORDS = re.compile(
    r"microsoft teams|teams[- ]?meeting|teams[- ]?会议|zoom|webex|google meet|online[- ]?meeting|video ?conference"
    r"|videokonferenz|visioconf|videoconferencia|онлайн|视频会议|線上會議|网络会议|腾讯会议|飞书会议|云会议"
    r"|オンライン会議|화상 ?회의",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"(?:^|[/._-])(?:join|meet|meeting|meetings|room|rooms|conf|conference|call|video|vc|vks|webinar|huiyi)(?:[/._-]|\d|$)",
    re.IGNORECASE,
)
_SIDE_PAGE = re.compile(
    r"privacy|terms|legal|help|support|learn|docs|faq|dial-?in|tel\.|phone|number|options|setting|record|playback|register"
    r"|unsubscribe|calendar|feedback|download|install|survey|test|aka\.ms|policy|manage|preference|map|about|blog"
    r"|\.(?:png|jpe?g|gif|svg|css|js|ics|pdf)$",
    re.IGNORECASE,
)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The link that joins."""

    service: str
    name: str
    url: str
    source: Source
    redirects: tuple[str, ...] = ()
    """What had rewritten it."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is none. detail: the redirect for rewritten, the host for unknown_service."""

    reason: Reason
    detail: str = ""


class _Candidate(NamedTuple):
    found: Found
    is_address: bool
    meeting: tuple[str, str, str]


def recognise(invitation: Invitation, table: LinkTable) -> Found | Missing:
    """The one link that joins.

    Parts are asked in their order; a page comes before an address for room systems; of several links to one meeting
    the longest wins, since it carries the passcode. A cancelled event joins nothing. A tentative one, which the room
    has not accepted, joins nothing either: somebody else may get the room.
    """
    if invitation.is_cancelled:
        return Missing(reason="cancelled")
    if invitation.is_tentative:
        return Missing(reason="tentative")
    candidates = list(_candidates(invitation, table))
    first = next((each for each in candidates if not each.is_address), None) or next(iter(candidates), None)
    if first is None:
        return _missing(invitation, table)
    same = [each.found for each in candidates if each.meeting == first.meeting]
    longest = max(same, key=lambda found: len(found.url))
    return msgspec.structs.replace(first.found, url=longest.url, redirects=longest.redirects)


def _candidates(invitation: Invitation, table: LinkTable) -> Iterator[_Candidate]:
    for part in invitation.parts:
        for link in links_of(part):
            unwrapped = unwrap(link, table)
            parsed = split(unwrapped.url)
            service = table.service_of(parsed) if parsed is not None and not unwrapped.opaque else None
            if parsed is None or service is None or _is_deceptive(parsed):
                continue
            found = Found(
                service=service.id,
                name=service.name or service.id,
                url=unwrapped.url,
                source=part.source,
                redirects=unwrapped.redirects,
            )
            key = (service.id, host_of(parsed), f"{parsed.path.rstrip('/')}#{parsed.fragment.partition('?')[0]}")
            yield _Candidate(found, service.is_address, key)


def _is_deceptive(parsed: SplitResult) -> bool:
    """Whether a link dresses up as another: https://zoom.us@evil.example/j/…"""
    return parsed.scheme in WEB and "@" in parsed.netloc


def _missing(invitation: Invitation, table: LinkTable) -> Missing:
    unknown = ""
    for part in invitation.parts:
        for link in links_of(part):
            unwrapped = unwrap(link, table)
            parsed = split(unwrapped.url)
            if unwrapped.opaque and (not unwrapped.host or _could_join(split(f"https://{unwrapped.host}/meet/"))):
                return Missing(reason="rewritten", detail=unwrapped.opaque)
            if not unknown and _could_join(parsed) and parsed is not None:
                unknown = host_of(parsed)
    if invitation.is_private:
        return Missing(reason="private")
    if unknown:
        return Missing(reason="unknown_service", detail=unknown)
    said = " ".join(words_of(part) for part in invitation.parts)
    has_body = any(part.source in ("body", "attachment") and words_of(part).strip() for part in invitation.parts)
    if not has_body and (invitation.is_online or _MEETING_WORDS.search(said[:10_000])):
        return Missing(reason="body_stripped")
    return Missing(reason="no_link")


def _could_join(parsed: SplitResult | None) -> bool:
    if parsed is None or parsed.scheme not in WEB or len(parsed.path) < 2:
        return False
    place = f"{host_of(parsed)}{parsed.path}"
    return bool(_JOINING.search(place)) and not _SIDE_PAGE.search(f"{place}?{parsed.query}"[:2000])
