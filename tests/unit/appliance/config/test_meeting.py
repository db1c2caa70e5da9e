"""A registrar that cannot work is named before the room starts."""

from __future__ import annotations

import pytest

from appliance.config.meeting import JanusConfig, MeetingConfig

JANUS = {"site": JanusConfig(url="wss://10.0.0.5:8989", sip=True)}
ROOM = "sip:room@example.org"


def test_a_room_that_can_be_called() -> None:
    made = MeetingConfig(janus=JANUS, sip_identity=ROOM, sip_registrar="sip:example.org:5070")
    assert made.sip_registrar == "sip:example.org:5070"


@pytest.mark.parametrize(
    ("janus", "identity", "registrar", "words"),
    [
        (JANUS, ROOM, "example.org", "is no address as sip:example.org"),
        (JANUS, ROOM, "sip:room@example.org", "is no address as sip:example.org"),
        (JANUS, "", "sip:example.org", "needs sip_identity"),
        ({"site": JanusConfig(url="wss://10.0.0.5:8989")}, ROOM, "sip:example.org", "has sip = true"),
    ],
)
def test_what_is_wrong_is_named(janus: dict[str, JanusConfig], identity: str, registrar: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        MeetingConfig(janus=janus, sip_identity=identity, sip_registrar=registrar)
