"""SDP of the forwarder, written: answers to those who send, offers to those who receive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from appliance.sfu.format import RATES, Format

START_KBPS = 2500
MAX_KBPS = 8000
_HINT = f"x-google-start-bitrate={START_KBPS};x-google-max-bitrate={MAX_KBPS}"
_FEEDBACK = ("nack", "nack pli", "ccm fir", "goog-remb")
_LABELS = {"VP8": "VP8/90000", "H264": "H264/90000", "OPUS": "opus/48000/2"}


class Place(NamedTuple):
    """This side of a connection's transport."""

    user: str
    password: str
    fingerprint: str
    candidates: tuple[str, ...]


class Part(NamedTuple):
    """One media section of ours."""

    kind: str
    mid: str
    direction: str
    formats: tuple[Format, ...] = ()
    extensions: dict[str, int] | None = None
    source: int = 0
    """SSRC of what is sent; 0: nothing is."""
    repair: int = 0
    has_arrivals: bool = False
    """Whether it is told when packets came."""


def write(version: int, place: Place, setup: str, parts: Iterable[Part], numbers: int) -> str:
    """A whole description; `numbers` is the session's id."""
    parts = tuple(parts)
    mids = " ".join(part.mid for part in parts if part.formats)
    lines = ["v=0", f"o=parlor {numbers} {version} IN IP4 0.0.0.0", "s=-", "t=0 0"]
    lines += [f"a=group:BUNDLE {mids}", "a=msid-semantic:WMS *"]
    for part in parts:
        lines += _section(part, place, setup)
    return "\r\n".join(lines) + "\r\n"


def _section(part: Part, place: Place, setup: str) -> list[str]:
    if not part.formats:
        return [f"m={part.kind} 0 UDP/TLS/RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "a=inactive", f"a=mid:{part.mid}"]
    types = [str(number) for one in part.formats for number in (one.payload_type, one.repair) if number is not None]
    lines = [f"m={part.kind} 9 UDP/TLS/RTP/SAVPF {' '.join(types)}", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0"]
    lines += [f"a=candidate:{one}" for one in place.candidates]
    lines += ["a=end-of-candidates", f"a=ice-ufrag:{place.user}", f"a=ice-pwd:{place.password}"]
    lines += [f"a=fingerprint:sha-256 {place.fingerprint}", f"a=setup:{setup}", f"a=mid:{part.mid}"]
    lines += [f"a=extmap:{number} {uri}" for uri, number in (part.extensions or {}).items()]
    lines += [f"a={part.direction}", "a=rtcp-mux", "a=rtcp-rsize"]
    for one in part.formats:
        lines += _format(one, part)
    if part.source:
        lines.append(f"a=msid:parlor-{part.mid} {part.kind}-{part.mid}")
        if part.repair:
            lines.append(f"a=ssrc-group:FID {part.source} {part.repair}")
        for source in filter(None, (part.source, part.repair)):
            lines.append(f"a=ssrc:{source} cname:parlor-{part.mid}")
    return lines


def _format(one: Format, part: Part) -> list[str]:
    number = one.payload_type
    lines = [f"a=rtpmap:{number} {_LABELS[one.name]}"]
    is_answer = not part.source
    words = [one.parameters, _HINT] if is_answer and part.kind == "video" else [one.parameters]
    if parameters := ";".join(filter(None, words)):
        lines.append(f"a=fmtp:{number} {parameters}")
    if part.kind == "video":
        lines += [f"a=rtcp-fb:{number} {words}" for words in _FEEDBACK]
        if part.has_arrivals:
            lines.append(f"a=rtcp-fb:{number} transport-cc")
    if one.repair is not None:
        lines += [f"a=rtpmap:{one.repair} rtx/{RATES[one.name]}", f"a=fmtp:{one.repair} apt={number}"]
    return lines
