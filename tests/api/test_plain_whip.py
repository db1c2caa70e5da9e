"""Casting to the plain port, where the configuration allows it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from aiohttp import ClientSession

from tests.api.test_http import OFFER, SDP
from tests.web.door import Door


def plain(folder: Path) -> Door:
    door = Door(folder)
    network = msgspec.structs.replace(door.config.network, plain_whip=True)
    door.config = msgspec.structs.replace(door.config, network=network)
    return door


async def test_a_cast_comes_and_goes_without_tls(tmp_path: Path):
    async with plain(tmp_path) as door, ClientSession(door.plain_url) as client:
        token = {"Authorization": f"Bearer {door.code}"}
        async with client.post("/whip", data=OFFER, headers=token | SDP) as answer:
            assert answer.status == 201
            location = answer.headers["Location"]
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
        async with client.delete(location, headers=token) as answer:
            assert answer.status == 200
        async with client.post(f"/whip/t/{door.code}", data=OFFER, headers=SDP) as answer:
            assert answer.status == 201
        async with client.post("/whip", data=OFFER, headers=SDP) as answer:
            assert answer.status == 401


async def test_nothing_else_is_served_without_tls(tmp_path: Path):
    async with plain(tmp_path) as door, ClientSession(door.plain_url) as client:
        async with client.get("/") as answer:
            assert f'href="{door.url}/"' in await answer.text()
        async with client.post("/api/guest", json={"code": door.code}) as answer:
            assert answer.status == 405
        async with client.get("/api/info") as answer:
            assert answer.content_type == "text/html"


async def test_without_the_setting_the_plain_port_takes_no_cast(tmp_path: Path):
    async with Door(tmp_path) as door, ClientSession(door.plain_url) as client:
        token = {"Authorization": f"Bearer {door.code}"}
        async with client.post("/whip", data=OFFER, headers=token | SDP) as answer:
            assert answer.status == 405
        assert door.store.state.cast.casts == ()
