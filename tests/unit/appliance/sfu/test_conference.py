"""Who gets what: choices of a conference, with transports that only count."""

from __future__ import annotations

from typing import Any

import pytest
from aiortc import RTCCertificate

from appliance.api.conference import Source, Want
from appliance.sfu.conference import MAX_HEARD, Conference
from appliance.sfu.format import EXTENSIONS, OFFERED
from appliance.sfu.outlet import Outlet
from appliance.sfu.publication import Publication
from appliance.sfu.reception import Reception
from appliance.sfu.stream import Stream

CERTIFICATE = RTCCertificate.generateCertificate()
NOW_S = 100.0


class House:
    """A conference of people who are connected already."""

    def __init__(self) -> None:
        self.conference = Conference("c0", CERTIFICATE)

    def sender(self, person_id: str, *sources: Source) -> dict[Source, Stream]:
        """Somebody who sends, in rates of 1.5 and 0.1 Mbit/s."""
        publication = Publication(CERTIFICATE)
        for source in sources:
            kind = "audio" if source in ("microphone", "screen_sound") else "video"
            stream = Stream(source, OFFERED[kind], 1, lambda _: None)
            stream.last_s, stream.ssrc = NOW_S, 7
            stream.bits_per_s = 100_000 if source == "camera_low" else 1_500_000
            publication.streams[source] = stream
        self.conference.member(person_id).publication = publication
        self.conference.set_forwarded(person_id, sources, NOW_S)
        return publication.streams

    async def receiver(self, *wants: Want) -> Reception:
        """Somebody who wants this, and takes all that is offered."""
        reception = Reception(CERTIFICATE)
        transport: Any = reception.transport
        transport.is_open, transport.send = True, lambda _: None
        self.conference.member("f").reception = reception
        reception.want(wants)
        for outlet in reception.outlets:
            outlet.answer(OFFERED[outlet.kind], EXTENSIONS[outlet.kind])
        self.conference.link(NOW_S)
        return reception

    def feeds(self, reception: Reception, *, at: int = 0) -> Source | None:
        """What the pictures' media section gets, or waits for."""
        outlet = [one for one in reception.outlets if one.kind == "video"][at]
        found = outlet.pending or outlet.source
        return found.source if found is not None else None


@pytest.fixture
async def house() -> House:
    return House()


def want(person_id: str, source: Any = "camera", quality: Any = "high") -> Want:
    return Want(person_id=person_id, source=source, quality=quality)


def enter(stream: Stream, outlet: Outlet) -> None:
    """A key frame comes."""
    stream.waiting = ()
    outlet.enter(stream)


async def test_what_cannot_keep_up_gives_the_small_picture_at_once(house: House) -> None:
    streams = house.sender("a", "camera", "camera_low")
    reception = await house.receiver(want("a"))
    outlet = reception.outlets[0]
    enter(streams["camera"], outlet)
    house.conference.is_late = True
    house.conference.link(NOW_S)
    assert outlet.source is None
    assert outlet.pending is streams["camera_low"]
    assert outlet not in streams["camera"].outlets
    enter(streams["camera_low"], outlet)
    house.conference.is_late = False
    house.conference.link(NOW_S)
    assert (outlet.source, outlet.pending) == (streams["camera_low"], streams["camera"])


async def test_who_cannot_be_given_otherwise_keeps_the_large_picture(house: House) -> None:
    streams = house.sender("a", "camera")
    reception = await house.receiver(want("a"))
    enter(streams["camera"], reception.outlets[0])
    house.conference.is_late = True
    house.conference.link(NOW_S)
    assert house.feeds(reception) == "camera"


async def test_a_narrow_network_gets_what_it_carries_the_first_wants_first(house: House) -> None:
    for person_id in ("a", "b", "c"):
        house.sender(person_id, "camera", "camera_low")
    reception = await house.receiver(want("a"), want("b"), want("c"))
    assert [house.feeds(reception, at=at) for at in range(3)] == ["camera"] * 3
    reception.allowance.bits_per_s = 2_000_000
    house.conference.link(NOW_S)
    assert [house.feeds(reception, at=at) for at in range(3)] == ["camera", "camera_low", "camera_low"]
    reception.allowance.bits_per_s = None
    house.conference.link(NOW_S)
    assert [house.feeds(reception, at=at) for at in range(3)] == ["camera"] * 3


async def test_what_does_not_flow_is_given_in_the_other_quality(house: House) -> None:
    streams = house.sender("a", "camera", "camera_low")
    reception = await house.receiver(want("a"))
    streams["camera"].last_s = NOW_S - 5
    house.conference.link(NOW_S)
    assert house.feeds(reception) == "camera_low"


async def test_what_is_not_allowed_feeds_nobody(house: House) -> None:
    streams = house.sender("a", "camera", "camera_low", "screen")
    reception = await house.receiver(want("a"), want("a", "screen"))
    enter(streams["camera"], reception.outlets[0])
    house.conference.set_forwarded("a", ["screen"], NOW_S)
    assert [house.feeds(reception, at=at) for at in range(2)] == [None, "screen"]
    assert not streams["camera"].outlets
    assert not streams["camera"].is_forwarded


async def test_of_many_microphones_three_are_passed_on(house: House) -> None:
    everybody = [f"{number:x}" for number in range(6)]
    streams = {person_id: house.sender(person_id, "microphone")["microphone"] for person_id in everybody}
    await house.receiver(*(want(person_id, "microphone") for person_id in everybody))
    assert sum(bool(stream.outlets) for stream in streams.values()) == MAX_HEARD
    for _ in range(10):
        house.conference._hear("5", 20, NOW_S)
    assert streams["5"].outlets


async def test_who_takes_no_h264_is_not_given_it(house: House) -> None:
    streams = house.sender("a", "camera", "camera_low")
    streams["camera"].format = OFFERED["video"][1]
    reception = await house.receiver(want("a"))
    reception.outlets[0].answer(OFFERED["video"][:1], {})
    house.conference.link(NOW_S)
    assert house.feeds(reception) == "camera_low"
