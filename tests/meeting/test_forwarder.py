"""The room's forwarder in its own process: who is heard, what a bad network does to it, and how its end is told."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import pylibsrtp
import pytest
from aiortc.rtp import RTCP_PSFB_APP, RtcpPsfbPacket, pack_remb_fci

from appliance.api.conference import MAX_PARTICIPANTS, Want
from appliance.api.errors import Busy, Code, Unavailable
from appliance.meeting.engine import LIVENESS_S
from tests.meeting import film
from tests.meeting.engine_contract import Meeting, Served, camera, microphone, until
from tests.meeting.forwarder import ForwarderProcess, connected, forwarder
from tests.meeting.network import Network


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, island: Network) -> Iterator[ForwarderProcess]:
    with forwarder(tmp_path_factory.mktemp("sfu")) as found:
        yield found


@pytest.fixture
async def meeting(process: ForwarderProcess, island: Network) -> AsyncIterator[Meeting]:
    async with connected(process, island.engine) as (engine, hearing, _):
        found = Meeting(Served(engine, hearing))
        await engine.open(found.id)
        yield found
        await found.close()


def transport(connection: Any) -> Any:
    return connection.getTransceivers()[0].receiver.transport


async def test_the_three_loudest_are_heard(meeting: Meeting) -> None:
    people = [meeting.person(number) for number in range(5)]
    for at, one in enumerate(people):
        one.level_dbov = -25 if at < 3 else -80
        await one.publish("microphone")
    listener = meeting.person(7)
    await asyncio.sleep(1)
    await listener.receive(*(microphone(one) for one in people))
    await until(lambda: all(listener.hears(one) > 10 for one in people[:3]), "the loud ones")
    assert not any(listener.hears(one) for one in people[3:])
    people[4].level_dbov, people[0].level_dbov = -20, -80
    began_s = time.monotonic()
    await until(lambda: listener.hears(people[4], since_s=began_s) > 3, "who speaks now", 2)
    await until(lambda: people[4].id in meeting.hearing.of(meeting.id).speaking, "who speaks")
    await asyncio.sleep(1.5)
    silent_s = time.monotonic()
    await asyncio.sleep(0.5)
    assert not listener.hears(people[0], since_s=silent_s)


async def test_what_is_lost_on_the_way_in_is_asked_for(meeting: Meeting) -> None:
    anna, bela = meeting.person(1), meeting.person(2)
    await anna.publish("camera")
    resent = 0
    sender: Any = anna.senders["camera"]
    resend = sender._retransmit

    async def count(sequence: int) -> None:
        nonlocal resent
        resent += 1
        await resend(sequence)

    sender._retransmit = count
    dtls, dice = transport(anna.sending), random.Random(5)
    send = dtls._send_rtp

    async def lose(data: bytes) -> None:
        if (data[1] & 0x7F < 64 or data[1] & 0x7F > 95) and dice.random() < 0.05:
            return
        await send(data)

    dtls._send_rtp = lose
    await bela.receive(camera(anna))
    await until(lambda: bela.sees(anna) > 5, "pictures")
    before, before_s = bela.sees(anna), time.monotonic()
    await asyncio.sleep(4)
    rate = (bela.sees(anna) - before) / (time.monotonic() - before_s)
    assert resent > 3
    assert rate > 0.85 * film.FRAMES_PER_S
    assert {one.number for one in bela.seen[bela.mid(anna, "camera")]} == {1}


async def test_what_is_lost_on_the_way_out_is_sent_again(meeting: Meeting) -> None:
    anna, bela = meeting.person(1), meeting.person(2)
    await anna.publish("camera")
    await bela.receive(camera(anna))
    await until(lambda: bela.sees(anna) > 5, "pictures")
    dtls, dice = transport(bela.receiving), random.Random(5)
    take, repairs, lost = dtls._handle_rtp_data, 0, 0

    async def lose(data: bytes, arrival_time_ms: int) -> None:
        nonlocal repairs, lost
        is_repair = data[1] & 0x7F == 97
        repairs += is_repair
        if not is_repair and dice.random() < 0.05:
            lost += 1
            return
        await take(data, arrival_time_ms)

    dtls._handle_rtp_data = lose
    await asyncio.sleep(4)
    assert lost > 3
    # aiortc asks again for all that is missing with each new gap, so some come twice
    assert repairs >= 0.7 * lost


async def test_a_network_that_does_not_carry_it_gets_the_small_picture(meeting: Meeting) -> None:
    anna, bela = meeting.person(1), meeting.person(2)
    await anna.publish("camera", "camera_low")
    await bela.receive(camera(anna))
    for transceiver in bela.receiving.getTransceivers():
        transceiver.receiver._RTCRtpReceiver__remote_bitrate_estimator = None  # type: ignore[attr-defined]
    await until(lambda: bela.sees(anna, film.HIGH) > 20, "the large picture")
    told = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=pack_remb_fci(150_000, [1]))
    narrow_s = time.monotonic()
    while not bela.sees(anna, film.LOW, since_s=narrow_s):
        await transport(bela.receiving)._send_rtp(bytes(told))
        await asyncio.sleep(0.2)
        assert time.monotonic() - narrow_s < 6, "still the large picture"
    await until(lambda: bela.sees(anna, film.LOW, since_s=narrow_s) > 5, "the small picture")
    small_s = time.monotonic()
    await until(lambda: bela.sees(anna, film.HIGH, since_s=small_s + 1) > 5, "the large picture again", 15)


async def test_garbage_costs_itself(meeting: Meeting) -> None:
    anna, bela, mallory = meeting.person(1), meeting.person(2), meeting.person(3)
    for one in (anna, mallory):
        await one.publish("camera")
    await mallory.receive(camera(anna))
    await bela.receive(camera(anna), camera(mallory))
    await until(lambda: bela.sees(anna) > 5 and bela.sees(mallory) > 5, "both")
    await until(lambda: mallory.sees(anna), "what she receives")
    dice = random.Random(7)
    ssrc = mallory.senders["camera"]._ssrc
    for line in (transport(mallory.sending), transport(mallory.receiving)):
        for count in range(300):
            kind = dice.choice((96, 97, 98, 99, 111, 200, 201, 202, 203, 205, 206, 207))
            body = dice.randbytes(dice.randrange(0, 60))
            known = ssrc.to_bytes(4, "big") if dice.random() < 0.7 else dice.randbytes(4)
            head = bytes([dice.randrange(128, 192), kind | dice.choice((0, 128))]) + dice.randbytes(6)
            if kind >= 200:
                head = bytes([128 | dice.randrange(32), kind]) + ((len(body) + 4) // 4).to_bytes(2, "big")
            with suppress(pylibsrtp.Error):
                # what libsrtp does not even encrypt cannot come
                await line._send_rtp(head + known + body)
            address = line.transport._connection._nominated[1]
            address.protocol.transport.sendto(dice.randbytes(dice.randrange(1, 80)), address.remote_addr)
            if count % 50 == 0:
                await asyncio.sleep(0.01)
    after_s = time.monotonic()
    await until(lambda: bela.sees(anna, since_s=after_s) > 10, "who behaves", 10)


async def test_whoever_is_not_reached_is_interrupted_and_comes_back(meeting: Meeting) -> None:
    anna = meeting.person(1)
    await anna.publish("microphone")
    await until(lambda: meeting.hearing.line(meeting.id, anna.id).sending == "live", "the line")
    anna.reels["microphone"].is_on = False
    await asyncio.sleep(2.5)
    # silent, but there: she answers when she is asked
    assert meeting.hearing.line(meeting.id, anna.id).sending == "live"
    dtls = transport(anna.sending)
    protocols = dtls.transport._connection._protocols
    lines = [one.datagram_received for one in protocols]
    sends = [one.transport.sendto for one in protocols]
    for one in protocols:
        one.datagram_received = lambda *_: None
        one.transport.sendto = lambda *_: None
    gone_s = await until(
        lambda: meeting.hearing.line(meeting.id, anna.id).sending == "interrupted", "the interruption", 4
    )
    assert gone_s < 2.6
    for one, line, send in zip(protocols, lines, sends, strict=True):
        one.datagram_received, one.transport.sendto = line, send
    await until(lambda: meeting.hearing.line(meeting.id, anna.id).sending == "live", "her again", 4)


async def test_only_wanted_screens_are_sent(meeting: Meeting) -> None:
    anna, bela = meeting.person(1), meeting.person(2)
    await anna.publish("camera_low", "screen", "screen_sound")
    await bela.receive(Want(person_id=anna.id, source="screen"), Want(person_id=anna.id, source="screen_sound"))
    await until(lambda: bela.sees(anna, film.SCREEN, "screen") > 5, "the screen")
    others = [mid for mid, seen in bela.seen.items() if seen and mid != bela.mid(anna, "screen")]
    assert not others


async def test_its_end_is_told(tmp_path_factory: pytest.TempPathFactory, island: Network) -> None:
    process = ForwarderProcess(tmp_path_factory.mktemp("mortal"))
    try:
        async with connected(process, island.engine) as (engine, _, alive):
            await engine.open("c0")
            process.kill()
            assert await until(lambda: not alive[-1], "its death") < 0.5
            with pytest.raises(Unavailable) as refused:
                await engine.open("c0")
            assert refused.value.code == Code.MEETING_NO_ENGINE
            process.start()
            await until(lambda: alive[-1], "its return", 15)
            assert (await engine.probe()).people == 0
            os.kill(process.process.pid, signal.SIGSTOP)
            assert await until(lambda: not alive[-1], "that it hangs") < LIVENESS_S + 0.2
            os.kill(process.process.pid, signal.SIGCONT)
            await until(lambda: alive[-1], "that it goes on", 5)
    finally:
        process.kill()


async def test_as_many_as_fit_and_no_more(meeting: Meeting) -> None:
    for number in range(MAX_PARTICIPANTS + 2):
        await meeting.engine.set_forwarded(meeting.id, f"{number:x}", ["microphone"])
    with pytest.raises(Busy) as refused:
        await meeting.engine.set_forwarded(meeting.id, "fff", ["microphone"])
    assert refused.value.code == Code.MEETING_FULL


async def test_whoever_goes_while_they_come_takes_nobody_along(meeting: Meeting) -> None:
    anna, bela = meeting.person(1), meeting.person(2)
    await anna.publish("camera_low")
    await bela.receive(camera(anna))
    await until(lambda: bela.sees(anna), "a picture")
    for wait_s in (0.0, 0.001, 0.01, 0.03, 0.06, 0.1, 0.15):
        hasty = meeting.person(3)
        await hasty.publish("microphone")
        await hasty.receive(camera(anna))
        await asyncio.sleep(wait_s)
        await meeting.engine.remove(meeting.id, hasty.id)
        await hasty.close()
    after_s = time.monotonic()
    await until(lambda: bela.sees(anna, since_s=after_s) > 5, "who stays")
