"""The door follows its certificate, and says so once when that cannot be used."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from appliance.discovery import HostName
from appliance.server import certificate, http
from appliance.server.tls import in_directory
from tests.web.door import Door


def put_pair(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    key = certificate.make_key()
    (folder / "tls.key").write_bytes(key)
    (folder / "tls.crt").write_bytes(certificate.self_sign(load_pem_private_key(key, None), (name, "127.0.0.1"), name))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110  the files are polled
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LOOK_EVERY_S", 0.05)


async def test_a_given_certificate_is_trusted_and_leads_without_words(tmp_path: Path):
    put_pair(tmp_path / "given", "room.example.org")
    async with Door(tmp_path, tls=in_directory(tmp_path / "given")) as door:
        access = door.store.state.access
        port = door.config.network.https_port
        assert access.trusted
        assert access.urls == (f"https://room.example.org:{port}", f"https://127.0.0.1:{port}")
        assert access.join_url.startswith(f"https://room.example.org:{port}/#t.")
        async with ClientSession() as client, client.get(door.plain_url, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (307, f"https://room.example.org:{port}/")
        trust = ssl.create_default_context(cafile=str(tmp_path / "given" / "tls.crt"))
        async with ClientSession(connector=TCPConnector(ssl=trust)) as client, client.get(door.url) as answer:
            assert "Strict-Transport-Security" in answer.headers


async def test_unfit_files_degrade_health_until_they_are_mended(tmp_path: Path):
    put_pair(tmp_path / "given", "room.example.org")

    def https_health() -> str:
        return next(c.status for c in door.store.state.health.components if c.name == "https")

    async with Door(tmp_path, tls=in_directory(tmp_path / "given")) as door:
        assert https_health() == "ok"
        before = door.store.state.access.fingerprint
        (tmp_path / "given" / "tls.key").write_bytes(certificate.make_key())
        await until(lambda: https_health() == "degraded")
        assert door.store.state.access.fingerprint == before
        rev = door.store.rev
        await asyncio.sleep(0.2)
        assert door.store.rev == rev
        put_pair(tmp_path / "given", "new.example.org")
        await until(lambda: https_health() == "ok")
        assert door.store.state.access.fingerprint != before
        assert door.store.state.access.urls[0].startswith("https://new.example.org:")


async def test_a_new_address_is_served_and_certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = ["127.0.0.1"]
    monkeypatch.setattr("appliance.server.addresses.own_addresses", lambda: tuple(own))
    door = Door(tmp_path)
    network = door.config.network
    door.config = type(door.config)(network=type(network)(https_port=network.https_port, http_port=network.http_port))
    async with door:
        assert len(door.store.state.access.urls) == 1
        own.append("127.0.0.2")
        await until(lambda: len(door.store.state.access.urls) == 2)
        second = f"https://127.0.0.2:{network.https_port}"
        trust = ssl.create_default_context(cafile=str(tmp_path / "tls" / "certificate.pem"))
        connector = TCPConnector(ssl=trust)
        async with ClientSession(connector=connector) as client, client.get(f"{second}/healthz") as answer:
            assert answer.status == 200
        own.remove("127.0.0.1")
        await until(lambda: door.store.state.access.urls == (second,))
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", network.https_port)


async def test_the_name_in_local_is_offered_second_certified_and_led_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("appliance.server.addresses.own_addresses", lambda: ("127.0.0.1", "127.0.0.2", "::1"))
    door = Door(tmp_path)
    network = door.config.network
    door.config = type(door.config)(network=type(network)(https_port=network.https_port, http_port=network.http_port))
    async with door:
        port = network.https_port
        assert door.store.state.access.urls == (f"https://127.0.0.1:{port}", f"https://127.0.0.2:{port}")
        door.host = HostName(name="lantern.local")
        await until(lambda: len(door.store.state.access.urls) == 3)
        assert door.store.state.access.urls[1] == f"https://lantern.local:{port}"
        trust = ssl.create_default_context(cafile=str(tmp_path / "tls" / "certificate.pem"))
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname="lantern.local")
        writer.close()
        async with ClientSession() as client:
            async with client.get(door.plain_url, headers={"Host": "lantern.local"}) as answer:
                assert f"https://lantern.local:{port}/" in await answer.text()
            async with client.get(door.plain_url, headers={"Host": "evil.example"}) as answer:
                assert "evil.example" not in await answer.text()
        door.host = HostName()
        await until(lambda: len(door.store.state.access.urls) == 2)
