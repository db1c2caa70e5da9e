from __future__ import annotations

import pytest
from aiortc.sdp import SessionDescription

from appliance.api.errors import Invalid
from appliance.media.call_description import MAX_CANDIDATES, read_description, write_description

HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 2\r\n"
TRANSPORT = (
    "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
    f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}\r\na=setup:actpass\r\n"
)
SECTION = "m={} 9 UDP/TLS/RTP/SAVPF {}\r\nc=IN IP4 0.0.0.0\r\na=mid:{}\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:{}\r\n"
AUDIO = SECTION.format("audio", 96, 0, "96 opus/48000/2") + TRANSPORT
VIDEO = SECTION.format("video", 97, 2, "97 VP8/90000") + TRANSPORT
REJECTED = "m=video 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:1\r\n"


def test_a_rejected_section_is_one_that_aiortc_takes_and_is_rejected_in_the_answer() -> None:
    whole, rejected = read_description(HEAD + AUDIO + REJECTED + VIDEO)
    assert rejected == ("1",)
    audio, gone, video = SessionDescription.parse(whole).media
    assert (audio.direction, gone.direction, video.direction) == ("sendonly", "inactive", "sendonly")
    assert gone.rtp.muxId == "1"
    assert gone.ice.usernameFragment == "abcd"
    answered = write_description(whole, rejected)
    assert [line.split()[1] for line in answered.splitlines() if line.startswith("m=")] == ["9", "0", "9"]


def test_only_plain_addresses_over_udp_are_tried_and_only_some() -> None:
    def candidate(number: int, address: str, protocol: str = "udp") -> str:
        return f"a=candidate:{number} 1 {protocol} 2130706431 {address} {5000 + number} typ host\r\n"

    many = "".join(candidate(at, "10.0.0.1") for at in range(MAX_CANDIDATES + 9))
    others = candidate(90, "laptop.local") + candidate(91, "10.0.0.2", "tcp") + candidate(92, "fe80::1")
    whole, _ = read_description(HEAD + AUDIO + others + many)
    found = SessionDescription.parse(whole).media[0].ice_candidates
    assert len(found) == MAX_CANDIDATES
    assert {one.ip for one in found} == {"fe80::1", "10.0.0.1"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_sdp"),
        (HEAD, "sections"),
        (HEAD + REJECTED, "sections"),
        (HEAD + AUDIO * 90, "sections"),
        (HEAD + AUDIO + "a=x\r\n" * 9000, "too_long"),
        (HEAD + AUDIO + AUDIO, "mid"),
        (HEAD + AUDIO.replace("a=mid:0\r\n", ""), "mid"),
        (HEAD + AUDIO.replace("abcd", "é"), "ice"),
        (HEAD + AUDIO.replace("0123456789012345678901", "short"), "ice"),
        (HEAD + AUDIO.replace("sha-256", "md5"), "fingerprint"),
        (HEAD + AUDIO.replace("a=rtcp-mux\r\n", ""), "rtcp_mux"),
        (HEAD + AUDIO.replace("m=audio", "m=application"), "sections"),
        (HEAD + AUDIO.replace("96 opus/48000/2", "x"), "malformed"),
    ],
)
def test_others_are_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_description(text)
    assert refused.value.data["reason"] == reason
