"""RFC 9725 (WHIP): one test for each thing that a server must or should do, against the real media engine."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession
from structlog.testing import capture_logs

from appliance.api.cast import MAX_CASTS
from appliance.server import signalling
from tests.media.sender import Laptop, Slides, Tone, laptop, patches
from tests.web.door import Door
from tests.web.media_door import MediaDoor

SDP = {"Content-Type": "application/sdp"}
FRAGMENT = {"Content-Type": "application/trickle-ice-sdpfrag"}


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[MediaDoor]:
    async with MediaDoor(tmp_path) as door:
        yield door


@dataclass
class Sender:
    """Somebody who came in with a token, and their laptop."""

    client: ClientSession
    token: dict[str, str]
    laptop: Laptop
    offer: str

    async def post(self, offer: str | None = None, **headers: str) -> ClientResponse:
        data = self.offer if offer is None else offer
        return await self.client.post("/whip", data=data, headers=self.token | SDP | headers)

    async def start(self) -> tuple[str, str]:
        """Cast; returns the session's address and tag."""
        answer = await self.post()
        assert answer.status == 201
        await self.laptop.take(await answer.text())
        return answer.headers["Location"], answer.headers["ETag"]

    async def patch(self, location: str, fragment: str, **headers: str) -> ClientResponse:
        return await self.client.patch(location, data=fragment, headers=self.token | FRAGMENT | headers)

    def fragment(self, *candidates: str, user: str = "") -> str:
        """A fragment of the offer's first section; with another user it restarts ICE."""
        found = {name: value(self.offer, name) for name in ("ice-ufrag", "ice-pwd", "mid")}
        lines = [
            f"a=ice-ufrag:{user or found['ice-ufrag']}",
            f"a=ice-pwd:{found['ice-pwd']}",
            "m=video 9 UDP/TLS/RTP/SAVPF 0",
            f"a=mid:{found['mid']}",
            *(f"a={candidate}" for candidate in candidates),
        ]
        return "\r\n".join(lines) + "\r\n"


def value(sdp: str, name: str) -> str:
    return re.search(f"^a={name}:(.*?)\r?$", sdp, re.MULTILINE)[1]


def candidate(port: int, address: str = "127.0.0.1", transport: str = "udp") -> str:
    return f"candidate:1 1 {transport} 2122260223 {address} {port} typ host"


@asynccontextmanager
async def sending(door: Door, *, sound: bool = False) -> AsyncIterator[Sender]:
    tracks = [Slides(patches(320, 180)), *([Tone()] if sound else [])]
    async with door.client() as client, laptop(*tracks) as one:
        headers = {"Authorization": f"Bearer {door.access.admit_guest(door.code, '127.0.0.1')}"}
        yield Sender(client, headers, one, await one.offer())


async def test_rfc9725_4_1_get_and_head_are_answered_without_content(door: MediaDoor):
    async with sending(door) as sender:
        location, _ = await sender.start()
        for path in ("/whip", location):
            for method in ("GET", "HEAD"):
                answer = await sender.client.request(method, path)
                assert (answer.status, await answer.read()) == (204, b"")
        assert (await sender.client.get("/whip/nobody")).status == 404


async def test_rfc9725_4_1_other_methods_are_told_which_are_allowed(door: MediaDoor):
    async with sending(door) as sender:
        location, _ = await sender.start()
        for path, method, allowed in (
            ("/whip", "PUT", "POST"),
            ("/whip", "PATCH", "POST"),
            (location, "POST", "PATCH"),
        ):
            answer = await sender.client.request(method, path, headers=sender.token)
            assert answer.status == 405
            assert allowed in answer.headers["Allow"]


async def test_rfc9725_4_2_a_post_answers_201_with_type_and_location(door: MediaDoor):
    async with sending(door, sound=True) as sender:
        answer = await sender.post()
        assert answer.status == 201
        assert answer.content_type == "application/sdp"
        assert re.fullmatch(r"/whip/[0-9a-f]{32}", answer.headers["Location"])
        await sender.laptop.take(await answer.text())
        cast = await door.live()
        assert (cast.kind, cast.has_sound) == ("whip", True)


