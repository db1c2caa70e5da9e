from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.api.errors import Code, Invalid
from appliance.media.fragment import MAX_LINES, Fragment, places_at, read_fragment

CREDENTIALS = "a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
# RFC 9725 §4.3.2, its example
TRICKLED = """a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111
a=mid:0
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1
a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ host generation 0 ufrag EsAw network-id 2
a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0 ufrag EsAw network-id 1
a=end-of-candidates
"""


def candidate(address: str, port: int = 5000, rest: str = "typ host") -> str:
    return f"a=candidate:1 1 udp 1 {address} {port} {rest}\r\n"


def found(address: str, *lines: str) -> list[tuple[str, int]]:
    fragment = read_fragment(CREDENTIALS + "".join(lines))
    return [(one.ip, one.port) for one in places_at(address, fragment.candidates)]


def test_the_rfcs_example_is_read() -> None:
    for text in (TRICKLED, TRICKLED.replace("\n", "\r\n")):
        fragment = read_fragment(text)
        assert (fragment.user, fragment.password) == ("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1")
        assert [one.port for one in fragment.candidates] == [61764, 61765, 9]


def test_credentials_stand_above_the_sections_or_in_each() -> None:
    above = read_fragment(CREDENTIALS + "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n")
    within = read_fragment(
        f"m=audio 9 RTP/AVP 0\r\na=mid:0\r\n{CREDENTIALS}m=video 9 RTP/AVP 0\r\na=mid:1\r\n{CREDENTIALS}"
    )
    assert above == within


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "malformed"),
        ("hello", "malformed"),
        (CREDENTIALS + "\r\n", "malformed"),
        (CREDENTIALS + "v=\r\n", "malformed"),
        ("a=ice-ufrag:EsAw\r\n", "credentials"),
        (CREDENTIALS + "a=ice-ufrag:other\r\n", "credentials"),
        (CREDENTIALS + "a=candidate:1 1 udp\r\n", "candidate"),
        (CREDENTIALS + candidate("10.0.0.1").replace("udp 1", "udp one"), "candidate"),
        (CREDENTIALS + "a=x\r\n" * MAX_LINES, "too_long"),
    ],
)
def test_a_fragment_that_is_none_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_fragment(text)
    assert (refused.value.code, refused.value.data) == (Code.CAST_FRAGMENT, {"reason": reason})


def test_only_places_at_the_address_are_tried() -> None:
    lines = (
        candidate("10.0.0.7", 5001),
        candidate("10.0.0.8", 5002),
        candidate("::ffff:10.0.0.7", 5003),
        candidate("10.0.0.7", 5004, "typ srflx raddr 192.168.0.2 rport 9"),
        candidate("10.0.0.7", 5005, "typ relay"),
        candidate("10.0.0.7", 0),
        candidate("10.0.0.7", 70_000),
        candidate("10.0.0.7", 5006).replace(" 1 udp", " 2 udp"),
        candidate("10.0.0.7", 5007).replace("udp", "tcp"),
        candidate("room.example", 5008),
    )
    assert found("10.0.0.7", *lines) == [("10.0.0.7", 5001), ("::ffff:10.0.0.7", 5003), ("10.0.0.7", 5004)]


def test_a_hidden_address_is_the_one_that_asked() -> None:
    assert found("fd00::7", candidate("0f1e2d3c-aaaa.local")) == [("fd00::7", 5000)]


@pytest.mark.parametrize("address", ["", "nonsense", "fe80::1%eth0"])
def test_without_a_usable_address_nothing_is_tried(address: str) -> None:
    assert found(address, candidate("10.0.0.7"), candidate("fe80::2")) == []


@given(st.text(max_size=300) | st.text("a=c\r\n :0129.udptyhos", max_size=300).map(CREDENTIALS.__add__))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        fragment = read_fragment(text)
    except Invalid:
        return
    assert isinstance(fragment, Fragment)
    list(places_at("10.0.0.7", fragment.candidates))
