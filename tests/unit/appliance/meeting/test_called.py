from __future__ import annotations

from appliance.meeting.providers.called import sources_of

OFFER = """v=0
m=audio 9 UDP/TLS/RTP/SAVPF 111
a=mid:a
a=sendrecv
m=video 0 UDP/TLS/RTP/SAVPF 96
a=mid:b
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:c
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:d
""".replace("\n", "\r\n")


def test_the_first_of_each_kind_is_the_voice_and_the_face() -> None:
    assert sources_of(OFFER) == {"a": "microphone", "c": "camera"}


def test_a_telephone_without_a_picture_and_an_offer_of_nothing() -> None:
    assert sources_of(OFFER.partition("m=video")[0]) == {"a": "microphone"}
    assert sources_of("") == {}
