"""What an engine may say in the SDP of a call, put so that aiortc takes it.

Engines are other programs, perhaps on other machines: sections, candidates and lines are counted. aiortc knows no
section that was rejected (port 0, RFC 3264 section 6): to it such a one is inactive, and answers are put right after.
"""

from __future__ import annotations

import ipaddress
import re

from aiortc.rtcicetransport import RTCIceParameters
from aiortc.sdp import SessionDescription

from appliance.api.conference import MAX_WANTS
from appliance.api.errors import Code, Invalid
from appliance.media.negotiation import PARSER_ERRORS

MAX_LINES = 8000
MAX_SECTIONS = MAX_WANTS + 8
MAX_CANDIDATES = 16
"""Of a section; the room tries to reach each of them."""
_REJECTED = re.compile(r"m=(audio|video) 0 ")
_MID = re.compile(r"^a=mid:(\S+)", re.MULTILINE)
_TRANSPORT = ("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:", "a=setup:")
_STAND_IN = {"audio": ("96", "a=rtpmap:96 opus/48000/2"), "video": ("97", "a=rtpmap:97 VP8/90000")}
_DIGESTS = {"sha-256", "sha-384", "sha-512"}


def read_description(text: str) -> tuple[str, tuple[str, ...]]:
    """Check an engine's description; give it for aiortc, and the mids of sections that are rejected.

    Raises Invalid(MEETING_OFFER) with a `reason` code.
    """
    if not text.startswith("v=0"):
        raise Invalid(Code.MEETING_OFFER, reason="no_sdp")
    if text.count("\n") > MAX_LINES:
        raise Invalid(Code.MEETING_OFFER, reason="too_long")
    head, *sections = re.split(r"^(?=m=)", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    if not 0 < len(sections) <= MAX_SECTIONS:
        raise Invalid(Code.MEETING_OFFER, reason="sections")
    rejected = tuple(found[1] for one in sections if _REJECTED.match(one) and (found := _MID.search(one)))
    transport = next((_lines(one, _TRANSPORT) for one in sections if not _REJECTED.match(one)), None)
    if transport is None:
        raise Invalid(Code.MEETING_OFFER, reason="sections")
    kept = "".join(_stand_in(one, transport) if _REJECTED.match(one) else _reachable(one) for one in sections)
    whole = (head + kept).replace("\n", "\r\n")
    try:
        _check(SessionDescription.parse(whole))
    except PARSER_ERRORS as error:
        raise Invalid(Code.MEETING_OFFER, reason="malformed") from error
    return whole, rejected


def write_description(text: str, rejected: tuple[str, ...]) -> str:
    """aiortc's answer, in which these sections are rejected too."""
    head, *sections = re.split(r"^(?=m=)", text, flags=re.MULTILINE)
    for place, section in enumerate(sections):
        if (found := _MID.search(section)) and found[1] in rejected:
            sections[place] = re.sub(r"^m=(\w+) \d+ ", r"m=\1 0 ", section)
    return head + "".join(sections)


def _check(description: SessionDescription) -> None:
    mids = [section.rtp.muxId for section in description.media]
    if not all(mids) or len(set(mids)) != len(mids):
        raise Invalid(Code.MEETING_OFFER, reason="mid")
    for section in description.media:
        if section.kind not in ("audio", "video"):
            raise Invalid(Code.MEETING_OFFER, reason="sections")
        ice = section.ice or RTCIceParameters()
        if not re.fullmatch(r"[\w+/-]{4,256}", ice.usernameFragment or "") or not re.fullmatch(
            r"[\w+/-]{22,256}", ice.password or ""
        ):
            raise Invalid(Code.MEETING_OFFER, reason="ice")
        if section.dtls is None or not {one.algorithm.lower() for one in section.dtls.fingerprints} & _DIGESTS:
            raise Invalid(Code.MEETING_OFFER, reason="fingerprint")
        if not section.rtcp_mux:
            raise Invalid(Code.MEETING_OFFER, reason="rtcp_mux")


def _lines(section: str, starts: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in section.split("\n") if line.startswith(starts))


def _stand_in(section: str, transport: str) -> str:
    kind, found = section[2:7], _MID.search(section)
    number, codec = _STAND_IN[kind]
    mid = found[1] if found else ""
    start = f"m={kind} 9 UDP/TLS/RTP/SAVPF {number}\nc=IN IP4 0.0.0.0\n"
    return f"{start}{transport}a=mid:{mid}\na=inactive\na=rtcp-mux\n{codec}\n"


def _reachable(section: str) -> str:
    """Without candidates that are no plain address over UDP, and those beyond the number that is tried."""
    kept, candidates = [], 0
    for line in section.split("\n"):
        if line.startswith("a=candidate:"):
            if candidates >= MAX_CANDIDATES or not _is_plain(line.split()):
                continue
            candidates += 1
        kept.append(line)
    return "\n".join(kept)


def _is_plain(words: list[str]) -> bool:
    try:
        ipaddress.ip_address(words[4])
    except (IndexError, ValueError):
        return False
    return words[2].lower() == "udp"
