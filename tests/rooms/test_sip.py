"""Somebody calls a whole room by SIP: a real telephone, a real Janus server, the room's own media worker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from appliance.meeting.engines.janus.keys import JanusKeys
from tests.meeting.baresip import Telephone, needs_baresip, telephone
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus, second_network
from tests.meeting.network import NoNetwork, network
from tests.meeting.registrar import PORT, Registrar, registrar
from tests.rooms.house import House
from tests.rooms.test_meeting import call_of, draw, is_live

pytestmark = [needs_janus, needs_baresip, pytest.mark.timeout(180)]

PASSWORD = "open sesame"
TELEPHONE_HZ = 440.0
RING_HZ = 659.26


class Site:
    """A room with a telephone number, and a telephone."""

    def __init__(self, house: House, phone: Telephone, desk: Registrar, server: Janus, address: str) -> None:
        self.house = house
        self.server = server
        self.phone = phone
        self.desk = desk
        self.address = address

    async def rings(self) -> dict[str, Any]:
        """The telephone calls; who rings at the room."""
        await self.phone.command("dial", self.address)
        state = await self.house.until(lambda told: told["meeting"]["ringing"], 10)
        return state["meeting"]["ringing"]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    try:
        own = network()
        found = own.__enter__()
    except NoNetwork:
        pytest.skip("wants root and iproute2")
    try:
        tables = f"""
[meeting]
sip_identity = "sip:room@{found.people}:{PORT}"
sip_registrar = "sip:{found.people}:{PORT}"
[meeting.janus.site]
url = "ws://{found.engine}:8188"
plain = true
sip = true
"""
        keys = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY, sip_password=PASSWORD)
        keys.write(tmp_path / "data" / "secrets" / "meeting", "site")
        async with registrar(found.people, "room", PASSWORD) as desk:
            with (
                second_network() as (address, inside),
                janus(tmp_path / "janus", found.engine) as server,
                telephone(tmp_path / "phone", address, inside) as phone,
            ):
                async with House(tmp_path, tables=tables, address=found.engine) as house:
                    await house.until(_is_registered, 20)
                    yield Site(house, phone, desk, server, f"sip:room@{found.people}:{PORT}")
    finally:
        own.__exit__(None, None, None)


def _is_registered(state: dict[str, Any]) -> bool:
    return any(one["name"] == "sip" and one["status"] == "ok" for one in state["health"]["components"])


async def _until(is_so: Any, timeout_s: float, what: str) -> None:
    end = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < end, what
        await asyncio.sleep(0.1)


async def test_the_room_rings_is_answered_and_both_hear_and_see_each_other(site: Site) -> None:
    house, phone = site.house, site.phone
    assert site.desk.refused >= 1, "it asked for the password"
    ringing = await site.rings()
    assert ringing["address"].startswith("sip:phone@")
    await _until(lambda: house.heard(RING_HZ, 3.0) > 0.2, 8, "the ring tone")
    await house.call("meeting.take_call", ringing_id=ringing["id"])
    state = await house.until(is_live, 10)
    assert (call_of(state)["kind"], state["meeting"]["ringing"]) == ("sip", None)
    await draw(house, await house.until(lambda told: call_of(told)["tiles"], 10))
    await house.until(lambda told: any(tile["width"] == 320 for tile in call_of(told)["tiles"]), 10)
    await _until(lambda: house.heard(TELEPHONE_HZ) > 0.8, 10, "the telephone's tone in the room")
    await _until(lambda: "receiving with resolution" in phone.said(), 10, "the room's picture at the telephone")
    await _until(lambda: phone.loudness() > 100, 15, "people at the table at the telephone")
    await phone.command("hangup")
    state = await house.until(lambda told: told["meeting"]["call"] is None, 5)
    assert state["meeting"]["failure"] == ""


async def test_who_is_turned_away_or_gives_up(site: Site) -> None:
    house, phone = site.house, site.phone
    ringing = await site.rings()
    await house.call("meeting.decline_call", ringing_id=ringing["id"])
    await _until(lambda: "603" in phone.said(), 5, "the refusal")
    assert (await house.until(lambda told: told["meeting"]["ringing"] is None))["meeting"]["missed"] == []
    await asyncio.sleep(1)  # the server takes its time to be free again, and nobody dials faster
    await site.rings()
    await phone.command("hangup")
    state = await house.until(lambda told: told["meeting"]["missed"], 5)
    assert (state["meeting"]["ringing"], state["meeting"]["missed"][0]["was_busy"]) == (None, False)


async def test_a_room_in_a_call_is_busy_and_one_that_may_answers_by_itself(site: Site) -> None:
    house, phone = site.house, site.phone
    await house.call("settings.change", auto_answer=True)
    await site.rings()
    await house.until(is_live, 10)
    await phone.command("dial", site.address)
    state = await house.until(lambda told: told["meeting"]["missed"], 10)
    assert state["meeting"]["missed"][0]["was_busy"]
    assert is_live(state)
    await house.call("meeting.leave_call")
    await _until(lambda: "486" in phone.said(), 5, "busy")


async def test_a_server_that_dies_ends_the_call_and_the_room_is_reachable_again(site: Site, tmp_path: Path) -> None:
    house = site.house
    ringing = await site.rings()
    await house.call("meeting.take_call", ringing_id=ringing["id"])
    await house.until(is_live, 10)
    site.server.kill()
    state = await house.until(lambda told: told["meeting"]["call"] is None, 5)
    assert state["meeting"]["failure"] == "meeting.lost"
    await house.until(lambda told: not _is_registered(told), 5)
    await site.phone.command("hangup")
    with janus(tmp_path / "another", site.server.address):
        await house.until(_is_registered, 30)
        await site.rings()