async def test_rfc9725_4_2_what_sends_is_told_with_the_offer(door: MediaDoor):
    async with sending(door) as sender:
        url = "/whip?kind=browser&name=Anna"
        assert (await sender.client.post(url, data=sender.offer, headers=sender.token | SDP)).status == 201
        (cast,) = door.store.state.cast.casts
        assert (cast.kind, cast.name) == ("browser", "Anna")
        answer = await sender.client.post("/whip?kind=airplay", data=sender.offer, headers=sender.token | SDP)
        assert answer.status == 400


async def test_rfc9725_4_2_another_content_type_is_refused(door: MediaDoor):
    async with sending(door) as sender:
        for kind in ("text/plain", "application/json", "application/trickle-ice-sdpfrag", "nonsense"):
            answer = await sender.client.post("/whip", data=sender.offer, headers=sender.token | {"Content-Type": kind})
            assert answer.status == 415
        answer = await sender.post(**{"Content-Type": "application/sdp; charset=utf-8"})
        assert answer.status == 201


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "hello",
        lambda offer: offer[: len(offer) // 2],
        lambda offer: offer.replace("a=ice-pwd", "a=ice-pw"),
        lambda offer: offer.replace("a=fingerprint", "a=fingerprin"),
        lambda offer: offer.replace("a=sendonly", "a=recvonly"),
        lambda offer: offer.replace("a=sendonly", "a=inactive"),
    ],
)
async def test_rfc9725_4_2_a_malformed_offer_is_refused(door: MediaDoor, spoil):
    async with sending(door) as sender:
        answer = await sender.post(spoil(sender.offer))
        assert (answer.status, (await answer.json())["code"]) == (422, "cast.bad_offer")
        assert door.store.state.cast.casts == ()


@pytest.mark.parametrize("direction", ["sendonly", "sendrecv"])
async def test_rfc9725_4_2_the_answer_is_recvonly(door: MediaDoor, direction: str):
    async with sending(door, sound=True) as sender:
        answer = await (await sender.post(sender.offer.replace("sendonly", direction))).text()
        assert answer.count("a=recvonly") == 2
        assert not re.search("a=(sendonly|sendrecv|inactive)", answer)


async def test_rfc9725_4_2_delete_answers_200_and_ends_ice_and_dtls(door: MediaDoor):
    async with sending(door) as sender:
        location, _ = await sender.start()
        await door.live()
        answer = await sender.client.delete(location, headers=sender.token)
        assert (answer.status, await answer.read()) == (200, b"")
        assert door.store.state.cast.casts == ()
        async with asyncio.timeout(5):
            while sender.laptop.connection.connectionState != "closed":
                await asyncio.sleep(0.05)
        answer = await sender.client.delete(location, headers=sender.token)
        assert (answer.status, (await answer.json())["code"]) == (404, "cast.unknown")


async def test_rfc9725_4_2_dtls_ends_the_session_from_the_other_side(door: MediaDoor):
    async with sending(door) as sender:
        await sender.start()
        await door.live()
        await sender.laptop.close()
        await door.idle(3)


async def test_rfc9725_4_2_delete_after_dtls_ended_answers_200_once(door: MediaDoor):
    async with sending(door) as sender, sending(door) as other:
        location, _ = await sender.start()
        await door.live()
        await sender.laptop.close()
        await door.idle(3)
        assert (await other.client.delete(location, headers=other.token)).status == 404
        assert (await sender.client.delete(location, headers=sender.token)).status == 200
        assert (await sender.client.delete(location, headers=sender.token)).status == 404


