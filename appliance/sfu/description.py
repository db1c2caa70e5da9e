"""SDP of people, read: what a connection of theirs offers or answers, in plain data, checked and bounded."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from aiortc.rtcicetransport import RTCIceParameters
from aiortc.sdp import MediaDescription, SessionDescription

from appliance.api.errors import Code, Invalid
from appliance.sfu.format import Format

MAX_LINES = 6000
PARSER_ERRORS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, StopIteration)
"""What aiortc's parser raises for what is no SDP."""
_DIGESTS = {"sha-256", "sha-384", "sha-512"}
_NAMES = {"vp8": "VP8", "h264": "H264", "opus": "OPUS"}
_PROFILES = ("42e0", "4200")
"""Beginnings of H.264's profile-level-id that every decoder takes, the better first."""


class Section(NamedTuple):
    """One media section."""

    kind: str
    mid: str
    direction: str
    is_rejected: bool
    formats: tuple[Format, ...]
    """Those that are passed on, in the other side's order."""
    extensions: dict[str, int]
    sources: tuple[int, ...]
    """SSRCs of media."""
    repairs: dict[int, int]
    """From the SSRC of repairs to that of media."""


class Description(NamedTuple):
    """The other side of a connection."""

    sections: tuple[Section, ...]
    user: str
    password: str
    fingerprints: tuple[tuple[str, str], ...]
    setup: str
    """DTLS role: active is told as client, passive as server, actpass as auto."""


class _Flaw(Exception):
    """What is wrong, as a `reason` code."""


def read(text: str, max_sections: int) -> Description:
    """Read and check. Raises Invalid(meeting.bad_offer, reason)."""
    try:
        return _read(text, max_sections)
    except _Flaw as flaw:
        raise Invalid(Code.MEETING_OFFER, reason=str(flaw)) from None


def refuse(reason: str) -> Invalid:
    """The error of SDP that is well-formed but of no use."""
    return Invalid(Code.MEETING_OFFER, reason=reason)


def _read(text: str, max_sections: int) -> Description:
    if not text.startswith("v=0"):
        raise _Flaw("no_sdp")
    if text.count("\n") > MAX_LINES:
        raise _Flaw("too_long")
    if not 0 < text.count("\nm=") <= max_sections:
        raise _Flaw("sections")
    try:
        parsed = SessionDescription.parse(text)
        # RFC 9143, 7.2.1: port 0 with this line is a section of the bundle; the parser does not keep it
        bundled = ("\na=bundle-only" in part for part in text.split("\nm=")[1:])
        sections = tuple(_section(one, is_bundled) for one, is_bundled in zip(parsed.media, bundled, strict=True))
    except PARSER_ERRORS as error:
        raise _Flaw("malformed") from error
    mids = [one.mid for one in sections]
    if not all(mids) or len(set(mids)) != len(mids) or any(len(mid) > 15 for mid in mids):
        raise _Flaw("mid")
    used = [media for media, one in zip(parsed.media, sections, strict=True) if not one.is_rejected]
    if not used:
        raise _Flaw("sections")
    bundles = [set(map(str, group.items)) for group in parsed.group if group.semantic == "BUNDLE"]
    if len(used) > 1 and (len(bundles) != 1 or not {media.rtp.muxId for media in used} <= bundles[0]):
        raise _Flaw("bundle")
    return _description(sections, used)


def _description(sections: tuple[Section, ...], used: list[MediaDescription]) -> Description:
    first = used[0]
    ice = first.ice or RTCIceParameters()
    user, password = ice.usernameFragment or "", ice.password or ""
    if ice.iceLite or not re.fullmatch(r"[\w+/-]{4,256}", user) or not re.fullmatch(r"[\w+/-]{22,256}", password):
        raise _Flaw("ice")
    prints = () if first.dtls is None else first.dtls.fingerprints
    known = tuple((one.algorithm.lower(), one.value) for one in prints if one.algorithm.lower() in _DIGESTS)
    if first.dtls is None or not known:
        raise _Flaw("fingerprint")
    if not all(media.rtcp_mux for media in used):
        raise _Flaw("rtcp_mux")
    return Description(sections, user, password, known[:4], first.dtls.role or "auto")


def _section(media: MediaDescription, is_bundled: bool) -> Section:
    if media.kind not in ("audio", "video"):
        raise _Flaw("sections")
    groups = [group.items for group in media.ssrc_group if group.semantic == "FID" and len(group.items) == 2]
    repairs = {int(repair): int(source) for source, repair in groups}
    return Section(
        kind=media.kind,
        mid=media.rtp.muxId,
        direction=media.direction or "sendrecv",
        is_rejected=media.port == 0 and not is_bundled,
        formats=_formats(media),
        extensions={one.uri: one.id for one in media.rtp.headerExtensions if 0 < one.id < 15},
        sources=tuple(one.ssrc for one in media.ssrc if one.ssrc not in repairs)[:4],
        repairs=repairs,
    )


def _formats(media: MediaDescription) -> tuple[Format, ...]:
    repairs = {one.parameters.get("apt"): one.payloadType for one in media.rtp.codecs if one.name.lower() == "rtx"}
    found: dict[str, tuple[int, Format]] = {}
    for codec in media.rtp.codecs:
        name = _NAMES.get(codec.name.lower())
        rank = _rank(name, codec.parameters)
        if name is None or rank is None or codec.payloadType is None or (name in found and found[name][0] <= rank):
            continue
        kept = {key: value for key, value in codec.parameters.items() if re.fullmatch(r"[\w-]+", key)}
        words = ";".join(f"{key}={value}" for key, value in kept.items() if re.fullmatch(r"[\w.-]+", str(value)))
        found[name] = (rank, Format(name, codec.payloadType, repairs.get(codec.payloadType), words))
    return tuple(one for _, one in found.values())


def _rank(name: str | None, parameters: dict[str, Any]) -> int | None:
    """How fit a variant of a format is, the lower the better; None where it is not passed on."""
    if name != "H264":
        return 0
    if parameters.get("packetization-mode") != "1":
        return None
    beginning = str(parameters.get("profile-level-id", ""))[:4].lower()
    return _PROFILES.index(beginning) if beginning in _PROFILES else None
