from __future__ import annotations

import re

import pytest
from aiortc import codecs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.api.errors import Code, Invalid
from appliance.media.negotiation import MAX_LINES, promise_codecs, read_offer

FINGERPRINT = ":".join(["AB"] * 32)
SECTION = """m={kind} 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=rtcp-mux
a=mid:{mid}
a=sendonly
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 {fingerprint}
a=setup:actpass
a=rtpmap:96 {codec}
a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host
a=candidate:2 1 udp 2122260222 0f1e2d3c.local 50001 typ host
a=end-of-candidates
"""


def section(kind: str, mid: str, codec: str = "VP8/90000") -> str:
    return SECTION.format(kind=kind, mid=mid, codec=codec, fingerprint=FINGERPRINT)


def offer(*sections: str, bundle: str = "a=group:BUNDLE 0 1\n") -> str:
    return "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n" + bundle + "".join(sections)


VIDEO = section("video", "0")
AUDIO = section("audio", "1", "opus/48000/2")
GOOD = offer(VIDEO, AUDIO)


def test_a_good_offer_loses_only_its_candidates() -> None:
    taken = read_offer(GOOD)
    assert "candidate" not in taken
    kept = [line for line in GOOD.splitlines() if "candidate" not in line]
    assert taken.split("\r\n") == [*kept, ""]
    assert read_offer(offer(VIDEO, bundle="a=group:BUNDLE 0\n"))
    assert read_offer(offer(VIDEO, bundle=""))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_sdp"),
        ("hello", "no_sdp"),
        ("v=0\r\n", "sections"),
        ("v=0\n" + "a=x\n" * (MAX_LINES + 1), "too_long"),
        (offer(AUDIO, bundle=""), "sections"),
        (offer(VIDEO, section("video", "1")), "sections"),
        (offer(VIDEO, section("application", "1")), "sections"),
        (offer(VIDEO, AUDIO.replace("mid:1", "mid:0")), "mid"),
        (offer(VIDEO.replace("a=mid:0\n", ""), AUDIO), "mid"),
        (offer(VIDEO, AUDIO, bundle=""), "bundle"),
        (offer(VIDEO, AUDIO, bundle="a=group:BUNDLE 0 7\n"), "bundle"),
        (offer(VIDEO, AUDIO, bundle="a=group:BUNDLE 0\n"), "bundle"),
        (GOOD.replace("sendonly", "recvonly"), "direction"),
        (GOOD.replace("sendonly", "inactive"), "direction"),
        (GOOD.replace("a=ice-pwd:abcdefghijklmnopqrstuvwx\n", ""), "ice"),
        (GOOD.replace("ice-ufrag:abcd", "ice-ufrag:a b"), "ice"),
        (GOOD.replace("t=0 0\n", "t=0 0\na=ice-lite\n"), "ice"),
        (re.sub(r"a=fingerprint:.*\n", "", GOOD), "fingerprint"),
        (GOOD.replace("sha-256", "md5"), "fingerprint"),
        (GOOD.replace("a=setup:actpass\n", ""), "fingerprint"),
        (GOOD.replace("a=rtcp-mux\n", ""), "rtcp_mux"),
        (GOOD.replace("a=setup:actpass", "a=setup:nonsense"), "malformed"),
        (GOOD.replace("m=video 9", "m=video x"), "malformed"),
        (GOOD.replace("a=rtpmap:96 VP8/90000", "a=rtpmap:96"), "malformed"),
        (GOOD + "a=fmtp:120 apt=1\n", "malformed"),
        (GOOD + "a=ssrc-group:FID one two\n", "malformed"),
    ],
)
def test_what_cannot_be_received_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_offer(text)
    assert refused.value.code == Code.CAST_OFFER
    assert refused.value.data == {"reason": reason}


def test_profiles_that_are_not_received_lose_their_name() -> None:
    several = VIDEO.replace(" 96\n", " 96 98 100 45 46\n") + (
        "a=rtpmap:98 VP9/90000\na=fmtp:98 profile-id=0\na=rtpmap:100 VP9/90000\na=fmtp:100 profile-id=2\n"
        "a=rtpmap:45 AV1/90000\na=fmtp:45 level-idx=5;profile=0;tier=0\n"
        "a=rtpmap:46 AV1/90000\na=fmtp:46 level-idx=5;profile=1;tier=0\n"
    )
    taken = read_offer(offer(several, AUDIO))
    names = [line for line in taken.splitlines() if line.startswith("a=rtpmap")]
    assert names == [
        "a=rtpmap:96 VP8/90000",
        "a=rtpmap:98 VP9/90000",
        "a=rtpmap:100 VP9-other/90000",
        "a=rtpmap:45 AV1/90000",
        "a=rtpmap:46 AV1-other/90000",
        "a=rtpmap:96 opus/48000/2",
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_mutilated_offers_are_read_or_refused(data: st.DataObject) -> None:
    text = GOOD
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 30))
        junk = data.draw(st.text(max_size=12) | st.sampled_from([VIDEO, "a=", "\n", ":", "/", "a=rtcp-fb:* nack\n"]))
        text = text[:at] + junk + text[at + length :]
    try:
        read_offer(text)
    except Invalid as refused:
        assert refused.code == Code.CAST_OFFER


def test_answers_promise_large_h264_and_stereo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codecs, "CODECS", {"audio": [], "video": []})
    monkeypatch.setattr(codecs, "HEADER_EXTENSIONS", {})
    promise_codecs()
    promise_codecs()
    video = codecs.CODECS["video"]
    assert [codec.name for codec in video] == ["VP8", "rtx", *["H264", "rtx"] * 5, "VP9", "rtx", "AV1", "rtx"]
    profiles = [str(codec.parameters["profile-level-id"]) for codec in video if codec.name == "H264"]
    assert all(profile.endswith("34") for profile in profiles)
    assert {profile[:2] for profile in profiles} == {"64", "4d", "42"}
    assert len({codec.payloadType for codec in video}) == len(video)
    assert codecs.CODECS["audio"][0].parameters["stereo"] == "1"