async def test_rfc9725_4_2_options_serve_pages_of_any_site(door: MediaDoor):
    preflight = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with sending(door) as sender:
        location, _ = await sender.start()
        for path, methods in (("/whip", {"POST"}), (location, {"PATCH", "DELETE"}), ("/whip/t/x", {"POST"})):
            answer = await sender.client.options(path, headers=preflight)
            assert answer.status == 200
            assert answer.headers["Accept-Post"] == "application/sdp"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert methods <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
            allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
            assert {"Authorization", "Content-Type", "If-Match"} <= set(allowed)
        for answer in (await sender.post(), await sender.post("no offer"), await sender.client.post("/whip")):
            exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
            assert {"Location", "Link", "ETag"} <= set(exposed)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def test_rfc9725_4_3_1_a_patch_of_another_type_is_refused(door: MediaDoor):
    async with sending(door) as sender:
        location, tag = await sender.start()
        answer = await sender.patch(location, sender.fragment(), **{"If-Match": tag, "Content-Type": "application/sdp"})
        assert answer.status == 415


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "hello",
        "a=ice-ufrag:abcd\r\n",
        "a=ice-ufrag:abcd\r\na=ice-ufrag:efgh\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n",
        "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=candidate:1 1 udp\r\n",
        "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=candidate:1 1 udp x 127.0.0.1 9 typ host\r\n",
        "a=x:y\r\n" * 300,
    ],
)
async def test_rfc9725_4_3_1_a_malformed_patch_is_refused(door: MediaDoor, fragment: str):
    async with sending(door) as sender:
        location, tag = await sender.start()
        answer = await sender.patch(location, fragment, **{"If-Match": tag})
        assert (answer.status, (await answer.json())["code"]) == (400, "cast.bad_fragment")
        await door.live()


async def test_rfc9725_4_3_1_each_ice_session_has_a_strong_tag_of_its_own(door: MediaDoor):
    async with sending(door) as sender:
        location, first = await sender.start()
        again = {"cast_id": location.split("/")[-1]}
        answer = await sender.client.post("/whip", params=again, data=sender.offer, headers=sender.token | SDP)
        assert answer.headers["Location"] == location
        second = answer.headers["ETag"]
        assert re.fullmatch('"[0-9a-f]+"', first)
        assert re.fullmatch('"[0-9a-f]+"', second)
        assert first != second
        assert (await sender.patch(location, sender.fragment(), **{"If-Match": first})).status == 412
        assert (await sender.patch(location, sender.fragment(), **{"If-Match": second})).status == 204


async def test_rfc9725_4_3_1_a_patch_without_a_tag_is_428_and_with_a_wrong_one_412(door: MediaDoor):
    async with sending(door) as sender:
        location, tag = await sender.start()
        assert (await sender.patch(location, sender.fragment())).status == 428
        for wrong in ('"other"', f"W/{tag}", "nonsense"):
            assert (await sender.patch(location, sender.fragment(), **{"If-Match": wrong})).status == 412
        assert (await sender.patch(location, sender.fragment(), **{"If-Match": f'"other", {tag}'})).status == 204
        assert (await sender.patch("/whip/nobody", sender.fragment(), **{"If-Match": tag})).status == 404


async def test_rfc9725_4_3_1_delete_ignores_tags(door: MediaDoor):
    async with sending(door) as sender:
        location, _ = await sender.start()
        answer = await sender.client.delete(location, headers=sender.token | {"If-Match": '"other"'})
        assert answer.status == 200


async def test_rfc9725_4_3_2_the_answer_has_all_candidates(door: MediaDoor):
    async with sending(door) as sender:
        answer = await (await sender.post()).text()
        assert re.search(r"^a=candidate:.* 127\.0\.0\.1 ", answer, re.MULTILINE)
        assert "a=end-of-candidates" in answer


async def test_rfc9725_4_3_2_trickled_candidates_are_taken_and_tried(door: MediaDoor):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as place, socket.socket(type=socket.SOCK_DGRAM) as hidden:
        for one in (place, hidden):
            one.bind(("127.0.0.1", 0))
            one.setblocking(False)
        async with sending(door) as sender:
            answer = await sender.post()
            location, tag = answer.headers["Location"], answer.headers["ETag"]
            lines = (
                candidate(place.getsockname()[1]),
                candidate(hidden.getsockname()[1], "0f1e2d3c.local"),
                "end-of-candidates",
            )
            answer = await sender.patch(location, sender.fragment(*lines), **{"If-Match": tag})
            assert (answer.status, await answer.read()) == (204, b"")
            assert "ETag" not in answer.headers
            for one in (place, hidden):
                async with asyncio.timeout(5):
                    check = await asyncio.get_running_loop().sock_recv(one, 1500)
                assert value(sender.offer, "ice-ufrag").encode() in check


