"""What the HTTP doors answer, to good and to hostile requests."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSMsgType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.api.cast import MAX_CASTS
from appliance.server import gate, http
from tests.web.door import Door

OFFER = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
SDP = {"Content-Type": "application/sdp"}


async def guest(door: Door, client: ClientSession, name: str = "") -> dict[str, str]:
    async with client.post("/api/guest", json={"code": door.code, "name": name}) as answer:
        assert answer.status == 200
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}


async def admin(door: Door, client: ClientSession) -> dict[str, str]:
    async with client.post("/api/admin", json={"code": door.admin_code}) as answer:
        assert answer.status == 200
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}


async def test_the_right_code_opens_and_a_wrong_one_counts(door: Door):
    wrong = "000000" if door.code != "000000" else "000001"
    async with door.client() as client:
        for left in (4, 3, 2, 1, 0):
            async with client.post("/api/guest", json={"code": wrong}) as answer:
                assert answer.status == 403
                assert await answer.json() == {"code": "access.wrong_code", "tries_left": left}
        async with client.post("/api/guest", json={"code": door.code}) as answer:
            assert answer.status == 429
            body = await answer.json()
            assert body["code"] == "access.too_many_tries"
            assert 4 < body["retry_after_s"] <= 5.1
            assert answer.headers["Retry-After"] in ("5", "6")


async def test_the_guest_throttle_does_not_touch_the_admin_door(door: Door):
    async with door.client() as client:
        for _ in range(6):
            await client.post("/api/admin", json={"code": "AAAA-AAAA-AAAA-AAAA"})
        await guest(door, client)
        async with client.post("/api/admin", json={"code": door.admin_code}) as answer:
            assert answer.status == 429


async def test_a_cast_comes_and_goes_by_whip(door: Door):
    async with door.client() as client:
        headers = await guest(door, client, "Anna \u202e Lee\n")
        async with client.post("/whip", data=OFFER, headers=headers | SDP) as answer:
            assert answer.status == 201
            assert answer.content_type == "application/sdp"
            assert (await answer.text()).startswith("v=0")
            location = answer.headers["Location"]
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
        (cast,) = door.store.state.cast.casts
        assert location == f"/whip/{cast.id}"
        assert cast.name == "Anna Lee"
        async with client.put(location, data="a=x", headers=headers) as answer:
            assert answer.status == 405
            assert "DELETE" in answer.headers["Allow"]
        async with client.delete(location, headers=headers) as answer:
            assert answer.status == 200
        assert door.store.state.cast.casts == ()
        async with client.delete(location, headers=headers) as answer:
            assert (answer.status, (await answer.json())["code"]) == (404, "cast.unknown")


async def test_a_lost_cast_is_taken_up_again_by_its_id(door: Door):
    async with door.client() as client:
        headers = await guest(door, client)
        await client.post("/whip?name=Wu%20Mei", data=OFFER, headers=headers | SDP)
        (cast,) = door.store.state.cast.casts
        assert cast.name == "Wu Mei"
        async with client.post(f"/whip?cast_id={cast.id}", data=OFFER, headers=headers | SDP) as answer:
            assert answer.headers["Location"] == f"/whip/{cast.id}"
        assert [one.id for one in door.store.state.cast.casts] == [cast.id]


async def test_the_rooms_own_page_is_told_from_other_senders(door: Door):
    async with door.client() as client:
        for query, kind in (("", "whip"), ("?kind=whip", "whip"), ("?kind=browser", "browser")):
            async with client.post(f"/whip{query}", data=OFFER, headers=await guest(door, client) | SDP) as answer:
                assert answer.status == 201
            assert door.store.state.cast.casts[-1].kind == kind
        async with client.post("/whip?kind=airplay", data=OFFER, headers=await guest(door, client) | SDP) as answer:
            assert (answer.status, (await answer.json())["code"]) == (400, "session.bad_request")


async def test_on_a_full_glass_one_more_guest_hears_when_to_try_again(door: Door):
    async with door.client() as client:
        for _ in range(MAX_CASTS):
            async with client.post("/whip", data=OFFER, headers=await guest(door, client) | SDP) as answer:
                assert answer.status == 201
        async with client.post("/whip", data=OFFER, headers=await guest(door, client, "Bo") | SDP) as answer:
            assert answer.status == 503
            assert "Retry-After" in answer.headers
            assert await answer.json() == {"code": "cast.full", "limit": MAX_CASTS}


async def test_whip_refuses_what_it_must(door: Door):
    async with door.client() as client:
        headers = await guest(door, client)
        async with client.post("/whip", data=OFFER, headers=SDP) as answer:
            assert answer.status == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
        async with client.post("/whip", data=OFFER, headers=SDP | {"Authorization": "Bearer ä"}) as answer:
            assert answer.status == 401
        async with client.post("/whip", data=OFFER, headers=headers) as answer:
            assert answer.status == 415
        async with client.post("/whip", data="hello", headers=headers | SDP) as answer:
            assert (answer.status, (await answer.json())["code"]) == (422, "cast.bad_offer")
        async with client.post("/whip", data=b"\xff\xfe", headers=headers | SDP) as answer:
            assert answer.status == 422
        async with client.post("/whip", data="v=0" + "x" * 70_000, headers=headers | SDP) as answer:
            assert answer.status == 413
        async with client.options("/whip", headers={"Origin": "https://elsewhere.example"}) as answer:
            assert answer.status == 200
            assert answer.headers["Accept-Post"] == "application/sdp"
            assert "POST" in answer.headers["Access-Control-Allow-Methods"]
        assert door.store.state.cast.casts == ()


async def test_pages_of_other_sites_may_not_ask(door: Door):
    async with door.client() as client:
        elsewhere = {"Origin": "https://elsewhere.example"}
        async with client.post("/api/guest", json={"code": door.code}, headers=elsewhere) as answer:
            assert answer.status == 403
        async with client.post("/api/guest", json={"code": door.code}, headers={"Origin": door.url}) as answer:
            assert answer.status == 200
        token = await guest(door, client)
        async with client.get("/api/ws", headers=elsewhere | token) as answer:
            assert answer.status == 403


async def test_only_an_admin_sees_the_glass(door: Door):
    async with door.client() as client:
        allowed = await admin(door, client)
        async with client.get("/api/glass.jpg", headers=allowed) as answer:
            assert (answer.status, (await answer.json())["code"]) == (503, "glass.away")
        await door.attach_glass()
        async with client.get("/api/glass.jpg?max_width=320", headers=allowed) as answer:
            assert answer.status == 200
            assert answer.content_type == "image/jpeg"
            assert answer.headers["Cache-Control"] == "no-store"
            assert (await answer.read())[:3] == b"\xff\xd8\xff"
        async with client.get("/api/glass.jpg", headers=await guest(door, client)) as answer:
            assert (answer.status, (await answer.json())["code"]) == (403, "access.forbidden")
        async with client.get("/api/glass.jpg") as answer:
            assert answer.status == 401
        for width in ("-1", "x", "99999999999999999999", "٣"):
            async with client.get("/api/glass.jpg", params={"max_width": width}, headers=allowed) as answer:
                assert answer.status == 400


async def test_health_and_info_tell_no_secrets(door: Door):
    async with door.client() as client:
        async with client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"status": "ok"})
        door.health.report("media", "failed", "media.away")
        async with client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (503, {"status": "failed"})
        async with client.get("/api/info") as answer:
            text = await answer.text()
            info = await answer.json()
    assert info["room_name"] == "Meeting room"
    assert info["fingerprint"] == door.tls.fingerprint
    assert info["trusted"] is False
    assert door.code not in text
    assert door.admin_code not in text


async def test_pages_come_with_a_strict_policy(door: Door):
    async with door.client() as client:
        for path in ("/", "/glass"):
            async with client.get(path) as answer:
                assert answer.status == 200
                policy = answer.headers["Content-Security-Policy"]
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "Strict-Transport-Security" not in answer.headers
                text = await answer.text()
                assert "<script>" not in text
                script = text.split('src="')[1].split('"')[0]
            async with client.get(script) as answer:
                assert answer.status == 200
                assert "immutable" in answer.headers["Cache-Control"]
                tag = answer.headers["ETag"]
            async with client.get(script, headers={"If-None-Match": tag}) as answer:
                assert answer.status == 304
        for path in ("/plain.html", "/../secrets/admin-code", "/%2e%2e/secrets/admin-code", "/assets/", "/nothing"):
            async with client.get(path) as answer:
                assert (answer.status, (await answer.json())["code"]) == (404, "session.bad_request")


async def test_plain_http_only_leads_to_https(door: Door):
    async with ClientSession(door.plain_url) as client:
        async with client.get("/whatever", headers={"Host": '"><script>.example'}) as answer:
            text = await answer.text()
            assert answer.status in (200, 400)
            assert "<script>" not in text
        async with client.get("/whatever") as answer:
            text = await answer.text()
            assert f'href="{door.url}/"' in text
            assert door.tls.fingerprint in text.replace("<wbr>", "")
            assert door.code not in text
            assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
        async with client.post("/api/guest", json={"code": door.code}) as answer:
            assert answer.status == 405


async def test_a_flood_from_one_address_is_slowed(door: Door):
    async with door.client() as client:
        statuses = []
        for _ in range(http.REQUEST_BURST + 40):
            async with client.get("/api/info") as answer:
                statuses.append(answer.status)
        assert 429 in statuses
        assert statuses.index(429) >= http.REQUEST_BURST


async def test_pages_come_whole_to_many_behind_one_address(door: Door):
    async with door.client() as client:
        for _ in range(http.REQUEST_BURST + 40):
            async with client.get("/") as answer:
                assert answer.status == 200
        async with client.get("/api/info") as answer:
            assert answer.status == 200, "what is asked of the doors has a pace of its own"


async def test_a_connection_that_says_nothing_is_closed(door: Door, monkeypatch: pytest.MonkeyPatch):
    await door.close()
    monkeypatch.setattr(http, "KEEP_ALIVE_S", 0.3)
    await door.open()
    trust = ssl.create_default_context(cafile=str(door.folder / "tls" / "certificate.pem"))
    reader, writer = await asyncio.open_connection("127.0.0.1", door.server.https_port, ssl=trust)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow:")
    async with asyncio.timeout(3):
        assert await reader.read() == b""
    writer.close()


async def test_one_address_gets_so_many_connections(door: Door):
    open_sockets = []
    refused = 0
    try:
        for _ in range(gate.MAX_CONNECTIONS_EACH + 4):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.config.network.http_port)
            open_sockets.append(writer)
            await asyncio.sleep(0.01)
            try:
                async with asyncio.timeout(0.05):
                    refused += await reader.read(1) == b""
            except TimeoutError:
                pass
            except ConnectionError:
                refused += 1
        assert refused == 4
    finally:
        for writer in open_sockets:
            writer.close()


async def test_a_taken_plain_port_degrades_health_only(tmp_path: Path):
    door = Door(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", door.config.network.http_port))
        other.listen()
        async with door, door.client() as client, client.get("/healthz") as answer:
            assert await answer.json() == {"status": "degraded"}


async def test_a_taken_https_port_is_told(tmp_path: Path):
    door = Door(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", door.config.network.https_port))
        other.listen()
        with pytest.raises(Exception, match=f"127.0.0.1 port {door.config.network.https_port}"):
            await door.__aenter__()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture
async def unpaced(door: Door, monkeypatch: pytest.MonkeyPatch) -> Door:
    await door.close()
    monkeypatch.setattr(http, "REQUEST_BURST", 1_000_000)
    await door.open()
    return door


async def test_any_bytes_at_the_doors_get_a_clear_refusal(unpaced: Door):
    door = unpaced
    loop = asyncio.get_running_loop()
    async with door.client() as client:
        headers = await guest(door, client)

        async def post(path: str, body: bytes, content_type: str) -> None:
            async with client.post(path, data=body, headers=headers | {"Content-Type": content_type}) as answer:
                assert 400 <= answer.status < 500
                assert (await answer.json())["code"]

        @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(
            st.sampled_from(["/api/guest", "/api/admin", "/whip"]),
            st.binary(max_size=400) | json_values.map(lambda value: repr(value).encode()),
            st.sampled_from(["application/json", "application/sdp", "text/plain", "multipart/form-data; boundary=x"]),
        )
        def fuzz(path: str, body: bytes, content_type: str) -> None:
            asyncio.run_coroutine_threadsafe(post(path, body, content_type), loop).result(10)

        await asyncio.to_thread(fuzz)


async def test_any_bytes_on_the_wire_leave_the_server_serving(unpaced: Door):
    door = unpaced
    loop = asyncio.get_running_loop()

    async def throw(data: bytes) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.config.network.http_port)
        writer.write(data + b"\r\n\r\n")
        writer.write_eof()
        try:
            async with asyncio.timeout(2):
                await reader.read()
        except (TimeoutError, ConnectionError):
            pass
        finally:
            writer.close()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.binary(max_size=300)
        | st.tuples(st.sampled_from([b"GET", b"POST", b"\x00", b"PRI"]), st.binary(max_size=100)).map(
            lambda parts: b"%s / HTTP/1.1\r\nHost: x\r\n%s" % parts
        )
    )
    def fuzz(data: bytes) -> None:
        asyncio.run_coroutine_threadsafe(throw(data), loop).result(10)

    await asyncio.to_thread(fuzz)
    async with door.client() as client, client.get("/healthz") as answer:
        assert answer.status == 200


async def test_a_revoked_token_is_worthless_at_once(door: Door):
    admin_caller = door.access.identify(door.access.admit_admin(door.admin_code, "127.0.0.1"))
    created = await door.call("access.create_token", admin_caller, name="Crestron", role="integrator")
    headers = {"Authorization": f"Bearer {created.secret}"}
    async with door.client() as client:
        async with client.ws_connect("/api/ws", headers=headers) as socket:
            assert (await socket.receive()).type is WSMsgType.TEXT
            await door.call("access.revoke_token", admin_caller, token_id=created.token.id)
            async with asyncio.timeout(2):
                while (await socket.receive()).type is WSMsgType.TEXT:
                    pass
        async with client.post("/whip", data=OFFER, headers=headers | SDP) as answer:
            assert answer.status == 401
