"""What the room takes of an offer, and what its answers promise."""

from __future__ import annotations

import re

from aiortc import codecs
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import (
    RTCRtcpFeedback,
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
)
from aiortc.sdp import MediaDescription, SessionDescription

from appliance.api.errors import Code, Invalid
from appliance.media.extensions import ARRIVAL_URI, COLOUR_URI, LEVEL_URI, MID_URI
from appliance.media.payload import is_decodable

MAX_LINES = 1000
START_KBPS = 4000
MAX_KBPS = 20_000
H264_PROFILES = ("640c34", "640034", "4d0034", "42e034", "420034")
"""profile-level-id: level 5.2, because Safari binds the picture's size to it."""
AV1_LEVEL = "13"
"""Level 5.1: 4K at 60 pictures a second."""
PARSER_ERRORS: tuple[type[Exception], ...] = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    StopIteration,
)
"""What aiortc raises for SDP that it cannot take."""
SENDING = frozenset({"sendonly", "sendrecv"})
RECEIVING = frozenset({"recvonly", "sendrecv"})
CANDIDATES = ("a=candidate:", "a=end-of-candidates", "a=remote-candidates:")
"""Lines that are left out of offers: see `ice`."""
_OTHER_PROFILE = re.compile(r"a=fmtp:(\d+) (?:.*;)?\s*profile(?:-id)?=[1-9]")
"""VP9's profile-id and AV1's profile: all but 0 have more than 8 bits or other chroma."""
_NAMES = ("VP9", "AV1")
_DIGESTS = {"sha-256", "sha-384", "sha-512"}


class _Flaw(Exception):
    """What is wrong with an offer, as a `reason` code."""


def read_offer(offer: str, directions: frozenset[str] = SENDING, code: Code = Code.CAST_OFFER) -> str:
    """Check an offer, of streams in these directions, and give it without its candidates.

    Raises Invalid, of this code, with a `reason` code.
    """
    try:
        _read(offer, directions)
    except _Flaw as flaw:
        raise Invalid(code, reason=str(flaw)) from None
    lines = [line for line in offer.splitlines() if not line.startswith(CANDIDATES)]
    return "\r\n".join(_without_other_profiles(lines)) + "\r\n"


def _read(offer: str, directions: frozenset[str]) -> None:
    if not offer.startswith("v=0"):
        raise _Flaw("no_sdp")
    if offer.count("\n") > MAX_LINES:
        raise _Flaw("too_long")
    try:
        _check(SessionDescription.parse(offer), directions)
    except PARSER_ERRORS as error:
        raise _Flaw("malformed") from error


def _without_other_profiles(lines: list[str]) -> list[str]:
    """aiortc compares VP9 and AV1 by name only: what is of another profile gets a name that nobody takes."""
    others = {found[1] for line in lines if (found := _OTHER_PROFILE.match(line))}
    renamed = {f"a=rtpmap:{number} {name}/": f"a=rtpmap:{number} {name}-other/" for number in others for name in _NAMES}
    return [
        next((new + line[len(old) :] for old, new in renamed.items() if line.startswith(old)), line) for line in lines
    ]


def credentials_of(offer: str) -> set[tuple[str, str]]:
    """ICE users and passwords of a checked offer."""
    found = [section.ice or RTCIceParameters() for section in SessionDescription.parse(offer).media]
    return {(ice.usernameFragment or "", ice.password or "") for ice in found}


def write_answer(answer: str) -> str:
    """aiortc's answer, and that RTCP comes on no port of its own (RFC 9725 §4.4.1, RFC 8858)."""
    return answer.replace("a=rtcp-mux\r\n", "a=rtcp-mux\r\na=rtcp-mux-only\r\n")