async def test_rfc9725_4_3_2_candidates_that_cannot_serve_are_passed_over(door: MediaDoor):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as elsewhere:
        elsewhere.bind(("127.0.0.2", 0))
        elsewhere.setblocking(False)
        port = elsewhere.getsockname()[1]
        async with sending(door) as sender:
            location, tag = await sender.start()
            lines = (
                candidate(9, transport="tcp"),
                candidate(port, "127.0.0.2"),
                candidate(5000, "host.example"),
                candidate(5000, "fe80::1"),
                candidate(99_999),
                candidate(5000).replace("host", "moon"),
            )
            answer = await sender.patch(location, sender.fragment(*lines), **{"If-Match": tag})
            assert answer.status == 204
            await door.live()
            with pytest.raises(BlockingIOError):
                elsewhere.recv(1500)


async def test_rfc9725_4_3_2_who_trickles_owns_the_session(door: MediaDoor):
    async with sending(door) as sender, sending(door) as other:
        location, tag = await sender.start()
        assert (await other.patch(location, sender.fragment(), **{"If-Match": tag})).status == 403
        assert (await other.client.delete(location, headers=other.token)).status == 403
        assert (await other.client.delete(location)).status == 401


async def test_rfc9725_4_3_3_an_ice_restart_is_refused_and_the_session_stays(door: MediaDoor):
    async with sending(door) as sender:
        location, tag = await sender.start()
        await door.live()
        for match in ("*", tag):
            answer = await sender.patch(location, sender.fragment(user="another"), **{"If-Match": match})
            assert (answer.status, (await answer.json())["code"]) == (422, "cast.no_ice_restart")
        await asyncio.sleep(1)
        assert (await door.live()).phase == "live"
        assert (await sender.patch(location, sender.fragment(), **{"If-Match": tag})).status == 204


async def test_rfc9725_4_4_1_the_answer_bundles_and_multiplexes(door: MediaDoor):
    async with sending(door, sound=True) as sender:
        answer = await (await sender.post()).text()
        assert len(re.findall("^a=group:BUNDLE ", answer, re.MULTILINE)) == 1
        assert len(re.findall("^a=rtcp-mux\r?$", answer, re.MULTILINE)) == 2
        assert len(re.findall("^a=rtcp-mux-only\r?$", answer, re.MULTILINE)) == 2
        assert len(set(re.findall("^a=ice-ufrag:.*$", answer, re.MULTILINE))) == 1


@pytest.mark.parametrize("spoil", ["a=group:BUNDLE", "a=rtcp-mux"])
async def test_rfc9725_4_4_1_an_offer_without_bundle_or_multiplex_is_refused(door: MediaDoor, spoil: str):
    async with sending(door, sound=True) as sender:
        assert (await sender.post(sender.offer.replace(spoil, "a=other"))).status == 422


async def test_rfc9725_4_4_2_two_tracks_of_a_kind_are_refused(door: MediaDoor):
    async with door.client() as client, laptop(Slides(patches(64, 64)), Slides(patches(64, 64))) as one:
        headers = {"Authorization": f"Bearer {door.access.admit_guest(door.code, '127.0.0.1')}"}
        answer = await client.post("/whip", data=await one.offer(), headers=headers | SDP)
        assert (answer.status, await answer.json()) == (422, {"code": "cast.bad_offer", "reason": "sections"})


@pytest.mark.parametrize(("codec", "other"), [("opus/48000/2", "speex/16000"), ("VP8/90000", "theora/90000")])
async def test_rfc9725_4_4_3_an_offer_is_taken_whole_or_not_at_all(door: MediaDoor, codec: str, other: str):
    async with sending(door, sound=True) as sender:
        known = ("opus", "PCMU", "PCMA", "G722") if "opus" in codec else ("VP8", "H264", "VP9", "AV1", "rtx")
        offer = sender.offer.replace(codec, other)
        for name in known:
            offer = re.sub(rf"^(a=rtpmap:\d+) {name}/", r"\1 x/", offer, flags=re.MULTILINE)
        answer = await sender.post(offer)
        assert (answer.status, (await answer.json())["code"]) == (422, "cast.bad_offer")
        assert door.store.state.cast.casts == ()


