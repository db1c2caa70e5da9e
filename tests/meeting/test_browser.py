"""A real Chromium sends, and another page receives, through the room's forwarder."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from appliance.api.conference import Quality, Want
from tests.meeting.browser import STATS, chromium, publish, receive
from tests.meeting.forwarder import ForwarderProcess, connected, forwarder
from tests.meeting.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]

CONFERENCE, ANNA, BELA = "c0", "a1", "b2"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, island: Network) -> Iterator[ForwarderProcess]:
    with forwarder(tmp_path_factory.mktemp("sfu")) as found:
        yield found


def wants(quality: Quality = "high") -> list[Want]:
    return [
        Want(person_id=ANNA, source="camera", quality=quality),
        Want(person_id=ANNA, source="microphone"),
    ]


async def decoded(page: Any, mid: str, *, is_large: bool, timeout_s: float = 15) -> None:
    """Wait until a page draws the large picture, which a busy sender may have made smaller, or the small one."""
    began_s, width = time.monotonic(), 0
    while (width > 320) != is_large or not width:
        assert time.monotonic() - began_s < timeout_s, f"a picture {width} wide"
        await asyncio.sleep(0.1)
        width = (await page.evaluate(STATS))["inbound"].get(mid, {}).get("frameWidth", 0)


@pytest.mark.parametrize("codec", ["VP8", "H264"])
async def test_a_page_is_seen_and_heard_by_another(process: ForwarderProcess, island: Network, codec: str) -> None:
    async with connected(process, island.engine) as (engine, _, _), chromium() as browser:
        sender, receiver = await browser.new_page(), await browser.new_page()
        await engine.open(CONFERENCE)
        try:
            begun_s = time.monotonic()
            await publish(sender, engine, CONFERENCE, ANNA, codec)
            mids = await receive(receiver, engine, CONFERENCE, BELA, wants())
            await decoded(receiver, mids["camera"], is_large=True)
            await asyncio.sleep(max(0.0, begun_s + 5 - time.monotonic()))
            before, before_s = await sender.evaluate(STATS), time.monotonic()
            await asyncio.sleep(2)
            after, passed_s = await sender.evaluate(STATS), time.monotonic() - before_s
            sent = [sum(one["bytesSent"] for one in stats["outbound"].values()) for stats in (before, after)]
            bits_per_s = (sent[1] - sent[0]) * 8 / passed_s
            seen = await receiver.evaluate(STATS)
            print(f"{codec}: {bits_per_s / 1e6:.2f} Mbit/s, allowed {after['available'] / 1e6:.1f}; "
                  f"first picture {seen['firstPicture']:.0f} ms; load {os.getloadavg()[0]:.1f}")  # fmt: skip
            assert bits_per_s > 1_000_000
            assert after["available"] > 2_500_000
            assert seen["firstPicture"] < 3000
            picture, sound = seen["inbound"][mids["camera"]], seen["inbound"][mids["microphone"]]
            assert picture["framesDecoded"] > 20
            assert sound["totalAudioEnergy"] > 0
            assert picture["packetsLost"] <= 0.02 * picture["packetsReceived"]
            await receive(receiver, engine, CONFERENCE, BELA, wants("low"))
            await decoded(receiver, mids["camera"], is_large=False)
            await receive(receiver, engine, CONFERENCE, BELA, wants("high"))
            await decoded(receiver, mids["camera"], is_large=True)
            again = (await receiver.evaluate(STATS))["inbound"][mids["camera"]]
            assert again["framesDecoded"] > picture["framesDecoded"]
        finally:
            await engine.close(CONFERENCE)