def _check(description: SessionDescription, directions: frozenset[str]) -> None:
    media = description.media
    kinds = [section.kind for section in media]
    mids = [section.rtp.muxId for section in media]
    if "video" not in kinds or len(set(kinds)) != len(kinds) or not set(kinds) <= {"audio", "video"}:
        raise _Flaw("sections")
    if not all(mids) or len(set(mids)) != len(mids):
        raise _Flaw("mid")
    if any(section.direction not in directions for section in media):
        raise _Flaw("direction")
    for section in media:
        _check_transport(section)
    bundles = [group.items for group in description.group if group.semantic == "BUNDLE"]
    if len(bundles) > 1 or any(sorted(items) != sorted(mids) for items in bundles) or (len(mids) > 1 and not bundles):
        raise _Flaw("bundle")


def _check_transport(section: MediaDescription) -> None:
    ice = section.ice or RTCIceParameters()
    user, password = ice.usernameFragment or "", ice.password or ""
    if ice.iceLite or not re.fullmatch(r"[\w+/-]{4,256}", user) or not re.fullmatch(r"[\w+/-]{22,256}", password):
        raise _Flaw("ice")
    if section.dtls is None or not {print_.algorithm.lower() for print_ in section.dtls.fingerprints} & _DIGESTS:
        raise _Flaw("fingerprint")
    if not section.rtcp_mux:
        raise _Flaw("rtcp_mux")


def promise_codecs() -> None:
    """Make aiortc's answers say what this receiver takes: VP8, H.264 to High 5.2, VP9, AV1, stereo Opus, feedback."""
    hint = {"x-google-start-bitrate": str(START_KBPS), "x-google-max-bitrate": str(MAX_KBPS)}
    video = _with_repair(97, "video/VP8", dict(hint))
    for place, profile in enumerate(H264_PROFILES):
        constraints = {"level-asymmetry-allowed": "1", "packetization-mode": "1", "profile-level-id": profile}
        video += _with_repair(99 + 2 * place, "video/H264", constraints | hint)
    profiles = {"VP9": {"profile-id": "0"}, "AV1": {"profile": "0", "level-idx": AV1_LEVEL, "tier": "0"}}
    for place, (name, profile) in enumerate(profiles.items()):
        if is_decodable(name):
            video += _with_repair(109 + 2 * place, f"video/{name}", profile | hint)
    opus = RTCRtpCodecParameters(mimeType="audio/opus", clockRate=48000, channels=2, payloadType=96)
    # without "stereo" browsers mix down to one channel; silence must not be left out, it is what proves life
    opus.parameters = {"stereo": "1", "maxaveragebitrate": "128000", "useinbandfec": "0", "usedtx": "0"}
    codecs.CODECS["video"][:] = video
    codecs.CODECS["audio"][:] = [opus]
    # abs-send-time is left out: senders shall use the transport-wide feedback, which is faster, and REMB only caps them
    mid = RTCRtpHeaderExtensionParameters(id=1, uri=MID_URI)
    level = RTCRtpHeaderExtensionParameters(id=2, uri=LEVEL_URI)
    arrival = RTCRtpHeaderExtensionParameters(id=4, uri=ARRIVAL_URI)
    colour = RTCRtpHeaderExtensionParameters(id=5, uri=COLOUR_URI)
    codecs.HEADER_EXTENSIONS.update(audio=[mid, level], video=[mid, arrival, colour])


def _with_repair(payload_type: int, mime_type: str, parameters: dict[str, str]) -> list[RTCRtpCodecParameters]:
    feedback = [
        RTCRtcpFeedback(type="nack"),
        RTCRtcpFeedback(type="nack", parameter="pli"),
        RTCRtcpFeedback(type="transport-cc"),
        RTCRtcpFeedback(type="goog-remb"),
    ]
    return [
        RTCRtpCodecParameters(
            mimeType=mime_type,
            clockRate=90_000,
            payloadType=payload_type,
            rtcpFeedback=feedback,
            parameters=dict(parameters),
        ),
        RTCRtpCodecParameters(
            mimeType="video/rtx", clockRate=90_000, payloadType=payload_type + 1, parameters={"apt": payload_type}
        ),
    ]
