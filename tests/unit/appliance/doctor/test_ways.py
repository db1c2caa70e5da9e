"""Each way of casting, found in order and found wanting."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from appliance.api.access import AccessState
from appliance.api.cast import MAX_CASTS, Cast, CastState
from appliance.api.doctor import GUEST_WAYS, CastWay
from appliance.api.errors import Busy
from appliance.api.health import Component, HealthState
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.discovery import HostName
from appliance.doctor import machine, place, service, ways
from appliance.doctor.door import Visit, visit
from appliance.doctor.place import Place
from appliance.server import certificate as x
from tests.web.door import Door

URLS = ("https://192.168.7.2:8443", "https://room.local:8443")
PLACE = Place(https_port=8443, http_port=8080, is_announced=True)
GUEST = Caller(Role.GUEST, "g1")


def made(names: tuple[str, ...], left: timedelta, monkeypatch: pytest.MonkeyPatch) -> Visit:
    monkeypatch.setattr(x, "LIFETIME", left + timedelta(days=1))
    key = load_pem_private_key(x.make_key(), None)
    pem = x.self_sign(key, names, names[0])  # type: ignore[arg-type]
    return Visit(is_ours=True, certificate=x509.load_pem_x509_certificate(pem))


@pytest.mark.parametrize(
    ("names", "days", "trusted", "verdict"),
    [
        (("192.168.7.2", "room.local"), 300, False, ("warn", "certificate.self_made")),
        (("192.168.7.2", "room.local"), 300, True, ("ok", "certificate.trusted")),
        (("192.168.7.2",), 300, False, ("warn", "certificate.names_missing")),
        (("192.168.7.2",), 300, True, ("ok", "certificate.trusted")),
        (("192.168.7.2", "room.local"), 3, True, ("warn", "certificate.expires_soon")),
        (("192.168.7.2", "room.local"), -0.1, True, ("fail", "certificate.expired")),
    ],
)
def test_the_certificate_as_a_browser_will_take_it(
    names: tuple[str, ...], days: float, trusted: bool, verdict: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    way = ways.certificate(
        AccessState(urls=URLS, trusted=trusted, fingerprint="AB:CD"), made(names, timedelta(days=days), monkeypatch)
    )
    assert (way.status, way.code) == verdict
    assert way.data["until"] == f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"
    if way.code == "certificate.names_missing":
        assert way.data["missing"] == ("room.local",)


def test_a_page_that_nobody_or_somebody_else_serves() -> None:
    assert ways.browser("", Visit()).code == "browser.no_network"
    assert ways.browser(URLS[0], Visit(reason="Connection refused")).data["reason"] == "Connection refused"
    assert ways.browser(URLS[0], Visit()).code == "browser.another_program"
    assert ways.browser(URLS[0], Visit(is_ours=True)).data == {"url": URLS[0], "port": 8443}
    assert ways.plain("", Visit()).code == "plain.off"
    assert ways.plain("http://192.168.7.2", Visit()).code == "plain.another_program"
    assert ways.certificate(AccessState(), Visit()).code == "certificate.not_seen"


def test_udp_on_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "RECEIVE_BUFFER_LIMIT", tmp_path / "rmem_max")
    (tmp_path / "rmem_max").write_text("4194304\n")
    ready = ways.udp("127.0.0.1", True)
    assert (ready.status, ready.code) == ("ok", "udp.ready")
    assert 1024 <= int(ready.data["first_port"]) < int(ready.data["last_port"]) <= 65_535  # type: ignore[arg-type]
    (tmp_path / "rmem_max").write_text("212992\n")
    assert ways.udp("127.0.0.1", True).data["bytes"] == 212_992
    assert ways.udp("127.0.0.1", False).code == "udp.media_away"
    assert ways.udp("192.0.2.250", True).code == "udp.no_socket"


def test_programs_and_sockets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ways.airplay("uxplay", "ready").code == "airplay.helper_missing"
    (tmp_path / "uxplay").write_text("#!/bin/sh\n")
    (tmp_path / "uxplay").chmod(0o755)
    monkeypatch.setattr(place, "AVAHI", tmp_path / "avahi")
    assert ways.airplay("uxplay", "ready").code == "airplay.needs_avahi"
    (tmp_path / "avahi").touch()
    assert ways.airplay("uxplay", "ready").status == "ok"
    assert ways.airplay("uxplay", "failed").code == "airplay.failed"
    assert ways.airplay("uxplay", "off").code == "airplay.off"
    assert ways.airplay("another", "ready").code == "airplay.helper_missing"
    monkeypatch.setattr(place, "VIDEO_INPUTS", tmp_path / "video4linux")
    assert ways.input_().code == "input.none"
    for number, words in enumerate(("Integrated Camera", "Cam Link 4K: Cam Link 4K")):
        (tmp_path / f"video4linux/video{number}").mkdir(parents=True)
        (tmp_path / f"video4linux/video{number}/name").write_text(f"{words}\n")
    assert ways.input_().data == {"names": ("Cam Link 4K: Cam Link 4K",)}


def test_a_full_glass_and_a_missing_qr_code() -> None:
    casts = tuple(Cast(id=f"{at}", started_at=datetime.now(UTC), stream="s") for at in range(MAX_CASTS))
    offers = Visit(is_ours=True, takes_offers=True)
    assert ways.whip(URLS[0], offers, CastState(casts=casts)).code == "whip.full"
    assert ways.whip(URLS[0], offers, CastState()).data == {"url": f"{URLS[0]}/whip"}
    assert ways.whip(URLS[0], Visit(is_ours=True), CastState()).code == "whip.silent"
    assert ways.qr(AccessState()).code == "qr.no_address"
    assert ways.qr(AccessState(join_url=f"{URLS[0]}/#t.secretsecret")).data == {"url": f"{URLS[0]}/"}


@pytest.mark.parametrize(
    ("where", "verdict"),
    [
        (Place(https_port=1, http_port=1, is_announced=False), ("warn", "name.off")),
        (PLACE, ("warn", "name.none")),
        (msgspec.structs.replace(PLACE, host=HostName(taken="a.local", taken_by="192.0.2.9")), ("fail", "name.taken")),
        (msgspec.structs.replace(PLACE, host=HostName(name="nobody-here.local")), ("warn", "name.silent")),
    ],
)
async def test_a_name_that_does_not_work(where: Place, verdict: tuple[str, str]) -> None:
    way = await ways.name(where, ["127.0.0.1"], ":8443")
    assert (way.status, way.code) == verdict


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with Door(tmp_path) as door:
        yield door


def coded(found: list[CastWay]) -> dict[str, str]:
    return {way.way: way.code.partition(".")[2] for way in found}


async def test_a_room_is_examined_through_its_real_doors(door: Door) -> None:
    found = await door.call("doctor.examine_casting")
    assert coded(found) | {"airplay": "", "input": "", "udp": ""} == {
        "browser": "only_here",
        "name": "off",
        "plain": "answers",
        "certificate": "self_made",
        "udp": "",
        "whip": "answers",
        "airplay": "",
        "input": "",
        "qr": "shown",
    }
    assert door.code not in str(found)
    assert door.store.state.access.join_url.partition("#t.")[2] not in str(found)


async def test_guests_hear_what_concerns_them(door: Door) -> None:
    found = await door.call("doctor.examine_casting", GUEST)
    assert {way.way for way in found} == GUEST_WAYS


async def test_who_asks_at_once_shares_one_look(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[str] = []

    async def counted(url: str) -> Visit:
        visits.append(url)
        return await visit(url)

    monkeypatch.setattr(service, "visit", counted)
    await asyncio.gather(*(door.call("doctor.examine_casting") for _ in range(20)))
    assert sorted(visits) == sorted([door.url, door.plain_url])


async def test_a_door_that_is_shut_is_found_shut(door: Door) -> None:
    await door.close()
    found = {way.way: way for way in await door.call("doctor.examine_casting")}
    await door.open()
    assert (found["browser"].status, found["browser"].code) == ("fail", "browser.silent")
    assert found["plain"].code == "plain.silent"
    assert found["whip"].status == "fail"


async def test_media_that_is_away_is_found_away(door: Door) -> None:
    away = Component(name="media", status="failed", reason="media.away", since=datetime.now(UTC))
    door.store.replace(health=HealthState(components=(away,)))
    assert "media_away" in coded(await door.call("doctor.examine_casting"))["udp"]


async def test_another_program_at_the_port_is_told(unused_tcp_port: int) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", unused_tcp_port):
        seen = await visit(f"http://127.0.0.1:{unused_tcp_port}")
    assert (seen.reason, seen.is_ours) == ("", False)


async def test_silence_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.doctor.door.VISIT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        seen = await visit(f"https://127.0.0.1:{mute.getsockname()[1]}")
    assert seen.reason == "no answer in time"


async def test_probes_of_one_guest_are_held_to_a_pace(door: Door) -> None:
    for _ in range(service.PROBE_BURST):
        await door.call("doctor.answer_probe", GUEST, offer="v=0\r\n")
    with pytest.raises(Busy) as refused:
        await door.call("doctor.answer_probe", GUEST, offer="v=0\r\n")
    assert refused.value.code == "session.rate_limited"
    assert 0 < refused.value.data["retry_after_s"] <= 5.1  # type: ignore[operator]
    assert (await door.call("doctor.answer_probe", Caller(Role.GUEST, "g2"), offer="v=0\r\n")).answer