@pytest.mark.parametrize(("offered", "answered"), [("actpass", {"active", "passive"}), ("active", {"passive"})])
async def test_rfc9725_4_4_4_the_sender_may_only_be_active(door: MediaDoor, offered: str, answered: set[str]):
    async with sending(door) as sender:
        answer = await (await sender.post(sender.offer.replace("a=setup:actpass", f"a=setup:{offered}"))).text()
        assert value(answer, "setup") in answered


async def test_rfc9725_4_5_a_full_glass_says_when_to_come_again(tmp_path: Path):
    async with Door(tmp_path) as door, sending(door) as sender:
        for _ in range(MAX_CASTS):
            other = {"Authorization": f"Bearer {door.access.admit_guest(door.code, '127.0.0.1')}"}
            assert (await sender.client.post("/whip", data=sender.offer, headers=other | SDP)).status == 201
        answer = await sender.post()
        assert (answer.status, (await answer.json())["code"]) == (503, "cast.full")
        assert int(answer.headers["Retry-After"]) > 0


async def test_rfc9725_4_5_nothing_is_redirected(door: MediaDoor):
    async with sending(door) as sender:
        for path in ("/whip", "/whip/", "/whip/t/x", "/whip/t/x/"):
            answer = await sender.client.post(path, data=sender.offer, headers=SDP, allow_redirects=False)
            assert answer.status not in range(300, 400)


async def test_rfc9725_4_6_no_ice_server_is_named_where_there_is_none(door: MediaDoor):
    async with sending(door) as sender:
        assert "Link" not in (await sender.post()).headers


async def test_rfc9725_4_7_1_every_request_needs_a_bearer_token(door: MediaDoor):
    async with sending(door) as sender:
        location, tag = await sender.start()
        forged = f"Bearer {sender.token['Authorization'][7:-2]}xx"
        for wrong in (
            {},
            {"Authorization": "Bearer nonsense"},
            {"Authorization": "Basic eDp5"},
            {"Authorization": forged},
        ):
            for method, path in (("POST", "/whip"), ("PATCH", location), ("DELETE", location)):
                kind = FRAGMENT if method == "PATCH" else SDP
                headers = wrong | kind | {"If-Match": tag}
                answer = await sender.client.request(method, path, data=sender.offer, headers=headers)
                assert answer.status == 401
                assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert len(door.store.state.cast.casts) == 1


@pytest.mark.parametrize("role", ["integrator", "admin"])
async def test_rfc9725_4_7_1_a_machines_token_serves_until_it_is_revoked(door: MediaDoor, role):
    created = await door.access.create_token("OBS in the studio", role)
    async with sending(door) as sender:
        sender.token = {"Authorization": f"Bearer {created.secret}"}
        location, _ = await sender.start()
        assert (await door.live()).name == "OBS in the studio"
        assert (await sender.client.delete(location, headers=sender.token)).status == 200
        await door.access.revoke_token(created.token.id)
        assert (await sender.post()).status == 401


async def test_rfc9725_4_7_1_a_token_may_stand_in_the_address(door: MediaDoor):
    created = await door.access.create_token("FFmpeg", "integrator")
    async with sending(door) as sender:
        endpoint = f"/whip/t/{created.secret}"
        answer = await sender.client.post(endpoint, data=sender.offer, headers=SDP)
        assert answer.status == 201
        location, tag = answer.headers["Location"], answer.headers["ETag"]
        assert location.startswith(f"{endpoint}/")
        answer = await sender.client.patch(location, data=sender.fragment(), headers=FRAGMENT | {"If-Match": tag})
        assert answer.status == 204
        assert (await sender.client.delete(location)).status == 200
        answer = await sender.client.post("/whip/t/prl_wrong", data=sender.offer, headers=SDP)
        assert answer.status == 401


