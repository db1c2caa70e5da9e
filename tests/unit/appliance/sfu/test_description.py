from __future__ import annotations

import pytest
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as some

from appliance.api.errors import Invalid
from appliance.sfu.description import read
from appliance.sfu.format import EXTENSIONS, OFFERED
from appliance.sfu.writing import Part, Place, write

PLACE = Place("abcd", "a" * 22, ":".join(["AB"] * 32), ("1 1 udp 5 10.0.0.1 5000 typ host",))
PARTS = (
    Part("audio", "0", "sendonly", OFFERED["audio"], EXTENSIONS["audio"], 11),
    Part("video", "1", "sendonly", OFFERED["video"], EXTENSIONS["video"], 12, 13),
    Part("video", "2", "inactive"),
)
GOOD = write(1, PLACE, "actpass", PARTS, 1)
CHROMIUM_H264 = (
    "a=rtpmap:98 H264/90000\r\na=fmtp:98 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n"
    "a=rtpmap:35 H264/90000\r\na=fmtp:35 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f\r\n"
    "a=rtpmap:36 H264/90000\r\na=fmtp:36 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
    "a=rtpmap:37 H264/90000\r\na=fmtp:37 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f"
)


def test_what_is_written_is_read() -> None:
    found = read(GOOD, 3)
    sound, picture, nothing = found.sections
    assert (found.user, found.password, found.setup) == ("abcd", "a" * 22, "auto")
    assert [one.name for one in sound.formats] == ["OPUS"]
    assert [(one.name, one.payload_type, one.repair) for one in picture.formats] == [("VP8", 96, 97), ("H264", 98, 99)]
    assert (picture.sources, picture.repairs) == ((12,), {13: 12})
    assert picture.extensions == EXTENSIONS["video"]
    assert nothing.is_rejected
    assert SessionDescription.parse(GOOD).group[0].items == ["0", "1"]


def test_of_variants_of_h264_the_plainest_is_taken() -> None:
    offer = GOOD.replace("a=rtpmap:98 H264/90000", CHROMIUM_H264, 1).replace(
        "RTP/SAVPF 96 97 98 99", "RTP/SAVPF 96 97 98 35 36 37"
    )
    offer = (
        "\r\n".join(
            line
            for line in offer.splitlines()
            if not line.startswith(("a=fmtp:98 level", "a=rtcp-fb:98", "a=rtpmap:99", "a=fmtp:99"))
        )
        + "\r\n"
    )
    assert [(one.name, one.payload_type) for one in read(offer, 3).sections[1].formats] == [("VP8", 96), ("H264", 36)]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("v=0", "v=1", "no_sdp"),
        ("a=ice-ufrag:abcd", "a=ice-ufrag:ab", "ice"),
        ("a=ice-pwd:" + "a" * 22, "a=ice-pwd:short", "ice"),
        ("a=fingerprint:sha-256", "a=fingerprint:md5", "fingerprint"),
        ("a=group:BUNDLE 0 1", "a=group:BUNDLE 0", "bundle"),
        ("a=mid:1", "a=mid:0", "mid"),
        ("a=rtcp-mux\r\n", "", "rtcp_mux"),
        ("m=audio 9", "m=text 9", "sections"),
        ("a=rtpmap:111 opus/48000/2", "a=rtpmap:x", "malformed"),
        ("a=sendonly", "a=sendonly\r\n" * 6001, "too_long"),
    ],
)
def test_what_is_wrong_is_named(before: str, after: str, reason: str) -> None:
    assert before in GOOD
    with pytest.raises(Invalid) as refused:
        read(GOOD.replace(before, after), 3)
    assert refused.value.data["reason"] == reason


def test_too_many_sections() -> None:
    with pytest.raises(Invalid) as refused:
        read(GOOD, 2)
    assert refused.value.data["reason"] == "sections"


@given(some.integers(0, len(GOOD)), some.integers(1, 40), some.text(max_size=12))
def test_any_other_text_is_read_or_refused(at: int, length: int, text: str) -> None:
    try:
        read(GOOD[:at] + text + GOOD[at + length :], 3)
    except Invalid as refused:
        assert refused.data["reason"]