async def test_rfc9725_4_7_1_the_code_on_the_glass_serves_as_token(door: MediaDoor):
    async with sending(door) as sender:
        sender.token = {"Authorization": f"Bearer {door.code[:3]} {door.code[3:]}"}
        location, tag = await sender.start()
        first = await door.live()
        assert (await sender.patch(location, sender.fragment(), **{"If-Match": tag})).status == 204
        shown = door.code
        assert (await sender.client.delete(location, headers=sender.token)).status == 200
        assert door.code != shown
        assert (await sender.post()).status == 201
        assert door.store.state.cast.casts[0].id != first.id
        await door.access.renew_code()
        answer = await sender.post()
        assert (answer.status, (await answer.json())["tries_left"]) == (401, 4)


async def test_rfc9725_4_7_1_guesses_at_the_code_are_slowed_as_on_the_code_page(door: MediaDoor):
    wrong = "000000" if door.code != "000000" else "000001"
    async with sending(door) as sender:
        for left in (4, 3, 2):
            answer = await sender.post(Authorization=f"Bearer {wrong}")
            assert (answer.status, (await answer.json())["tries_left"]) == (401, left)
        for left in (1, 0):
            answer = await sender.client.post("/api/guest", json={"code": wrong})
            assert (await answer.json())["tries_left"] == left
        for path, headers in (("/whip", {"Authorization": f"Bearer {door.code}"}), (f"/whip/t/{door.code}", {})):
            answer = await sender.client.post(path, data=sender.offer, headers=SDP | headers)
            assert (answer.status, (await answer.json())["code"]) == (429, "access.too_many_tries")
            assert int(answer.headers["Retry-After"]) >= 4
        assert (await sender.post()).status == 201


async def test_rfc9725_5_sessions_have_random_addresses(door: MediaDoor):
    async with sending(door) as sender:
        found = {(await sender.post()).headers["Location"] for _ in range(4)}
        assert len(found) == 4
        assert all(re.fullmatch("/whip/[0-9a-f]{32}", location) for location in found)


async def test_rfc9725_5_posts_patches_and_deletes_have_a_rate(door: MediaDoor):
    async with sending(door) as sender:
        location, tag = await sender.start()
        seen = [204]
        # a slow machine's requests are spaced so that the limit lets more of them through
        while seen[-1] == 204 and len(seen) < 10 * signalling.CHANGE_BURST:
            seen.append((await sender.patch(location, sender.fragment(), **{"If-Match": tag})).status)
        assert {*seen} == {204, 429}
        assert seen.index(429) >= signalling.CHANGE_BURST
        answer = await sender.client.delete(location, headers=sender.token)
        assert (answer.status, (await answer.json())["code"]) == (429, "session.rate_limited")
        seen = [(await sender.post("hello")).status for _ in range(signalling.START_BURST + 5)]
        assert {*seen} == {422, 429}
        assert (await door.live()).phase == "live"


async def test_rfc9725_5_bodies_are_bounded(door: MediaDoor):
    async with sending(door) as sender:
        assert (await sender.post("v=0" + "x" * 70_000)).status == 413
        location, tag = await sender.start()
        big = sender.fragment() + "a=x\r\n" * 4000
        assert (await sender.patch(location, big, **{"If-Match": tag})).status == 413


async def test_rfc9725_5_tokens_are_never_logged(door: MediaDoor, monkeypatch: pytest.MonkeyPatch):
    created = await door.access.create_token("OBS", "integrator")

    async def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    with capture_logs() as logs:
        async with sending(door) as sender:
            path = f"/whip/t/{created.secret}"
            assert (await sender.client.post(path, data=sender.offer, headers=SDP)).status == 201
            monkeypatch.setattr(door.dispatcher, "call", fail)
            assert (await sender.client.post(path, data=sender.offer, headers=SDP)).status == 500
    said = json.dumps(logs, default=str)
    assert "/whip/t/{token}" in said
    assert created.secret not in said
